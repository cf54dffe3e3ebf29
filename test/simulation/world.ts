import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dice } from '../../src/dice.ts';
import { createLog } from '../../src/log.ts';
import { type Program, startProgram } from '../../src/program.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { type Database, openDatabase } from '../../src/store/file/database.ts';
import type { Restored } from '../../src/store/file/restore-database.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import {
  BOT_TOKEN,
  createFunctionMessenger,
  type FunctionMessenger,
  type ProgramLife,
} from './function-messenger.ts';
import { tasksInThisLoop } from './in-this-loop.ts';
import { newestCopy, type Restoring, restoreFrom } from './restoring.ts';
import { type SimulatedTime, simulatedTime } from './simulated-time.ts';
import { createTraps, type Trap } from './traps.ts';

/** Somebody with an account at a messenger. */
export interface Person {
  readonly messenger: Messenger;
  readonly id: number;
}

export interface WorldOptions {
  readonly seed: number;
  readonly facilitators: readonly Person[];
  readonly operators: readonly Person[];
  readonly messagesPerSecond: number;
  readonly quiet: boolean;
  /** How long a task takes that may take long, in the study's time. */
  readonly taskMs: number;
}

/** The whole program with its messengers, in this process and under one seed. */
export interface World {
  readonly time: SimulatedTime;
  readonly messengers: Readonly<Record<Messenger, FunctionMessenger>>;
  /** The database as it is now; null while no program runs. */
  readonly db: Database;
  readonly isRunning: boolean;
  /** What was logged as an error, and messengers that the program gave up. */
  readonly complaints: readonly string[];
  /** Sends that were still under way when the program was killed, or had ended: how often, by their keys. */
  readonly cutOff: ReadonlyMap<string, number>;
  start(): Promise<void>;
  /** Ends the program in order. */
  stop(): Promise<void>;
  /** Ends the program at this moment: what is left is the file and its WAL as of the last commit. */
  kill(requestsArrive: boolean): void;
  /** Kills the program when it next comes to a moment, and starts another later. */
  trap(trap: Trap): void;
  /** Takes all traps off. */
  disarm(): void;
  /** Hears of every kill before it is done. */
  onKill(listener: () => void): void;
  /** Ends the program, and puts the newest copy in the database's place; null: there is none. */
  restore(how: Restoring): Promise<Restored | null>;
  /** The disk refuses, from now on or no longer. */
  setDisk(state: 'well' | 'full' | 'read-only'): void;
  end(): Promise<void>;
}

const START = new Date('2026-11-28T06:30:00Z');
const ZONE = 'Asia/Tehran';
const QUIET = { from: 22, to: 8 };

export function createWorld(options: WorldOptions): World {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-simulated-'));
  const time = simulatedTime(START);
  const chance = seededRandom(options.seed);
  const dice: Dice = { fraction: chance.next, below: chance.below };
  const messengers = {
    telegram: createFunctionMessenger('telegram', time, options.seed + 1),
    bale: createFunctionMessenger('bale', time, options.seed + 2),
  };
  const complaints: string[] = [];
  const cutOff = new Map<string, number>();
  const dead: Database[] = [];
  let run: { life: ProgramLife; program: Promise<Program> } | null = null;
  let lives = 0;
  let file = fileOfLife(0);
  let db = seeded(openDatabaseFile(file));
  let onKill = () => {};
  const immortal = time.clockOf({ alive: true });
  const traps = createTraps(({ arrive, downSeconds }) => {
    world.kill(arrive);
    immortal.after(downSeconds * 1000, begin);
  });

  /** Always under the same name, as copies bear the name of what they are copies of. */
  function fileOfLife(life: number): string {
    const own = join(folder, `life-${life}`);
    mkdirSync(own);
    return join(own, 'study.sqlite');
  }
  const shelf = () => ({ source: file, folder: join(folder, 'copies'), keep: 2, zone: ZONE });

  function seeded(opened: Database): Database {
    // Ids that are drawn anew, by SQLite's own dice otherwise.
    opened.$client.function('random', () => chance.below(2 ** 32));
    return opened;
  }
  const newLife = (): ProgramLife => {
    const sending = db.$client
      .prepare(
        `SELECT o.key FROM outbox o JOIN accounts a ON a.id = o.account_id
         WHERE o.state = 'sending' AND a.messenger = ? AND a.user_id = ?`,
      )
      .pluck();
    return {
      alive: true,
      requestsArrive: false,
      passes: traps.passes,
      keyOf: (messenger, userId) => (sending.get(messenger, userId) as string | undefined) ?? null,
    };
  };
  const noteCuts = () => {
    const keys = db.$client
      .prepare(`SELECT key FROM outbox WHERE state = 'sending'`)
      .pluck()
      .all() as string[];
    for (const key of keys) cutOff.set(key, (cutOff.get(key) ?? 0) + 1);
  };

  function begin(): void {
    if (run) return;
    const life = newLife();
    const clock = time.clockOf(life);
    const complain = (line: string) => {
      if (life.alive) complaints.push(line);
    };
    const passes = (moment: string) => life.alive && traps.passes(moment);
    const runTask = tasksInThisLoop(time, { after: clock.after, ms: options.taskMs, passes });
    const program = startProgram({
      ...{ db, clock, dice, zone: ZONE, quietHours: options.quiet ? QUIET : null },
      ...{ webhook: null, listens: null, say: () => {} },
      messengers: Object.values(messengers).map(({ name: messenger }) => ({
        ...{ messenger, token: BOT_TOKEN, apiRoot: `http://${messenger}`, proxy: null },
        messagesPerSecond: options.messagesPerSecond,
      })),
      facilitators: options.facilitators.map(asNamed),
      operators: options.operators.map(asNamed),
      backups: { shelf: shelf(), nightly: true },
      machine: {
        connectionsTo: (apiRoot) => messengers[new URL(apiRoot).host as Messenger].connectionsOf(life),
        getFile: (url, ...rest) => messengers[url.host as Messenger].getFileFor(life)(url, ...rest),
        run: runTask,
        runApart: (name, input) => runTask(name, input),
        everyHour: (work) => everyHour(clock, work),
      },
      log: createLog('error', { write: complain }),
      failed: (messenger, { kind }) => complain(`given up: ${messenger} ${kind}`),
    });
    run = { life, program };
  }

  const world: World = {
    time,
    messengers,
    complaints,
    cutOff,
    get db() {
      return db;
    },
    get isRunning() {
      return run !== null;
    },
    async start() {
      begin();
      await time.settle();
    },
    async stop() {
      if (!run) return;
      const { life, program } = run;
      const stopped = program.then((running) => running.stop());
      let over = false;
      void stopped.then(() => {
        over = true;
      });
      while (!over && life.alive) await time.pass(100);
      // Killed meanwhile.
      if (!life.alive) return;
      life.alive = false;
      noteCuts();
      run = null;
    },
    kill(requestsArrive) {
      if (!run) return;
      onKill();
      Object.assign(run.life, { alive: false, requestsArrive });
      noteCuts();
      lives += 1;
      const left = fileOfLife(lives);
      for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, left + part);
      // What is still under way in it goes on for a few turns, and is heard by nobody.
      dead.push(db);
      file = left;
      db = seeded(openDatabase(file));
      run = null;
    },
    trap: traps.set,
    disarm: traps.clear,
    onKill(listener) {
      onKill = listener;
    },
    async restore(how) {
      const copy = newestCopy(shelf());
      if (!copy) return null;
      await world.stop();
      time.setWall(how.hoursDown * 3_600_000);
      db.$client.close();
      const now = { at: time.now(), below: chance.below };
      const restored = await time.await(restoreFrom(copy, shelf(), how, now));
      db = seeded(openDatabase(file));
      return restored;
    },
    setDisk(state) {
      db.$client.pragma(`query_only = ${state === 'read-only' ? 1 : 0}`);
      const pages = db.$client.pragma('page_count', { simple: true }) as number;
      db.$client.pragma(`max_page_count = ${state === 'full' ? pages : 1_000_000_000}`);
    },
    async end() {
      traps.clear();
      if (run) run.life.alive = false;
      await time.settle();
      for (const opened of [...dead, db]) opened.$client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

const asNamed = ({ messenger, id: userId }: Person) => ({ messenger, userId });

function everyHour({ after }: ReturnType<SimulatedTime['clockOf']>, run: () => void): () => void {
  let callOff = () => {};
  const goOn = () => {
    callOff = after(3_600_000, () => {
      run();
      goOn();
    });
  };
  goOn();
  return () => callOff();
}
