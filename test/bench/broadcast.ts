import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openForReading } from '../../src/store/file/database.ts';
import { type BuiltProgram, buildProgram, runProgram } from '../crash/built-program.ts';
import { createBenchStudy } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import type { Measured } from './experts-at-cards.ts';
import { median, rounded, spreadOf, table } from './figures.ts';
import { startBenchMessenger, TOKEN } from './messenger.ts';
import { TELEGRAM } from './telegram-limits.ts';

const EXPERTS = 1000;
/** Of another study: they have had their opening, and go on tapping. */
const TAPPERS = 20;
const PAUSE_MS = 3000;
const FIRST_TAPPER = 5_000_000;

/** A round's opening told to a thousand experts, the server enforcing Telegram's limits, while others tap. */
export const broadcast: Benchmark = async ({ say, long }) => {
  const program = buildProgram();
  try {
    say(HOW);
    const rows: string[][] = [];
    const ratios: number[] = [];
    for (let run = 1; run <= (long ? 5 : 1); run += 1) {
      const measured = await measure(program);
      ratios.push(secondsOf(measured) / idealOf(measured));
      rows.push([`run ${run}`, ...told(measured)]);
    }
    say(`\ntook ${rounded(median(ratios), 3)} of the time that the limits allow`);
    say(table([COLUMNS, ...rows]));
  } finally {
    program.remove();
  }
};

const HOW = `The opening of a round goes to ${EXPERTS} experts while ${TAPPERS} experts of another study press a rating ${PAUSE_MS / 1000} s after each card.
The server counts sends and edits as Telegram does and answers 429 beyond ${TELEGRAM.perSecond} in any second, or beyond ${TELEGRAM.chatBurst} at once
and one a second in a chat. The ideal time is sends and edits from the first to the last opening, divided by ${TELEGRAM.perSecond}.`;
const COLUMNS = [
  '',
  's',
  'ideal s',
  'sends',
  'edits',
  '429',
  'taps',
  'ms to acknowledgement 50 %, 99 %, longest',
];

function told(measured: Measured): string[] {
  const { p50, p99, longest } = spreadOf(measured.acknowledged);
  return [
    rounded(secondsOf(measured)),
    rounded(idealOf(measured)),
    String(sendsOf(measured)),
    String(editsOf(measured)),
    String(measured.refusedAsTooFast),
    String(measured.taps),
    [p50, p99, longest].map((ms) => rounded(ms)).join(', '),
  ];
}

const sendsOf = ({ calls }: Measured) => calls['sendMessage'] ?? 0;
const editsOf = ({ calls }: Measured) =>
  (calls['editMessageText'] ?? 0) + (calls['editMessageReplyMarkup'] ?? 0);
const secondsOf = ({ firstSendAt, lastSendAt }: Measured) => (lastSendAt! - firstSendAt!) / 1000;
/** From the first to the last of so many calls there is a space less than calls. */
const idealOf = (measured: Measured) => (sendsOf(measured) + editsOf(measured) - 1) / TELEGRAM.perSecond;

async function measure(program: BuiltProgram): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-bench-'));
  const file = join(folder, 'round.sqlite');
  prepare(file);
  const messenger = await startBenchMessenger();
  await messenger.limit(TELEGRAM);
  const people = Array.from({ length: TAPPERS }, (_, place) => FIRST_TAPPER + place);
  await messenger.work({ people, pauseMs: PAUSE_MS });
  const run = runProgram(program, { BOT_TOKEN: TOKEN, BOT_API_ROOT: messenger.apiRoot, DATABASE_FILE: file });
  const db = openForReading(file);
  const waiting = db.$client
    .prepare("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND kind = 'round-opened'")
    .pluck();
  try {
    await run.polling;
    while (waiting.get() !== 0) await pause(10);
    return await messenger.measured();
  } finally {
    run.kill();
    await run.ended;
    await messenger.stop();
    db.$client.close();
    rmSync(folder, { recursive: true });
  }
}

function prepare(file: string): void {
  const other = createBenchStudy(file, { panels: 1, expertsPerPanel: TAPPERS, items: 400 }, FIRST_TAPPER);
  other.open(86_400_000);
  const study = createBenchStudy(file, { panels: 4, expertsPerPanel: EXPERTS / 4, items: 21 });
  study.open(86_400_000);
  study.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  study.close();
}
