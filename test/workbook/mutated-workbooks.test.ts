import { expect, test } from 'vitest';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { readWorkbook, type WorkbookReading } from '../../src/workbook/read-workbook.ts';
import { expectWhole, linesOf, MUTATIONS, OF_THE_FILE, Outcomes, type Roll, WRITERS } from './mutations.ts';
import { packed, partsOf, type RawSheets } from './raw-package.ts';
import { VALID } from './workbook-of.ts';

/** `vitest --mode long`. */
const WORKBOOKS = process.env['MODE'] === 'long' ? 2000 : 300;
const SEED = 20261130;

function outcomeOf(reading: WorkbookReading, whole: string): string {
  if ('refusal' in reading) return `refused: ${reading.refusal}`;
  if (!reading.ok) return 'faults told by cell';
  return JSON.stringify(reading) === whole ? 'read as if whole' : 'read with what was changed';
}

test(`of ${WORKBOOKS} workbooks with something changed each is read or answered`, async () => {
  const random = seededRandom(SEED);
  const roll: Roll = (below) => random.below(Math.max(1, below));
  const writings = WRITERS.map((writer) => partsOf(VALID as RawSheets, writer));
  const example = await exampleWorkbook();
  const whole = JSON.stringify(await readWorkbook(packed(writings[0]!)));
  const wholeExample = JSON.stringify(await readWorkbook(example));
  const kinds = Object.entries(MUTATIONS);
  const outcomes = new Outcomes();
  let slowest = 0;
  for (let at = 0; at < WORKBOOKS; at += 1) {
    const [kind, mutate] = kinds[at % kinds.length]!;
    const parts = writings[roll(writings.length)]!;
    // Some files are what the program itself hands out.
    const isExample = kind.includes('file') && roll(3) === 0;
    const bytes = mutate(parts, isExample ? example : packed(parts), roll);
    const startedAt = performance.now();
    const reading = await readWorkbook(bytes);
    slowest = Math.max(slowest, performance.now() - startedAt);
    expectWhole(linesOf(reading), kind);
    outcomes.add(kind, outcomeOf(reading, isExample ? wholeExample : whole));
  }
  if (process.env['MODE'] === 'long') {
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(`${outcomes}\nslowest ${slowest.toFixed(0)} ms, most memory ${memory} MB\n`);
  }
  for (const kind of OF_THE_FILE) expect(outcomes.of(kind)).not.toContain('read with what was changed');
}, 1_800_000);
