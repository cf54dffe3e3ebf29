import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onPress, type Press, type Pressable, type PressHandler } from '../../bot/presses.ts';
import { TEXT_LIMITS } from '../../domain/proposals.ts';
import type { Refusal } from '../../domain/refusals.ts';
import {
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
import { html, plain } from '../../texts/i18n.ts';
import { expertRound } from '../answering/compose-news.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { goOn } from '../answering/round-news-message.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import {
  awaitItem,
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
    run: (ctx) => ctx.run((tx) => begin(ctx, tx)),
  },
];

export const suggestPresses: readonly PressHandler[] = [
  asks(suggestFromCardButton, ({ ctx, tx, carried: { questionnaireId } }) => {
    const { account, pressedAt, at } = ctx;
    const press = { accountId: account.id, pressedAt, at, messageId: ctx.pressedMessageId ?? 0 };
    const left = leaveCardToSuggest(tx, questionnaireId, press);
    if (!left.ok) return ctx.alert(orForgotten(tx, left.refusal, { questionnaires: questionnaireId }));
    ctx.sayInPlace(menuOf(left.proposer));
  }),
  asks(suggestButton, ({ ctx, tx, carried: { studyId } }) => {
    withProposer(ctx, tx, studyId, (proposer) => ctx.sayInPlace(menuOf(proposer)));
  }),
  asks(suggestAddButton, ({ ctx, tx, carried: { studyId } }) => ask(ctx, tx, studyId, { kind: 'add' })),
  asks(suggestCommentButton, ({ ctx, tx, carried: { studyId } }) =>
    ask(ctx, tx, studyId, { kind: 'comment' }),
  ),
  asks(suggestItemsButton, ({ ctx, tx, carried: { studyId, page } }) => {
    withProposer(ctx, tx, studyId, (proposer) => {
      awaitItem(tx, pressOf(ctx, studyId));
      ctx.sayInPlace(suggestItems(studyId, loadOwnItems(tx, proposer), page));
    });
  }),
  asks(suggestRemoveButton, ({ ctx, tx, carried: { studyId, itemId } }) => {
    ask(ctx, tx, studyId, { kind: 'remove', itemId });
  }),
  asks(suggestCancelButton, ({ ctx, tx, carried: { studyId } }) => {
    if (!returnToCard(tx, pressOf(ctx, studyId))) ctx.sayInPlace({ html: html('suggest.cancelled') });
  }),
];

/** A press on what asks for a proposal; whatever was waited for before is given up. */
function asks<Carried>(button: Pressable<Carried>, work: (press: Press<Carried>) => void): PressHandler {
  return onPress(button, (press) => {
    giveUpDialog(press.tx, press.ctx.account.id, press.ctx.at);
    work(press);
  });
}

function begin(ctx: BotContext, tx: Transaction): void {
  giveUpDialog(tx, ctx.account.id, ctx.at);
  const proposers = loadProposers(tx, ctx.account.id);
  const [only, another] = proposers;
  if (!only) return ctx.sayRefusal({ code: 'suggest.noStudy' });
  const studies = proposers.map(({ study }) => ({ studyId: study.id, title: study.title }));
  ctx.say(another ? whichStudyToSuggest(studies) : menuOf(only));
}

function menuOf({ study }: Proposer): Message {
  return suggestMenu({ studyId: study.id, title: study.title });
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

/** Waits for the text of a proposal, in the message that was pressed. */
function ask(ctx: BotContext, tx: Transaction, studyId: number, suggestion: Suggestion): void {
  const waiting = awaitProposal(tx, pressOf(ctx, studyId), suggestion);
  if (!waiting.ok) return ctx.alert(waiting.refusal);
  ctx.sayInPlace(askMessage(studyId, suggestion, waiting.item?.title ?? ''));
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
