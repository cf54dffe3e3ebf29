import { isAnonymous } from '../../domain/anonymity.ts';
import { hiddenBefore, seesFrom } from '../../domain/own-past.ts';
import { drawPseudonym } from '../../domain/pseudonym.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { clearApartCodes } from '../../store/answers.ts';
import { logEvent } from '../../store/events.ts';
import {
  type Expert,
  enrolExpert,
  forgetToken,
  giveBackToAccount,
  loadEnrolments,
  loadExpert,
  noteMobileAtJoining,
} from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { withdrawProposals } from '../../store/proposals.ts';
import { loadQuestionnaireOf } from '../../store/questionnaires.ts';
import { loadTakenCodes } from '../../store/round-codes.ts';
import { loadOpenRound, loadRounds } from '../../store/rounds.ts';
import { answeredSince, clearQuestionnaire, copyQuestionnaire, putBack } from '../../store/set-aside.ts';
import { loadStudyFacilitators, needStudy, type Study } from '../../store/studies.ts';
import {
  clearSetAside,
  confirmTenures,
  deleteTenures,
  insertTenure,
  loadSetAside,
  loadTenure,
  loadTenures,
  saveSeesFrom,
  type Tenure,
} from '../../store/tenures.ts';
import { refreshPrevious } from '../answering/begin-questionnaire.ts';
import { letGoOfCard } from '../leaving/leave-study.ts';
import { queueMissedAnswers } from '../talking/answer-question.ts';
import { disownAnswers } from './disown-answers.ts';
import { movedCard, refusedCard } from './link-message.ts';
import { linkMark } from './list-experts.ts';

/**
 * Makes an expert an account's, which has accepted the consent. Another account than the one before begins anew: what
 * was answered in the open round is set aside, and nothing older is shown to it until it is known to be the same
 * person's.
 *
 * @param expert as it was before
 * @returns whether the account sees all that the expert did
 */
export function takeSeat(
  tx: Transaction,
  expert: Expert,
  { accountId, at, randomBelow }: { accountId: number; at: Date; randomBelow: (limit: number) => number },
): { isKnown: boolean } {
  const last = loadTenures(tx, expert.id).at(-1);
  const study = needStudy(tx, expert.studyId);
  if (expert.accountId !== null && expert.accountId !== accountId) letGoOfCard(tx, expert, movedCard(), at);
  enrolExpert(tx, expert.id, accountId, at);
  if (!last) {
    insertTenure(tx, { expertId: expert.id, accountId, since: at, confirmedAt: at });
    noteMobileAtJoining(tx, expert.id, expert.mobile);
    return { isKnown: true };
  }
  if (last.accountId === accountId) return { isKnown: hiddenBefore(study, expert) === null };
  const isSamePerson = expert.numberShownBy === accountId;
  const tenureId = insertTenure(tx, {
    ...{ expertId: expert.id, accountId, since: at, confirmedAt: isSamePerson ? at : null },
    leftBefore: expert.leftAt,
    // An account of which only another such one knows is nobody's either.
    apartCode:
      isSamePerson && expert.seesFrom === null
        ? null
        : drawPseudonym(loadTakenCodes(tx, study.id), randomBelow),
    ...(isSamePerson ? {} : setAside(tx, expert, study)),
  });
  settlePast(tx, expert);
  if (expert.accountId !== null) tellOfUse(tx, expert.accountId, tenureId, at);
  return { isKnown: isSamePerson || !isAnonymous(study.anonymity) };
}

/** Keeps what stands in the open questionnaire; in an anonymous study the questionnaire is as if never begun. */
function setAside(
  tx: Transaction,
  { id, studyId }: Expert,
  study: Study,
): Pick<Tenure, 'questionnaireId' | 'setAside'> {
  const questionnaire = openQuestionnaire(tx, { id, studyId });
  const aside = questionnaire && copyQuestionnaire(tx, questionnaire.id);
  if (!aside) return { questionnaireId: null, setAside: null };
  if (isAnonymous(study.anonymity)) clearQuestionnaire(tx, questionnaire.id);
  return { questionnaireId: questionnaire.id, setAside: aside };
}

function tellOfUse(tx: Transaction, accountId: number, tenureId: number, at: Date): void {
  queueMessage(tx, {
    kind: 'link-used',
    key: `link-used:${tenureId}`,
    accountId,
    at,
    args: { tenureId },
  });
}

/** The word of the account before that the new one is the same person's. Said twice it is said once. */
export function confirmAccount(
  tx: Transaction,
  press: { tenureId: number; accountId: number; at: Date },
): Outcome<{ study: Study }> {
  const found = loadChange(tx, press);
  if (!found.ok) return found;
  const { tenure, expert, study } = found;
  if (tenure.confirmedAt === null) confirm(tx, expert, [tenure], { by: 'account', at: press.at });
  return { ok: true, study };
}

/**
 * An account shares its own number: experts who joined with that number in the workbook are its person's, also those
 * that it has become with a later link.
 *
 * @returns the studies whose past it may see from now on
 */
export function recogniseByNumber(
  tx: Transaction,
  shared: { accountId: number; known: readonly Expert[]; at: Date },
): Study[] {
  const { accountId, known, at } = shared;
  return known.flatMap((expert) => {
    const open = loadTenures(tx, expert.id).filter(({ confirmedAt }) => confirmedAt === null);
    if (expert.accountId !== accountId || open.length === 0) return [];
    confirm(tx, expert, open, { by: 'number', at });
    return [needStudy(tx, expert.studyId)];
  });
}

function confirm(
  tx: Transaction,
  expert: Expert,
  confirmed: readonly Tenure[],
  { by, at }: { by: 'account' | 'number'; at: Date },
): void {
  confirmTenures(
    tx,
    confirmed.map(({ id }) => id),
    at,
  );
  settlePast(tx, expert);
  logEvent(tx, {
    ...{ studyId: expert.studyId, at, actor: 'expert', kind: 'expert.linkConfirmed' },
    details: { expertId: expert.id, by },
  });
  const now = loadExpert(tx, expert.id)!;
  const { accountId } = now;
  if (accountId === null) return;
  const tenureId = confirmed.at(-1)!.id;
  if (by === 'account') {
    const key = `link-confirmed:${tenureId}`;
    queueMessage(tx, { kind: 'link-confirmed', key, accountId, at, args: { tenureId } });
  }
  queueMissedAnswers(tx, now, at);
  if (needStudy(tx, now.studyId).state !== 'finished' || now.leftAt) return;
  queueMessage(tx, {
    kind: 'closing-letter',
    key: `closing-letter:${now.id}:${accountId}:confirmed:${tenureId}`,
    accountId,
    at,
    args: { expertId: now.id },
  });
}

/**
 * The word of the account before that somebody else opened the link: it is the expert's again, and what the new one did
 * is taken out. In rounds that were judged meanwhile it stays in the frozen results, as nobody's.
 */
export function refuseAccount(
  tx: Transaction,
  press: { tenureId: number; accountId: number; at: Date; randomBelow: (limit: number) => number },
): Outcome<{ study: Study; refusedAccountId: number | null }> {
  const found = loadChange(tx, press);
  if (!found.ok) return found;
  const { tenure, expert, study } = found;
  const { accountId, at } = press;
  if (tenure.confirmedAt !== null) return refuse({ code: 'link.settled' });
  const others = loadEnrolments(tx, accountId).filter(
    ({ studyId, id }) => studyId === study.id && id !== expert.id,
  );
  if (others.length > 0) return refuse({ code: 'link.oneStudyOneExpert' });
  if (loadRounds(tx, study.id).some(({ state }) => state === 'closed'))
    return refuse({ code: 'link.judging' });

  const isBack = expert.accountId === accountId;
  const window = { from: tenure.since, until: isBack ? loadTenures(tx, expert.id).at(-1)!.since : null };
  if (!isBack) letGoOfCard(tx, expert, refusedCard(), at);
  takeOut(tx, expert, tenure, window.until);
  withdrawProposals(tx, expert.id, window, at);
  const rounds = disownAnswers(tx, expert, window, press);
  deleteTenures(tx, expert.id, tenure.id);
  if (!isBack) giveBackToAccount(tx, expert.id, accountId, tenure.leftBefore);
  settlePast(tx, expert);
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'expert', kind: 'expert.linkRefused' },
    details: { expertId: expert.id, rounds },
  });
  tellOfRefusal(tx, expert, { used: true, rounds }, at);
  return { ok: true, study, refusedAccountId: isBack ? null : expert.accountId };
}

/**
 * What others did in the open round is gone, and what was set aside for them is back.
 *
 * @param backSince when the account that refuses them took the expert over again, whose answers stay; null: it has not
 */
function takeOut(tx: Transaction, expert: Expert, tenure: Tenure, backSince: Date | null): void {
  const questionnaire = openQuestionnaire(tx, expert);
  if (!questionnaire) return;
  const now = copyQuestionnaire(tx, questionnaire.id);
  clearQuestionnaire(tx, questionnaire.id);
  const own = now && answeredSince(now, backSince);
  if (own) putBack(tx, questionnaire.id, own);
  if (tenure.questionnaireId === questionnaire.id && tenure.setAside) {
    putBack(tx, questionnaire.id, tenure.setAside);
  }
}

/** The word of the expert's account that it did not ask for a new link: that is void before anybody has used it. */
export function voidLink(
  tx: Transaction,
  press: { expertId: number; mark: number; accountId: number; at: Date },
): Outcome<{ study: Study }> {
  const expert = loadExpert(tx, press.expertId);
  if (expert?.accountId !== press.accountId || expert.token === null || linkMark(expert) !== press.mark) {
    return refuse({ code: 'link.settled' });
  }
  forgetToken(tx, expert.id);
  const { studyId, id: expertId } = expert;
  const { at } = press;
  logEvent(tx, { studyId, at, actor: 'expert', kind: 'expert.linkVoided', details: { expertId } });
  tellOfRefusal(tx, expert, { used: false, rounds: [] }, at);
  return { ok: true, study: needStudy(tx, studyId) };
}

function tellOfRefusal(
  tx: Transaction,
  { id: expertId, studyId }: Expert,
  what: { used: boolean; rounds: number[] },
  at: Date,
): void {
  for (const accountId of loadStudyFacilitators(tx, studyId)) {
    queueMessage(tx, {
      kind: 'link-refused',
      key: `link-refused:${expertId}:${accountId}:${at.getTime()}`,
      accountId,
      at,
      args: { expertId, ...what },
    });
  }
}

/**
 * Brings what an expert's account may see in step with its tenures: what was set aside comes back as far as the account
 * may see it, and so do the previous ratings of the open round. Where nothing is left to be vouched for, all that
 * stands there is the expert's; what was judged keeps its codes, or two archives would tie them.
 */
function settlePast(tx: Transaction, { id, studyId }: Expert): void {
  const tenures = loadTenures(tx, id);
  const from = seesFrom(tenures);
  saveSeesFrom(tx, id, from);
  const questionnaire = openQuestionnaire(tx, { id, studyId });
  for (const tenure of tenures.toReversed()) {
    if (!tenure.setAside || (from && tenure.since <= from)) continue;
    if (questionnaire && tenure.questionnaireId === questionnaire.id) {
      putBack(tx, questionnaire.id, tenure.setAside);
    }
    clearSetAside(tx, tenure.id);
  }
  if (!questionnaire) return;
  if (from === null) clearApartCodes(tx, questionnaire.id);
  refreshPrevious(tx, questionnaire.id);
}

/** At a round's end what was set aside counts where nothing has been answered since: a saved answer counts. */
export function putBackAtClosing(tx: Transaction, roundId: number): void {
  for (const { tenureId, questionnaireId, setAside } of loadSetAside(tx, roundId)) {
    putBack(tx, questionnaireId, setAside);
    clearSetAside(tx, tenureId);
  }
}

function openQuestionnaire(tx: Transaction, { id, studyId }: Pick<Expert, 'id' | 'studyId'>) {
  const round = loadOpenRound(tx, studyId);
  return round && loadQuestionnaireOf(tx, round.id, id);
}

/** A change of account that the presser may speak about: the account that was the expert's before it. */
function loadChange(
  tx: Transaction,
  { tenureId, accountId }: { tenureId: number; accountId: number },
): Outcome<{ tenure: Tenure; expert: Expert; study: Study }> {
  const tenure = loadTenure(tx, tenureId);
  const before = tenure && loadTenures(tx, tenure.expertId).findLast(({ id }) => id < tenure.id);
  const expert = tenure && loadExpert(tx, tenure.expertId);
  if (!expert || expert.removedAt || before?.accountId !== accountId) return refuse({ code: 'link.settled' });
  return { ok: true, tenure, expert, study: needStudy(tx, expert.studyId) };
}
