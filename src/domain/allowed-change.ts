import { foldText } from './digits.ts';
import { type ExpertDecisions, matchExperts } from './expert-matching.ts';
import {
  type CurrentStudy,
  compareStudy,
  isFreeWhileOpen,
  planTouches,
  wantedRules,
} from './study-change.ts';
import type { ExpertDraft, StudyDraft } from './study-draft.ts';

/** The part of a later workbook that may be applied while a round is open. */
export interface AllowedChange {
  readonly draft: StudyDraft;
  /** Who each of its experts is: every doubt is settled here. */
  readonly decisions: ExpertDecisions;
}

/**
 * What of a later workbook can be applied while a round is open: names, mobiles, deadlines, and experts added for the
 * next round. All else stays as the study has it.
 *
 * @param decisions who each uncertain expert is
 */
export function allowedWhileOpen(
  current: CurrentStudy,
  draft: StudyDraft,
  decisions: ExpertDecisions,
): AllowedChange {
  const experts = allowedExperts(current, draft, decisions);
  const { rounds } = compareStudy(current, draft, decisions);
  const isPlanHeld = rounds !== null && planTouches(rounds, current.openRound ?? 0);
  return {
    draft: {
      rules: { ...current.rules, ...freeRules(current, draft) },
      scale: current.scale,
      panels: current.panels.map(({ code, name }) => ({
        code,
        name: draft.panels.find((panel) => foldText(panel.code) === foldText(code))?.name ?? name,
      })),
      experts: experts.map(({ expert }) => expert),
      items: current.items.filter(({ isProposed }) => !isProposed),
      rounds: isPlanHeld ? current.rounds : draft.rounds,
      ...(draft.composition && { composition: draft.composition }),
      ...(draft.criteria && { criteria: draft.criteria }),
      ...(draft.report && { report: draft.report }),
    },
    decisions: new Map(experts.map(({ id }, index) => [index, id])),
  };
}

function freeRules(current: CurrentStudy, draft: StudyDraft): Partial<StudyDraft['rules']> {
  const wanted = Object.entries(wantedRules(current, draft));
  return Object.fromEntries(wanted.filter(([field]) => isFreeWhileOpen(field as keyof StudyDraft['rules'])));
}

/** Nobody moves or leaves; new experts are added, except to a panel that does not exist yet. */
function allowedExperts(
  current: CurrentStudy,
  draft: StudyDraft,
  decisions: ExpertDecisions,
): readonly { readonly id: number | null; readonly expert: ExpertDraft }[] {
  const { matched, removed } = matchExperts(current.experts, draft.experts, decisions);
  const known = new Map(matched.map((pair) => [pair.draft, pair.current]));
  const panels = new Set(current.panels.map(({ code }) => foldText(code)));
  const staying = draft.experts.flatMap((expert) => {
    const { id = null, panelCodes = expert.panelCodes } = known.get(expert) ?? {};
    return panelCodes.every((code) => panels.has(foldText(code)))
      ? [{ id, expert: { ...expert, panelCodes } }]
      : [];
  });
  return [...staying, ...removed.map(({ id, ...expert }) => ({ id, expert }))];
}
