import { type Bot, Composer, type Context, type MiddlewareFn } from 'grammy';
import { type BotContext, type BotPlace, type Dependencies, handling } from '../bot/context.ts';
import type { OutgoingKind } from '../delivery/outgoing-kind.ts';
import type { JobKind } from '../jobs/job-kind.ts';
import { markReachable, markUnreachable } from '../store/accounts.ts';
import type { Job } from '../store/jobs.ts';
import type { Outgoing } from '../store/outbox.ts';
import { plain } from '../texts/i18n.ts';
import { cardFeature } from './answering/card-feature.ts';
import { continueFeature } from './answering/continue-feature.ts';
import { answering } from './answering/feature.ts';
import { remindersFeature } from './answering/reminders-feature.ts';
import { cancelFeature } from './anytime/cancel-feature.ts';
import { dialogCancelFeature } from './anytime/dialog-cancel-feature.ts';
import { anytime } from './anytime/feature.ts';
import { helpFeature as expertsHelpFeature } from './anytime/help-feature.ts';
import { longPasteFeature } from './anytime/long-paste-feature.ts';
import { menuFeature } from './anytime/menu-feature.ts';
import { typedTextFeature } from './anytime/typed-text-feature.ts';
import { backupFeature } from './backups/backup-feature.ts';
import { backups } from './backups/feature.ts';
import { certificateFeature } from './closing/certificate-feature.ts';
import { closing } from './closing/feature.ts';
import { exportFeature } from './exporting/export-feature.ts';
import { exporting } from './exporting/feature.ts';
import { gather } from './feature.ts';
import { forgetting } from './forgetting/feature.ts';
import { forgetFeature } from './forgetting/forget-feature.ts';
import { history } from './history/feature.ts';
import { historyFeature } from './history/history-feature.ts';
import { expertsFeature } from './joining/experts-feature.ts';
import { joining } from './joining/feature.ts';
import { inviteFeature } from './joining/invite-feature.ts';
import { joinFeature } from './joining/join-feature.ts';
import { newLinkFeature } from './joining/new-link-feature.ts';
import { pastedLinkFeature } from './joining/pasted-link-feature.ts';
import { judging } from './judging/feature.ts';
import { leaving } from './leaving/feature.ts';
import { leaveFeature } from './leaving/leave-feature.ts';
import { admissionFeature } from './overseeing/admission-feature.ts';
import { claimFeature } from './overseeing/claim-feature.ts';
import { overseeing } from './overseeing/feature.ts';
import { helpFeature } from './overseeing/help-feature.ts';
import { operatorWelcomeFeature } from './overseeing/operator-welcome-feature.ts';
import { panelsFeature } from './overseeing/panels-feature.ts';
import { statusFeature } from './overseeing/status-feature.ts';
import { studiesFeature } from './overseeing/studies-feature.ts';
import { tellOfUnreachable } from './overseeing/tell-of-unreachable.ts';
import { welcomeFeature } from './overseeing/welcome-feature.ts';
import { suggestFeature } from './proposals/suggest-feature.ts';
import { suggestionsFeature } from './proposals/suggestions-feature.ts';
import { remindFeature } from './reminding/remind-feature.ts';
import { closeFeature } from './rounds/close-feature.ts';
import { extendFeature } from './rounds/extend-feature.ts';
import { rounds } from './rounds/feature.ts';
import { finishFeature } from './rounds/finish-feature.ts';
import { openFeature } from './rounds/open-feature.ts';
import { verdictCommandsFeature } from './rounds/verdict-commands-feature.ts';
import { announceFeature } from './talking/announce-feature.ts';
import { askFeature } from './talking/ask-feature.ts';
import { talking } from './talking/feature.ts';
import { questionsFeature } from './talking/questions-feature.ts';
import { workbooks } from './workbooks/feature.ts';
import { workbooksFeature } from './workbooks/workbooks-feature.ts';

/** What people do, outermost first: a slice uses what those behind it do. */
const FEATURES = [
  ...[workbooks, exporting, rounds, overseeing, history, closing, joining, anytime, judging, talking],
  ...[answering, forgetting, leaving, backups],
] as const;

/** What takes long, by the kind of its rows. */
export const JOBS: Readonly<Record<Job['kind'], JobKind>> = gather(FEATURES, 'jobs');

/** What leaves the program, by the kind of its rows. */
export const OUTGOING: { readonly [Kind in Outgoing['kind']]: OutgoingKind<Kind> } = gather(
  FEATURES,
  'messages',
);

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
    inviteFeature(deps),
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
