import { OUTGOING } from '../../src/features/all.ts';
import type { Outgoing } from '../../src/store/outbox.ts';
import { leavesInDoubt, RETRY_AFTER_S } from './call-faults.ts';
import type { SeenCall } from './function-messenger.ts';
import type { StatesMet } from './tally-of-states.ts';
import type { World } from './world.ts';

/** Watches that nobody hears one message twice, where its send was not cut off: docs/reliability.md. */
export interface Earshot {
  twice(): string[];
  /** Messages that count as sent, and never came. */
  never(): string[];
  noteKill(): void;
  /** A messenger has asked somebody for a while without calls, which is not over. */
  isHeldUp(): boolean;
  /** A copy took the database's place, which knows what was sent since or not. */
  restored(knowsWhatWasSent: boolean): void;
}

/** A page in place of an answer mostly means that nothing was done: the send is then repeated without a limit. */
const PAGES = new Set(['502 page', '504 page after', 'broken JSON']);

export function createEarshot(world: World, met: StatesMet): Earshot {
  const byKey = new Map<string, SeenCall[]>();
  const looked = new Map<string, number>();
  const told = new Set<string>();
  /** Nobody knows what became of them, since a copy took the database's place. */
  const forgotten = new Set<string>();
  const twice = new Set<string>();
  const kindOf = (key: string) =>
    world.db.$client.prepare('SELECT kind FROM outbox WHERE key = ?').pluck().get(key) as
      | Outgoing['kind']
      | undefined;
  const isOfClosing = (key: string) => ['closing-card', 'summary'].includes(kindOf(key) ?? '');
  const gather = () => {
    for (const { name, calls } of Object.values(world.messengers)) {
      for (const call of calls.slice(looked.get(name) ?? 0)) {
        if (call.fault) met.count(`${call.method} under ${call.fault}`);
        if (call.fault === '429' && call.key && isOfClosing(call.key)) met.count('a 429 in a closing');
        if (call.key !== null) byKey.set(call.key, [...(byKey.get(call.key) ?? []), call]);
      }
      looked.set(name, calls.length);
    }
  };
  const isInDoubt = (key: string, { fault }: SeenCall) =>
    (fault !== null && leavesInDoubt(fault)) || world.cutOff.has(key);

  const parkedInVain = () => {
    const rows = world.db.$client
      .prepare("SELECT key, error FROM outbox WHERE state = 'parked' AND error NOT LIKE '%strange refusal%'")
      .all() as { key: string; error: string }[];
    return rows.flatMap(({ key, error }) =>
      forgotten.has(key) || (byKey.get(key) ?? []).some((call) => isInDoubt(key, call))
        ? []
        : [`${key} is parked: ${error}`],
    );
  };

  return {
    noteKill: gather,
    isHeldUp: () =>
      Object.values(world.messengers).some(({ calls }) =>
        calls.some(({ fault, at }) => fault === '429' && world.time.elapsed() - at < RETRY_AFTER_S * 1000),
      ),
    restored(knowsWhatWasSent) {
      gather();
      const held = new Set(world.db.$client.prepare('SELECT key FROM outbox').pluck().all() as string[]);
      for (const key of byKey.keys()) {
        const isKept = knowsWhatWasSent && (held.has(key) || key.startsWith('reminder:'));
        if (!isKept) byKey.delete(key);
      }
      for (const key of held) if (!byKey.has(key)) forgotten.add(key);
    },
    twice() {
      gather();
      return [...byKey].flatMap(([key, calls]) => {
        const heard = mostAlike(calls.filter(({ carriedOut }) => carriedOut));
        const kind = kindOf(key);
        if (heard < 2 || !kind || told.has(key)) return [];
        const isDoubtful = calls.some((call) => isInDoubt(key, call));
        const pages = calls.filter(({ fault }) => fault && PAGES.has(fault)).length;
        const isNeverRepeated = kind === 'reminder' || OUTGOING[kind].ifUnknown === 'never';
        const most = isNeverRepeated || !isDoubtful ? 1 : 2 + pages;
        if (heard <= most && !twice.has(key)) met.count('heard twice within the window');
        twice.add(key);
        if (heard <= most) return [];
        told.add(key);
        return [`${kind} ${key} was heard ${heard} times: ${calls.map(story).join('; ')}`];
      });
    },
    never() {
      gather();
      const parked = parkedInVain();
      const sent = world.db.$client
        .prepare("SELECT key FROM outbox WHERE state = 'sent'")
        .pluck()
        .all() as string[];
      const unheard = sent.flatMap((key) => {
        const calls = byKey.get(key) ?? [];
        const isKnown = calls.some(({ carriedOut }) => carriedOut);
        if (isKnown || calls.length === 0 || calls.some((call) => isInDoubt(key, call))) return [];
        return [`${key} counts as sent, and never came: ${calls.map(({ refused }) => refused).join(', ')}`];
      });
      return [...parked, ...unheard];
    },
  };
}

/** Beside a send that is under way, notices of the disk may leave, which no row knows of. */
function mostAlike(calls: readonly SeenCall[]): number {
  const times = new Map<string, number>();
  for (const { method, params } of calls) {
    const said = JSON.stringify([method, params['text'] ?? params['caption'] ?? '']);
    times.set(said, (times.get(said) ?? 0) + 1);
  }
  return Math.max(0, ...times.values());
}

function story({ method, fault, at, answered, refused }: SeenCall): string {
  return `${method} at ${at} ms, ${fault ?? 'well'}${answered ? '' : ', no answer'}${refused ? ` ${refused}` : ''}`;
}
