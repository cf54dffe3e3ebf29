import type { JudgedItem } from '../../domain/judged-round.ts';
import type { PanelResults, RoundResults, StudyResults } from './study-results.ts';

/** A round of a panel. */
export interface PanelRound {
  readonly panel: PanelResults;
  readonly round: RoundResults;
}

export function panelRoundsOf({ panels }: StudyResults): PanelRound[] {
  return panels.flatMap((panel) => panel.rounds.map((round) => ({ panel, round })));
}

/** The rounds that have a W. */
export function concordanceRoundsOf(results: StudyResults): PanelRound[] {
  return panelRoundsOf(results).filter(({ round }) => round.concordance !== null);
}

/** An item of a panel, in its latest wording, and its outcome in each of the panel's rounds that asked it. */
export interface ItemCourse {
  readonly code: string;
  readonly title: string;
  /** By round number. */
  readonly rounds: ReadonlyMap<number, { readonly round: RoundResults; readonly item: JudgedItem }>;
}

export function coursesOf({ rounds }: PanelResults): ItemCourse[] {
  const courses = new Map<
    number,
    ItemCourse & { rounds: Map<number, { round: RoundResults; item: JudgedItem }> }
  >();
  for (const round of rounds) {
    for (const item of round.items) {
      const { code, title } = item;
      const course = courses.get(item.itemId) ?? { code, title, rounds: new Map() };
      course.rounds.set(round.number, { round, item });
      courses.set(item.itemId, { ...course, title });
    }
  }
  return [...courses.values()];
}
