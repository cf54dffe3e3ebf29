import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { addPanelRoundExpert, raiseInvited } from '../../store/panel-rounds.ts';
import { insertQuestionnaires } from '../../store/questionnaires.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { announceOpenRound } from './enrol.ts';
import { expertOf } from './list-experts.ts';
import { loadMissedRound } from './load-missed-round.ts';

/**
 * Lets an expert who came after a round's opening answer in it, at a facilitator's word: else the next round is the
 * first one. Who has joined is told of it at once.
 */
export function letIn(
  tx: Transaction,
  press: { expertId: number; roundId: number; accountId: number; at: Date },
): Outcome {
  const found = expertOf(tx, press.accountId, press.expertId);
  if (!found.ok) return found;
  const { expert } = found;
  const { at, accountId } = press;
  const missed = loadMissedRound(tx, expert);
  if (missed?.round.id !== press.roundId) return refuse({ code: 'preview.outdated' });
  if (at >= missed.round.deadline) return refuse({ code: 'round.closed', number: missed.round.number });
  for (const { id } of missed.panelRounds) {
    addPanelRoundExpert(tx, id, expert.id);
    raiseInvited(tx, id);
  }
  insertQuestionnaires(tx, missed.round.id, 1);
  logEvent(tx, {
    ...{ studyId: expert.studyId, at, actor: 'facilitator', accountId, kind: 'expert.letIn' },
    details: { expertId: expert.id, round: missed.round.number },
  });
  if (hasJoined(expert)) announceOpenRound(tx, expert, { accountId: expert.accountId!, at });
  return { ok: true };
}
