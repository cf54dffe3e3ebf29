import type { Message } from '../../messages/message.ts';
import { endDialog } from '../../store/dialogs.ts';
import { loadEnrolments, loadMemberships } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadOpenQuestionnaires, type QuestionnaireInRound } from '../../store/questionnaires.ts';
import { loadRounds } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { withForgotten } from '../studies/forgotten-press.ts';
import { beginQuestionnaire } from './begin-questionnaire.ts';
import { expertRound } from './compose-news.ts';
import { loadResultToCome } from './load-result-to-come.ts';
import { goOn } from './round-news-message.ts';

/**
 * Sends a fresh card of the open round; with several open rounds asks which; without one says what to wait for.
 *
 * @returns the answer to say; null where the card is the answer
 */
export function continueAnswering(
  tx: Transaction,
  { accountId, at }: { accountId: number; at: Date },
): Message | null {
  endDialog(tx, accountId);
  const open = loadOpenQuestionnaires(tx, accountId).filter(({ deadline }) => at < deadline);
  const [only, another] = open;
  if (!only) return { html: stateOf(tx, accountId) };
  if (another) return choice(tx, open);
  const { id: questionnaireId } = only.questionnaire;
  const begun = beginQuestionnaire(tx, { questionnaireId, accountId, messageId: null, pressedAt: at, at });
  return begun.ok ? null : { html: html('refusal.message', { text: refusalText(begun.refusal) }) };
}

function choice(tx: Transaction, open: readonly QuestionnaireInRound[]): Message {
  const rounds = open.map((place) => expertRound(tx, place));
  const lines = rounds.map(({ title }, at) => `${spokenDigits(String(at + 1))}. ${isolate(title)}`);
  return {
    html: html('expert.continue.choose', { list: lines.join('\n') }),
    buttons: rounds.map((round, at) => {
      const button = goOn(round);
      return [{ ...button, text: `${button.text} ${spokenDigits(String(at + 1))}` }];
    }),
  };
}

function stateOf(tx: Transaction, accountId: number): string {
  const places = loadEnrolments(tx, accountId).map(({ id, studyId }) => {
    const { state, title } = needStudy(tx, studyId);
    return { expertId: id, studyId, state, title };
  });
  const running = places.find(({ state }) => state !== 'finished') ?? places[0];
  if (!running && hasLeft(tx, accountId)) return html('expert.continue.left');
  if (!running) return withForgotten(tx, html('expert.continue.noStudy'));
  const title = isolate(running.title);
  if (running.state === 'finished') return html('expert.continue.finished', { title });
  const roundNumber = loadRounds(tx, running.studyId).at(-1)?.number ?? 0;
  const comes = loadResultToCome(tx, { ...running, roundNumber });
  return html(comes === 'atTheEnd' ? 'expert.continue.toEnd' : 'expert.continue.between', { title });
}

/** Whether an account was an expert of a study and has left it. */
export function hasLeft(tx: Transaction, accountId: number): boolean {
  return loadMemberships(tx, accountId).some(({ leftAt }) => leftAt !== null);
}
