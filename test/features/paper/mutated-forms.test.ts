import { ne } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/domain/refusals.ts';
import { keepForm } from '../../../src/features/paper/keep-form.ts';
import { type FormShown, previewForm } from '../../../src/features/paper/preview-form.ts';
import { type FormContent, type PaperAnswer, readAnswers } from '../../../src/features/paper/read-answers.ts';
import { seededRandom } from '../../../src/statistics/seeded-random.ts';
import { answers } from '../../../src/store/schema.ts';
import { refusalText } from '../../../src/texts/refusal-text.ts';
import { faultText } from '../../../src/workbook/fault-text.ts';
import type { FormDraft } from '../../../src/workbook/read-form.ts';
import { readSent } from '../../../src/workbook/read-workbook.ts';
import type { WorkbookFault } from '../../../src/workbook/remark.ts';
import { filledIn, formsOf } from '../../fixtures/paper-form.ts';
import { must, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import {
  expectWhole,
  linesOf,
  MUTATIONS,
  OF_THE_FILE,
  Outcomes,
  type Roll,
  WRITERS,
} from '../../workbook/mutations.ts';
import { packed, partsOf } from '../../workbook/raw-package.ts';

/** `vitest --mode long`. */
const FORMS = process.env['MODE'] === 'long' ? 2000 : 200;
const SEED = 20261130;

/** A round of four kinds: ratings, numbers, an order and proposals; and its form, filled in. */
async function filledForm(): Promise<{ study: TestStudy; table: (string | number | null)[][] }> {
  const kinds = { A: 'likert', B: 'numeric', C: 'ranking', D: 'brainstorming' } as const;
  const study = new TestStudy({
    experts: { آرش: 'A B C D', مینا: 'A B', کاوه: 'C' },
    items: { A1: 'A', A2: 'A', B1: 'B', C1: 'C', C2: 'C', C3: 'C' },
    bounds: { B1: { least: 0, most: 100, measure: 'درصد' } },
    rounds: Object.entries(kinds).map(([code, kind]) => ({ number: 1, kind, panelCodes: [code] })),
  });
  study.join('آرش', 'مینا').open();
  const [form] = await formsOf(study);
  const rows = filledIn(form!.rows, {
    ...{ 'آرش A1': 5, 'آرش A2': 'زیاد', 'آرش B1': 12.5, 'آرش C1': 2, 'آرش C2': 3, 'آرش C3': 1 },
    ...{ 'مینا A1': 'نظری ندارم', 'مینا B1': '۴۰ درصد', 'کاوه C1': 1, 'کاوه C2': 2, 'کاوه C3': 3 },
  }).map((row) => ({
    ...row,
    ...(row['کد گویه'] === '' && { پاسخ: `پیشنهاد آرش، ${row['عنوان']}` }),
    ...(row['کد گویه'] === 'A1' && row['خبره'] === 'آرش' && { دلیل: 'برای همه سودمند است' }),
  }));
  const header = Object.keys(rows[0]!);
  const cells = rows.map((row: Record<string, string | number>) => header.map((name) => row[name] || null));
  return { study, table: [header, ...cells] };
}

/** What a form gives, wherever its rows stand. */
function givenBy({ answers: given, ideas }: FormContent): string {
  return JSON.stringify([given, ideas].map((all) => all.map((each) => ({ ...each, row: 0 }))));
}

class Undone extends Error {}

/** Keeps a previewed form and takes it back. @returns what was answered by it */
function keptOf(study: TestStudy, { message }: FormShown): string[] {
  const previewId = Number(message.buttons!.flat()[0]!.data!.split(':')[1]);
  const randomBelow = (limit: number) => study.randomBelow(limit);
  let kept: string[] = [];
  const trial = () =>
    study.run((tx) => {
      must(keepForm(tx, { previewId, accountId: study.facilitator, at: study.at, randomBelow }));
      kept = tx.select().from(answers).where(ne(answers.state, 'open')).all().map(told).toSorted();
      throw new Undone();
    });
  expect(trial).toThrow(Undone);
  return kept;
}

function told({
  itemId,
  state,
  value,
  reason,
}: Pick<PaperAnswer, 'itemId' | 'value' | 'reason'> & { state: string }) {
  return JSON.stringify([itemId, state, value, reason]);
}

type Shown = Outcome<{ faults: readonly WorkbookFault[] } | FormShown>;

function textsOf(shown: Shown): string[] {
  if (!shown.ok) return [refusalText(shown.refusal)];
  if ('faults' in shown) return shown.faults.map(faultText);
  return [...shown.message.html.split('\n').filter((line) => line !== ''), ...(shown.fileLines ?? [])];
}

test(`of ${FORMS} paper forms with something changed each is read or answered, and keeping one gives what it says`, async () => {
  const roll: Roll = (
    (random) => (below) =>
      random.below(Math.max(1, below))
  )(seededRandom(SEED));
  const { study, table } = await filledForm();
  const writings = WRITERS.map((writer) => partsOf({ پاسخ‌ها: table }, writer));
  const read = (bytes: Uint8Array) => readSent(bytes, { at: study.at, quietHours: null, zone: TEHRAN });
  const contentOf = (form: FormDraft) => study.run((tx) => readAnswers(tx, study.round, form));
  const first = await read(packed(writings[0]!));
  if (!('form' in first)) throw new Error('the whole form is read as no form');
  const whole = givenBy(contentOf(first.form));
  const kinds = Object.entries(MUTATIONS);
  const outcomes = new Outcomes();
  for (let at = 0; at < FORMS; at += 1) {
    const [kind, mutate] = kinds[at % kinds.length]!;
    const parts = writings[roll(writings.length)]!;
    const reading = await read(mutate(parts, packed(parts), roll));
    if (!('form' in reading)) {
      expectWhole(linesOf(reading), kind);
      outcomes.add(kind, 'refusal' in reading ? `refused: ${reading.refusal}` : 'read as a study');
      continue;
    }
    const { form } = reading;
    const shown = study.run((tx) => previewForm(tx, { form, accountId: study.facilitator, at: study.at }));
    expectWhole(textsOf(shown), kind);
    if (!shown.ok) outcomes.add(kind, `refused: ${shown.refusal.code}`);
    else if ('faults' in shown) outcomes.add(kind, 'faults told by cell');
    else {
      const content = contentOf(form);
      expect(keptOf(study, shown), kind).toEqual(content.answers.map(told).toSorted());
      outcomes.add(kind, givenBy(content) === whole ? 'read as if whole' : 'read with what was changed');
    }
  }
  if (process.env['MODE'] === 'long') process.stdout.write(`${outcomes}\n`);
  for (const kind of OF_THE_FILE) expect(outcomes.of(kind)).not.toContain('read with what was changed');
}, 1_800_000);
