import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import {
  onFacilitatorPress,
  type Press,
  type Pressable,
  type PressHandler,
  showInPlace,
} from '../../bot/presses.ts';
import { rememberText } from '../../bot/remember-text.ts';
import {
  acceptReasonsButton,
  choosePanelButton,
  decideProposalButton,
  decideReasonButton,
  formerReasonButton,
  proposalPanelsButton,
  suggestionsButton,
  whyRejectedButton,
} from '../../messages/buttons.ts';
import { type Dialog, loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Study } from '../../store/studies.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { decidedText, proposalPanelsScreen, suggestionsScreen } from './compose-suggestions.ts';
import {
  askWhyRejected,
  choosePanelFor,
  decideProposal,
  explainRejection,
  loadProposalOf,
} from './decide-proposal.ts';
import { acceptReasons, settleReason } from './decide-reason.ts';
import { type JustDecided, whyRejectedMessage } from './suggestions-message.ts';
import { tellProposers } from './tell-proposers.ts';

/** `/suggestions`: experts' proposals, and the reasons of closed rounds, one by one. */
export const suggestionsCommands: readonly Command[] = [
  {
    name: 'suggestions',
    menus: { facilitator: { place: 140, text: 'menu.facilitator.suggestions' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        giveUpDialog(tx, ctx.account.id, ctx.at);
        ctx.say(suggestionsScreen(tx, study, 0));
      }),
  },
];

export const suggestionsPresses: readonly PressHandler[] = [
  presses(suggestionsButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showNext({ ctx, tx }, found.study, page, null);
  }),
  presses(decideProposalButton, ({ ctx, tx, carried: { proposalId, accept, page } }) => {
    const decision = decisionOf(accept);
    const decided = decideProposal(tx, { proposalId, decision, accountId: ctx.account.id, at: ctx.at });
    if (!decided.ok) return ctx.alert(decided.refusal);
    ctx.acknowledge(plain(`suggest.review.pressed.${decision}`));
    showNext({ ctx, tx }, decided.study, page, decidedText(tx, decided.study, decided.proposal));
  }),
  presses(proposalPanelsButton, ({ ctx, tx, carried: { proposalId, page } }) => {
    const found = loadProposalOf(tx, { proposalId, accountId: ctx.account.id });
    if (!found.ok) return ctx.alert(found.refusal);
    if (found.proposal.state !== 'new') return ctx.alert({ code: 'suggest.decided' });
    showInPlace(ctx, { ok: true, message: proposalPanelsScreen(tx, found.study, found.proposal, page) });
  }),
  presses(choosePanelButton, ({ ctx, tx, carried: { proposalId, panelId, chosen, page } }) => {
    const press = { proposalId, panelId, isChosen: chosen === 1, accountId: ctx.account.id, at: ctx.at };
    const outcome = choosePanelFor(tx, press);
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    showInPlace(ctx, { ok: true, message: proposalPanelsScreen(tx, outcome.study, outcome.proposal, page) });
  }),
  presses(whyRejectedButton, ({ ctx, tx, carried: { proposalId, page } }) => {
    const press = { proposalId, accountId: ctx.account.id, messageId: ctx.pressedMessageId ?? 0, at: ctx.at };
    const asked = askWhyRejected(tx, press);
    if (!asked.ok) return ctx.alert(asked.refusal);
    const message = whyRejectedMessage(asked.study.id, asked.proposal.text, page);
    showInPlace(ctx, { ok: true, message });
  }),
  presses(decideReasonButton, ({ ctx, tx, carried: { accept, page, ...reason } }) => {
    const decision = decisionOf(accept);
    const settled = settleReason(tx, { reason, decision, accountId: ctx.account.id, at: ctx.at });
    if (!settled.ok) return ctx.alert(settled.refusal);
    ctx.acknowledge(plain(`suggest.review.pressed.${decision}`));
    const said = { html: html(`suggest.review.done.${decision}`), proposalId: null, isRejected: false };
    showNext({ ctx, tx }, settled.study, page, said);
  }),
  presses(formerReasonButton, ({ ctx }) => ctx.alert({ code: 'suggest.gone' })),
  presses(acceptReasonsButton, ({ ctx, tx, carried: { roundId, page } }) => {
    const outcome = acceptReasons(tx, { roundId, accountId: ctx.account.id, at: ctx.at });
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    const text = plain('suggest.review.pressed.acceptedAll', { reasons: outcome.accepted });
    ctx.acknowledge(text);
    showNext({ ctx, tx }, outcome.study, page, null);
  }),
];

/**
 * A press on a screen of `/suggestions`; a text that was waited for is given up.
 *
 * @param work is told what it was for
 */
export function presses<Carried>(
  button: Pressable<Carried>,
  work: (press: Press<Carried> & { dialog: Dialog | undefined }) => void,
): PressHandler {
  return onFacilitatorPress(button, (press) => {
    const dialog = loadDialog(press.tx, press.ctx.account.id);
    giveUpDialog(press.tx, press.ctx.account.id, press.ctx.at);
    work({ ...press, dialog });
  });
}

function decisionOf(accept: number): 'accepted' | 'rejected' {
  return accept === 1 ? 'accepted' : 'rejected';
}

/** The message moves on to what stands at the same place now; once nothing waits, proposers are told. */
export function showNext(
  { ctx, tx }: { ctx: BotContext; tx: Transaction },
  study: Study,
  page: number,
  decided: JustDecided | null,
): void {
  const isTold = decided !== null && tellProposers(tx, study, ctx.at);
  if (isTold) ctx.concernsOthers();
  showInPlace(ctx, { ok: true, message: suggestionsScreen(tx, study, page, decided, isTold) });
}

/** Why a proposal was rejected, typed. */
export function readWhyRejected(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const { proposalId, messageId } = args;
  const given = {
    proposalId: Number(proposalId),
    text: ctx.message?.text ?? '',
    accountId: ctx.account.id,
    at: ctx.at,
  };
  const explained = explainRejection(tx, given);
  if (!explained.ok) return ctx.sayRefusal(explained.refusal);
  rememberText(ctx, tx, 'why-rejected', given.proposalId);
  ctx.takeButtonsOff(Number(messageId));
  const saved = { html: html('suggest.review.whySaved'), proposalId: null, isRejected: false };
  if (tellProposers(tx, explained.study, ctx.at)) ctx.concernsOthers();
  ctx.say(suggestionsScreen(tx, explained.study, 0, saved));
}
