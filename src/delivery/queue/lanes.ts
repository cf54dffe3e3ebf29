import type { Messenger } from '../../store/accounts.ts';
import type { OutboxQueue, WaitingAccount } from '../../store/outbox-queue.ts';

/** `pressed`: somebody is waiting. `others`: what goes out by itself. */
export type Lane = 'pressed' | 'others';

/** Accounts whose turn is to come; each stands in one lane, once. */
export interface Lanes {
  add(accountId: number, lane: Lane): void;
  /** The next account: of those pressed if there are any, and else, where wanted, of the others. */
  take(wanted: { others: boolean }): { accountId: number; lane: Lane } | null;
  /** Everything that waits is to be looked through once more. */
  lookAgain(): void;
  /** Everything has been looked through, and nobody stands in line. */
  empty(): boolean;
}

/** Accounts read at a time: thousands of waiting rows take no room in memory. */
const SLICE = 200;

/**
 * Beside the accounts it is told of, finds those that wait by looking through the database, slice by slice.
 *
 * @param onLooked everything that goes out by itself has been looked through
 */
export function createLanes(
  queue: Pick<OutboxQueue, 'waiting' | 'lagging'>,
  messenger: Messenger,
  now: () => Date,
  onLooked: () => void,
): Lanes {
  const pressed = new Set<number>();
  const others = new Set<number>();
  const looks = {
    pressed: createLook([
      (after) => queue.waiting(messenger, 0, after, now(), SLICE),
      (after) => queue.lagging(messenger, after, SLICE),
    ]),
    others: createLook([(after) => queue.waiting(messenger, 1, after, now(), SLICE)], onLooked),
  };

  const add = (accountId: number, lane: Lane) => {
    if (pressed.has(accountId)) return;
    if (lane === 'others') return void others.add(accountId);
    others.delete(accountId);
    pressed.add(accountId);
  };
  const takeFrom = (lane: Lane): { accountId: number; lane: Lane } | null => {
    const line = lane === 'pressed' ? pressed : others;
    while (line.size === 0) {
      const found = looks[lane].next();
      if (!found) return null;
      for (const accountId of found) add(accountId, lane);
    }
    const [accountId] = line as Set<number> & [number];
    line.delete(accountId);
    return { accountId, lane };
  };

  return {
    add,
    take: (wanted) => takeFrom('pressed') ?? (wanted.others ? takeFrom('others') : null),
    lookAgain() {
      looks.pressed.again();
      looks.others.again();
    },
    empty: () => pressed.size + others.size === 0 && looks.pressed.done() && looks.others.done(),
  };
}

interface Look {
  /** The next slice of accounts, which may be empty; null: looked through. */
  next(): number[] | null;
  /** Once more from the beginning, after this time. */
  again(): void;
  done(): boolean;
}

function createLook(
  passes: readonly ((after: number) => WaitingAccount[])[],
  onEnd: () => void = () => {},
): Look {
  let pass = passes.length;
  let after = 0;
  let again = false;
  const done = () => pass === passes.length && !again;
  return {
    done,
    again() {
      again = true;
    },
    next() {
      if (done()) return null;
      if (pass === passes.length) {
        again = false;
        pass = 0;
        after = 0;
      }
      const found = passes[pass]!(after);
      after = found.at(-1)?.place ?? after;
      if (found.length < SLICE) {
        pass += 1;
        after = 0;
        if (done()) onEnd();
      }
      return found.map(({ accountId }) => accountId);
    },
  };
}
