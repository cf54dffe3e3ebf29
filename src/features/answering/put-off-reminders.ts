import { putOffUntil } from '../../domain/put-off.ts';
import type { Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { savePutOff } from '../../store/reminders.ts';
import { needStudy } from '../../store/studies.ts';
import { isPutOff } from '../reminding/send-reminders.ts';
import { expertRound } from './compose-news.ts';
import { type CardPress, loadOwn } from './record-answer.ts';
import type { ExpertRound } from './round-news-message.ts';

/**
 * «امروز نه»: puts an expert's reminders off until tomorrow, once a round. A second press on the same day has the same
 * answer.
 */
export function putOffReminders(
  tx: Transaction,
  questionnaireId: number,
  press: CardPress,
  { quietHours, zone }: Surroundings,
): Outcome<{ until: Date; round: ExpertRound; isCard: boolean }> {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const { place } = own;
  const { questionnaire, deadline } = place;
  const round = expertRound(tx, place);
  // Whoever began by this very message made it the card.
  const isCard = questionnaire.cardMessageId !== null && questionnaire.cardMessageId === press.messageId;
  if (questionnaire.putOffUntil) {
    if (!isPutOff(place, press.at)) return refuse({ code: 'remind.putOffBefore' });
    return { ok: true, until: questionnaire.putOffUntil, round, isCard };
  }
  const { fridayReminders } = needStudy(tx, place.studyId);
  const until = putOffUntil(press.at, { deadline, fridayReminders, quietHours, zone });
  if (!until) return refuse({ code: 'remind.noTomorrow' });
  savePutOff(tx, questionnaireId, until);
  return { ok: true, until, round, isCard };
}
