import { describe, expect, test } from 'vitest';
import { leftAt } from '../../../src/domain/funnel.ts';
import type { Act } from '../../../src/domain/item-change.ts';
import { loadFunnel } from '../../../src/features/funnel/load-funnel.ts';
import { applyChange, beginChange, takeTyped } from '../../../src/features/items/change-item.ts';
import { finalMessage } from '../../../src/features/items/final-message.ts';
import { loadFinalList, loadWordedItems } from '../../../src/features/items/load-final-list.ts';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import { loadStanding } from '../../../src/features/studies/load-standing.ts';
import { standardDeviation } from '../../../src/statistics/standard-deviation.ts';
import { setPanelStatus } from '../../../src/store/panels.ts';
import { decimal } from '../../../src/texts/numerals.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { e1: 'A', both: 'A B', e3: 'B' },
  items: { x: 'A', s: 'A B', d: 'A B', y: 'B' },
  rules: { maxRounds: 1 },
};

/** x and y stay, d leaves both panels, s leaves A and stays on B. */
const played = () =>
  new TestStudy(words).join().playRound('x s d y\n e1 5 1 1 .\n both 4 3 1 4\n e3 . 5 2 5');

function change(study: TestStudy, code: string, act: Act, ...texts: string[]) {
  const asker = { accountId: study.facilitator, at: study.at };
  study.run((tx) => {
    const { previewId } = must(beginChange(tx, { itemId: study.itemId(code), act, ...asker }));
    for (const text of texts) must(takeTyped(tx, { previewId, text, ...asker }));
    must(applyChange(tx, { previewId, ...asker }));
  });
}

const decided = (study: TestStudy) =>
  Object.fromEntries(loadFinalList(study.db, study.studyId).map((item) => [item.code, item.decided]));

test('an item on which panels differ is open until the facilitator decides, after the last round too', async () => {
  const study = await played();
  expect(decided(study)).toEqual({ x: 'kept', s: 'open', d: 'dropped', y: 'kept' });
  const chat = new TestChat(study);
  const [preview] = await chat.writes(study.facilitator, '/finish');
  expect(preview).toContain('⚖️ پانل‌ها دربارهٔ ۱ گویه یکسان حکم نداده‌اند: ⁨s⁩');
  const summary = () => composeSummary(study.db, study.round.id, TEHRAN).at(-1)!.html;
  expect(summary()).toContain('⚖️ پانل‌ها دربارهٔ ۱ گویه یکسان حکم نداده‌اند');
  change(study, 's', 'keep', 'قانون آن را می‌خواهد');
  const w = study.panelRound('A').concordance!.w;
  const place = { round: 1, kind: 'likert', kept: true } as const;
  expect(loadFinalList(study.db, study.studyId)[1]).toEqual({
    ...{ code: 's', title: 'گویهٔ s', unit: '', decided: 'by_hand', kept: true, ruled: 'open' },
    byHand: ['قانون آن را می‌خواهد'],
    persons: { n: 3, mean: 3, sd: 2 },
    panels: [
      {
        ...{ ...place, code: 'A', name: 'پانل A', n: 2, mean: 2, w, why: 'by_hand' },
        ruled: { kept: false, why: 'below_rule' },
      },
      {
        ...{ ...place, code: 'B', name: 'پانل B', n: 2, mean: 4, w: expect.any(Number), why: 'above_rule' },
        ruled: { kept: true, why: 'above_rule' },
      },
    ],
  });
  expect(summary()).not.toContain('یکسان حکم نداده‌اند');
  expect(summary()).toContain('🖐 ۱ گویه از این‌ها به دست شما ماند');
  expect((await chat.writes(study.facilitator, '/finish'))[0]).not.toContain('⚖️');
});

test('what was dropped by hand, and what others took the place of, is on no list', async () => {
  const study = await played();
  change(study, 's', 'drop', 'هزینه');
  change(study, 'x', 'split', 'نیمهٔ نخست\nنیمهٔ دوم', 'دو چیز بود');
  expect(decided(study)).toEqual({ x: 'dropped', s: 'by_hand', d: 'dropped', y: 'kept' });
  expect(loadFinalList(study.db, study.studyId).find(({ code }) => code === 's')!.kept).toBe(false);
  const worded = loadWordedItems(study.db, study.studyId).find(({ code }) => code === 'x_3')!;
  expect(worded).toMatchObject({ parents: ['x'], wordings: [{ title: 'نیمهٔ دوم', reason: 'دو چیز بود' }] });
});

test('a later round that only puts items in order takes none off the list', async () => {
  const study = new TestStudy({
    ...{ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' }, rules: { maxRounds: 2 } },
    rounds: [
      { number: 1, kind: 'likert' },
      { number: 2, kind: 'ranking' },
    ],
  }).join();
  await study.playRound('x y z\n e1 5 1 4\n e2 4 2 5');
  study.open();
  await study.close().judge();
  expect(study.results('A')).toMatchObject({ x: { why: 'all_stay' }, z: { why: 'all_stay' } });
  expect(loadFinalList(study.db, study.studyId)).toMatchObject([
    { code: 'x', decided: 'kept', panels: [{ mean: 4.5, kept: true }] },
    { code: 'y', decided: 'dropped', panels: [{ mean: 1.5, kept: false }] },
    { code: 'z', decided: 'kept', panels: [{ mean: 4.5, kept: true }] },
  ]);
});

describe('a panel that sifts for others', () => {
  /** The law lets x and y through and z not; then y is below the rule on the only panel that judges it. */
  const sifted = async () => {
    const study = new TestStudy({
      ...{ experts: { l: 'L', e1: 'A', e2: 'A' }, items: { x: 'L A', y: 'L A', z: 'L A', w: 'L' } },
      rules: { maxRounds: 3, minRounds: 1, stabilityThreshold: 2 },
      rounds: [
        { number: 1, kind: 'screening', panelCodes: ['L'] },
        { number: 2, kind: 'likert', panelCodes: ['A'] },
        { number: 3, kind: 'likert', panelCodes: ['A'] },
      ],
    }).join();
    await study.playRound('x y z w\n l 1 1 2 1');
    return study;
  };
  const next = (study: TestStudy) => composeSummary(study.db, study.round.id, TEHRAN).at(-1)!.html;

  test('has no say in what they made of the items', async () => {
    const study = await sifted();
    await study.playRound('x y\n e1 5 1\n e2 4 2');
    expect(decided(study)).toEqual({ x: 'kept', y: 'dropped', z: 'dropped', w: 'kept' });
    expect(loadFinalList(study.db, study.studyId)[1]!.panels).toMatchObject([
      { code: 'A', mean: 1.5, kept: false },
    ]);
    expect((await new TestChat(study).writes(study.facilitator, '/finish'))[0]).not.toContain('⚖️');
  });

  test('is not said to go on to a round that does not ask it', async () => {
    const study = await sifted();
    expect(next(study)).toContain('۱ پانل به دور ۲ می‌رود');
    await study.playRound('x y\n e1 5 4\n e2 4 5');
    expect(next(study)).toContain('۱ پانل به دور ۳ می‌رود');
    await study.playRound('x y\n e1 5 4\n e2 4 5');
    expect(next(study)).toContain('/finish');
  });

  test('keeps nobody waiting where the others have settled', async () => {
    const study = await sifted();
    await study.playRound('x y\n e1 5 4\n e2 5 4');
    study.run((tx) => setPanelStatus(tx, study.panel('A').id, 'stable'));
    expect(study.panel('L').status).toBe('active');
    expect(loadStanding(study.db, study.study).stage).toEqual({ kind: 'settled', number: 2 });
    expect(next(study)).toContain('/open');
    expect(next(study)).not.toContain('پانل به دور ۳ می‌رود');
  });
});

/** A legal panel sifts for A and B, which then rate. */
const sifted = () =>
  new TestStudy({
    experts: { l1: 'L', l2: 'L', a1: 'A', both: 'A B', b1: 'B' },
    items: { x: 'L A B', y: 'L A', z: 'L B' },
    rules: { maxRounds: 2 },
    rounds: [
      { number: 1, kind: 'screening', panelCodes: ['L'] },
      { number: 2, panelCodes: ['A', 'B'] },
    ],
  }).join();

test('a panel that sifted an item for others has no say once they have judged it', async () => {
  const study = sifted();
  await study.playRound('x y z\n l1 1 1 2\n l2 1 1 2');
  expect(decided(study)).toEqual({ x: 'kept', y: 'kept', z: 'dropped' });
  await study.playRound('x y\n a1 5 1\n both 2 1\n b1 5 .');
  const list = loadFinalList(study.db, study.studyId);
  expect(
    list.map(({ code, decided: now, panels }) => [code, now, panels.map((panel) => panel.code)]),
  ).toEqual([
    ['x', 'kept', ['A', 'B']],
    ['y', 'dropped', ['A']],
    ['z', 'dropped', ['L']],
  ]);
  expect(list.map(({ persons }) => persons)).toEqual([
    { n: 3, mean: 4, sd: Math.sqrt(3) },
    { n: 2, mean: 1, sd: 0 },
    null,
  ]);
  const { items, judged } = loadFunnel(study.db, study.study);
  const numbers = judged.map(({ number }) => number);
  expect(items.filter((item) => leftAt(item, numbers) === null).map(({ code }) => code)).toEqual(['x']);
});

test('what a person kept against the sifting would not be there without it, whatever came after', async () => {
  const study = sifted();
  await study.playRound('x y z\n l1 1 2 2\n l2 1 2 2');
  change(study, 'y', 'keep', 'قانون');
  await study.playRound('x y\n a1 5 5\n both 4 5\n b1 1 .');
  change(study, 'x', 'drop', 'هزینه');
  expect(
    loadFinalList(study.db, study.studyId).map(({ code, decided: now, kept, ruled, byHand }) => ({
      ...{ code, now, kept, ruled, byHand },
    })),
  ).toEqual([
    { code: 'x', now: 'by_hand', kept: false, ruled: 'open', byHand: ['هزینه'] },
    { code: 'y', now: 'kept', kept: true, ruled: 'dropped', byHand: ['قانون'] },
    { code: 'z', now: 'dropped', kept: false, ruled: 'dropped', byHand: [] },
  ]);
});

test('who rated an item in two rounds counts by the later rating', async () => {
  const study = new TestStudy({ ...words, rules: { maxRounds: 3, minRounds: 3 } }).join();
  await study.playRound('x s d y\n e1 5 2 1 .\n both 4 2 5 4\n e3 . 5 5 5');
  await study.playRound('x s d y\n e1 5 . . .\n both 4 5 5 4\n e3 . 4 5 5');
  const s = loadFinalList(study.db, study.studyId).find(({ code }) => code === 's')!;
  expect(s.panels.map(({ code, round, mean, kept }) => [code, round, mean, kept])).toEqual([
    ['A', 1, 2, false],
    ['B', 2, 4.5, true],
  ]);
  expect(s.persons).toEqual({ n: 3, mean: 11 / 3, sd: standardDeviation([2, 5, 4]) });
});

test('the final list stands in chat, with and without decisions by hand', async () => {
  const study = await played();
  const text = (page = 0) =>
    finalMessage(study.study, loadFinalList(study.db, study.studyId), page).html.replace(
      /<[^>]*>|[\u2066-\u2069]/g,
      '',
    );
  expect(text()).toContain('۲ گویه ماند، ۱ کنار رفت و دربارهٔ ۱ گویه پانل‌ها یکسان حکم نداده‌اند.');
  expect(text()).toContain('هیچ گویه‌ای به دست برگزارکننده');
  expect(text()).toContain(
    [
      '⚖️ گویهٔ s (s)',
      `• پانل A، دور ۱: کنار رفت، میانگین ۲٫۰۰ از ۲ پاسخ، W پانل ${decimal(study.panelRound('A').concordance!.w!, 3)}`,
    ].join('\n'),
  );
  expect(text()).toContain('• همهٔ نفرها، هر کس یک بار: میانگین ۳٫۰۰ از ۳ نفر، انحراف معیار ۲٫۰۰');
  expect(text()).not.toContain('(d)');
  change(study, 'd', 'keep', 'قانون آن را می‌خواهد');
  expect(text()).toContain('با تصمیم‌های دستی: ۳ گویه ماند، ۰ کنار رفت');
  expect(text()).toContain('بدون آن‌ها: ۲ گویه می‌ماند، ۱ کنار می‌رفت و ۱ گویه یکسان نبود.');
  expect(text()).toContain('🖐 تصمیم برگزارکننده، قانون آن را می‌خواهد؛ بدون آن: کنار رفت');
});
