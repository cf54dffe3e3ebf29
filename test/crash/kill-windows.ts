import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../../src/statistics/seeded-random.ts';
import type { Aftermath } from './aftermath.ts';
import type { PassedPress, WatchedMessenger } from './watched-messenger.ts';

/** Where in the life of a press, a message or a round a kill falls. */
export const WINDOWS = [
  'before commit',
  'commit to acknowledgement',
  'acknowledgement to edit',
  'send to mark',
  'while closing',
  'while migrating',
  'any moment',
] as const;
export type Window = (typeof WINDOWS)[number];

/** What a trap works with. */
export interface Surroundings {
  readonly messenger: WatchedMessenger;
  readonly random: SeededRandom;
  /** Kills the program. */
  readonly kill: () => void;
}

/** A kill that was done. */
export interface Kill {
  /** Says by what was left on the disk which window it really fell in. */
  readonly windowBy: (left: Aftermath) => Window;
}

export interface Trap {
  /** Waits for its moment and kills; null where the moment did not come. */
  spring(surroundings: Surroundings): Promise<Kill | null>;
}

type Strike = (kill: Kill) => void;

const MOMENT_WITHIN_MS = 20_000;

/** A trap that watches the messenger until it strikes. */
function watching(
  set: (strike: Strike, surroundings: Surroundings) => Parameters<WatchedMessenger['watch']>[0],
) {
  return {
    async spring(surroundings: Surroundings): Promise<Kill | null> {
      const { messenger, kill } = surroundings;
      let struck: Kill | null = null;
      const done = new Promise<void>((resolve) => {
        const strike = (how: Kill) => {
          if (struck) return;
          kill();
          struck = how;
          resolve();
        };
        messenger.watch(set(strike, surroundings));
      });
      const over = new AbortController();
      await Promise.race([done, pause(MOMENT_WITHIN_MS, null, { signal: over.signal }).catch(() => {})]);
      over.abort();
      messenger.watch(null);
      return struck;
    },
  } satisfies Trap;
}

/** A press has been handed to the program, and the program dies at once. */
export const beforeCommit: Trap = watching((strike) => {
  let press: PassedPress | null = null;
  return {
    pressed(next) {
      if (isAnswer(next)) press ??= next;
    },
    updatesLeft(newest) {
      const handed = press;
      if (handed && newest >= handed.updateId) strike({ windowBy: (left) => windowOfPress(handed, left) });
    },
  };
});

/** The program says that a press counts, and nobody hears it. */
export const commitToAcknowledgement: Trap = watching((strike, { messenger, random }) => {
  let passedOver = random.below(8);
  return {
    call({ method, params }) {
      const press = messenger.pressBehind(String(params['callback_query_id']));
      if (method !== 'answerCallbackQuery' || !press || !isAnswer(press)) return undefined;
      passedOver -= 1;
      if (passedOver >= 0) return undefined;
      strike({ windowBy: (left) => windowOfPress(press, left) });
      return 'drop-before';
    },
  };
});

/** A press was answered, and its card is not edited any more. */
export const acknowledgementToEdit: Trap = watching((strike, { messenger, random }) => {
  const answered = new Map<number, PassedPress>();
  let passedOver = random.below(8);
  return {
    call({ method, params, personId }) {
      if (method === 'answerCallbackQuery') {
        const press = messenger.pressBehind(String(params['callback_query_id']));
        if (press && isAnswer(press)) answered.set(press.personId, press);
      }
      const press = method === 'editMessageText' ? answered.get(personId ?? 0) : undefined;
      if (!press) return undefined;
      passedOver -= 1;
      if (passedOver >= 0) {
        answered.delete(press.personId);
        return undefined;
      }
      strike({ windowBy: (left) => windowOfPress(press, left) });
      return 'drop-before';
    },
  };
});

/** A message of a kind has arrived, and the program does not get to note it. */
export function sendToMark(kind: string, text: RegExp, most: number): Trap {
  return watching((strike, { random }) => {
    let passedOver = random.below(most);
    return {
      arrived(arrival) {
        if (!text.test(arrival.text)) return;
        passedOver -= 1;
        if (passedOver >= 0) return;
        strike({
          windowBy: ({ sending }) =>
            sending.some((row) => row.kind === kind && row.userId === arrival.personId)
              ? 'send to mark'
              : 'any moment',
        });
      },
    };
  });
}

/** The same, but the request is lost on its way. */
export function sendLost(kind: string, text: RegExp, most: number): Trap {
  return watching((strike, { random }) => {
    let passedOver = random.below(most);
    return {
      call({ method, params, personId }) {
        if (method !== 'sendMessage' || !text.test(withoutTags(String(params['text'])))) return undefined;
        passedOver -= 1;
        if (passedOver >= 0) return undefined;
        strike({
          windowBy: ({ sending }) =>
            sending.some((row) => row.kind === kind && row.userId === personId)
              ? 'send to mark'
              : 'any moment',
        });
        return 'drop-before';
      },
    };
  });
}

/** A round has just closed, and its verdicts are being formed. */
export function whileClosing(isClosed: () => boolean): Trap {
  return {
    async spring({ kill, random }) {
      const end = performance.now() + MOMENT_WITHIN_MS;
      while (!isClosed()) {
        if (performance.now() > end) return null;
        await pause(4);
      }
      await pause(random.below(120));
      kill();
      return { windowBy: ({ judging }) => (judging ? 'while closing' : 'any moment') };
    },
  };
}

/** Any moment of a run, its start included. */
export const anyMoment: Trap = {
  async spring({ kill, random }) {
    await pause(random.below(2000));
    kill();
    return { windowBy: () => 'any moment' };
  },
};

function windowOfPress(press: PassedPress, { handledUpdates, lagging }: Aftermath): Window {
  if (!handledUpdates.has(press.updateId)) return 'before commit';
  if (!press.answered) return 'commit to acknowledgement';
  return lagging.has(press.personId) ? 'acknowledgement to edit' : 'any moment';
}

function withoutTags(html: string): string {
  return html.replace(/<[^>]*>/g, '');
}

function isAnswer({ data }: PassedPress): boolean {
  return /^[rnk]:/.test(data);
}
