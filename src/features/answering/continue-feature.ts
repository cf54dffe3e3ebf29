import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import type { Message } from '../../messages/message.ts';
import { endDialog } from '../../store/dialogs.ts';
import { loadEnrolments, loadMemberships } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadOpenQuestionnaires, type QuestionnaireInRound } from '../../store/questionnaires.ts';
import { loadRounds } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { persianDigits } from '../../texts/numerals.ts';
import { withForgotten } from '../studies/forgotten-press.ts';
import { beginQuestionnaire } from './begin-questionnaire.ts';
import { expertRound } from './compose-news.ts';
import { loadResultToCome } from './load-result-to-come.ts';
import { goOn } from './round-news-message.ts';

/** `/continue`: a fresh card from anywhere, or where things stand. */
export const continueCommands: readonly Command[] = [
  {
    name: 'continue',
    menus: { expert: { place: 10, text: 'menu.expert.continue', help: 'expert.help.continue' } },
    who: 'everybody',
    run: (ctx) => ctx.run((tx) => continueAnswering(ctx, tx)),
  },
];

/** Brings a fresh card of the open round; with several open rounds asks which; else says what to wait for. */
export function continueAnswering(ctx: BotContext, tx: Transaction): void {
  endDialog(tx, ctx.account.id);
  const open = loadOpenQuestionnaires(tx, ctx.account.id).filter(({ deadline }) => ctx.at < deadline);
  const [only, another] = open;
  if (!only) return ctx.say({ html: stateOf(ctx, tx) });
  if (another) return ctx.say(choice(tx, open));
  const outcome = beginQuestionnaire(tx, {
    questionnaireId: only.questionnaire.id,
    accountId: ctx.account.id,
    messageId: null,
    pressedAt: ctx.at,
    at: ctx.at,
  });
  if (!outcome.ok) ctx.sayRefusal(outcome.refusal);
}

function choice(tx: Transaction, open: readonly QuestionnaireInRound[]): Message {
  const rounds = open.map((place) => expertRound(tx, place));
  const lines = rounds.map(({ title }, at) => `${persianDigits(String(at + 1))}. ${isolate(title)}`);
  return {
    html: html('expert.continue.choose', { list: lines.join('\n') }),
    buttons: rounds.map((round, at) => {
      const button = goOn(round);
      return [{ ...button, text: `${button.text} ${persianDigits(String(at + 1))}` }];
    }),
  };
}

function stateOf(ctx: BotContext, tx: Transaction): string {
  const places = loadEnrolments(tx, ctx.account.id).map(({ id, studyId }) => {
    const { state, title } = needStudy(tx, studyId);
    return { expertId: id, studyId, state, title };
  });
  const running = places.find(({ state }) => state !== 'finished') ?? places[0];
  if (!running && hasLeft(ctx, tx)) return html('expert.continue.left');
  if (!running) return withForgotten(tx, html('expert.continue.noStudy'));
  const title = isolate(running.title);
  if (running.state === 'finished') return html('expert.continue.finished', { title });
  const roundNumber = loadRounds(tx, running.studyId).at(-1)?.number ?? 0;
  const comes = loadResultToCome(tx, { ...running, roundNumber });
  return html(comes === 'atTheEnd' ? 'expert.continue.toEnd' : 'expert.continue.between', { title });
}

/** Whether an account was an expert and has left, wherever it was one. */
export function hasLeft(ctx: BotContext, tx: Transaction): boolean {
  return loadMemberships(tx, ctx.account.id).some(({ leftAt }) => leftAt !== null);
}
