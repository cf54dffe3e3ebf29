import type { Command } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import type { SaidHandler } from '../../bot/said.ts';
import { hiddenBefore, wayToConfirm } from '../../domain/own-past.ts';
import { messengerMobile } from '../../domain/phone.ts';
import { seenText } from '../../domain/seen-text.ts';
import { acceptButton, confirmCriterionButton, declineButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { loadDialog } from '../../store/dialogs.ts';
import {
  type Expert,
  loadEnrolments,
  loadExpert,
  loadExpertsByMobile,
  noteConsentShown,
  noteNumberShown,
} from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { languageFor } from '../../store/languages.ts';
import { needStudy } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { speaking } from '../../texts/speaking.ts';
import { continueAnswering } from '../answering/continue-answering.ts';
import { recogniseByNumber } from './change-account.ts';
import { composeConsent } from './compose-consent.ts';
import { confirmCriterion, tellOfOpenCriteria } from './confirm-criterion.ts';
import { consentMessages, consentPreview, declinedMessage, welcomeMessage } from './consent-message.ts';
import { declineConsent } from './decline.ts';
import { acceptConsent, openLink } from './enrol.ts';
import { linkConfirmedMessage, unconfirmedMessage } from './link-message.ts';
import { pastedLink } from './pasted-link.ts';

/** Joining a study: by a personal link, or by the phone number that the workbook names. */
export const joinCommands: readonly Command[] = [
  {
    name: 'start',
    who: 'everybody',
    run: (ctx) => {
      const token = seenText(ctx.match);
      ctx.run((tx) => (token === '' ? greet(ctx, tx) : openPersonalLink(ctx, tx, token)));
    },
  },
];

export const joinPresses: readonly PressHandler[] = [
  onPress(acceptButton, ({ deps, ctx, tx, carried: { token } }) => accept(ctx, tx, token, deps)),
  onPress(confirmCriterionButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, confirmCriterion(tx, { ...carried, accountId: ctx.account.id }));
  }),
  onPress(declineButton, ({ ctx, tx, carried: { token } }) => {
    const declined = declineConsent(tx, { token, accountId: ctx.account.id, at: ctx.at });
    if (!declined.ok) return ctx.alert(declined.refusal);
    ctx.takeButtonsOff();
    ctx.concernsOthers();
    ctx.say(declinedMessage());
  }),
];

/** A shared phone number, unless a facilitator is asked for a text; a personal link. */
export const joinSaid: readonly SaidHandler[] = [
  {
    who: 'everybody',
    means: ({ message, isFacilitator, account }, { db }) =>
      message?.contact !== undefined && !(isFacilitator && loadDialog(db, account.id)),
    take: matchPhone,
  },
  // Some apps do not pass the secret of a link on; sent as text it is as good as opened.
  {
    who: 'everybody',
    means: ({ message, account }, { db }) => pastedLink(db, message, account.id) !== null,
    take: (ctx, tx) => openPersonalLink(ctx, tx, pastedLink(tx, ctx.message, ctx.account.id)!),
  },
];

/** `/start` without a link: who has joined goes on, who has not may share the phone number. */
function greet(ctx: BotContext, tx: Transaction): void {
  const enrolments = loadEnrolments(tx, ctx.account.id);
  const withheld = enrolments.find((expert) => hiddenBefore(needStudy(tx, expert.studyId), expert) !== null);
  if (withheld) ctx.say(unconfirmedMessage(wayToConfirm(withheld)));
  if (enrolments.length > 0) return goOn(ctx, tx);
  ctx.say({ html: html('expert.join.howTo'), keyboard: { sharePhone: plain('label.sharePhone') } });
}

function goOn(ctx: BotContext, tx: Transaction): void {
  const message = continueAnswering(tx, { accountId: ctx.account.id, at: ctx.at });
  if (message) ctx.say(message);
}

/** Shows what a personal link leads to. */
function openPersonalLink(ctx: BotContext, tx: Transaction, token: string): void {
  speaking(languageFor(tx, ctx.account.id, { token }), () => followLink(ctx, tx, token));
}

function followLink(ctx: BotContext, tx: Transaction, token: string): void {
  const link = openLink(tx, { token, accountId: ctx.account.id });
  switch (link.kind) {
    case 'unknown':
      return ctx.say({ html: html('refusal.link.unknown') });
    case 'enrolled':
      return goOn(ctx, tx);
    case 'over':
      return ctx.say({ html: html('expert.join.over', { title: isolate(link.study.title) }) });
    case 'preview':
      return sayAll(ctx, consentPreview(composeConsent(tx, link.expert)));
    case 'consent':
      // Who has joined is written to where they are.
      if (link.expert.accountId === null) noteConsentShown(tx, link.expert.id, ctx.account.id);
      return sayAll(ctx, consentMessages(composeConsent(tx, loadExpert(tx, link.expert.id)!), token));
  }
}

function sayAll(ctx: BotContext, messages: readonly Message[]): void {
  for (const message of messages) ctx.say(message);
}

function accept(
  ctx: BotContext,
  tx: Transaction,
  token: string,
  { randomBelow }: Pick<Dependencies, 'randomBelow'>,
): void {
  const { account, at } = ctx;
  const outcome = acceptConsent(tx, { token, accountId: account.id, at, randomBelow });
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  if (outcome.joined === 'before') return ctx.acknowledge(plain('expert.pressed.alreadyJoined'));
  const { expert, study, roundOpen, isKnown } = outcome;
  tellOfOpenCriteria(tx, loadExpert(tx, expert.id)!, at);
  if (study.criteria.length > 0) ctx.concernsOthers();
  // The account before hears of it at once.
  if (expert.accountId !== null) ctx.concernsOthers();
  // The consent stays to be read again.
  ctx.takeButtonsOff();
  ctx.say(
    welcomeMessage({
      name: expert.name,
      guidance: study.guidance,
      roundOpen,
      unconfirmed: isKnown ? null : wayToConfirm(expert),
    }),
  );
}

/** Only a person's own number counts: anybody can pass on another's contact. */
function matchPhone(ctx: BotContext, tx: Transaction): void {
  const contact = ctx.message?.contact;
  if (contact?.user_id !== ctx.from?.id) return ctx.say({ html: html('expert.join.notYourNumber') });
  const mobile = messengerMobile(contact?.phone_number ?? '');
  const { account, at } = ctx;
  const known = mobile === null ? [] : noteNumberShown(tx, mobile, account.id);
  const recognised = recogniseByNumber(tx, { accountId: account.id, known, at });
  if (recognised.length > 0) ctx.say(linkConfirmedMessage({ titles: recognised.map(({ title }) => title) }));
  const found = mobile === null ? [] : loadExpertsByMobile(tx, mobile);
  const enrolments = loadEnrolments(tx, ctx.account.id);
  const invitations = invitationsAmong(found, enrolments);
  if (invitations.length > 0) {
    const key = invitations.length === 1 ? 'expert.join.found' : 'expert.join.foundInStudies';
    ctx.say({ html: html(key, { studies: invitations.length }), keyboard: 'remove' });
    for (const token of invitations) openPersonalLink(ctx, tx, token);
    return;
  }
  if (recognised.length > 0) return;
  if (enrolments.length > 0) return goOn(ctx, tx);
  ctx.say({ html: html(`expert.join.${whyNone(found)}`), keyboard: 'remove' });
}

/** More at once would be a flood. */
const MOST_INVITATIONS = 3;

/** Unused links of the experts with a number, one a study, the newest first; two of one study need their links. */
function invitationsAmong(found: readonly Expert[], enrolments: readonly Expert[]): string[] {
  const studyIds = [...new Set(found.map(({ studyId }) => studyId))].toSorted((one, other) => other - one);
  return studyIds
    .filter((studyId) => !enrolments.some((expert) => expert.studyId === studyId))
    .flatMap((studyId) => {
      const unused = found.filter((expert) => expert.studyId === studyId && expert.token !== null);
      return unused.length === 1 ? [unused[0]!.token!] : [];
    })
    .slice(0, MOST_INVITATIONS);
}

function whyNone(found: readonly Expert[]): 'notFound' | 'severalFound' | 'joinedElsewhere' {
  if (found.length === 0) return 'notFound';
  return found.some(({ token }) => token !== null) ? 'severalFound' : 'joinedElsewhere';
}
