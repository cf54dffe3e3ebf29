import { buildProgram } from '../crash/built-program.ts';
import type { BenchStudy, StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { table } from './figures.ts';
import { answered, isSettled, until } from './settled.ts';
import { COLUMNS, type OnTheSide, PAUSE_MS, TAPPERS, whileOthersTap, write } from './while-others-tap.ts';

const MANY_EXPERTS: StudySize = { panels: 200, expertsPerPanel: 50, items: 20 };
const MANY_ANSWERS: StudySize = { panels: 20, expertsPerPanel: 50, items: 978 };
const DAY_MS = 86_400_000;
/** Each is asked of a round that is open, and again once it is judged. */
const ASKED = [
  ...['/status', '/panels', '/experts', '/invite', '/protocol', '/item', '/item i1', '/suggestions'],
  ...['/summary', '/charts', '/whatif', '/form', '/privacy'],
];

/** Every command of a facilitator of a large study, while others tap: which of them stops the loop. */
export const commands: Benchmark = async ({ say }) => {
  const program = buildProgram();
  try {
    say(HOW);
    for (const size of [MANY_EXPERTS, MANY_ANSWERS]) {
      const { panels, expertsPerPanel, items } = size;
      say(`\n${panels} panels × ${expertsPerPanel} experts × ${items} items`);
      const isAnswered = size === MANY_ANSWERS;
      const round = { size, answered: (study: BenchStudy) => openRound(study, isAnswered) };
      say(table([COLUMNS, ...(await whileOthersTap(program, round, askAll))]));
    }
  } finally {
    program.remove();
  }
};

const HOW = `The program (built, in its own process, MESSAGES_PER_SECOND=0) is given a facilitator's commands one after the other, while
${TAPPERS} experts of another study tap every ${PAUSE_MS / 1000} s; each is over when all that it leads to has been sent. In the study with many experts
nobody has answered, in the other everybody. Stop: the longest that the event loop stood still, and of it what its thread worked.`;

function openRound(study: BenchStudy, isAnswered: boolean): number {
  const roundId = study.open(DAY_MS);
  if (isAnswered) study.answerAll(roundId);
  return roundId;
}

async function askAll({ db, messenger, facilitator, during }: OnTheSide, roundId: number): Promise<void> {
  const ask = (text: string) => during(text, () => answered(db, () => messenger.say(facilitator, text)));
  const press = (label: string) =>
    during(`«${label}»`, () => answered(db, () => messenger.press(facilitator, label)));
  const askEach = async () => {
    for (const text of ASKED) await ask(text);
  };
  await ask('/remind');
  if (hasOwing(db, roundId)) await press('فرستادن یادآوری');
  await ask('/extend 1d');
  await ask('/announce سلام');
  await press('فرستادن به');
  await ask('/briefing');
  await ask('پیش از پاسخ بخوانید.');
  await press('فرستادن');
  await askEach();
  await during('deadline, verdicts, summary sent', async () => {
    write(db, `UPDATE rounds SET deadline = ${Date.now()} WHERE id = ${roundId}`);
    await until(() => stateOf(db, roundId) === 'judged' && isSettled(db));
  });
  await askEach();
  await ask('/finish');
  await press('پایان مطالعه');
  await ask('/forget');
}

function hasOwing({ $client: client }: OnTheSide['db'], roundId: number): boolean {
  const owing = client.prepare('SELECT 1 FROM questionnaires WHERE round_id = ? AND handed_in_at IS NULL');
  return owing.get(roundId) !== undefined;
}

function stateOf({ $client: client }: OnTheSide['db'], roundId: number): unknown {
  return client.prepare('SELECT state FROM rounds WHERE id = ?').pluck().get(roundId);
}
