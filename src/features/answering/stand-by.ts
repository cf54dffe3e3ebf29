import { isDiffering } from '../../domain/differing.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { type Answer, saveStandsBy } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type QuestionnaireInRound, updateQuestionnaire } from '../../store/questionnaires.ts';
import { needStudy } from '../../store/studies.ts';
import { loadMiddleHalves } from './load-differing.ts';
import { type CardPress, loadPressed, recordAnswer } from './record-answer.ts';
import { moveOn } from './show-step.ts';

/**
 * Notes that an expert stands by an answer that differs from the panel's: kept for the report, and part of no figure.
 * For an item not yet rated in this round the same tap also gives the previous rating again.
 */
export function standBy(tx: Transaction, answerId: number, press: CardPress): Outcome {
  const found = loadPressed(tx, answerId, press);
  if (!found.ok) return found;
  const { answer, place } = found;
  const rated = answer.state === 'rated';
  const halves = loadMiddleHalves(tx, place.questionnaire, needStudy(tx, place.studyId), answer);
  if (!isDiffering(rated ? answer.value : answer.previousValue, halves)) {
    return refuse({ code: 'answer.nothingToStandBy' });
  }
  if (!rated) {
    const kept = recordAnswer(tx, answerId, 'keep', press);
    if (!kept.ok) return kept;
  }
  saveStandsBy(tx, answerId);
  showAgain(tx, answer, place);
  return { ok: true };
}

/** The card stays where it is, except that a card asking for the reason moves on. */
function showAgain(tx: Transaction, answer: Answer, { questionnaire }: QuestionnaireInRound): void {
  const asksForReason = questionnaire.screen === 'reason' && questionnaire.currentAnswerId === answer.id;
  if (asksForReason) moveOn(tx, questionnaire, answer, null);
  else updateQuestionnaire(tx, questionnaire.id);
}
