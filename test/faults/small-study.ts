import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/store/file/database.ts';
import type { BuiltProgram } from '../crash/built-program.ts';
import { type CrashStudy, createCrashStudy } from '../crash/crash-study.ts';
import { type FacilitatorAtWork, facilitatorAtWork } from '../crash/facilitator-at-work.ts';
import { newestRound } from '../crash/live-reading.ts';
import type { BotCall, Interception } from '../dialogs/bot-api/faults.ts';
import { introduce, startMessenger, type TestMessenger } from '../dialogs/bot-api.ts';
import { until as untilWithin } from '../until.ts';
import { type Fault, type FaultyProxy, type ProxiedCall, startFaultyProxy } from './faulty-proxy.ts';
import { type RunningProgram, runHere } from './running-program.ts';
import { type ScaledClock, scaledClock } from './scaled-clock.ts';

/** The whole program in this process, with a study of four experts who have joined. */
export interface SmallStudy {
  readonly db: Database;
  readonly file: string;
  readonly clock: ScaledClock;
  readonly study: CrashStudy;
  readonly messenger: TestMessenger;
  /** Between the program and its messenger. */
  readonly proxy: FaultyProxy;
  readonly facilitator: FacilitatorAtWork;
  readonly program: RunningProgram;
  /** Messages of the bot in a chat, as they stand, that contain these words. */
  heard(person: number, words: string): number;
  isOpen(number: number): () => boolean;
  stop(): Promise<void>;
}

/** So many times as fast as real time, where a test says nothing else: minutes pass in seconds. */
const TIMES = 20;

/** On a busy machine the study's clock goes slowly: a limit in real time is there only for what never comes. */
export function until<Seen>(look: Parameters<typeof untilWithin<Seen>>[0]): Promise<Seen> {
  return untilWithin(look, 60_000);
}

export async function startSmallStudy(
  built: BuiltProgram,
  options: {
    intercept?: (call: BotCall) => Interception;
    faultFor?: (call: ProxiedCall) => Fault;
    /** A second messenger's API. */
    bale?: string;
    prepare?: (db: Database) => void;
    times?: number;
  } = {},
): Promise<SmallStudy> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-small-'));
  const file = join(folder, 'hamray.sqlite');
  const study = createCrashStudy(file, { experts: 4 });
  const { intercept, faultFor = () => 'none', bale, prepare, times = TIMES } = options;
  const clock = scaledClock(times, new Date());
  const messenger = await startMessenger({ elapsed: clock.elapsed, ...(intercept && { intercept }) });
  introduce(messenger, [study.facilitator, ...study.experts]);
  const db = openDatabase(file);
  prepare?.(db);
  const proxy = await startFaultyProxy({ target: messenger.apiRoot, faultFor, clock });
  const apiRoots = { telegram: proxy.apiRoot, ...(bale !== undefined && { bale }) };
  const program = await runHere({ db, clock, built, ...study, apiRoots, awaited: 1 });
  await program.ready;
  return {
    db,
    file,
    clock,
    study,
    messenger,
    proxy,
    facilitator: facilitatorAtWork(messenger, study.facilitator),
    program,
    heard: (person, words) =>
      messenger.chat(person).filter(({ from, text }) => from === 'bot' && text.includes(words)).length,
    isOpen: (number) => () => newestRound(file)?.number === number,
    async stop() {
      await program.stop();
      await proxy.stop();
      await messenger.stop();
      clock.stop();
      db.$client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
