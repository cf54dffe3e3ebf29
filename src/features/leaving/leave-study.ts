import { takesAnswers } from '../../domain/answering.ts';
import { hiddenBefore } from '../../domain/own-past.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { countGivenAnswers, withdrawAnswers } from '../../store/answers.ts';
import { endDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, loadEnrolments, loadExpert, loadMemberships, markLeft } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { withdrawIdeas } from '../../store/proposals.ts';
import {
  loadQuestionnaire,
  loadQuestionnaireOf,
  type QuestionnaireInRound,
  updateQuestionnaire,
} from '../../store/questionnaires.ts';
import { loadOpenRound, loadRounds } from '../../store/rounds.ts';
import { loadSteps } from '../../store/steps.ts';
import { loadStudyFacilitators, needStudy, type Study } from '../../store/studies.ts';
import { expertLeftMessage, type Leaving, leftCard } from './leave-message.ts';

interface StudyPress {
  readonly studyId: number;
  readonly accountId: number;
  /** When it was pressed, as far as it is known: decides whether the round still took answers. */
  readonly pressedAt: Date;
  readonly at: Date;
}

/** Studies that an account may leave, the newest first. */
export function loadLeavableStudies(tx: Transaction, accountId: number): Study[] {
  return loadEnrolments(tx, accountId)
    .map(({ studyId }) => needStudy(tx, studyId))
    .filter(({ state }) => state !== 'finished');
}

/** What an expert is told before leaving: what stays, and what may be withdrawn. */
export function composeLeaving(tx: Transaction, press: StudyPress): Outcome<{ leaving: Leaving }> {
  const found = loadLeaver(tx, press);
  if (!found.ok) return found;
  const { expert, study } = found;
  const closed = loadRounds(tx, study.id).filter(({ state }) => state === 'closed' || state === 'judged');
  const hidden = hiddenBefore(study, expert);
  const answeredRounds = closed.filter(({ id }) => {
    const questionnaire = loadQuestionnaireOf(tx, id, expert.id);
    return questionnaire !== undefined && countGivenAnswers(tx, questionnaire.id, hidden) > 0;
  });
  const open = loadOpenAnswers(tx, expert, press.pressedAt);
  return {
    ok: true,
    leaving: {
      studyId: study.id,
      title: study.title,
      closedRounds: answeredRounds.length,
      open: open && {
        roundId: open.place.questionnaire.roundId,
        number: open.place.roundNumber,
        answered: open.answered,
      },
    },
  };
}

/**
 * Lets an expert go: nothing more is sent, and what was answered stays. Answers of the open round go where the expert
 * says so; those of a closed one are in its results. The facilitators hear that the expert left, nothing of answers.
 *
 * @param press.withdrawRoundId the round whose answers are withdrawn; null: all stay
 */
export function leaveStudy(
  tx: Transaction,
  press: StudyPress & { withdrawRoundId: number | null },
): Outcome<{ study: Study; withdrawn: number }> {
  const found = loadLeaver(tx, press);
  if (!found.ok) return found;
  const { expert, study } = found;
  const { at, accountId, withdrawRoundId } = press;
  let withdrawn = 0;
  if (withdrawRoundId !== null) {
    const open = loadOpenAnswers(tx, expert, press.pressedAt);
    if (open?.place.questionnaire.roundId !== withdrawRoundId) return refuse({ code: 'leave.roundClosed' });
    withdrawn = open.answered;
    withdrawAnswers(tx, open.place.questionnaire.id);
    withdrawIdeas(tx, withdrawRoundId, expert.id, { at, hidden: hiddenBefore(study, expert) });
  }
  letGoOfCard(tx, expert, leftCard(), at);
  markLeft(tx, expert.id, at);
  endDialog(tx, accountId);
  logEvent(tx, {
    studyId: study.id,
    at,
    actor: 'expert',
    kind: 'expert.left',
    details: { expertId: expert.id, withdrew: withdrawRoundId !== null },
  });
  for (const facilitator of loadStudyFacilitators(tx, study.id)) {
    queueMessage(tx, {
      kind: 'expert-left',
      key: `expert-left:${expert.id}:${facilitator}:${at.getTime()}`,
      accountId: facilitator,
      at,
      args: { expertId: expert.id },
    });
  }
  return { ok: true, study, withdrawn };
}

/**
 * Turns the card of an expert's open round into a last word: the account that has it is no longer the expert's. What
 * comes back begins on another message.
 */
export function letGoOfCard(tx: Transaction, { id, studyId }: Expert, message: Message, at: Date): void {
  const round = loadOpenRound(tx, studyId);
  const questionnaire = round && loadQuestionnaireOf(tx, round.id, id);
  if (!questionnaire) return;
  const { cardMessageId, cardAccountId } = questionnaire;
  if (cardMessageId !== null && cardAccountId !== null) {
    queueMessage(tx, {
      kind: 'reply',
      key: `card-let-go:${questionnaire.id}:${cardMessageId}:${at.getTime()}`,
      accountId: cardAccountId,
      at,
      args: { message, replacesMessageId: cardMessageId },
    });
  }
  updateQuestionnaire(tx, questionnaire.id, { cardMessageId: null, cardAccountId: null, cardHash: null });
}

function loadLeaver(
  tx: Transaction,
  { studyId, accountId }: StudyPress,
): Outcome<{ expert: Expert; study: Study }> {
  const expert = loadMemberships(tx, accountId).find((one) => one.studyId === studyId);
  if (!expert) return refuse({ code: 'leave.noStudy' });
  if (expert.leftAt) return refuse({ code: 'leave.left' });
  const study = needStudy(tx, studyId);
  return study.state === 'finished' ? refuse({ code: 'leave.finished' }) : { ok: true, expert, study };
}

/** An expert's answers that may be withdrawn: those of a round that still takes some. */
function loadOpenAnswers(
  tx: Transaction,
  { id, studyId }: Expert,
  at: Date,
): { place: QuestionnaireInRound; answered: number } | null {
  const round = loadOpenRound(tx, studyId);
  const questionnaire = round && loadQuestionnaireOf(tx, round.id, id);
  const place = questionnaire && loadQuestionnaire(tx, questionnaire.id);
  if (!place || !takesAnswers(place, at).ok) return null;
  const ideas = loadSteps(tx, place.questionnaire).reduce((sum, step) => sum + step.ideas, 0);
  const answered = countGivenAnswers(tx, place.questionnaire.id) + ideas;
  return answered > 0 ? { place, answered } : null;
}

/** Tells a facilitator that an expert left; null where the expert has come back since. */
export function composeExpertLeft(tx: Transaction, expertId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert?.leftAt || expert.removedAt || expert.forgotten) return null;
  return expertLeftMessage({ name: expert.name, title: needStudy(tx, expert.studyId).title });
}
