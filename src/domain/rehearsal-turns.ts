import { foldText } from './digits.ts';
import type { StudyDraft } from './study-draft.ts';

/** So many answers take about two minutes. */
const MOST_ANSWERS = 60_000;

/** Whose turn it is in the rounds of a rehearsal, and how many answers they give in all of them at most. */
export interface RehearsalTurns {
  /** Places in the workbook. */
  readonly experts: ReadonlySet<number>;
  readonly answers: number;
}

/**
 * Everybody; in a study too large for a short rehearsal, of each panel every so many-th expert, and so at least one.
 *
 * @param most answers in all rounds together, as far as a panel's one expert does not give more
 */
export function rehearsalTurns(draft: StudyDraft, most = MOST_ANSWERS): RehearsalTurns {
  const { panels, items, rules } = draft;
  const asked = panels.map(({ code }) => ({
    experts: placesOn(draft.experts, code),
    answers: rules.maxRounds * placesOn(items, code).length,
  }));
  const answers = asked.reduce((sum, panel) => sum + panel.experts.length * panel.answers, 0);
  const every = Math.max(1, Math.ceil(answers / most));
  const turns = asked.map((panel) => panel.experts.filter((_, at) => at % every === 0));
  return {
    experts: new Set(turns.flat()),
    answers: asked.reduce((sum, panel, at) => sum + turns[at]!.length * panel.answers, 0),
  };
}

/** Places of those in a list who are on a panel. */
function placesOn(listed: readonly { readonly panelCodes: readonly string[] }[], code: string): number[] {
  const wanted = foldText(code);
  return listed.flatMap(({ panelCodes }, place) => (panelCodes.map(foldText).includes(wanted) ? place : []));
}
