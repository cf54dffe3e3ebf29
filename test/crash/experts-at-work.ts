import { setTimeout as pause } from 'node:timers/promises';
import { keepButton, noOpinionButton, rateButton } from '../../src/messages/buttons.ts';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import type { LocalMessenger } from '../../src/rehearsal/messenger.ts';
import type { SeededRandom } from '../../src/statistics/seeded-random.ts';
import { SCALE } from '../fixtures/study.ts';

/** A press that answers an item. `keep`: the previous round's rating. */
export interface AnswerPressed {
  readonly answerId: number;
  readonly said: number | 'no_opinion' | 'keep';
  /** `acknowledged`: the expert saw it accepted; `refused`: an alert; `unknown`: the spinner ran out. */
  outcome: 'unknown' | 'acknowledged' | 'refused';
  /** When the outcome was heard, by `performance.now()`. */
  heardAt: number | null;
}

/** A reason that the expert wrote. */
export interface ReasonWritten {
  readonly answerId: number;
  readonly reason: string;
  /** The card showed it. */
  seen: boolean;
}

export interface ExpertsAtWork {
  /** In the order pressed. */
  readonly pressed: readonly AnswerPressed[];
  readonly reasons: readonly ReasonWritten[];
  /** Resolves when nobody is pressing any more. */
  rest(): Promise<void>;
  goOn(): void;
  stop(): Promise<void>;
}

/** Looked through for something to press, newest first. */
const NEWEST = 6;
const SHOWS_WITHIN_MS = 3000;

/** Experts who press as fast as their cards come, rest when told, and write down what they were told. */
export function sendExpertsToWork(
  messenger: LocalMessenger,
  people: readonly number[],
  random: SeededRandom,
): ExpertsAtWork {
  const pressed: AnswerPressed[] = [];
  const reasons: ReasonWritten[] = [];
  let working = true;
  let stopped = false;
  let busy = 0;

  const press = async (person: number, { id }: ChatMessage, data: string): Promise<void> => {
    const answer = answerOf(data);
    if (answer) pressed.push(answer);
    const told = await messenger.pressData(person, id, data);
    if (!answer || !told.answered) return;
    answer.outcome = told.showAlert ? 'refused' : 'acknowledged';
    answer.heardAt = performance.now();
  };
  const writeReason = async (person: number, message: ChatMessage, data: string): Promise<void> => {
    await press(person, message, data);
    const answerId = Number(data.split(':')[1]);
    const written = { answerId, reason: `دلیل ${random.below(1_000_000)}`, seen: false };
    const { reason } = written;
    reasons.push(written);
    messenger.send(person, reason);
    const shows = () =>
      newest(messenger, person).some((shown) => isCard(shown) && shown.text.includes(reason));
    written.seen = await messenger.until(shows, SHOWS_WITHIN_MS).catch(() => false);
  };
  const act = async (person: number, handsIn: boolean): Promise<void> => {
    const found = findButtons(messenger, person);
    if (!found) return void (await pause(100));
    const { message, data } = found;
    const rates = data.filter((one) => /^[rnk]:/.test(one));
    const reason = data.find((one) => one.startsWith('w:'));
    const turns = data.filter((one) => /^(g|b|wc|o):/.test(one));
    const submit = data.find((one) => one.startsWith('s:'));
    const luck = random.next();
    if (reason && luck < 0.02) return writeReason(person, message, reason);
    if (submit && handsIn && luck < 0.3) return press(person, message, submit);
    const choices = rates.length > 0 && luck < 0.95 ? rates : turns;
    const chosen = choices[random.below(Math.max(1, choices.length))];
    if (chosen) await press(person, message, chosen);
    else await pause(100);
  };
  const work = async (person: number, place: number): Promise<void> => {
    while (!stopped) {
      await pause(50 + random.below(300));
      if (!working || stopped) continue;
      busy += 1;
      await act(person, place % 2 === 0).finally(() => {
        busy -= 1;
      });
    }
  };
  const all = people.map(work);

  return {
    pressed,
    reasons,
    async rest() {
      working = false;
      while (busy > 0) await pause(20);
    },
    goOn() {
      working = true;
    },
    async stop() {
      stopped = true;
      await Promise.all(all);
    },
  };
}

function newest(messenger: LocalMessenger, person: number): readonly ChatMessage[] {
  return messenger.chat(person).slice(-NEWEST).reverse();
}

/** A text that nobody asked for, as after the round's close, is quoted too; with buttons, but on no card. */
function isCard({ from, keyboard }: ChatMessage): boolean {
  return (
    from === 'bot' &&
    keyboard.flat().some(({ callback_data: data }) => /^([rnkwgosd]|sb|ka):/.test(data ?? ''))
  );
}

/** The newest message with buttons, and what they carry. */
function findButtons(
  messenger: LocalMessenger,
  person: number,
): { message: ChatMessage; data: string[] } | null {
  const message = newest(messenger, person).find(({ keyboard }) => keyboard.length > 0);
  if (!message) return null;
  const data = message.keyboard.flat().flatMap(({ callback_data: carried }) => carried ?? []);
  return { message, data };
}

function answerOf(data: string): AnswerPressed | null {
  const said = saidBy(data);
  return said === null
    ? null
    : { answerId: Number(data.split(':')[1]), said, outcome: 'unknown', heardAt: null };
}

function saidBy(data: string): AnswerPressed['said'] | null {
  if (rateButton.pattern.test(data)) return SCALE[rateButton.read(data).place]!.value;
  if (noOpinionButton.pattern.test(data)) return 'no_opinion';
  return keepButton.pattern.test(data) ? 'keep' : null;
}
