import type { Command } from '../../bot/command.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { admitButton } from '../../messages/buttons.ts';
import { loadEnrolments, loadExpert } from '../../store/experts.ts';
import { isFacilitator } from '../../store/facilitators.ts';
import { isOperator, mayAskForCopy } from '../../store/operators.ts';
import { loadChosenStudy, runsStudy } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import type { Feature } from '../feature.ts';
import { loadStanding } from '../studies/load-standing.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { claimFacilitator, isClaimable } from './claim-facilitator.ts';
import { composeWelcome } from './compose-welcome.ts';
import { composeFollowed, followRounds } from './follow-status.ts';
import { helpMessage } from './help-message.ts';
import { composeJoinDecided, composeJoinRequest, decideJoining } from './join-study.ts';
import { panelsCommands, panelsPresses } from './panels-feature.ts';
import { statusCommands, statusPresses } from './status-feature.ts';
import { studiesCommands, studiesPresses } from './studies-feature.ts';
import { composeRefusedBot } from './tell-of-refused-bot.ts';
import { composeUnreachable } from './tell-of-unreachable.ts';

/**
 * «پذیرفتن» and «رد کردن» on a facilitator's wish to join a study: pressed by one of the study's own, else by an
 * operator.
 */
const admissionPresses: readonly PressHandler[] = [
  onPress(
    admitButton,
    ({ ctx, tx, carried: { requestId, accept } }) => {
      const press = { requestId, accept: accept === 1, accountId: ctx.account.id, at: ctx.at };
      const decided = decideJoining(tx, press);
      if (!decided.ok) return ctx.alert(decided.refusal);
      ctx.concernsOthers();
      ctx.sayInPlace(decided.message);
    },
    { when: ({ isFacilitator, account }, db) => isFacilitator || isOperator(db, account.id) },
  ),
];

/**
 * `/claim CODE`, open to everybody: the code printed at the first start makes its sender a facilitator. Where no code
 * is out, only facilitators know the command.
 */
const claimCommands: readonly Command[] = [
  {
    name: 'claim',
    who: 'everybody',
    when: ({ isFacilitator }, db) => isFacilitator || isClaimable(db),
    run: (ctx, { zone }) =>
      ctx.run((tx) => {
        const outcome = claimFacilitator(tx, { accountId: ctx.account.id, code: ctx.match, at: ctx.at });
        if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
        ctx.say({ html: html(outcome.already ? 'facilitator.claim.already' : 'facilitator.claim.done') });
        if (outcome.already) return;
        ctx.say(composeWelcome(tx, ctx.account.id, { now: ctx.at, zone }));
      }),
  },
];

/** `/help` for a facilitator: the commands by task, and what comes next. */
const helpCommands: readonly Command[] = [
  {
    name: 'help',
    menus: { facilitator: { place: 190, text: 'menu.facilitator.help' } },
    who: 'facilitator',
    run: (ctx, { zone }) =>
      ctx.run((tx) => {
        const study = loadChosenStudy(tx, ctx.account.id);
        const isExpert = loadEnrolments(tx, ctx.account.id).length > 0;
        ctx.say(helpMessage(study ? loadStanding(tx, study) : null, { now: ctx.at, zone, isExpert }));
      }),
  },
];

/** `/start` by an operator with no other role: what the bot expects of an operator, not of an invited expert. */
const operatorWelcomeCommands: readonly Command[] = [
  {
    name: 'start',
    who: 'everybody',
    when: ({ account, match }, db) =>
      match === '' && isOperator(db, account.id) && loadEnrolments(db, account.id).length === 0,
    run: (ctx) => ctx.run(() => ctx.say({ html: html('operator.welcome') })),
  },
];

/**
 * `/start` by a facilitator: what this is, or where the study stands, and what to do first. The secret of a link is not
 * handled here.
 */
const welcomeCommands: readonly Command[] = [
  {
    name: 'start',
    who: 'facilitator',
    when: ({ match }) => match === '',
    run: (ctx, { zone }) =>
      ctx.run((tx) => ctx.say(composeWelcome(tx, ctx.account.id, { now: ctx.at, zone }))),
  },
];

/** Facilitators and operators look after studies and who runs them. */
export const overseeing = {
  commands: [
    ...claimCommands,
    ...helpCommands,
    ...operatorWelcomeCommands,
    ...panelsCommands,
    ...statusCommands,
    ...studiesCommands,
    ...welcomeCommands,
  ],
  presses: [...admissionPresses, ...panelsPresses, ...statusPresses, ...studiesPresses],
  due: (tx, at, { zone, quietHours }) => ({ told: followRounds(tx, at, { zone, quietHours }) > 0 }),
  messages: {
    // An edit, which can safely be repeated; if the message is gone, it is sent once more.
    'live-status': {
      ifUnknown: 'never',
      reaches: (tx, { studyId }, accountId) => runsStudy(tx, accountId, studyId),
      render: ({ db, ...reader }, args) => {
        const message = composeFollowed(db, args, reader);
        return message && { do: 'edit', messageId: args.messageId, message };
      },
    },
    // Somebody waits for the decision and for its answer.
    'join-request': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      render: ({ db, accountId }, { requestId }) => composeJoinRequest(db, requestId, accountId),
    },
    'join-decided': {
      ifUnknown: 'again',
      reaches: (tx, _args, accountId) => isFacilitator(tx, accountId),
      render: ({ db }, { requestId }) => composeJoinDecided(db, requestId),
    },
    // Told only once; `/status` shows it anyway.
    'expert-unreachable': {
      ifUnknown: 'never',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, { expertId }) => composeUnreachable(db, expertId),
    },
    // Told once for each outage, and everything depends on its being heard.
    'bot-refused': {
      ifUnknown: 'again',
      reaches: (tx, _args, accountId) => mayAskForCopy(tx, accountId),
      render: ({ db, ...to }, refusal) => composeRefusedBot(db, refusal, to),
    },
  },
} satisfies Feature;
