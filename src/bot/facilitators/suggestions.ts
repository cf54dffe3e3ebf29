import { Composer } from 'grammy';
import { studyOf } from '../../actions/choose-study.ts';
import { decidedText, proposalPanelsScreen, suggestionsScreen } from '../../actions/compose-suggestions.ts';
import {
  askWhyRejected,
  choosePanelFor,
  decideProposal,
  explainRejection,
  loadProposalOf,
} from '../../actions/decide-proposal.ts';
import { acceptReasons, settleReason } from '../../actions/decide-reason.ts';
import { giveUpDialog } from '../../actions/give-up-dialog.ts';
import {
  acceptReasonsButton,
  type CallbackButton,
  choosePanelButton,
  decideProposalButton,
  decideReasonButton,
  formerReasonButton,
  proposalPanelsButton,
  suggestionsButton,
  whyRejectedButton,
} from '../../messages/facilitators/buttons.ts';
import { type JustDecided, whyRejectedMessage } from '../../messages/facilitators/suggestions.ts';
import type { Transaction } from '../../store/database.ts';
import { type Dialog, loadDialog } from '../../store/dialogs.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { Study } from '../../store/studies.ts';
import { html, plain } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';
import { pressedMessageId } from './pressed-message.ts';
import { onPress as onAnyPress, type Press, showInPlace } from './presses.ts';

/** `/suggestions`: experts' proposals, and the reasons of closed rounds, one by one. */
export function suggestionsFeature({ db }: Pick<Dependencies, 'db'>): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('suggestions', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      giveUpDialog(tx, ctx.account.id, ctx.at);
      ctx.say(suggestionsScreen(tx, study, 0));
    }),
  );
  onPress(feature, suggestionsButton, ({ ctx, tx, numbers: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showNext({ ctx, tx }, found.study, page, null);
  });
  decidesProposals(feature);
  decidesReasons(feature);
  feature.on('message', (ctx, next) => {
    const { text, document } = ctx.message;
    const dialog = loadDialog(db, ctx.account.id);
    if (dialog?.kind !== 'why-rejected' || document || text?.startsWith('/')) return next();
    ctx.run((tx) => explain(ctx, tx, dialog, text));
    return undefined;
  });
  return feature;
}

function decidesProposals(feature: Composer<BotContext>): void {
  onPress(feature, decideProposalButton, ({ ctx, tx, numbers: { proposalId, accept, page } }) => {
    const decision = decisionOf(accept);
    const decided = decideProposal(tx, { proposalId, decision, accountId: ctx.account.id, at: ctx.at });
    if (!decided.ok) return ctx.alert(decided.refusal);
    ctx.acknowledge(plain(`suggest.review.pressed.${decision}`));
    showNext({ ctx, tx }, decided.study, page, decidedText(tx, decided.study, decided.proposal));
  });
  onPress(feature, proposalPanelsButton, ({ ctx, tx, numbers: { proposalId, page } }) => {
    const found = loadProposalOf(tx, { proposalId, accountId: ctx.account.id });
    if (!found.ok) return ctx.alert(found.refusal);
    if (found.proposal.state !== 'new') return ctx.alert({ code: 'suggest.decided' });
    showInPlace(ctx, { ok: true, message: proposalPanelsScreen(tx, found.study, found.proposal, page) });
  });
  onPress(feature, choosePanelButton, ({ ctx, tx, numbers: { proposalId, panelId, chosen, page } }) => {
    const press = { proposalId, panelId, isChosen: chosen === 1, accountId: ctx.account.id, at: ctx.at };
    const outcome = choosePanelFor(tx, press);
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    showInPlace(ctx, { ok: true, message: proposalPanelsScreen(tx, outcome.study, outcome.proposal, page) });
  });
  onPress(feature, whyRejectedButton, ({ ctx, tx, numbers: { proposalId, page } }) => {
    const press = { proposalId, accountId: ctx.account.id, messageId: pressedMessageId(ctx), at: ctx.at };
    const asked = askWhyRejected(tx, press);
    if (!asked.ok) return ctx.alert(asked.refusal);
    const message = whyRejectedMessage(asked.study.id, asked.proposal.text, page);
    showInPlace(ctx, { ok: true, message });
  });
}

function decidesReasons(feature: Composer<BotContext>): void {
  onPress(feature, decideReasonButton, ({ ctx, tx, numbers: { accept, page, ...reason } }) => {
    const decision = decisionOf(accept);
    const settled = settleReason(tx, { reason, decision, accountId: ctx.account.id, at: ctx.at });
    if (!settled.ok) return ctx.alert(settled.refusal);
    ctx.acknowledge(plain(`suggest.review.pressed.${decision}`));
    const said = { html: html(`suggest.review.done.${decision}`), rejectedId: null };
    showNext({ ctx, tx }, settled.study, page, said);
  });
  onPress(feature, formerReasonButton, ({ ctx }) => ctx.alert({ code: 'suggest.gone' }));
  onPress(feature, acceptReasonsButton, ({ ctx, tx, numbers: { roundId, page } }) => {
    const outcome = acceptReasons(tx, { roundId, accountId: ctx.account.id, at: ctx.at });
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    const text = plain('suggest.review.pressed.acceptedAll', { reasons: outcome.accepted });
    ctx.acknowledge(text);
    showNext({ ctx, tx }, outcome.study, page, null);
  });
}

/** A press on a screen of `/suggestions`; a reason that was waited for is given up. */
function onPress<Name extends string>(
  feature: Composer<BotContext>,
  button: CallbackButton<Name>,
  work: (press: Press<Name>) => void,
): void {
  onAnyPress(feature, button, (press) => {
    giveUpDialog(press.tx, press.ctx.account.id, press.ctx.at);
    work(press);
  });
}

function decisionOf(accept: number): 'accepted' | 'rejected' {
  return accept === 1 ? 'accepted' : 'rejected';
}

/** The message moves on to what stands at the same place now. */
function showNext(
  { ctx, tx }: { ctx: BotContext; tx: Transaction },
  study: Study,
  page: number,
  decided: JustDecided | null,
): void {
  showInPlace(ctx, { ok: true, message: suggestionsScreen(tx, study, page, decided) });
}

/** Why a proposal was rejected, typed. */
function explain(ctx: BotContext, tx: Transaction, dialog: Dialog, text: string | undefined): void {
  const { proposalId, messageId } = dialog.args;
  const given = { proposalId: Number(proposalId), text: text ?? '', accountId: ctx.account.id, at: ctx.at };
  const explained = explainRejection(tx, given);
  if (!explained.ok) return ctx.sayRefusal(explained.refusal);
  queueMessage(tx, {
    kind: 'strip',
    key: `strip:${ctx.account.id}:${messageId}:${ctx.at.getTime()}`,
    accountId: ctx.account.id,
    at: ctx.at,
    args: { messageId: Number(messageId) },
  });
  const saved = { html: html('suggest.review.whySaved'), rejectedId: null };
  ctx.say(suggestionsScreen(tx, explained.study, 0, saved));
}
