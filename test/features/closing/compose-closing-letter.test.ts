import { expect, test } from 'vitest';
import { composeClosingLetter } from '../../../src/features/closing/compose-closing-letter.ts';
import { decideByHand } from '../../../src/features/items/decide-by-hand.ts';
import { loadExpert } from '../../../src/store/experts.ts';
import { loadItems } from '../../../src/store/items.ts';
import { loadPanels, setPanelStatus } from '../../../src/store/panels.ts';
import { needStudy } from '../../../src/store/studies.ts';
import { playRound, type StudyParts, type StudyWorld, studyWith } from '../../fixtures/judged-study.ts';

const PARTS: StudyParts = {
  rules: { stabilityThreshold: null, agreementThreshold: null, minAnswersForFeedback: 3 },
  panels: { P1: 'خدمات', P2: 'فرهنگ' },
  experts: ['K1', 'K2', 'K3', 'K4'].map((pseudonym, at) => ({
    ...{ name: `خبرهٔ ${at + 1}`, pseudonym, panels: at === 3 ? 'P2' : 'P1,P2' },
  })),
  items: [
    { code: 'S1', title: 'رنگ‌آمیزی', panels: 'P1,P2' },
    { code: 'S2', title: 'پسماند', panels: 'P1' },
    { code: 'S3', title: 'کتابخانه', panels: 'P2' },
  ],
};
const FIRST = `
  item x1 x2 x3
  S1   2  4  5
  S2   1  3  1
  S3   4  5  .`;
const SECOND = `
  item x1 x2 x3 x4
  S1   4  5  5  3
  S3   4  -  .  .`;

async function twoRounds(): Promise<StudyWorld> {
  const world = studyWith(PARTS);
  await playRound(world, FIRST);
  await playRound(world, SECOND);
  for (const { id } of loadPanels(world.db, world.studyId)) setPanelStatus(world.db, id, 'finished');
  return world;
}

function letterTo({ db, expertIds }: StudyWorld, expert: number): string {
  const { id, accountId } = loadExpert(db, expertIds[expert - 1]!)!;
  return composeClosingLetter(db, id, accountId!)!.html.replace(/[\u2066-\u2069]/g, '');
}

test('an expert reads own panels alone, each with the answers of its last round', async () => {
  const world = await twoRounds();
  const first = letterTo(world, 1);
  expect(first).toContain('خبرهٔ 1 گرامی');
  expect(first).toContain('خدمات');
  expect(first).toContain('• رنگ‌آمیزی: میانگین ۴٫۶۷، پاسخ شما ۴');
  expect(first).toContain('• رنگ‌آمیزی: میانگین ۴٫۲۵، پاسخ شما ۴');
  expect(first).not.toContain('پسماند');
  expect(letterTo(world, 4)).not.toContain('خدمات');
});

test('what had left in an earlier round and was kept by hand since stands among what stayed', async () => {
  const world = await twoRounds();
  const { db, studyId } = world;
  const study = needStudy(db, studyId);
  const [panel] = loadPanels(db, studyId);
  const item = loadItems(db, studyId).find(({ code }) => code === 'S2')!;
  const decision = { itemId: item.id, act: 'keep', panelIds: [panel!.id] } as const;
  decideByHand(db, study, decision, { reason: 'پنل دیگری هم خواست', accountId: 1, at: new Date() });
  const [own, other] = letterTo(world, 1).split('فرهنگ');
  expect(own).toContain('گویه‌ای از دور آخر کنار نرفت؛ ۱ گویه ماند.');
  expect(own).toContain('پاسخ شما ۴\n• پسماند (به تصمیم برگزارکننده)');
  expect(other).not.toContain('پسماند');
});

test('an item with too few answers shows no mean, only the own answer', async () => {
  const world = await twoRounds();
  expect(letterTo(world, 1)).toContain('• کتابخانه: پاسخ شما ۴');
  expect(letterTo(world, 2)).toContain('• کتابخانه: پاسخ شما «نظری ندارم»');
  expect(letterTo(world, 3)).toMatch(/• کتابخانه$/m);
});

test('concordance is told only where enough rated every item', async () => {
  const told = async (...tables: string[]) => {
    const world = studyWith(PARTS);
    for (const table of tables) await playRound(world, table);
    return letterTo(world, 1);
  };
  const whole = `
  item x1 x2 x3
  S1   5  4  5
  S2   4  3  4`;
  expect(await told(whole)).toContain('هماهنگی');
  expect(await told(whole.replace('3  4', '3  .'))).not.toContain('هماهنگی');
});

test('other experts’ answers and names stand in no letter', async () => {
  expect(letterTo(await twoRounds(), 1)).not.toMatch(/خبرهٔ [234]/);
});

test('nobody gets a letter who has not joined, has left or was taken off, nor an account that was an expert’s', async () => {
  const world = await twoRounds();
  const [first, second] = world.expertIds.map((id) => loadExpert(world.db, id)!.accountId!);
  expect(composeClosingLetter(world.db, world.expertIds[0]!, second!)).toBeNull();
  const set = (column: string, value: number | null, expert: number) =>
    world.db.$client
      .prepare(`UPDATE experts SET ${column} = ? WHERE id = ?`)
      .run(value, world.expertIds[expert - 1]);
  set('account_id', null, 1);
  set('left_at', 1, 2);
  set('removed_at', 1, 3);
  for (const expertId of world.expertIds.slice(0, 3)) {
    expect(composeClosingLetter(world.db, expertId, first!)).toBeNull();
  }
  expect(composeClosingLetter(world.db, 999, first!)).toBeNull();
});

test('where no round closed the letter is thanks alone', () => {
  expect(letterTo(studyWith(PARTS), 1)).not.toContain('▪️');
});
