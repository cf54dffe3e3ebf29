import type { BotContext } from '../../bot/context.ts';
import { onPress, type Press, type Pressable, type PressHandler } from '../../bot/presses.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { ANSWER_BUTTONS, PANEL_BUTTONS } from '../../kinds/all.ts';
import {
  beginButton,
  bringIdeaBackButton,
  detailsButton,
  endIdeasButton,
  keepAllButton,
  othersReasonsButton,
  overviewButton,
  readPanelButton,
  reasonButton,
  reasonCancelButton,
  reasonRemoveButton,
  removeIdeaButton,
  showButton,
  standByButton,
  submitButton,
} from '../../messages/buttons.ts';
import { loadAnswer } from '../../store/answers.ts';
import { endDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { refreshCard } from '../../store/questionnaires.ts';
import { plain } from '../../texts/i18n.ts';
import { orForgotten, type PressedThing } from '../studies/forgotten-press.ts';
import { answerPanel, readPanel } from './answer-panel.ts';
import { beginQuestionnaire } from './begin-questionnaire.ts';
import { askForReason, leaveReason, removeReason } from './give-reason.ts';
import { type HandingIn, handIn } from './hand-in.ts';
import { keepAll } from './keep-all.ts';
import { recordAnswer } from './record-answer.ts';
import { standBy } from './stand-by.ts';
import { showDetails, showOverview, showReasons, showStep } from './turn-card.ts';
import { bringIdeaBack, endIdeas, removeIdea } from './write-ideas.ts';

/** All presses on an expert's card. The card itself follows the database; nothing is sent from here. */
export const cardPresses: readonly PressHandler[] = [
  ...ANSWER_BUTTONS.map((button) =>
    presses(button, ({ ctx, tx, carried: { answerId, pressed } }) => {
      tellRefusalOfAnswer(ctx, tx, answerId, recordAnswer(tx, answerId, pressed, pressOf(ctx)));
    }),
  ),
  ...PANEL_BUTTONS.map((button) =>
    presses(button, ({ ctx, tx, carried }) => {
      tellRefusalOfAnswer(ctx, tx, carried.answerId, answerPanel(tx, carried, pressOf(ctx)));
    }),
  ),
  presses(beginButton, ({ ctx, tx, carried: { questionnaireId } }) => {
    const outcome = beginQuestionnaire(tx, { questionnaireId, ...pressOf(ctx) });
    tellRefusal(ctx, tx, questionnaireId, outcome);
  }),
  presses(keepAllButton, ({ ctx, tx, carried: { questionnaireId } }) => {
    const outcome = keepAll(tx, questionnaireId, pressOf(ctx));
    tellRefusal(ctx, tx, questionnaireId, outcome);
    if (outcome.ok) ctx.acknowledge(plain('expert.pressed.keptAll', { kept: outcome.kept }));
  }),
  presses(showButton, ({ ctx, tx, carried: { questionnaireId, position } }) => {
    tellTurn(ctx, tx, questionnaireId, showStep(tx, questionnaireId, position, pressOf(ctx)));
  }),
  presses(overviewButton, ({ ctx, tx, carried: { questionnaireId, page } }) => {
    tellTurn(ctx, tx, questionnaireId, showOverview(tx, questionnaireId, page, pressOf(ctx)));
  }),
  presses(detailsButton, ({ ctx, tx, carried: { answerId } }) => {
    tellRefusalOfAnswer(ctx, tx, answerId, showDetails(tx, answerId, pressOf(ctx)));
  }),
  presses(readPanelButton, ({ ctx, tx, carried }) => {
    tellRefusalOfAnswer(ctx, tx, carried.answerId, readPanel(tx, carried, pressOf(ctx)));
  }),
  presses(othersReasonsButton, ({ ctx, tx, carried: { answerId } }) => {
    tellRefusalOfAnswer(ctx, tx, answerId, showReasons(tx, answerId, pressOf(ctx)));
  }),
  presses(standByButton, ({ ctx, tx, carried: { answerId } }) => {
    const outcome = standBy(tx, answerId, pressOf(ctx));
    tellRefusalOfAnswer(ctx, tx, answerId, outcome);
    if (outcome.ok) ctx.acknowledge(plain('expert.pressed.standsBy'));
  }),
  presses(reasonButton, ({ ctx, tx, carried: { answerId } }) => {
    tellRefusalOfAnswer(ctx, tx, answerId, askForReason(tx, answerId, pressOf(ctx)));
  }),
  presses(reasonCancelButton, ({ ctx, tx, carried: { answerId } }) => {
    tellRefusalOfAnswer(ctx, tx, answerId, leaveReason(tx, answerId, pressOf(ctx)));
  }),
  presses(reasonRemoveButton, ({ ctx, tx, carried: { answerId } }) => {
    const outcome = removeReason(tx, answerId, pressOf(ctx));
    tellRefusalOfAnswer(ctx, tx, answerId, outcome);
    if (outcome.ok) ctx.acknowledge(plain('expert.pressed.reasonRemoved'));
  }),
  presses(submitButton, ({ ctx, tx, carried: { questionnaireId } }) => {
    const outcome = handIn(tx, questionnaireId, pressOf(ctx));
    tellRefusal(ctx, tx, questionnaireId, outcome);
    if (outcome.ok) ctx.acknowledge(handingText(outcome.handing));
  }),
];

/** A press on a card that calls for proposals. */
export const ideasPresses: readonly PressHandler[] = [
  presses(removeIdeaButton, ({ ctx, tx, carried: { proposalId } }) => {
    const outcome = removeIdea(tx, proposalId, pressOf(ctx));
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    ctx.acknowledge(plain('expert.ideas.pressed.removed', { label: plain('label.takeBack') }));
  }),
  presses(bringIdeaBackButton, ({ ctx, tx, carried }) => {
    tellRefusal(ctx, tx, carried.questionnaireId, bringIdeaBack(tx, carried, pressOf(ctx)));
  }),
  presses(endIdeasButton, ({ ctx, tx, carried }) => {
    const outcome = endIdeas(tx, carried, pressOf(ctx));
    tellRefusal(ctx, tx, carried.questionnaireId, outcome);
    if (outcome.ok && outcome.handing !== 'goesOn') ctx.acknowledge(handingText(outcome.handing));
  }),
];

/** A press on the card ends any waiting for a reason asked for before. */
function presses<Carried>(button: Pressable<Carried>, work: (press: Press<Carried>) => void): PressHandler {
  const endingDialog = (press: Press<Carried>) => {
    endDialog(press.tx, press.ctx.account.id);
    work(press);
  };
  return onPress(button, endingDialog, { isFrequent: true });
}

function handingText(handing: HandingIn): string {
  if (handing === 'handedIn') return plain('expert.pressed.handedIn');
  if (handing === 'already') return plain('expert.pressed.alreadyHandedIn');
  const { open } = handing;
  return open > 0 ? plain('expert.pressed.openItems', { open }) : plain('expert.pressed.noIdeas');
}

function pressOf({ account, pressedAt, at, pressedMessageId }: BotContext) {
  return { accountId: account.id, pressedAt, at, messageId: pressedMessageId };
}

/** Says why a press was refused, and refreshes the card. */
function tellRefusal(
  ctx: BotContext,
  tx: Transaction,
  questionnaireId: number,
  outcome: Outcome,
  pressed: PressedThing = { questionnaires: questionnaireId },
): void {
  if (outcome.ok) return;
  ctx.alert(orForgotten(tx, outcome.refusal, pressed));
  refreshCard(tx, questionnaireId, ctx.account.id);
}

function tellTurn(
  ctx: BotContext,
  tx: Transaction,
  questionnaireId: number,
  outcome: ReturnType<typeof showStep>,
): void {
  tellRefusal(ctx, tx, questionnaireId, outcome);
  if (outcome.ok && outcome.leftOpen) ctx.acknowledge(plain('expert.pressed.leftOpen'));
}

function tellRefusalOfAnswer(ctx: BotContext, tx: Transaction, answerId: number, outcome: Outcome): void {
  if (outcome.ok) return;
  const questionnaireId = loadAnswer(tx, answerId)?.questionnaireId ?? 0;
  tellRefusal(ctx, tx, questionnaireId, outcome, { answers: answerId });
}
