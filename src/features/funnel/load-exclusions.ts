import { leftAt } from '../../domain/funnel.ts';
import type { LeavingReason } from '../../domain/item-lives.ts';
import { kindOf } from '../../kinds/all.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import type { Study } from '../../store/studies.ts';
import type { Funnel, FunnelItem } from './load-funnel.ts';
import { type MarkedReason, reasonsIn, type Verdict } from './load-reasons.ts';

/** An item that no panel has any more. */
export interface Exclusion {
  readonly item: FunnelItem;
  /** The funnel's step at which it left. */
  readonly step: number;
  /** What it left its panels by, each once. */
  readonly causes: readonly Cause[];
  readonly reasons: readonly MarkedReason[];
}

export type Cause =
  | { readonly why: 'audience' | Exclude<LeavingReason, 'below_rule'> }
  /** The panel that judged it, the rule in force at its verdict, and the figures behind it. */
  | {
      readonly why: 'below_rule';
      readonly round: number;
      readonly panel: { readonly code: string; readonly name: string };
      readonly rule: string;
      readonly figures: string | null;
    };

/** Whose decision it was. */
export function deciderOf({ why }: Cause): 'audience' | 'panel' | 'proposal' | 'facilitator' {
  switch (why) {
    case 'audience':
      return 'audience';
    case 'below_rule':
      return 'panel';
    case 'removed':
      return 'proposal';
    default:
      return 'facilitator';
  }
}

/** Items that left, by step and then in the workbook's order. */
export function loadExclusions(tx: Transaction, study: Study, { items, judged }: Funnel): Exclusion[] {
  const numbers = judged.map(({ number }) => number);
  const verdicts = loadVerdicts(tx, study.id);
  const reasonsOf = reasonsIn(tx, study.id);
  return items
    .flatMap((item): Exclusion[] => {
      const step = leftAt(item, numbers);
      if (step === null) return [];
      const dropping = droppingOf(item, verdicts.get(item.id) ?? []);
      return [{ item, step, causes: causesOf(item, dropping), reasons: reasonsOf(item, dropping) }];
    })
    .toSorted((one, other) => one.step - other.step);
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

/** Of the verdicts against an item, those whose rule took it off panels. */
function droppingOf({ places }: FunnelItem, verdicts: readonly Verdict[]): Verdict[] {
  const rounds = places.flatMap(({ left }) => (left?.why === 'below_rule' ? (left.round ?? []) : []));
  return verdicts.filter(({ judged }) => rounds.includes(judged.number));
}

function causesOf({ leftOut, places }: FunnelItem, dropping: readonly Verdict[]): Cause[] {
  const whys = [...new Set(places.flatMap(({ left }) => left?.why ?? []))];
  return [
    ...(leftOut ? [{ why: 'audience' } as const] : []),
    ...whys.flatMap((why): Cause[] =>
      why === 'below_rule' ? dropping.map((verdict) => causeOf(verdict)) : [{ why }],
    ),
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
