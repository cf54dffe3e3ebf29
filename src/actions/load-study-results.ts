import { setImmediate } from 'node:timers/promises';
import type { PanelResults, RoundResults, StudyResults } from '../exports/study-results.ts';
import type { Database } from '../store/database.ts';
import { type JudgedPanelRound, loadAskedTitles } from '../store/export-rows.ts';
import type { Panel } from '../store/panels.ts';
import { countStandingBy, loadItemResults } from '../store/results.ts';

/** What was judged when an export began; it changes no more. */
export interface JudgedStudy {
  readonly title: string;
  readonly rounds: number;
  readonly protocolSha256: string;
  readonly panels: readonly Panel[];
  readonly judged: readonly JudgedPanelRound[];
}

/** Puts together what closed rounds left, a panel's round at a time; the event loop has its turn in between. */
export async function loadStudyResults(db: Database, study: JudgedStudy): Promise<StudyResults> {
  const panels: PanelResults[] = [];
  for (const panel of study.panels) {
    const rounds: RoundResults[] = [];
    for (const judged of study.judged.filter(({ panelRound }) => panelRound.panelId === panel.id)) {
      rounds.push(loadRoundResults(db, panel, judged));
      await setImmediate();
    }
    const { code, name, status } = panel;
    panels.push({ code, name, status, rounds });
  }
  const { title, rounds, protocolSha256 } = study;
  return { title, rounds, protocolSha256, panels };
}

function loadRoundResults(db: Database, panel: Panel, { round, panelRound }: JudgedPanelRound): RoundResults {
  const asked = new Map(loadAskedTitles(db, panelRound.id).map((item) => [item.itemId, item]));
  const standing = countStandingBy(db, panelRound);
  return {
    number: round.number,
    kind: panelRound.kind,
    openedAt: round.openedAt,
    closedAt: round.closedAt ?? round.deadline,
    invited: panelRound.invited,
    answered: panelRound.answered ?? 0,
    submitted: panelRound.submitted ?? 0,
    notHandedIn: panelRound.notHandedIn ?? 0,
    raters: panelRound.raters ?? 0,
    concordance: panelRound.concordance,
    unchangedShare: panelRound.unchangedShare,
    verdict: panelRound.verdict ?? panel.status,
    items: loadItemResults(db, panelRound.id).flatMap((result) => {
      const item = asked.get(result.itemId);
      return item ? [{ ...result, ...item, standBy: standing.get(result.itemId) ?? 0 }] : [];
    }),
  };
}
