import { expect, test } from 'vitest';
import { prepareOpening } from '../../../src/features/rounds/open-round.ts';
import { composeSampleCard } from '../../../src/features/rounds/sample-card.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';
import { takeSnapshot } from '../../roles/dump.ts';

const words = { experts: { e1: 'A', e2: 'A B', e3: 'A B' }, items: { x: 'A', y: 'B' } };

function prepare(study: TestStudy): number {
  const { study: row, at, facilitator: accountId } = study;
  return must(prepareOpening(study.db, { study: row, accountId, when: null, at })).previewId;
}

const sample = (study: TestStudy, previewId: number, accountId = study.facilitator) =>
  study.run((tx) => composeSampleCard(tx, { previewId, accountId, at: study.at }));
const read = (html: string) => html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');

test('the sample card is the first card of an expert on the panels that most sit on, and its buttons say that it is a sample', () => {
  const study = new TestStudy(words);
  const { html, buttons } = must(sample(study, prepare(study))).message;
  expect(read(html)).toContain('نمونهٔ کارت خبره');
  expect(read(html)).toContain('گویهٔ x');
  // On both panels.
  expect(read(html)).toContain('۱ از ۲');
  const all = buttons!.flat();
  expect(all.map(({ text }) => text).join(' ')).toContain('خیلی زیاد');
  expect(new Set(all.map(({ data }) => data))).toEqual(new Set(['rs']));
});

test('the sample card leaves no row and no id, and the preview opens the round as before', () => {
  const study = new TestStudy(words).join();
  const previewId = prepare(study);
  const snapshot = takeSnapshot(study.db, new Set());
  const sequences = () => study.db.$client.prepare('SELECT * FROM sqlite_sequence ORDER BY name').all();
  const before = sequences();
  must(sample(study, previewId));
  expect(snapshot.changes()).toEqual([]);
  expect(sequences()).toEqual(before);
  study.open();
  expect(study.questionnaire('e1').begunAt).toBeNull();
});

test('in a later round the sample card shows what the panel said, and no expert’s own answer', async () => {
  const study = new TestStudy({ ...words, rules: { minAnswersForFeedback: 1 } }).join();
  await study.playRound('x y\ne1 5 .\ne2 4 5\ne3 5 4');
  const { html, buttons } = must(sample(study, prepare(study))).message;
  expect(read(html)).toContain('۳');
  expect(buttons!.flat().map(({ text }) => text)).not.toContain('همان پاسخ دور قبل');
  expect(read(html)).not.toContain('پاسخ شما');
});

test('only the facilitator who was shown the preview gets the sample card, while the preview stands', () => {
  const study = new TestStudy(words);
  const previewId = prepare(study);
  expect(refusalOf(sample(study, previewId, study.colleague()))).toBe('preview.gone');
  study.open();
  expect(refusalOf(sample(study, previewId))).toBe('open.alreadyOpen');
});
