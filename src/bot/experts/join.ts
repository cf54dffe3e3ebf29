import { Composer } from 'grammy';
import { composeConsent } from '../../actions/compose-consent.ts';
import { acceptConsent, openLink } from '../../actions/enrol.ts';
import { messengerMobile } from '../../domain/phone.ts';
import { acceptButton } from '../../messages/buttons.ts';
import { consentMessages, consentPreview, welcomeMessage } from '../../messages/consent.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/database.ts';
import { type Expert, loadEnrolments, loadExpertsByMobile } from '../../store/experts.ts';
import { queueMessage } from '../../store/outbox.ts';
import { html, plain } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';
import { continueAnswering } from './continue.ts';

/** Joining a study: by a personal link, or by the phone number that the workbook names. */
export function joinFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('start', (ctx) => {
    const token = ctx.match.trim();
    ctx.run((tx) => (token === '' ? greet(ctx, tx) : openPersonalLink(ctx, tx, token)));
  });
  feature.callbackQuery(acceptButton.pattern, (ctx) => {
    const token = acceptButton.read(ctx.callbackQuery.data);
    ctx.run((tx) => accept(ctx, tx, token));
  });
  feature.on('message:contact', (ctx) => ctx.run((tx) => matchPhone(ctx, tx)));
  return feature;
}

/** `/start` without a link: who has joined goes on, who has not may share the phone number. */
function greet(ctx: BotContext, tx: Transaction): void {
  if (loadEnrolments(tx, ctx.account.id).length > 0) return continueAnswering(ctx, tx);
  ctx.say({ html: html('expert.join.howTo'), keyboard: { sharePhone: plain('label.sharePhone') } });
}

/** Shows what a personal link leads to. */
export function openPersonalLink(ctx: BotContext, tx: Transaction, token: string): void {
  const link = openLink(tx, { token, accountId: ctx.account.id, isFacilitator: ctx.isFacilitator });
  switch (link.kind) {
    case 'unknown':
      return ctx.say({ html: html('refusal.link.unknown') });
    case 'enrolled':
      return continueAnswering(ctx, tx);
    case 'preview':
      return sayAll(ctx, consentPreview(composeConsent(tx, link.expert)));
    case 'consent':
      return sayAll(ctx, consentMessages(composeConsent(tx, link.expert), token));
  }
}

function sayAll(ctx: BotContext, messages: readonly Message[]): void {
  for (const message of messages) ctx.say(message);
}

function accept(ctx: BotContext, tx: Transaction, token: string): void {
  const { account, isFacilitator, at } = ctx;
  const outcome = acceptConsent(tx, { token, accountId: account.id, isFacilitator, at });
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  if (outcome.joined === 'before') return ctx.acknowledge(plain('expert.pressed.alreadyJoined'));
  const { expert, study, roundOpen } = outcome;
  takeButtonsOff(ctx, tx);
  ctx.say(
    welcomeMessage({
      name: expert.name,
      guidance: study.guidance,
      roundOpen,
      finished: study.state === 'finished',
    }),
  );
}

/** The consent stays to be read again, without its button. */
function takeButtonsOff(ctx: BotContext, tx: Transaction): void {
  const messageId = ctx.callbackQuery?.message?.message_id;
  if (messageId === undefined) return;
  queueMessage(tx, {
    kind: 'strip',
    key: `strip:${ctx.account.id}:${messageId}:${ctx.at.getTime()}`,
    accountId: ctx.account.id,
    at: ctx.at,
    args: { messageId },
  });
}

/** Only a person's own number counts: anybody can pass on another's contact. */
function matchPhone(ctx: BotContext, tx: Transaction): void {
  const contact = ctx.message?.contact;
  if (contact?.user_id !== ctx.from?.id) return ctx.say({ html: html('expert.join.notYourNumber') });
  const mobile = messengerMobile(contact?.phone_number ?? '');
  const found = mobile === null ? [] : loadExpertsByMobile(tx, mobile).filter(({ token }) => token !== null);
  const expert = onlyOne(found);
  if (expert?.token) {
    ctx.say({ html: html('expert.join.found'), keyboard: 'remove' });
    return openPersonalLink(ctx, tx, expert.token);
  }
  if (loadEnrolments(tx, ctx.account.id).length > 0) return continueAnswering(ctx, tx);
  ctx.say({
    html: html(found.length > 1 ? 'expert.join.severalFound' : 'expert.join.notFound'),
    keyboard: 'remove',
  });
}

/** The newest study's expert with a number, unless that study has two of them. */
function onlyOne(found: readonly Expert[]): Expert | undefined {
  const newest = Math.max(...found.map(({ studyId }) => studyId));
  const there = found.filter(({ studyId }) => studyId === newest);
  return there.length === 1 ? there[0] : undefined;
}
