import type { Deviation } from '../../domain/deviations.ts';
import { foldText } from '../../domain/digits.ts';
import { grouped } from '../../domain/grouped.ts';
import type { JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import type { ExclusionReason } from '../../domain/reason-themes.ts';
import { kindOf } from '../../kinds/all.ts';
import { loadDeviations } from '../../store/deviations.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadProposals } from '../../store/proposals.ts';
import { loadThemes } from '../../store/reason-themes.ts';
import { loadDroppedItemsReasons } from '../../store/reasons.ts';
import { reasonMark } from '../proposals/decide-reason.ts';
import type { FunnelItem } from './load-funnel.ts';

/** A reason with a mark that identifies its words. */
export interface MarkedReason extends ExclusionReason {
  readonly mark: number;
}

/** The outcome of an item in one panel's round. */
export interface Verdict {
  readonly item: JudgedItem;
  readonly judged: JudgedRound;
}

type Written = Pick<ExclusionReason, 'text' | 'by'>;

/**
 * How to find the reasons for which an item left: experts' reasons for ratings against it in the rounds that dropped
 * it, those of an accepted proposal to remove it, and the facilitator's. No author is given.
 *
 * @returns a function of an item and the verdicts that took it off its panels
 */
export function reasonsIn(
  tx: Transaction,
  studyId: number,
): (item: FunnelItem, verdicts: readonly Verdict[]) => MarkedReason[] {
  const themes = loadThemes(tx, studyId);
  const written = grouped(loadDroppedItemsReasons(tx, studyId), ({ itemId }) => itemId);
  const deviations = grouped(loadDeviations(tx, studyId), ({ code }) => code);
  const removals = loadProposals(tx, studyId).filter(
    ({ kind, state, appliedAt }) => kind === 'remove' && state === 'accepted' && appliedAt !== null,
  );
  const marked = ({ text, by }: Written): MarkedReason => {
    const mark = markOf(text);
    return { text, by, mark, theme: themes.get(mark) ?? null };
  };
  return (item, verdicts) => {
    const left = item.places.flatMap((place) => place.left?.why ?? []);
    const against = (written.get(item.id) ?? []).filter(({ round, value }) =>
      verdicts.some(
        ({ judged, item: result }) =>
          judged.number === round && kindOf(judged.kind).speaksAgainst?.(value, result, judged.rules),
      ),
    );
    const proposed = left.includes('removed') ? removals.filter(({ itemId }) => itemId === item.id) : [];
    const facilitators = (deviations.get(item.code) ?? []).filter(({ field }) =>
      field === 'itemByHand'
        ? left.includes('by_hand')
        : field === 'itemRemoved' && left.includes('workbook'),
    );
    return [
      ...[...against, ...proposed].map(({ text }) => marked({ text, by: 'expert' })),
      ...standing(facilitators).map((text) => marked({ text, by: 'facilitator' })),
    ];
  };
}

/** A number that identifies a reason's words, ignoring spelling variants and punctuation. */
function markOf(text: string): number {
  return reasonMark(foldText(text).replace(/\p{P}/gu, ''));
}

/** Reasons of decisions against an item that no later one reversed, in one panel or in all. */
function standing(deviations: readonly Deviation[]): string[] {
  const reasons = new Map<string, string>();
  for (const { panel, to, reason } of deviations) {
    if (panel === undefined) reasons.clear();
    else reasons.delete(panel);
    if (to !== 'kept' && reason) reasons.set(panel ?? '', reason);
  }
  return [...new Set(reasons.values())];
}
