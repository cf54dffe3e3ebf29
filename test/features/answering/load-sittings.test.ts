import { expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { showOverview, showStep } from '../../../src/features/answering/turn-card.ts';
import type { Message } from '../../../src/messages/message.ts';
import { must, TestStudy } from '../../fixtures/study.ts';

const words = ({ html }: Message) => html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');
const labels = ({ buttons = [] }: Message) =>
  buttons.flat().map(({ text }) => text.replace(/[\u200f\u2066-\u2069]/g, ''));

/** A study of so many items of one panel, in groups of thirty and ten of two units. */
function studyOf(items: number): TestStudy {
  const codes = Array.from({ length: items }, (_, at) => `S${at}`);
  const each = (of: (at: number) => string) => Object.fromEntries(codes.map((code, at) => [code, of(at)]));
  const study = new TestStudy({
    ...{ experts: { e1: 'A', e2: 'A' }, items: each(() => 'A') },
    units: each((at) => (at < 60 ? 'عمران' : 'مالی')),
    groups: each((at) => (at < 30 ? 'راه' : at < 60 ? 'پل' : 'درآمد')),
  });
  return study.join().open().begin('e1');
}

const card = (study: TestStudy) => composeCard(study.db, study.questionnaire('e1').id)!.message;
const show = (study: TestStudy, position: number) =>
  must(study.run((tx) => showStep(tx, study.questionnaire('e1').id, position, study.press('e1'))));

/** Answers what the card shows. */
function answerShown(study: TestStudy): void {
  const { currentAnswerId } = study.questionnaire('e1');
  must(study.pressAnswer('e1', currentAnswerId!, { rating: 3 }));
}

test('forty items begin with the first card, and the overview names them one by one', () => {
  const study = studyOf(40);
  expect(words(card(study))).toContain('گویهٔ ۱ از ۴۰');
});

test('more begin with the list of the sittings, each with its items and minutes', () => {
  const study = studyOf(100);
  const overview = card(study);
  expect(words(overview).split('\n').slice(4, 8)).toEqual([
    'بخش‌ها',
    '۱. عمران / راه: ۳۰ گویه، حدود ۱۰ دقیقه',
    '۲. عمران / پل: ۳۰ گویه، حدود ۱۰ دقیقه',
    '۳. مالی: ۴۰ گویه، حدود ۱۴ دقیقه',
  ]);
  expect(labels(overview)).toEqual([
    ...['▶️ رفتن به بخش ۱', 'ثبت نهایی', '۱. عمران / راه', '۲. عمران / پل', '۳. مالی'],
    '💡 افزودن یا حذف گویه',
  ]);
});

test('a sitting is answered by itself in any order, says its last card, and offers the next', () => {
  const study = studyOf(100);
  show(study, 30);
  expect(words(card(study))).toContain('بخش ۲ از ۳ · گویهٔ ۱ از ۳۰ · حدود ۱۰ دقیقه مانده');
  expect(labels(card(study))).not.toContain('قبلی');
  for (let at = 0; at < 29; at += 1) answerShown(study);
  expect(words(card(study)).split('\n').slice(0, 2)).toEqual([
    'بخش ۲ از ۳ · گویهٔ ۳۰ از ۳۰ · حدود ۱ دقیقه مانده',
    'این آخرین گویهٔ این بخش است.',
  ]);
  expect(labels(card(study))).toContain('▶️ رفتن به بخش ۳');
  answerShown(study);
  const overview = card(study);
  expect(words(overview)).toContain('🏁 بخش ۲ تمام شد: عمران / پل');
  expect(words(overview)).toContain('۳۰ از ۱۰۰ گویه پاسخ دارد');
  expect(words(overview)).toContain('✅ ۲. عمران / پل: ۳۰ گویه');
  expect(labels(overview)[0]).toBe('▶️ رفتن به بخش ۳');
});

test('who comes back goes on in the sitting that was begun; after it, with the list', () => {
  const study = studyOf(100);
  show(study, 60);
  answerShown(study);
  study.begin('e1', 99);
  expect(words(card(study))).toContain('بخش ۳ از ۳ · گویهٔ ۲ از ۴۰');
  for (let at = 0; at < 39; at += 1) answerShown(study);
  study.begin('e1', 100);
  expect(words(card(study))).toContain('۱. عمران / راه: ۳۰ گویه');
});

test('an item left open in a sitting is come back to before its end', () => {
  const study = studyOf(100);
  show(study, 1);
  for (let at = 1; at < 30; at += 1) answerShown(study);
  expect(words(card(study))).toContain('بخش ۱ از ۳ · گویهٔ ۱ از ۳۰');
  // «بعدی» on the last card of a sitting leads to the list, and says that the item stays open.
  show(study, 60);
  show(study, 99);
  const turned = study.run((tx) => showOverview(tx, study.questionnaire('e1').id, 0, study.press('e1')));
  expect(must(turned).leftOpen).toBe(true);
});

test('all sittings done, the round is handed in', () => {
  const study = studyOf(41);
  const positions = [0, 30];
  for (const position of positions) {
    show(study, position);
    while (study.questionnaire('e1').screen === 'item') answerShown(study);
  }
  expect(words(card(study))).toContain('به همهٔ گویه‌ها پاسخ داده‌اید (۴۱ گویه)');
  study.handIn('e1');
  expect(labels(card(study))[0]).toBe('۱. عمران / راه ✅');
});
