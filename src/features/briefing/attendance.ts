import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { deleteOrientation, loadOriented, MEETING, saveOrientation } from '../../store/briefings.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadRoster } from '../../store/rosters.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { attendanceMessage } from './briefing-message.ts';

/** Shows who of a study's experts was at a meeting. */
export function attendanceScreen(
  tx: Transaction,
  asked: { studyId: number; accountId: number; page: number },
): Outcome<{ message: Message }> {
  const found = studyOf(tx, asked.accountId, asked.studyId);
  if (!found.ok) return found;
  if (found.study.forgottenAt) return refuse({ code: 'study.forgotten' });
  return { ok: true, message: compose(tx, found.study, asked.page) };
}

/** Notes that an expert was at a meeting, or was not: pressed twice, it says the same. */
export function enterAttendance(
  tx: Transaction,
  press: { expertId: number; chosen: number; page: number; accountId: number; at: Date },
): Outcome<{ message: Message }> {
  const expert = loadExpert(tx, press.expertId);
  if (!expert || expert.removedAt || expert.forgotten) return refuse({ code: 'expert.gone' });
  const found = studyOf(tx, press.accountId, expert.studyId);
  if (!found.ok) return found;
  if (press.chosen === 1) saveOrientation(tx, expert.id, MEETING, press.at);
  else deleteOrientation(tx, expert.id, MEETING);
  return { ok: true, message: compose(tx, found.study, press.page) };
}

function compose(tx: Transaction, { id: studyId, title }: Study, page: number): Message {
  const present = loadOriented(tx, MEETING);
  const experts = loadRoster(tx, studyId)
    .filter(({ leftAt }) => leftAt === null)
    .map(({ id, name }) => ({ expertId: id, name, present: present.has(id) }));
  return attendanceMessage({ studyId, title, experts, page });
}
