import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadQuestionnaire } from '../../store/questionnaires.ts';
import { needStudy } from '../../store/studies.ts';
import { paperNewsMessage } from './form-message.ts';

/** Tells an expert that their answers from paper were entered; null where the account is no longer the expert's. */
export function composePaperNews(
  tx: Transaction,
  { questionnaireId, answers, ideas = 0 }: { questionnaireId: number; answers: number; ideas?: number },
  { accountId, at, zone }: { accountId: number; at: Date; zone: string },
): Message | null {
  const place = loadQuestionnaire(tx, questionnaireId);
  if (!place || place.accountId !== accountId) return null;
  const isOpen = place.roundOpen && at < place.deadline;
  return paperNewsMessage({
    ...{ questionnaireId, answers, ideas, zone, round: place.roundNumber },
    title: needStudy(tx, place.studyId).title,
    deadline: isOpen ? place.deadline : null,
  });
}
