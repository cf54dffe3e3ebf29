import { Composer } from 'grammy';
import { beginQuestionnaire } from '../../actions/begin-questionnaire.ts';
import { orForgotten, type Pressed } from '../../actions/forgotten-press.ts';
import { askForReason, leaveReason, removeReason } from '../../actions/give-reason.ts';
import { handIn } from '../../actions/hand-in.ts';
import { keepAll, type Press, recordAnswer } from '../../actions/record-answer.ts';
import { standBy } from '../../actions/stand-by.ts';
import { showDefinition, showItem, showOverview, showReasons } from '../../actions/turn-card.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { ANSWER_BUTTONS } from '../../kinds/all.ts';
import {
  beginButton,
  definitionButton,
  keepAllButton,
  othersReasonsButton,
  overviewButton,
  reasonButton,
  reasonCancelButton,
  reasonRemoveButton,
  showButton,
  standByButton,
  submitButton,
} from '../../messages/buttons.ts';
import type { Transaction } from '../../store/database.ts';
import { endDialog } from '../../store/dialogs.ts';
import { loadAnswer, refreshCard } from '../../store/questionnaires.ts';
import { plain } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';

/** Every press on an expert's card. The card itself follows the database; nothing is sent from here. */
export function cardFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();

  for (const button of ANSWER_BUTTONS) {
    onPress(feature, button, ({ ctx, tx, ids: { answerId, pressed } }) => {
      settleAnswer(ctx, tx, answerId, recordAnswer(tx, answerId, pressed, pressOf(ctx)));
    });
  }
  onPress(feature, beginButton, ({ ctx, tx, ids: [questionnaireId] }) => {
    const messageId = ctx.callbackQuery?.message?.message_id ?? null;
    const outcome = beginQuestionnaire(tx, { questionnaireId, messageId, ...pressOf(ctx) });
    settle(ctx, tx, questionnaireId, outcome);
  });
  onPress(feature, keepAllButton, ({ ctx, tx, ids: [questionnaireId] }) => {
    const outcome = keepAll(tx, questionnaireId, pressOf(ctx));
    settle(ctx, tx, questionnaireId, outcome);
    if (outcome.ok) ctx.acknowledge(plain('expert.pressed.keptAll', { kept: outcome.kept }));
  });
  onPress(feature, showButton, ({ ctx, tx, ids: [questionnaireId, position] }) => {
    settle(ctx, tx, questionnaireId, showItem(tx, questionnaireId, position, pressOf(ctx)));
  });
  onPress(feature, overviewButton, ({ ctx, tx, ids: [questionnaireId, page] }) => {
    settle(ctx, tx, questionnaireId, showOverview(tx, questionnaireId, page, pressOf(ctx)));
  });
  onPress(feature, definitionButton, ({ ctx, tx, ids: [answerId] }) => {
    settleAnswer(ctx, tx, answerId, showDefinition(tx, answerId, pressOf(ctx)));
  });
  onPress(feature, othersReasonsButton, ({ ctx, tx, ids: [answerId] }) => {
    settleAnswer(ctx, tx, answerId, showReasons(tx, answerId, pressOf(ctx)));
  });
  onPress(feature, standByButton, ({ ctx, tx, ids: [answerId] }) => {
    const outcome = standBy(tx, answerId, pressOf(ctx));
    settleAnswer(ctx, tx, answerId, outcome);
    if (outcome.ok) ctx.acknowledge(plain('expert.pressed.standsBy'));
  });
  onPress(feature, reasonButton, ({ ctx, tx, ids: [answerId] }) => {
    settleAnswer(ctx, tx, answerId, askForReason(tx, answerId, pressOf(ctx)));
  });
  onPress(feature, reasonCancelButton, ({ ctx, tx, ids: [answerId] }) => {
    settleAnswer(ctx, tx, answerId, leaveReason(tx, answerId, pressOf(ctx)));
  });
  onPress(feature, reasonRemoveButton, ({ ctx, tx, ids: [answerId] }) => {
    const outcome = removeReason(tx, answerId, pressOf(ctx));
    settleAnswer(ctx, tx, answerId, outcome);
    if (outcome.ok) ctx.acknowledge(plain('expert.pressed.reasonRemoved'));
  });
  onPress(feature, submitButton, ({ ctx, tx, ids: [questionnaireId] }) => {
    const outcome = handIn(tx, questionnaireId, pressOf(ctx));
    settle(ctx, tx, questionnaireId, outcome);
    if (outcome.ok) ctx.acknowledge(handingText(outcome.handing));
  });
  return feature;
}

function handingText(handing: 'handedIn' | 'already' | { readonly open: number }): string {
  if (handing === 'handedIn') return plain('expert.pressed.handedIn');
  if (handing === 'already') return plain('expert.pressed.alreadyHandedIn');
  return plain('expert.pressed.openItems', { open: handing.open });
}

interface PressOn<Ids> {
  readonly ctx: BotContext;
  readonly tx: Transaction;
  readonly ids: Ids;
}

/** A press on the card; a reason that was asked for before it is no longer waited for. */
function onPress<Ids>(
  feature: Composer<BotContext>,
  button: { readonly pattern: RegExp; read(data: string): Ids },
  work: (pressed: PressOn<Ids>) => void,
): void {
  feature.callbackQuery(button.pattern, (ctx) =>
    ctx.runTogether((tx) => {
      endDialog(tx, ctx.account.id);
      work({ ctx, tx, ids: button.read(ctx.callbackQuery.data) });
    }),
  );
}

function pressOf({ account, pressedAt, at, callbackQuery }: BotContext): Press {
  return { accountId: account.id, pressedAt, at, messageId: callbackQuery?.message?.message_id ?? null };
}

/** Says why a press was refused, and lets the card show how things stand now. */
function settle(
  ctx: BotContext,
  tx: Transaction,
  questionnaireId: number,
  outcome: Outcome,
  pressed: Pressed = { questionnaires: questionnaireId },
): void {
  if (outcome.ok) return;
  ctx.alert(orForgotten(tx, outcome.refusal, pressed));
  refreshCard(tx, questionnaireId, ctx.account.id);
}

function settleAnswer(ctx: BotContext, tx: Transaction, answerId: number, outcome: Outcome): void {
  if (outcome.ok) return;
  const questionnaireId = loadAnswer(tx, answerId)?.questionnaireId ?? 0;
  settle(ctx, tx, questionnaireId, outcome, { answers: answerId });
}
