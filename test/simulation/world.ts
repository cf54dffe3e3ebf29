import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dice } from '../../src/dice.ts';
import { createLog } from '../../src/log.ts';
import { type Program, startProgram } from '../../src/program.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { type Database, openDatabase } from '../../src/store/file/database.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import {
  BOT_TOKEN,
  createFunctionMessenger,
  type FunctionMessenger,
  type ProgramLife,
} from './function-messenger.ts';
import { tasksInThisLoop } from './in-this-loop.ts';
import { type SimulatedTime, simulatedTime } from './simulated-time.ts';

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
  readonly nightly: boolean;
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
  let file = join(folder, 'study-0.sqlite');
  let db = seeded(openDatabaseFile(file));

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

  return {
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
      const life = newLife();
      const clock = time.clockOf(life);
      const complain = (line: string) => {
        if (life.alive) complaints.push(line);
      };
      const program = startProgram({
        ...{ db, clock, dice, zone: ZONE, quietHours: options.quiet ? QUIET : null },
        ...{ webhook: null, listens: null, say: () => {} },
        messengers: Object.values(messengers).map(({ name: messenger }) => ({
          ...{ messenger, token: BOT_TOKEN, apiRoot: `http://${messenger}`, proxy: null },
          messagesPerSecond: options.messagesPerSecond,
        })),
        facilitators: options.facilitators.map(asNamed),
        operators: options.operators.map(asNamed),
        backups: {
          shelf: { source: file, folder: join(folder, 'copies'), keep: 2, zone: ZONE },
          nightly: options.nightly,
        },
        machine: {
          connectionsTo: (apiRoot) => messengers[new URL(apiRoot).host as Messenger].connectionsOf(life),
          getFile: (url, ...rest) => messengers[url.host as Messenger].getFileFor(life)(url, ...rest),
          run: tasksInThisLoop(time),
          runApart: (name, input) => tasksInThisLoop(time)(name, input),
          everyHour: (work) => everyHour(clock, work),
        },
        log: createLog('error', { write: complain }),
        failed: (messenger, { kind }) => complain(`given up: ${messenger} ${kind}`),
      });
      run = { life, program };
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
      while (!over) await time.pass(100);
      life.alive = false;
      noteCuts();
      run = null;
      lives += 1;
    },
    kill(requestsArrive) {
      if (!run) return;
      Object.assign(run.life, { alive: false, requestsArrive });
      noteCuts();
      lives += 1;
      const left = join(folder, `study-${lives}.sqlite`);
      for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, left + part);
      // What is still under way in it goes on for a few turns, and is heard by nobody.
      dead.push(db);
      file = left;
      db = seeded(openDatabase(file));
      run = null;
    },
    setDisk(state) {
      db.$client.pragma(`query_only = ${state === 'read-only' ? 1 : 0}`);
      const pages = db.$client.pragma('page_count', { simple: true }) as number;
      db.$client.pragma(`max_page_count = ${state === 'full' ? pages : 1_000_000_000}`);
    },
    async end() {
      if (run) run.life.alive = false;
      await time.settle();
      for (const opened of [...dead, db]) opened.$client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
