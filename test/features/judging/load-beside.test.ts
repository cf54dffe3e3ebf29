import { expect, test } from 'vitest';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import { loadBeside } from '../../../src/features/judging/load-beside.ts';
import { saveReason } from '../../../src/store/answers.ts';
import { loadJudgedRound } from '../../../src/store/judged-rounds.ts';
import { acceptReasonsOf } from '../../../src/store/reasons.ts';
import { TestStudy } from '../../fixtures/study.ts';

const EXPERTS = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`e${at + 1}`, 'A']));

const beside = (study: TestStudy, code = 'A') =>
  loadBeside(study.db, loadJudgedRound(study.db, study.panelRound(code).id)!);
const told = (study: TestStudy) =>
  composeSummary(study.db, study.round.id, 'Asia/Tehran')
    .map(({ html }) => html.replace(/<[^>]*>|[\u2066-\u2069]/g, ''))
    .join('\n');

const FIRST = `
  x1 x2
  e1 5 4
  e2 4 4
  e3 4 3
  e4 3 4
  e5 1 5`;
// Medians of the first round: 4 and 4.
const SECOND = `
  x1 x2
  e1 4 4
  e2 4 5
  e3 5 4
  e4 3 4
  e5 2 3`;

test('answers that moved are told against the median that was shown', async () => {
  const study = new TestStudy({ experts: EXPERTS, items: { x1: 'A', x2: 'A' } }).join();
  await study.playRound(FIRST);
  expect(beside(study).moved).toBeNull();
  expect(told(study)).not.toContain('نسبت به دور قبل');
  await study.playRound(SECOND);
  // x1: e1 and e5 towards, e3 away; x2: e2 away, e3 towards, e5 across.
  expect(beside(study).moved).toEqual({ ratings: 6, towards: 3, away: 2 });
  expect(told(study)).toContain(
    '🔀 ۶ پاسخ نسبت به دور قبل تغییر کرد: ۳ به سوی میانهٔ دور قبل، ۲ دورتر از آن و ۱ به همان فاصله در سوی دیگر.',
  );
});

test('reasons are told by the side of their rating, and again once they are let through', async () => {
  const study = new TestStudy({ experts: EXPERTS, items: { x1: 'A', x2: 'A' } }).join();
  study.open().answerAll(FIRST);
  saveReason(study.db, study.answer('e1', 'x1').id, 'مهم است');
  saveReason(study.db, study.answer('e5', 'x1').id, 'مهم نیست');
  saveReason(study.db, study.answer('e4', 'x1').id, 'گران است');
  await study.close().judge();
  expect(beside(study).reasons).toEqual([
    { side: 'above', written: 1, passedOn: 0 },
    { side: 'below', written: 2, passedOn: 0 },
  ]);
  expect(told(study)).toContain('📝 ۳ دلیل نوشته شد: ۱ بالاتر از میانه، ۲ پایین‌تر از میانه.');
  expect(told(study)).not.toContain('پذیرفته‌اید');
  acceptReasonsOf(study.db, study.studyId, study.round.id);
  expect(told(study)).toContain('از این‌ها ۳ دلیل را برای نشان دادن به خبرگان پذیرفته‌اید: ۱ بالاتر');
});

test('items that another panel judged otherwise are named on both panels', async () => {
  const study = new TestStudy({
    experts: { e1: 'A', e2: 'A', e3: 'B', e4: 'B' },
    items: { x1: 'A B', x2: 'A B' },
  }).join();
  await study.playRound(`
    x1 x2
    e1 5 5
    e2 5 4
    e3 2 5
    e4 1 4`);
  expect(beside(study, 'A').judgedOtherwise).toEqual(['x1']);
  expect(beside(study, 'B').judgedOtherwise).toEqual(['x1']);
  expect(told(study)).toContain('⚖️ دربارهٔ ۱ گویه پانل دیگری حکم دیگری داده است: x1.');
});

test('«no opinion» is told item by item, and the missing by role', async () => {
  const roles = (role: string, from: number) =>
    Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`e${from + at}`, role]));
  const role: Record<string, string> = { ...roles('مدیر', 1), ...roles('استاد', 6) };
  const study = new TestStudy({
    experts: Object.fromEntries(Object.keys(role).map((name) => [name, 'A'])),
    items: { x1: 'A', x2: 'A' },
  }).join();
  for (const [name, its] of Object.entries(role))
    study.db.$client.prepare('UPDATE experts SET role = ? WHERE id = ?').run(its, study.expert(name).id);
  await study.playRound(`
    x1 x2
    e1 5 -
    e2 4 4
    e3 4 3
    e6 3 -
    e7 3 4`);
  expect(told(study)).toContain('🤷 در ۱ گویه «نظری ندارم» هم گفته شد: x2 (۲ نفر).');
  expect(beside(study).missing).toEqual([
    { role: 'مدیر', invited: 5, missing: 2 },
    { role: 'استاد', invited: 5, missing: 3 },
  ]);
  expect(told(study)).toContain('🔇 بی‌پاسخ‌ها به تفکیک نقش: مدیر ۲ نفر از ۵ نفر، استاد ۳ نفر از ۵ نفر.');
});
