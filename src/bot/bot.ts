import { type Bot, Composer, type Context, type MiddlewareFn } from 'grammy';
import { tellOfUnreachable } from '../actions/tell-of-unreachable.ts';
import { markReachable, markUnreachable } from '../store/accounts.ts';
import { plain } from '../texts/i18n.ts';
import { admissionFeature } from './admission.ts';
import { type BotContext, type BotPlace, type Dependencies, handling } from './context.ts';
import { dialogCancelFeature } from './dialog-cancel.ts';
import { askFeature } from './experts/ask.ts';
import { cardFeature } from './experts/card.ts';
import { certificateFeature } from './experts/certificate.ts';
import { continueFeature } from './experts/continue.ts';
import { helpFeature as expertsHelpFeature } from './experts/help.ts';
import { historyFeature } from './experts/history.ts';
import { joinFeature } from './experts/join.ts';
import { leaveFeature } from './experts/leave.ts';
import { newLinkFeature } from './experts/new-link.ts';
import { pastedLinkFeature } from './experts/pasted-link.ts';
import { remindersFeature } from './experts/reminders.ts';
import { suggestFeature } from './experts/suggest.ts';
import { typedTextFeature } from './experts/typed-text.ts';
import { announceFeature } from './facilitators/announce.ts';
import { backupFeature } from './facilitators/backup.ts';
import { cancelFeature } from './facilitators/cancel.ts';
import { claimFeature } from './facilitators/claim.ts';
import { closeFeature } from './facilitators/close.ts';
import { expertsFeature } from './facilitators/experts.ts';
import { exportFeature } from './facilitators/export.ts';
import { extendFeature } from './facilitators/extend.ts';
import { finishFeature } from './facilitators/finish.ts';
import { forgetFeature } from './facilitators/forget.ts';
import { helpFeature } from './facilitators/help.ts';
import { inviteFeature } from './facilitators/invite.ts';
import { openFeature } from './facilitators/open.ts';
import { panelsFeature } from './facilitators/panels.ts';
import { questionsFeature } from './facilitators/questions.ts';
import { remindFeature } from './facilitators/remind.ts';
import { statusFeature } from './facilitators/status.ts';
import { studiesFeature } from './facilitators/studies.ts';
import { suggestionsFeature } from './facilitators/suggestions.ts';
import { verdictCommandsFeature } from './facilitators/verdict-commands.ts';
import { welcomeFeature } from './facilitators/welcome.ts';
import { workbooksFeature } from './facilitators/workbooks.ts';
import { longPasteFeature } from './long-paste.ts';
import { menuFeature } from './menu.ts';
import { operatorWelcomeFeature } from './operator-welcome.ts';

/** The table of contents: every update finds its feature here. */
export function equipBot<C extends Context>(bot: Bot<C>, deps: Dependencies, place: BotPlace): void {
  const updates = new Composer<BotContext>();
  updates.use(handling(deps, place));
  // Presses on cards are most of what comes in, and their buttons are no other feature's.
  updates.use(
    reachabilityFeature(),
    menuFeature(deps),
    cardFeature(),
    longPasteFeature(),
    pastedLinkFeature(deps),
  );
  updates.filter(({ isFacilitator }) => isFacilitator, speaking(true), facilitatorsFeatures(deps));
  updates.use(
    speaking(false),
    admissionFeature(deps),
    backupFeature(deps),
    operatorWelcomeFeature(deps),
    claimFeature(deps),
  );
  updates.use(
    joinFeature(),
    newLinkFeature(deps),
    continueFeature(),
    askFeature(),
    historyFeature(deps),
    remindersFeature(deps),
    certificateFeature(),
    leaveFeature(),
    suggestFeature(deps),
    expertsHelpFeature(deps.zone),
    dialogCancelFeature(),
    cancelFeature(),
    typedTextFeature(),
  );
  // A button of a feature that is not the presser's, or of an older program.
  updates.on('callback_query', (ctx) => ctx.acknowledge(plain('refusal.buttonGone'), { alert: true }));
  const privately = new Composer<BotContext>();
  // A press on an old message may come without its chat.
  privately.filter(({ chat }) => !chat || chat.type === 'private', updates);
  bot.use(privately as unknown as Composer<C>);
}

function speaking(toFacilitator: boolean): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    ctx.speakToFacilitator(toFacilitator);
    return next();
  };
}

/** To anyone else these commands do not exist. */
function facilitatorsFeatures(deps: Dependencies): Composer<BotContext> {
  const features = new Composer<BotContext>();
  features.use(
    welcomeFeature(deps),
    questionsFeature(deps),
    announceFeature(deps),
    suggestionsFeature(deps),
    workbooksFeature(deps),
    studiesFeature(),
    panelsFeature(),
    expertsFeature(deps),
    inviteFeature(),
    statusFeature(deps),
    helpFeature(deps),
  );
  features.use(
    openFeature(deps),
    extendFeature(deps),
    remindFeature(deps),
    closeFeature(deps),
    verdictCommandsFeature(deps),
    exportFeature(),
    finishFeature(),
    forgetFeature(deps),
  );
  return features;
}

/** Whoever writes can be reached again; who blocks the bot cannot, from that moment on. */
function reachabilityFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.on('my_chat_member', (ctx) =>
    ctx.run((tx) => {
      const { status } = ctx.myChatMember.new_chat_member;
      if (status !== 'kicked') return void markReachable(tx, ctx.account.id);
      if (markUnreachable(tx, ctx.account.id, 'blocked', ctx.at)) {
        tellOfUnreachable(tx, ctx.account.id, 'blocked', ctx.at);
        ctx.concernsOthers();
      }
    }),
  );
  feature.on(['message', 'callback_query'], (ctx, next) => {
    if (ctx.account.unreachableSince !== null) ctx.heardFrom();
    return next();
  });
  return feature;
}
