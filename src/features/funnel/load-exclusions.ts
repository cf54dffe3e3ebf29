import { leftAt } from '../../domain/funnel.ts';
import type { LeavingReason } from '../../domain/item-lives.ts';
import type { JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import { kindOf } from '../../kinds/all.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import type { Study } from '../../store/studies.ts';
import type { Funnel, FunnelItem } from './load-funnel.ts';

/** An item that no panel has any more. */
export interface Exclusion {
  readonly item: FunnelItem;
  /** As in the funnel. */
  readonly step: number;
  /** By what it left its panels, each once. */
  readonly causes: readonly Cause[];
}

export type Cause =
  | { readonly why: 'audience' | Exclude<LeavingReason, 'below_rule'> }
  /** The panel that judged it, the rule in force at its verdict, and what that stood on. */
  | {
      readonly why: 'below_rule';
      readonly round: number;
      readonly panel: { readonly code: string; readonly name: string };
      readonly rule: string;
      readonly figures: string | null;
    };

/** Items that left, by the step at which they did and in the workbook's order. */
export function loadExclusions(tx: Transaction, study: Study, { items, judged }: Funnel): Exclusion[] {
  const numbers = judged.map(({ number }) => number);
  const verdicts = loadVerdicts(tx, study.id);
  return items
    .flatMap((item): Exclusion[] => {
      const step = leftAt(item, numbers);
      return step === null ? [] : [{ item, step, causes: causesOf(item, verdicts) }];
    })
    .toSorted((one, other) => one.step - other.step);
}

interface Verdict {
  readonly item: JudgedItem;
  readonly judged: JudgedRound;
}

/** Verdicts that took an item off a panel, by item. */
function loadVerdicts(tx: Transaction, studyId: number): Map<number, Verdict[]> {
  const verdicts = new Map<number, Verdict[]>();
  for (const { panelRound } of loadJudgedPanelRounds(tx, studyId)) {
    const judged = loadJudgedRound(tx, panelRound.id);
    for (const item of judged?.items ?? [])
      if (!item.kept)
        verdicts.set(item.itemId, [...(verdicts.get(item.itemId) ?? []), { item, judged: judged! }]);
  }
  return verdicts;
}

function causesOf(item: FunnelItem, verdicts: ReadonlyMap<number, readonly Verdict[]>): Cause[] {
  const left = item.places.flatMap((place) => place.left ?? []);
  const whys = [...new Set(left.map(({ why }) => why))];
  return [
    ...(item.leftOut ? [{ why: 'audience' } as const] : []),
    ...whys.flatMap((why): Cause[] => {
      if (why !== 'below_rule') return [{ why }];
      const rounds = left.flatMap((one) => (one.why === 'below_rule' ? (one.round ?? []) : []));
      return (verdicts.get(item.id) ?? [])
        .filter(({ judged }) => rounds.includes(judged.number))
        .map((verdict) => causeOf(verdict));
    }),
  ];
}

function causeOf({ item, judged }: Verdict): Cause {
  const { rules, number: round, panel } = judged;
  const kind = kindOf(judged.kind);
  return {
    ...{ why: 'below_rule', round, panel },
    ...{ rule: kind.whyDropped(rules), figures: kind.figures(item, rules) },
  };
}
