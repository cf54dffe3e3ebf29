import type { People, PressMade } from './people.ts';
import type { World } from './world.ts';

/** Watches that each press is answered, where nothing stood in its way. */
export interface Unrest {
  /** Something may keep presses from being answered, for so long from now on. */
  note(ms: number): void;
  unanswered(where: string): string[];
}

/** A fault may be felt for so long: a poll that hangs is given up after 40 s, and waits grow to 30 s. */
const FELT_FOR_MS = 90_000;

export function createUnrest(world: World, people: People): Unrest {
  const spans: { from: number; to: number }[] = [];
  const judged = new WeakSet<PressMade>();
  const note = (ms: number) => void spans.push({ from: world.time.elapsed(), to: world.time.elapsed() + ms });
  const looked = new Map<string, number>();
  return {
    note,
    unanswered(where) {
      if (/ (kill|restart|down|disk|clock|sleep|block) /.test(`${where} `)) {
        spans.push({ from: 0, to: world.time.elapsed() + FELT_FOR_MS });
      }
      for (const { name, calls, armed } of Object.values(world.messengers)) {
        for (const { fault, at } of calls.slice(looked.get(name) ?? 0))
          if (fault) spans.push({ from: at, to: at + FELT_FOR_MS });
        looked.set(name, calls.length);
        if (armed().length > 0) note(FELT_FOR_MS);
      }
      return people.presses.flatMap((press) => {
        const { by, at, endedAt, outcome, data } = press;
        if (endedAt === null || judged.has(press)) return [];
        judged.add(press);
        const isDisturbed = spans.some(({ from, to }) => from <= endedAt && to >= at);
        return outcome === 'unknown' && !isDisturbed
          ? [`${by.messenger} ${by.id} pressed ${data}, and nobody answered`]
          : [];
      });
    },
  };
}
