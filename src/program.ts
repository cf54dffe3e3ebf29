import type { Logger } from 'pino';
import type { Dependencies } from './bot/context.ts';
import { type Clock, wait } from './clock.ts';
import { type Acknowledging, createAcknowledging } from './delivery/acknowledge.ts';
import { type BotAlarm, createBotAlarm } from './delivery/bot-alarm.ts';
import { createDelivery, type Delivery } from './delivery/delivery.ts';
import { createHealth } from './delivery/health.ts';
import { createHeldUpNotice } from './delivery/held-up-notice.ts';
import type { Metrics } from './delivery/metrics.ts';
import type { AskedWaits } from './delivery/send-past-outbox.ts';
import { createStorageAlarm, type StorageAlarm } from './delivery/storage-alarm.ts';
import { type Dice, newSecret } from './dice.ts';
import type { QuietHours } from './domain/quiet-hours.ts';
import { COMMANDS, DUE, equipBot, JOBS } from './features/all.ts';
import { publishExpertsMenu, takeFormerMenusOff } from './features/anytime/menu-feature.ts';
import { removeOldCopies } from './features/backups/make-backup.ts';
import { queueOlderFigures } from './features/judging/reckon-older.ts';
import { studyContent } from './features/outgoing.ts';
import { prepareRights } from './features/overseeing/prepare-rights.ts';
import { tellOfRefusedBot } from './features/overseeing/tell-of-refused-bot.ts';
import { type JobRunner, type JobRunnerParts, startJobRunner } from './jobs/runner.ts';
import { startTicking, type TickParts, tick } from './jobs/tick.ts';
import type { Machine } from './machine.ts';
import { messengerOf } from './messengers/all.ts';
import { botNames, keepBotName } from './messengers/bot-names.ts';
import { createBot, type MessengerAccess } from './messengers/client.ts';
import { fileDownloader } from './messengers/download.ts';
import { createLiveMessenger, type LiveMessenger } from './messengers/live-messenger.ts';
import type { MessengerFault } from './messengers/messenger-fault.ts';
import { startWebhookServer, type WebhookServer } from './messengers/webhook.ts';
import type { Messenger } from './store/accounts.ts';
import { type Database, transact } from './store/file/database.ts';
import type { CopyShelf } from './store/file/kept-copies.ts';
import { removeTellingCopies } from './store/file/telling-copies.ts';

export interface ProgramOptions {
  readonly messengers: readonly (MessengerAccess & { readonly messagesPerSecond: number })[];
  readonly facilitators: readonly { readonly messenger: Messenger; readonly userId: number }[];
  readonly operators: readonly { readonly messenger: Messenger; readonly userId: number }[];
  readonly zone: string;
  readonly quietHours: QuietHours;
  /** Null: polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** Where it takes what is posted, and tells of its health; null: nowhere. */
  readonly listens: { readonly host: string; readonly port: number } | null;
  readonly db: Database;
  /** Where its copies go; `nightly`: one is made every night, unasked. */
  readonly backups: { readonly shelf: CopyShelf; readonly nightly: boolean };
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Logger;
  readonly machine: Machine;
  /** A line for standard output. */
  readonly say: (line: string) => void;
  /** The program cannot go on. */
  readonly failed: (messenger: Messenger, fault: MessengerFault) => void;
}

export interface Program {
  /** The study's clock was moved: what has become due is done. */
  clockMoved(): void;
  /** Lets what is under way end; within four seconds. Nothing is lost. */
  stop(): Promise<void>;
}

/** A messenger that does not answer holds up the first tick no longer. */
const FIRST_TICK_WITHIN_MS = 5000;
const CALLS_END_WITHIN_MS = 2500;
const JOBS_END_WITHIN_MS = 2000;
/** 142 bits: a personal link cannot be guessed. */
const TOKEN_LENGTH = 24;
const BOUNDARY_LENGTH = 22;

/** Starts all that runs beside the database. Resolves at once; messengers come in as they answer. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { db, clock, dice, log, zone, quietHours } = options;
  const waitsOf = (messenger: Messenger) => delivery.waitsOf(messenger);
  const alarm = createStorageAlarm({
    db,
    apiOf: (messenger) => lives.find(({ live }) => live.messenger === messenger)?.live.bot.api,
    waitsOf,
    clock,
    random: dice.fraction,
    log,
  });
  const botAlarm = createBotAlarm(log, (messenger, reason) => {
    const live = options.messengers.map((access) => access.messenger);
    const refusal = { messenger, reason, since: clock.now(), live };
    attempt(
      () => transact(db, (tx) => tellOfRefusedBot(tx, refusal)),
      (error) => {
        if (!alarm.notice(error)) log.error({ error }, 'nobody could be told that the bot is refused');
      },
    );
    delivery.wake();
  });
  const heardFrom = (messenger: Messenger) => {
    delivery.heardFrom(messenger);
    watching?.metrics.heardFrom(messenger);
  };
  const lives: Live[] = options.messengers.map((access) =>
    goLive(options, access, { alarm, botAlarm, heardFrom, waitsOf }),
  );
  const delivery = startableDelivery(options, lives, { alarm, botAlarm });
  let jobs: JobRunner | null = null;
  const deps: Dependencies = {
    db,
    now: clock.now,
    zone,
    quietHours,
    wake: delivery.wake,
    wakeJobs: () => jobs?.wake(),
    newToken: () => newSecret(dice, TOKEN_LENGTH),
    randomBelow: dice.below,
    botNames: () => namesOf(options, lives),
    copiesKeptDays: copiesKeptDays(options.backups),
    log,
  };
  for (const { live, acknowledging } of lives) {
    const { messenger, pressedAt, commits } = live;
    const { acknowledge } = acknowledging;
    equipBot(live.bot, deps, { messenger, pressedAt, commits, acknowledge });
  }
  const stopping = new AbortController();
  prepareRights(options, {
    ...{ db, clock, say: options.say, troubled: alarm.notice, signal: stopping.signal },
    newSecret: (length) => newSecret(dice, length),
  });
  const { shelf } = options.backups;
  removeOldCopies({ shelf, log }, () => removeTellingCopies(db, shelf, clock.now()));
  const watching = options.listens && (await watch(lives, alarm, options));
  const server = watching && (await startServer(lives, watching, options));
  const arrivals = lives.map((one) => arrive(one, options, delivery, stopping.signal));
  const firstTick = Promise.race([Promise.all(arrivals), wait(clock, FIRST_TICK_WITHIN_MS, stopping.signal)]);
  const ticks: TickParts = {
    ...deps,
    due: DUE,
    backsUp: options.backups.nightly,
    wake: () => delivery.wake(),
  };
  const tickFailed = (error: unknown) => {
    if (!alarm.notice(error)) log.error({ error }, 'a tick failed');
  };
  const ticking = firstTick.then(() => {
    if (stopping.signal.aborted) return null;
    attempt(() => transact(db, (tx) => queueOlderFigures(tx, clock.now())), tickFailed);
    jobs = startJobRunner(jobParts(options, lives, delivery.wake));
    attempt(() => tick(ticks), tickFailed);
    return startTicking(ticks, clock, tickFailed, options.machine.everyHour);
  });

  return {
    clockMoved() {
      attempt(() => tick(ticks), tickFailed);
      delivery.wake();
    },
    async stop() {
      stopping.abort();
      alarm.stop();
      (await ticking)?.stop();
      await Promise.all([
        delivery.stop(CALLS_END_WITHIN_MS),
        ...lives.map(({ live }) => live.stop()),
        server?.stop(),
        Promise.race([jobs?.stop(), wait(clock, JOBS_END_WITHIN_MS)]),
      ]);
      // Presses taken in the last moment have their spinners ended too.
      const settled = Promise.all(lives.map(({ acknowledging }) => acknowledging.settled()));
      await Promise.race([settled, wait(clock, 500)]);
    },
  };
}

function copiesKeptDays({ nightly, shelf }: ProgramOptions['backups']): number | null {
  return nightly ? shelf.keep : null;
}

interface Alarms {
  readonly alarm: StorageAlarm;
  readonly botAlarm: BotAlarm;
}

interface Live {
  readonly live: LiveMessenger;
  readonly acknowledging: Acknowledging;
  readonly messagesPerSecond: number;
}

function goLive(
  options: ProgramOptions,
  access: ProgramOptions['messengers'][number],
  parts: Alarms & {
    heardFrom: (messenger: Messenger) => void;
    waitsOf: (messenger: Messenger) => AskedWaits;
  },
): Live {
  const { db, webhook, clock, dice, log, machine } = options;
  const { alarm, botAlarm, heardFrom, waitsOf } = parts;
  const { messenger, messagesPerSecond } = access;
  const bot = createBot(access, {
    clock,
    connectionsTo: machine.connectionsTo,
    newBoundary: () => newSecret(dice, BOUNDARY_LENGTH),
  });
  const acknowledging = createAcknowledging(bot.api, { clock, log });
  const { acknowledge } = acknowledging;
  const live = createLiveMessenger({
    messenger,
    bot,
    db,
    webhook,
    clock,
    random: dice.fraction,
    log,
    failed: (fault: MessengerFault) => options.failed(messenger, fault),
    botRefused: (reason) => botAlarm.hears(messenger, 'polling', reason),
    heldUp: createHeldUpNotice({
      ...{ api: bot.api, waits: () => waitsOf(messenger) },
      ...{ acknowledge, alarm, clock, log },
    }),
    mayPass: alarm.locked,
    troubled: alarm.notice,
    heardFrom: () => heardFrom(messenger),
  });
  return { live, messagesPerSecond, acknowledging };
}

function startableDelivery(
  options: ProgramOptions,
  lives: readonly Live[],
  { alarm, botAlarm }: Alarms,
): Delivery {
  const { db, clock, dice, log, zone, quietHours } = options;
  const tokenRefused = (messenger: Messenger) => options.failed(messenger, { kind: 'token-refused' });
  const botRefused = (messenger: Messenger, reason: string | null) =>
    botAlarm.hears(messenger, 'sending', reason);
  return createDelivery({
    db,
    messengers: lives.map(({ live, messagesPerSecond }) => {
      const { messenger, bot } = live;
      const { answersAgain } = live;
      return { messenger, api: bot.api, messagesPerSecond, answersAgain };
    }),
    content: studyContent({ db, zone, quietHours, tokenRefused, botRefused }),
    clock,
    random: dice.fraction,
    log,
    troubled: alarm.notice,
  });
}

/** Brings one messenger in, whenever it answers. Resolves when what had been waiting there is taken. */
async function arrive(
  { live }: Live,
  options: ProgramOptions,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const { messenger, bot } = live;
  if (!(await live.connect())) return;
  attempt(
    () => keepBotName(options.db, live),
    (error) => options.log.warn({ error }, 'the name of the bot could not be kept'),
  );
  await live.drain();
  if (signal.aborted) return;
  delivery.start(messenger);
  void live.open().then((open) => {
    if (!open) return;
    const how = options.webhook ? 'has its webhook set' : 'is polling';
    options.say(`${messengerOf(messenger).title}: @${live.userName()} ${how}`);
    const { db, clock, dice, log } = options;
    const asking = { clock, random: dice.fraction, log, signal };
    void publishExpertsMenu(bot.api, COMMANDS, asking);
    takeFormerMenusOff(bot.api, { db, messenger, asking }).catch((error) =>
      log.warn({ error }, 'the menu of a former facilitator could not be taken off'),
    );
  });
}

interface Watching {
  readonly health: ReturnType<typeof createHealth>;
  readonly metrics: Metrics;
}

async function watch(
  lives: readonly Live[],
  alarm: StorageAlarm,
  { db, clock }: ProgramOptions,
): Promise<Watching> {
  const { createMetrics } = await import('./delivery/metrics.ts');
  const bots = lives.map(({ live: { messenger, bot } }) => ({ messenger, api: bot.api }));
  const health = createHealth(bots, { db, clock, alarm });
  return { health, metrics: createMetrics({ db, clock, health }) };
}

/** @returns null where the program polls and cannot listen: it does without being watched then */
function startServer(
  lives: readonly Live[],
  watching: Watching,
  { listens, webhook, log }: ProgramOptions,
): Promise<WebhookServer | null> {
  const doors = Object.fromEntries(lives.map(({ live }) => [live.messenger, live.door]));
  const starting = startWebhookServer({ ...listens!, ...watching, doors, secret: webhook?.secret ?? null });
  if (webhook) return starting;
  return starting.catch((error: unknown) => {
    log.warn({ error }, 'health and metrics are told nowhere: HOST and PORT cannot be listened on');
    return null;
  });
}

function jobParts(
  options: ProgramOptions,
  lives: readonly Live[],
  wakeDelivery: Delivery['wake'],
): JobRunnerParts {
  const { db, backups, clock, dice, log, zone, quietHours, machine } = options;
  const apiOf = (messenger: Messenger) => {
    const live = lives.find((one) => one.live.messenger === messenger);
    if (!live) throw new Error(`${messenger} is not set up`);
    return live.live.bot.api;
  };
  return {
    kinds: JOBS,
    clock,
    random: dice.fraction,
    wakeDelivery,
    tools: {
      ...{ db, zone, quietHours, log, now: clock.now, elapsed: clock.elapsed },
      ...{ run: machine.run, runApart: machine.runApart },
      randomBelow: dice.below,
      wake: wakeDelivery,
      botNames: () => namesOf(options, lives),
      download: fileDownloader(clock, apiOf, machine.getFile),
      shelf: backups.shelf,
      copiesKeptDays: copiesKeptDays(backups),
    },
  };
}

function namesOf({ db }: ProgramOptions, lives: readonly Live[]): ReturnType<typeof botNames> {
  return botNames(
    db,
    lives.map(({ live }) => live),
  );
}

function attempt(work: () => void, failed: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    failed(error);
  }
}
