import type { Outcome } from '../../domain/refusals.ts';
import { paceOf, panelPace } from '../../domain/workload.ts';
import { loadAnswers } from '../../store/answers.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPaces, updateQuestionnaire } from '../../store/questionnaires.ts';
import { setRoundPace } from '../../store/rounds.ts';
import { isOfItems, loadSteps, sumOf } from '../../store/steps.ts';
import { type CardPress, loadOwn } from './record-answer.ts';

/** `open`: the number of items without an answer; 0: only a call for proposals has none. */
export type HandingIn = 'handedIn' | 'already' | { readonly open: number };

/** Records the pace of those who handed in, which tells how long the others still need. */
function tellPace(tx: Transaction, roundId: number): void {
  const pace = panelPace(loadPaces(tx, roundId));
  if (pace !== null) setRoundPace(tx, roundId, pace);
}

/** Hands a round in. With items open the first press only says how many; the second hands in. */
export function handIn(
  tx: Transaction,
  questionnaireId: number,
  press: CardPress,
): Outcome<{ handing: HandingIn }> {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const { questionnaire, studyId, roundNumber } = own.place;
  if (questionnaire.handedInAt) {
    updateQuestionnaire(tx, questionnaireId, { screen: 'overview' });
    return { ok: true, handing: 'already' };
  }
  const steps = loadSteps(tx, questionnaire);
  const open = sumOf(steps.filter(isOfItems), 'missing');
  if (steps.some(({ isOpen }) => isOpen) && !questionnaire.warnedOfOpen) {
    updateQuestionnaire(tx, questionnaireId, { screen: 'overview', overviewPage: 0, warnedOfOpen: true });
    return { ok: true, handing: { open } };
  }
  const secondsAnItem = paceOf(
    loadAnswers(tx, questionnaireId).flatMap(({ answeredAt, how }) =>
      answeredAt && how !== 'paper' ? [answeredAt] : [],
    ),
  );
  updateQuestionnaire(tx, questionnaireId, {
    ...{ handedInAt: press.at, screen: 'overview', overviewPage: 0, secondsAnItem },
  });
  tellPace(tx, questionnaire.roundId);
  logEvent(tx, {
    studyId,
    at: press.at,
    actor: 'expert',
    kind: 'questionnaire.handedIn',
    details: { round: roundNumber, expertId: questionnaire.expertId },
  });
  return { ok: true, handing: 'handedIn' };
}
