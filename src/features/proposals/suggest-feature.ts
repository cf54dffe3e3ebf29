import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onPress, type Press, type Pressable, type PressHandler } from '../../bot/presses.ts';
import { belowText, rememberText } from '../../bot/remember-text.ts';
import { TEXT_LIMITS } from '../../domain/proposals.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import {
  keptSuggestButton,
  suggestAddButton,
  suggestButton,
  suggestCancelButton,
  suggestCommentButton,
  suggestFromCardButton,
  suggestItemsButton,
  suggestRemoveButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { type Dialog, endDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadOpenQuestionnaires } from '../../store/questionnaires.ts';
import { type KeptText, keepText, loadKeptText } from '../../store/sent-texts.ts';
import { html, plain } from '../../texts/i18n.ts';
import { expertRound } from '../answering/compose-news.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { goOn } from '../answering/round-news-message.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import {
  awaitItem,
  awaitKind,
  awaitProposal,
  findOwnItem,
  leaveCardToSuggest,
  loadOwnItems,
  loadProposer,
  loadProposers,
  type Proposer,
  propose,
  returnToCard,
  type Suggestion,
} from './suggest.ts';
import {
  askProposal,
  backToOverview,
  proposalReceived,
  suggestItems,
  suggestMenu,
  whichStudyToSuggest,
} from './suggest-message.ts';

/** `/suggest`, and the open question at the end of a round: an item to add or to remove, a comment on the study. */
export const suggestCommands: readonly Command[] = [
  {
    name: 'suggest',
    menus: { expert: { place: 20, text: 'menu.expert.suggest', help: 'expert.help.suggest' } },
    who: 'everybody',
    run: (ctx) => ctx.run((tx) => void beginProposal(ctx, tx, keep(ctx, tx, seenText(ctx.match)))),
  },
];

export const suggestPresses: readonly PressHandler[] = [
  asks(suggestFromCardButton, ({ ctx, tx, carried: { questionnaireId } }) => {
    const { account, pressedAt, at } = ctx;
    const press = { accountId: account.id, pressedAt, at, messageId: ctx.pressedMessageId ?? 0 };
    const left = leaveCardToSuggest(tx, questionnaireId, press);
    if (!left.ok) return ctx.alert(orForgotten(tx, left.refusal, { questionnaires: questionnaireId }));
    ctx.sayInPlace(awaitKindOf(ctx, tx, left.proposer, null));
  }),
  asks(suggestButton, ({ ctx, tx, kept, carried: { studyId } }) => {
    withProposer(ctx, tx, studyId, (proposer) => ctx.sayInPlace(awaitKindOf(ctx, tx, proposer, kept)));
  }),
  asks(suggestAddButton, ({ ctx, tx, kept, carried: { studyId } }) =>
    ask(ctx, tx, { studyId, kept }, { kind: 'add' }),
  ),
  asks(suggestCommentButton, ({ ctx, tx, kept, carried: { studyId } }) =>
    ask(ctx, tx, { studyId, kept }, { kind: 'comment' }),
  ),
  asks(suggestItemsButton, ({ ctx, tx, kept, carried: { studyId, page } }) => {
    withProposer(ctx, tx, studyId, (proposer) => {
      awaitItem(tx, pressOf(ctx, studyId), kept);
      ctx.sayInPlace(suggestItems({ studyId, keptAt: kept?.keptAt }, loadOwnItems(tx, proposer), page));
    });
  }),
  asks(suggestRemoveButton, ({ ctx, tx, kept, carried: { studyId, itemId } }) => {
    ask(ctx, tx, { studyId, kept }, { kind: 'remove', itemId });
  }),
  asks(suggestCancelButton, ({ ctx, tx, carried: { studyId } }) => {
    if (!returnToCard(tx, pressOf(ctx, studyId))) ctx.sayInPlace({ html: html('suggest.cancelled') });
  }),
  belowText(keptSuggestButton, ({ ctx, tx, kept }) => beginProposal(ctx, tx, kept)),
];

/** A press on what asks for a proposal, or on what is below a typed one; whatever was waited for before is given up. */
function asks<Carried extends object>(
  button: Pressable<Carried>,
  work: (press: Press<Carried> & { kept: KeptText | null }) => void,
): PressHandler {
  return onPress(button, (press) => {
    const { ctx, tx } = press;
    const { keptAt } = press.carried as { readonly keptAt?: number };
    const kept = keptAt === undefined ? null : loadKeptText(tx, ctx.account.id, keptAt);
    if (kept === undefined) return ctx.alert({ code: 'text.gone' });
    giveUpDialog(tx, ctx.account.id, ctx.at);
    work({ ...press, kept });
  });
}

/** Asks what is to be proposed. @param kept what was typed already @returns false where nothing can be */
function beginProposal(ctx: BotContext, tx: Transaction, kept: KeptText | null): boolean {
  const proposers = loadProposers(tx, ctx.account.id);
  const [only, another] = proposers;
  if (!only) {
    ctx.sayRefusal({ code: 'suggest.noStudy' });
    return false;
  }
  giveUpDialog(tx, ctx.account.id, ctx.at);
  if (!another) {
    ctx.say(awaitKindOf(ctx, tx, only, kept));
    return true;
  }
  awaitKind(tx, { studyId: null, accountId: ctx.account.id, at: ctx.at });
  const studies = proposers.map(({ study }) => ({ studyId: study.id, title: study.title }));
  ctx.say(whichStudyToSuggest(studies, kept));
  return true;
}

/** Keeps what the message says, or says behind its command; null where that is nothing. */
function keep({ account, message, at }: BotContext, tx: Transaction, text: string): KeptText | null {
  return text === ''
    ? null
    : keepText(tx, { accountId: account.id, messageId: message!.message_id, text, at });
}

/** The menu of what a proposal may be, which a text may be typed at too. */
function awaitKindOf(ctx: BotContext, tx: Transaction, { study }: Proposer, kept: KeptText | null): Message {
  awaitKind(tx, { studyId: study.id, accountId: ctx.account.id, at: ctx.at });
  return suggestMenu({ studyId: study.id, title: study.title }, kept);
}

function withProposer(
  ctx: BotContext,
  tx: Transaction,
  studyId: number,
  work: (proposer: Proposer) => void,
): void {
  const found = loadProposer(tx, { studyId, accountId: ctx.account.id });
  if (!found.ok) return ctx.alert(orForgotten(tx, found.refusal, { studyId }));
  work(found.proposer);
}

/** Takes what was typed before, or waits for the text of a proposal, in the message that was pressed. */
function ask(
  ctx: BotContext,
  tx: Transaction,
  { studyId, kept }: { studyId: number; kept: KeptText | null },
  suggestion: Suggestion,
): void {
  if (kept) return proposeKept(ctx, tx, { studyId, kept }, suggestion);
  const waiting = awaitProposal(tx, pressOf(ctx, studyId), suggestion);
  if (!waiting.ok) return ctx.alert(waiting.refusal);
  ctx.sayInPlace(askMessage(studyId, suggestion, waiting.item?.title ?? ''));
}

/** A text that cannot be this is kept: it may be something else. */
function proposeKept(
  ctx: BotContext,
  tx: Transaction,
  { studyId, kept }: { studyId: number; kept: KeptText },
  suggestion: Suggestion,
): void {
  const { account, at } = ctx;
  const made = propose(tx, { studyId, accountId: account.id, text: kept.text, at }, suggestion);
  if (!made.ok) {
    awaitKind(tx, { studyId, accountId: account.id, at });
    return refuse(ctx, made.refusal);
  }
  rememberText(ctx, tx, 'proposal', made.proposalId, kept.messageId);
  ctx.sayInPlace(proposalReceived(studyId, backButton(ctx, tx, studyId)));
}

/** A press is refused by an alert, a text by a message. */
function refuse(ctx: BotContext, refusal: Refusal): void {
  if (ctx.callbackQuery) ctx.alert(refusal);
  else ctx.sayRefusal(refusal);
}

function askMessage(studyId: number, { kind }: Suggestion, title: string): Message {
  switch (kind) {
    case 'add':
      return askProposal(studyId, { kind, limit: TEXT_LIMITS.add });
    case 'comment':
      return askProposal(studyId, { kind });
    case 'remove':
      return askProposal(studyId, { kind, title });
  }
}

/** A text that came before it was said what it proposes. */
export function readBeforeKind(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const { text } = ctx.message ?? {};
  if (text === undefined) return sayNeedsText(ctx);
  const kept = keep(ctx, tx, seenText(text));
  if (!kept) return ctx.sayRefusal({ code: 'suggest.noText' });
  const studyId = args['studyId'];
  if (typeof studyId !== 'number') return void beginProposal(ctx, tx, kept);
  const found = loadProposer(tx, { studyId, accountId: ctx.account.id });
  if (!found.ok) return giveUp(ctx, tx, found.refusal);
  ctx.say(awaitKindOf(ctx, tx, found.proposer, kept));
}

/** A typed code, or number, of the item to go. */
export function readItem(ctx: BotContext, tx: Transaction, dialog: Dialog): void {
  const text = ctx.message?.text;
  const studyId = Number(dialog.args['studyId']);
  const found = loadProposer(tx, { studyId, accountId: ctx.account.id });
  if (!found.ok) return giveUp(ctx, tx, found.refusal);
  if (text === undefined) return sayNeedsText(ctx);
  const meant = findOwnItem(loadOwnItems(tx, found.proposer), text);
  if (!meant.ok) return ctx.sayRefusal(meant.refusal);
  const suggestion = { kind: 'remove', itemId: meant.item.id } as const;
  const kept = loadKeptText(tx, ctx.account.id, Number(dialog.args['keptAt']));
  if (kept) {
    stripButtons(ctx, dialog);
    return proposeKept(ctx, tx, { studyId, kept }, suggestion);
  }
  const press = { ...pressOf(ctx, studyId), messageId: null };
  const waiting = awaitProposal(tx, press, suggestion);
  if (!waiting.ok) return ctx.sayRefusal(waiting.refusal);
  stripButtons(ctx, dialog);
  ctx.say(askMessage(studyId, suggestion, meant.item.title));
}

/** The typed proposal itself. */
export function readProposal(ctx: BotContext, tx: Transaction, dialog: Dialog): void {
  const text = ctx.message?.text;
  if (text === undefined) return sayNeedsText(ctx);
  const { studyId } = dialog.args;
  const given = { studyId: Number(studyId), accountId: ctx.account.id, text, at: ctx.at };
  const made = propose(tx, given, suggestionOf(dialog));
  if (!made.ok) return ctx.sayRefusal(made.refusal);
  rememberText(ctx, tx, 'proposal', made.proposalId);
  stripButtons(ctx, dialog);
  ctx.say(proposalReceived(given.studyId, backButton(ctx, tx, given.studyId)));
}

function suggestionOf({ args }: Dialog): Suggestion {
  return args['kind'] === 'remove'
    ? { kind: 'remove', itemId: Number(args['itemId']) }
    : { kind: args['kind'] === 'add' ? 'add' : 'comment' };
}

/** Back to the answers of the open round, where one is open. */
function backButton(ctx: BotContext, tx: Transaction, studyId: number): Button | null {
  const place = loadOpenQuestionnaires(tx, ctx.account.id).find((one) => one.studyId === studyId);
  if (!place || ctx.at >= place.deadline) return null;
  return place.questionnaire.handedInAt
    ? backToOverview(place.questionnaire.id)
    : goOn(expertRound(tx, place));
}

/** What asked is answered: its buttons go. */
function stripButtons(ctx: BotContext, { args }: Dialog): void {
  const messageId = args['messageId'];
  if (typeof messageId === 'number') ctx.takeButtonsOff(messageId);
}

function giveUp(ctx: BotContext, tx: Transaction, refusal: Refusal): void {
  endDialog(tx, ctx.account.id);
  ctx.sayRefusal(refusal);
}

function sayNeedsText(ctx: BotContext): void {
  ctx.say({ html: html('suggest.needsText', { label: plain('label.cancel') }) });
}

function pressOf(ctx: BotContext, studyId: number) {
  return { studyId, accountId: ctx.account.id, at: ctx.at, messageId: ctx.pressedMessageId ?? 0 };
}
