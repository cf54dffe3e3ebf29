import type { Logger } from 'pino';
import { type Clock, wait } from '../clock.ts';
import type { Messenger } from '../store/accounts.ts';
import type { Database } from '../store/file/database.ts';
import { openOutboxQueue } from '../store/outbox-queue.ts';
import { createSettling } from './fate/settling.ts';
import { createMessengerDelivery, type MessengerDelivery, type MessengerLink } from './messenger-delivery.ts';
import type { Content } from './rendering.ts';
import type { AskedWaits } from './send-past-outbox.ts';

/** What leaves: every messenger brought in step with the database, within its limits. */
export interface Delivery {
  /** Takes up everything outstanding, of one messenger or of all. */
  start(messenger?: Messenger): void;
  /** Rows or cards wait: of one account, or of any. To be called after the commit. */
  wake(accountId?: number): void;
  /** Something came in from a messenger: what waits because it did not answer need not wait on. */
  heardFrom(messenger: Messenger): void;
  /** What a messenger has asked to wait, for those who send past the outbox. */
  waitsOf(messenger: Messenger): AskedWaits;
  /** Resolves when everything that can leave has left, and is noted. */
  idle(): Promise<void>;
  /** Nothing more leaves; resolves when what is under way is done and noted, or the time is up. */
  stop(withinMs: number): Promise<void>;
}

export interface DeliveryOptions {
  readonly db: Database;
  readonly messengers: readonly MessengerLink[];
  readonly content: Content;
  readonly clock: Clock;
  /** From 0 to below 1: scatters waits. */
  readonly random: () => number;
  readonly log: Logger;
  /** Something could not be written; told at every try. */
  readonly troubled?: (error: unknown) => void;
}

/** How often `idle` and `stop` look. */
const LOOK_MS = 5;

export function createDelivery(options: DeliveryOptions): Delivery {
  const { db, messengers, content, clock, random, log, troubled = () => {} } = options;
  const queue = openOutboxQueue(db);
  const settling = createSettling(db, { clock, random, log, troubled });
  const wakeAll = () => {
    for (const delivery of deliveries.values()) delivery.wake();
  };
  const parts = { db, queue, settling, content, clock, random, log, troubled, wakeAll };
  const deliveries = new Map<Messenger, MessengerDelivery>(
    messengers.map((link) => [link.messenger, createMessengerDelivery(link, parts)]),
  );
  const all = () => [...deliveries.values()];

  return {
    start(messenger) {
      for (const [name, delivery] of deliveries) if (!messenger || name === messenger) delivery.start();
    },
    wake(accountId) {
      // To whom the account is none of theirs, it has no chat.
      for (const delivery of deliveries.values()) delivery.wake(accountId);
    },
    heardFrom: (messenger) => deliveries.get(messenger)?.heardFrom(),
    waitsOf: (messenger) => deliveries.get(messenger)!.waits,
    async idle() {
      while (!all().every((delivery) => delivery.idle())) await wait(clock, LOOK_MS);
      await settling.settled();
    },
    async stop(withinMs) {
      for (const delivery of deliveries.values()) delivery.stop();
      const until = clock.elapsed() + withinMs;
      const underWay = () => all().some((delivery) => delivery.inFlight() > 0);
      while (underWay() && clock.elapsed() < until) await wait(clock, LOOK_MS);
      await Promise.race([settling.settled(), wait(clock, Math.max(0, until - clock.elapsed()))]);
    },
  };
}
