import { setImmediate } from 'node:timers/promises';
import type { JudgedPanelRound } from '../../store/export-rows.ts';
import type { Database } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import type { Panel } from '../../store/panels.ts';
import { countStandingBy } from '../../store/results.ts';
import type { PanelResults, RoundResults, StudyResults } from './study-results.ts';

/** What was judged when an export began; it changes no more. */
export interface JudgedStudy extends Omit<StudyResults, 'panels'> {
  readonly panels: readonly Panel[];
  readonly judged: readonly JudgedPanelRound[];
}

/** Puts together what closed rounds left, a panel's round at a time; the event loop has its turn in between. */
export async function loadStudyResults(
  db: Database,
  { panels: all, judged, ...study }: JudgedStudy,
): Promise<StudyResults> {
  const panels: PanelResults[] = [];
  for (const panel of all) {
    const rounds: RoundResults[] = [];
    for (const { panelRound } of judged.filter((one) => one.panelRound.panelId === panel.id)) {
      const round = loadJudgedRound(db, panelRound.id);
      if (round) rounds.push({ ...round, standingBy: countStandingBy(db, panelRound) });
      await setImmediate();
    }
    const { code, name, status } = panel;
    panels.push({ code, name, status, rounds });
  }
  return { ...study, panels };
}
