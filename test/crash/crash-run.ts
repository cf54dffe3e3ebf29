import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type SeededRandom, seededRandom } from '../../src/statistics/seeded-random.ts';
import { TOKEN } from '../dialogs/bot-api.ts';
import { type AccountOfAnswers, accountOfAnswers } from './account-of-answers.ts';
import { accountOfCards } from './account-of-cards.ts';
import { type AccountOfMessages, accountOfMessages, PROACTIVE } from './account-of-messages.ts';
import { faultsOfRounds } from './account-of-rounds.ts';
import { readAftermath, readCopy } from './aftermath.ts';
import { type BuiltProgram, type ProgramRun, runProgram } from './built-program.ts';
import { createCrashStudy } from './crash-study.ts';
import { type ExpertsAtWork, sendExpertsToWork } from './experts-at-work.ts';
import { CLOSE, FINISH, facilitatorAtWork, OPEN, OPEN_SHORTLY, REMIND } from './facilitator-at-work.ts';
import {
  acknowledgementToEdit,
  anyMoment,
  beforeCommit,
  commitToAcknowledgement,
  sendLost,
  sendToMark,
  type Trap,
  type Window,
  whileClosing,
} from './kill-windows.ts';
import { isAllDelivered, isStudyFinished, newestRound, wasReminded } from './live-reading.ts';
import { startWatchedMessenger, type WatchedMessenger } from './watched-messenger.ts';

export interface CrashFigures {
  readonly kills: Readonly<Record<Window, number>>;
  readonly answers: AccountOfAnswers;
  readonly messages: AccountOfMessages;
  readonly rounds: number;
  readonly cardsCompared: number;
  readonly faults: readonly string[];
}

const DELIVERED_WITHIN_MS = 40_000;

/** Plays rounds under load and kills the program again and again, window by window, until enough kills are done. */
export async function crashRun(
  program: BuiltProgram,
  options: { kills: number; seed: number; experts?: number },
): Promise<CrashFigures> {
  const run = await prepare(program, options);
  try {
    while (run.killsDone() < options.kills) await playRound(run, options.kills);
    await finish(run);
    return account(run);
  } finally {
    await run.end();
  }
}

interface Run {
  readonly file: string;
  /** How many arrivals of what goes to everybody a trap passes over at most: some must be left. */
  readonly mostPassedOver: number;
  readonly messenger: WatchedMessenger;
  readonly experts: ExpertsAtWork;
  readonly facilitator: ReturnType<typeof facilitatorAtWork>;
  readonly random: SeededRandom;
  readonly kills: Record<Window, number>;
  readonly cutOff: Map<string, number>;
  readonly faults: string[];
  cardsCompared: number;
  killsDone(): number;
  /** Springs a trap, takes stock, and starts the program again. */
  killIn(trap: Trap): Promise<void>;
  /** Ends the running program in order. */
  stopProgram(): Promise<void>;
  end(): Promise<void>;
}

async function prepare(
  program: BuiltProgram,
  { seed, experts }: Parameters<typeof crashRun>[1],
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-crash-'));
  const file = join(folder, 'hamray.sqlite');
  const study = createCrashStudy(file, experts === undefined ? {} : { experts });
  const messenger = await startWatchedMessenger([study.facilitator, ...study.experts]);
  const random = seededRandom(seed);
  const kills: Record<Window, number> = {
    'before commit': 0,
    'commit to acknowledgement': 0,
    'acknowledgement to edit': 0,
    'send to mark': 0,
    'while closing': 0,
    'while migrating': 0,
    'any moment': 0,
  };
  const cutOff = new Map<string, number>();
  const faults: string[] = [];
  const start = (): ProgramRun =>
    runProgram(program, {
      BOT_TOKEN: TOKEN,
      BOT_API_ROOT: messenger.apiRoot,
      DATABASE_FILE: file,
      FACILITATOR_IDS: String(study.facilitator),
      BACKUP_DIR: join(folder, 'backups'),
      // Paced as at Telegram, and as fast as it goes: other calls are under way when the kill comes.
      MESSAGES_PER_SECOND: random.below(2) === 0 ? '30' : '0',
    });
  let running = start();
  await running.polling;
  const takeStock = async (windowBy: (left: ReturnType<typeof readAftermath>) => Window) => {
    await running.ended;
    faults.push(...complaintsOf(running));
    const left = readAftermath(file);
    for (const { key } of left.sending) cutOff.set(key, (cutOff.get(key) ?? 0) + 1);
    kills[windowBy(left)] += 1;
  };
  const people = sendExpertsToWork(messenger, study.experts, random);

  return {
    file,
    mostPassedOver: Math.ceil(study.experts.length * 0.7),
    messenger,
    experts: people,
    facilitator: facilitatorAtWork(messenger, study.facilitator),
    random,
    kills,
    cutOff,
    faults,
    cardsCompared: 0,
    killsDone: () => Object.values(kills).reduce((sum, one) => sum + one, 0),
    async killIn(trap) {
      const kill = await trap.spring({ messenger, random, kill: () => running.kill() });
      if (!kill) return;
      await takeStock(kill.windowBy);
      running = start();
      if (trap !== anyMoment || random.below(2) === 0) await running.polling;
    },
    async stopProgram() {
      await running.polling;
      const code = await running.stop();
      faults.push(...complaintsOf(running));
      if (code !== 0) faults.push(`the program ended with code ${code}`);
    },
    async end() {
      await people.stop();
      running.kill();
      await running.ended;
      await messenger.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing may fail but what the kills themselves break. */
function complaintsOf(run: ProgramRun): string[] {
  return run
    .logged()
    .filter(({ level }) => level === 'error' || level === 'fatal')
    .map((line) => `logged: ${JSON.stringify(line)}`);
}

/** One round: opened, answered, reminded, closed and judged, with kills all along. */
async function playRound(run: Run, wanted: number): Promise<void> {
  const { facilitator, file, experts, random } = run;
  const enough = () => run.killsDone() >= wanted;
  const number = newestRound(file)?.number ?? 0;
  const isOpen = () => (newestRound(file)?.number ?? 0) > number;
  // Every fourth round is left to its deadline.
  const isShort = random.below(4) === 0;
  const opening = random.below(3) === 0 ? sendLost : sendToMark;
  await Promise.all([
    facilitator.bringAbout(isShort ? OPEN_SHORTLY : OPEN, isOpen),
    run.killIn(opening('round-opened', PROACTIVE['round-opened'], run.mostPassedOver)),
  ]);
  for (const trap of random.shuffle([
    beforeCommit,
    commitToAcknowledgement,
    acknowledgementToEdit,
    anyMoment,
  ])) {
    if (enough()) break;
    await pause(random.below(500));
    await run.killIn(trap);
  }
  if (!enough() && newestRound(file)?.state === 'open') {
    const reminder = random.below(3) === 0 ? sendLost : sendToMark;
    await Promise.all([
      facilitator.bringAbout(REMIND, () => wasReminded(file) || newestRound(file)?.state !== 'open'),
      run.killIn(reminder('reminder', PROACTIVE.reminder, 8)),
    ]);
  }
  await experts.rest();
  await untilDelivered(run);
  const { compared, faults } = accountOfCards(file, run.messenger);
  run.cardsCompared += compared;
  run.faults.push(...faults);
  experts.goOn();
  await closeRound(run, isShort, enough);
}

async function closeRound(run: Run, isShort: boolean, enough: () => boolean): Promise<void> {
  const { facilitator, file } = run;
  const isClosed = () => newestRound(file)?.state !== 'open';
  const closing = isShort ? waitFor(isClosed, 60_000) : facilitator.bringAbout(CLOSE, isClosed);
  await Promise.all([closing, enough() ? null : run.killIn(whileClosing(isClosed))]);
  if (!enough()) await run.killIn(sendToMark('summary', PROACTIVE.summary, 1));
  await waitFor(() => newestRound(file)?.state === 'judged', 30_000);
}

/** The study's end: letters to everybody, the last ones through a kill. */
async function finish(run: Run): Promise<void> {
  const { facilitator, file } = run;
  await Promise.all([
    facilitator.bringAbout(FINISH, () => isStudyFinished(file)),
    run.killIn(sendToMark('closing-letter', PROACTIVE['closing-letter'], run.mostPassedOver)),
  ]);
  await run.experts.rest();
  await untilDelivered(run);
  await run.stopProgram();
}

async function untilDelivered({ file }: Run): Promise<void> {
  await waitFor(() => isAllDelivered(file), DELIVERED_WITHIN_MS);
}

async function waitFor(isSo: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not so within ${withinMs} ms: ${isSo}`);
    await pause(25);
  }
}

function account({ file, messenger, experts, kills, cutOff, faults, cardsCompared }: Run): CrashFigures {
  return readCopy(file, (db) => {
    const answers = accountOfAnswers(db, experts);
    const messages = accountOfMessages(db, messenger.arrivals, {
      cuts: ({ key }) => cutOff.get(key) ?? 0,
      // The one that was cut off, and its repetition.
      copies: () => 2,
    });
    const rounds = db.prepare('SELECT count(*) FROM rounds').pluck().get() as number;
    const all = [
      ...faults,
      ...answers.lost,
      ...answers.reasonsLost,
      ...messages.faults,
      ...faultsOfRounds(db),
    ];
    return { kills, answers, messages, rounds, cardsCompared, faults: all };
  });
}
