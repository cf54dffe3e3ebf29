import { setImmediate } from 'node:timers/promises';
import { collectGarbageInTime } from '../../collect-garbage.ts';
import type { JudgedPanelRound } from '../../store/export-rows.ts';
import type { Database } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import type { Panel } from '../../store/panels.ts';
import { countStandingBy } from '../../store/results.ts';
import { loadBeside } from '../judging/load-beside.ts';
import { attritionBetween, loadParticipation, type Participation, rolesIn } from './load-participation.ts';
import type { PanelAttrition, PanelResults, RoundResults, StudyResults } from './study-results.ts';

/** What was judged when an export began; it no longer changes. */
export interface JudgedStudy extends Omit<StudyResults, 'panels'> {
  readonly panels: readonly Panel[];
  readonly judged: readonly JudgedPanelRound[];
  /** Roles of experts, by expert id. */
  readonly roles: ReadonlyMap<number, string>;
}

/** Collects the results of closed rounds, a panel's round at a time, yielding to the event loop in between. */
export async function loadStudyResults(
  db: Database,
  { panels: all, judged, roles, ...study }: JudgedStudy,
): Promise<StudyResults> {
  const panels: PanelResults[] = [];
  for (const panel of all) {
    const rounds: RoundResults[] = [];
    const attrition: PanelAttrition[] = [];
    let before: { round: RoundResults; participation: Participation } | null = null;
    for (const one of judged.filter(({ panelRound }) => panelRound.panelId === panel.id)) {
      const figures = loadJudgedRound(db, one.panelRound.id);
      if (!figures) continue;
      const participation = await loadParticipation(db, one, figures.items, roles);
      const standingBy = countStandingBy(db, one.panelRound);
      const beside = loadBeside(db, figures);
      const round = { ...figures, standingBy, beside, byRole: rolesIn(participation, figures) };
      rounds.push(round);
      if (before)
        attrition.push({
          ...{ from: before.round.number, to: round.number },
          ...attritionBetween(before, participation),
        });
      before = { round, participation };
      await setImmediate();
      collectGarbageInTime();
    }
    const { code, name, status } = panel;
    const seats = study.composition.seats[panel.id] ?? 0;
    panels.push({ code, name, status, seats, rounds, attrition });
  }
  return { ...study, panels };
}
