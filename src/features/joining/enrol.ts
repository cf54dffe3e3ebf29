import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, loadEnrolments, loadExpert, loadExpertByToken } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadQuestionnaireOf } from '../../store/questionnaires.ts';
import { loadOpenRound } from '../../store/rounds.ts';
import { needStudy, runsStudy, type Study } from '../../store/studies.ts';
import { briefNewcomer } from '../briefing/tell-briefing.ts';
import { queueMissedAnswers } from '../talking/answer-question.ts';
import { takeSeat } from './change-account.ts';

/** What opening a personal link leads to. */
export type OpenedLink =
  /** The consent is shown. */
  | { readonly kind: 'consent'; readonly expert: Expert }
  /** The opener runs this study: sees what the expert would, and the link stays. */
  | { readonly kind: 'preview'; readonly expert: Expert }
  /**
   * The opener has joined already: goes on with the own questionnaire. A used link is forgotten, so the own one and
   * an invented one are told alike.
   */
  | { readonly kind: 'enrolled'; readonly by: 'usedLink' | 'othersLink' }
  /** The study has ended: there is nothing to join any more. */
  | { readonly kind: 'over'; readonly study: Study }
  /** Used, renewed or invented: all told alike. */
  | { readonly kind: 'unknown' };

/** Says what a personal link leads to for the account that opened it; nothing is used up yet. */
export function openLink(
  tx: Transaction,
  { token, accountId }: { token: string; accountId: number },
): OpenedLink {
  const expert = loadExpertByToken(tx, token);
  const enrolments = loadEnrolments(tx, accountId);
  if (!expert) return enrolments.length > 0 ? { kind: 'enrolled', by: 'usedLink' } : { kind: 'unknown' };
  const inStudy = enrolments.some(({ studyId }) => studyId === expert.studyId);
  if (inStudy) return { kind: 'enrolled', by: 'othersLink' };
  if (runsStudy(tx, accountId, expert.studyId)) return { kind: 'preview', expert };
  const study = needStudy(tx, expert.studyId);
  return study.state === 'finished' ? { kind: 'over', study } : { kind: 'consent', expert };
}

/** The expert before whose consent an account is that opened a link. */
export function openConsent(
  tx: Transaction,
  opened: { token: string; accountId: number },
): Outcome<{ expert: Expert }> {
  const link = openLink(tx, opened);
  if (link.kind === 'enrolled') return refuse({ code: 'link.joined' });
  if (link.kind === 'over') return refuse({ code: 'link.studyOver' });
  return link.kind === 'consent' ? { ok: true, expert: link.expert } : refuse({ code: 'link.unknown' });
}

/**
 * Binds an expert to the account that accepts the consent, the first one to do so, and forgets the link. An account
 * that the expert had before is the expert's no more, and hears so. Who joins while a round is open gets its opening at
 * once.
 */
export function acceptConsent(
  tx: Transaction,
  press: { token: string; accountId: number; at: Date; randomBelow: (limit: number) => number },
): Outcome<
  | { joined: 'before' }
  | {
      joined: 'now';
      expert: Expert;
      study: Study;
      roundOpen: boolean;
      /** Whether the account sees all that the expert did: not where the expert had another one before. */
      isKnown: boolean;
    }
> {
  const link = openLink(tx, press);
  // A second press on the own consent finds its link used.
  if (link.kind === 'enrolled' && link.by === 'usedLink') return { ok: true, joined: 'before' };
  if (link.kind === 'enrolled') return refuse({ code: 'link.oneStudyOneExpert' });
  if (link.kind === 'preview') return refuse({ code: 'link.ownStudy' });
  if (link.kind === 'over') return refuse({ code: 'link.studyOver' });
  if (link.kind !== 'consent') return refuse({ code: 'link.unknown' });
  const { expert } = link;
  const { isKnown } = takeSeat(tx, expert, press);
  logEvent(tx, {
    studyId: expert.studyId,
    at: press.at,
    actor: 'expert',
    accountId: press.accountId,
    kind: 'expert.joined',
    details: { expertId: expert.id },
  });
  const now = loadExpert(tx, expert.id)!;
  queueMissedAnswers(tx, now, press.at);
  briefNewcomer(tx, now, press.at);
  return {
    ok: true,
    joined: 'now',
    expert,
    study: needStudy(tx, expert.studyId),
    roundOpen: announceOpenRound(tx, expert, press),
    isKnown,
  };
}

/** Tells an account that has become an expert's of the open round. @returns whether there is one */
export function announceOpenRound(
  tx: Transaction,
  expert: Expert,
  { accountId, at }: { accountId: number; at: Date },
): boolean {
  const round = loadOpenRound(tx, expert.studyId);
  const questionnaire = round && loadQuestionnaireOf(tx, round.id, expert.id);
  if (!questionnaire || at >= round.deadline) return false;
  // The moment is part of the key: who joins anew by a renewed link, on the same account, is told again.
  queueMessage(tx, {
    kind: 'round-opened',
    key: `round-opened:${questionnaire.id}:${accountId}:joined:${at.getTime()}`,
    accountId,
    at,
    args: { questionnaireId: questionnaire.id, atOnce: true },
  });
  return true;
}
