import { grouped } from '../../domain/grouped.ts';
import { kindOf } from '../../kinds/all.ts';
import { hasChoices } from '../../kinds/answer-shares.ts';
import type { Message } from '../../messages/message.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { PanelRound } from '../../store/panel-rounds.ts';
import { loadPanels, type Panel } from '../../store/panels.ts';
import type { Study } from '../../store/studies.ts';
import { type ChartedKind, chartsMessage, panelChartsMessage } from './charts-message.ts';
import { PANEL_CHARTS, type PanelChart } from './study-charts.ts';

/** What can be drawn of a study: nothing while no round is judged. */
export function chartsScreen(tx: Transaction, { id: studyId, title }: Study, page: number): Message {
  const isJudged = loadJudgedPanelRounds(tx, studyId).length > 0;
  return chartsMessage({ studyId, title, panels: isJudged ? loadPanels(tx, studyId) : [] }, page);
}

/** What can be drawn of a panel. */
export function panelChartsScreen(tx: Transaction, panel: Panel, page: number): Message {
  const judged = loadJudgedPanelRounds(tx, panel.studyId)
    .map(({ panelRound }) => panelRound)
    .filter(({ panelId }) => panelId === panel.id);
  const kinds = [...grouped(judged, ({ kind }) => kind).values()].map(chartedKind);
  return panelChartsMessage(panel, kinds, { studyId: panel.studyId, page });
}

function chartedKind(rounds: readonly PanelRound[]): ChartedKind {
  const last = rounds.at(-1)!;
  return {
    kind: last.kind,
    panelRoundId: last.id,
    charts: PANEL_CHARTS.filter((of) => hasChart(last, of)),
  };
}

/** Whether rounds of its kind have such a chart. */
function hasChart({ kind, concordance }: PanelRound, of: PanelChart): boolean {
  switch (of) {
    case 'items':
      return kindOf(kind).asks !== 'proposals';
    case 'w':
      return concordance !== null;
    case 'answers':
      return hasChoices(kind);
  }
}
