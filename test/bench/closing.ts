import type { Database } from '../../src/store/file/database.ts';
import { buildProgram } from '../crash/built-program.ts';
import type { BenchStudy, StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { table } from './figures.ts';
import { answered, isSettled, until } from './settled.ts';
import { COLUMNS, type OnTheSide, PAUSE_MS, TAPPERS, whileOthersTap, write } from './while-others-tap.ts';

const SIZES: readonly StudySize[] = [
  { panels: 7, expertsPerPanel: 12, items: 168 },
  { panels: 20, expertsPerPanel: 50, items: 978 },
];

/** What large rounds do to those who tap: opening, reminding, closing, summary, status, export. */
export const closing: Benchmark = async ({ say }) => {
  const program = buildProgram();
  try {
    say(HOW);
    for (const size of SIZES) {
      const { panels, expertsPerPanel, items } = size;
      const answers = (panels * expertsPerPanel * items).toLocaleString('en');
      say(`\n${panels} panels × ${expertsPerPanel} experts × ${items} items: ${answers} answers`);
      say(table([COLUMNS, ...(await whileOthersTap(program, { size, answered: openAndAnswer }, playRound))]));
    }
  } finally {
    program.remove();
  }
};

const HOW = `The program (built, in its own process, MESSAGES_PER_SECOND=0) holds a round that everybody has answered, whose deadline
comes while ${TAPPERS} experts of another study tap every ${PAUSE_MS / 1000} s. Then its facilitator sends commands one after the other.
The stop is the longest that the program's event loop stood still, and of it what its thread worked (the rest it waited
for the processor); memory is the resident set of the process, the worker thread included, at the most, above what it was before.`;
const HOUR = 3_600_000;

function openAndAnswer(study: BenchStudy): number {
  const roundId = study.open(100 * HOUR);
  study.answerAll(roundId);
  return roundId;
}

async function playRound({ db, messenger, facilitator, during }: OnTheSide, roundId: number): Promise<void> {
  const command = (text: string) => during(text, () => answered(db, () => messenger.say(facilitator, text)));

  await during('deadline, verdicts, summary sent', async () => {
    write(db, `UPDATE rounds SET deadline = ${Date.now()} WHERE id = ${roundId}`);
    await until(() => stateOf(db, roundId) === 'judged' && isSettled(db));
  });
  await command('/summary');
  await command('/status');
  await command('/export');
  await command('/open');
  await during('«شروع دور», openings sent', () =>
    answered(db, () => messenger.press(facilitator, 'شروع دور')),
  );
  await during('reminder slot, all reminded', async () => {
    const before = countReminders(db);
    write(db, slotCome());
    await until(() => countReminders(db) > before && isSettled(db));
  });
  await command('/status');
}

/** The first slot of the open round with experts to remind has just come. */
function slotCome(): string {
  const [now, opened] = [Date.now(), Date.now() - 100 * HOUR];
  return `UPDATE rounds SET opened_at = ${opened}, reminders_from = ${opened}, deadline = ${now + 72 * HOUR - 1000}
    WHERE id = (SELECT max(id) FROM rounds)`;
}

function stateOf(db: Database, roundId: number): string {
  return db.$client.prepare<[number], string>('SELECT state FROM rounds WHERE id = ?').pluck().get(roundId)!;
}

function countReminders(db: Database): number {
  return db.$client.prepare<[], number>("SELECT count(*) FROM outbox WHERE kind = 'reminder'").pluck().get()!;
}
