import type { Expert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanelRounds, type PanelRound } from '../../store/panel-rounds.ts';
import { loadPanelsOfExpert } from '../../store/panels.ts';
import { loadQuestionnaireOf } from '../../store/questionnaires.ts';
import { loadOpenRound, type Round } from '../../store/rounds.ts';

/** The open round that an expert came too late for, and what the own panels do in it; null: there is none. */
export function loadMissedRound(
  tx: Transaction,
  { id, studyId, leftAt }: Expert,
): { round: Round; panelRounds: PanelRound[] } | null {
  const round = leftAt ? undefined : loadOpenRound(tx, studyId);
  if (!round || loadQuestionnaireOf(tx, round.id, id)) return null;
  const seats = loadPanelsOfExpert(tx, id).map((panel) => panel.id);
  const panelRounds = loadPanelRounds(tx, round.id).filter(({ panelId }) => seats.includes(panelId));
  return panelRounds.length === 0 ? null : { round, panelRounds };
}
