import { beforeEach, describe, expect, test } from 'vitest';
import { propose } from '../../../src/features/proposals/suggest.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { loadItemPanels, loadItems } from '../../../src/store/items.ts';
import { loadPanelRoundItems } from '../../../src/store/panel-rounds.ts';
import { loadProposals } from '../../../src/store/proposals.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const words: StudyWords = {
  experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'B', e5: 'B', e6: 'B' },
  items: { x: 'A', z: 'B' },
};

const ROUND = `
      x
  e1  5
  e2  5
  e3  4
`;

let study: TestStudy;
let chat: TestChat;

beforeEach(() => {
  study = new TestStudy(words).join();
  chat = new TestChat(study);
});

/** Their order is drawn: here it is the one of the test's lines. */
let drawn = 0;
function proposes(name: string, text: string): void {
  const given = { studyId: study.studyId, accountId: study.expert(name).accountId!, text, at: study.at };
  must(study.run((tx) => propose(tx, given, { kind: 'add' })));
  drawn += 1;
  study.db.$client.prepare('UPDATE proposals SET id = ? WHERE text = ? AND id > 100000').run(drawn, text);
}

const said = () => chat.said(study.facilitator).at(-1)!;
const labels = () => (said().buttons ?? []).flat().map(({ text }) => text);
function press(label: string) {
  const buttons = (said().buttons ?? []).flat();
  const found =
    buttons.find(({ text }) => text === label) ?? buttons.find(({ text }) => text.includes(label));
  if (!found) throw new Error(`no ${label} among ${labels().join(', ')}`);
  return chat.presses(study.facilitator, found.data!, 50);
}
const says = (text: string) => chat.writes(study.facilitator, text);
const titles = () => loadItems(study.db, study.studyId).map(({ code, title }) => `${code} ${title}`);
const panelsOf = (code: string) =>
  (loadItemPanels(study.db, study.studyId).get(study.itemId(code)) ?? []).map(({ panelId }) =>
    panelId === study.panel('A').id ? 'A' : 'B',
  );
const states = () =>
  Object.fromEntries(loadProposals(study.db, study.studyId).map(({ text, state }) => [text, state]));

describe('«ویرایش و پذیرفتن»', () => {
  beforeEach(async () => {
    proposes('e1', 'قبض آب');
    await says('/suggestions');
    await press('ویرایش و پذیرفتن');
  });

  test('shows what the facilitator wrote, and accepts it; the proposal keeps its own words', async () => {
    expect(said().html).toContain('قبض آب');
    await says(' پرداخت \n قبض ');
    expect(said().html).toContain('پرداخت قبض');
    expect(said().html).toContain('قبض آب');
    expect(titles()).toHaveLength(2);
    expect(study.queued('strip').at(-1)!.args.messageId).toBe(50);
    expect(await press('پذیرفتن')).toEqual({ text: 'پذیرفته شد.', alert: false });
    expect(titles()).toContain('P1 پرداخت قبض');
    expect(panelsOf('P1')).toEqual(['A']);
    expect(states()).toEqual({ 'قبض آب': 'accepted' });
  });

  test.each([
    ['\u200b', 'متن را در یک پیام بنویسید'],
    ['ن'.repeat(301), '۳۰۱ حرف'],
    ['گويه x', 'همین عنوان را دارد'],
  ])('says what is wrong with %j, and waits for another', async (typed, told) => {
    expect((await says(typed))[0]).toContain(told);
    expect(loadDialog(study.db, study.facilitator)?.kind).toBe('retitle');
    await says('پرداخت قبض');
    await press('پذیرفتن');
    expect(titles()).toContain('P1 پرداخت قبض');
  });

  test('can be given up, and then nothing is waited for', async () => {
    await press('لغو');
    expect(loadDialog(study.db, study.facilitator)).toBeUndefined();
    expect(said().html).toContain('۱ از ۱');
  });

  test('pressed twice accepts once', async () => {
    await says('پرداخت قبض');
    const accept = (said().buttons ?? []).flat()[0]!.data!;
    await press('پذیرفتن');
    expect(await chat.presses(study.facilitator, accept, 50)).toMatchObject({ alert: true });
    expect(titles()).toHaveLength(3);
  });
});

test('a proposal too long for a card, or of a title that stands, is not accepted as it is', async () => {
  proposes('e1', 'گویهٔ x');
  await says('/suggestions');
  const twice = await press('پذیرفتن');
  expect(twice.alert).toBe(true);
  expect(twice.text).toContain('گویهٔ \u2068x\u2069 همین عنوان را دارد');
  expect(twice.text).toContain('ادغام');
  study.db.$client.prepare('UPDATE proposals SET text = ?').run('ن'.repeat(1000));
  const long = await press('پذیرفتن');
  expect(long.text).toContain('۱٬۰۰۰ حرف');
  expect(long.text).toContain('ویرایش و پذیرفتن');
  expect(titles()).toHaveLength(2);
});

describe('a split', () => {
  beforeEach(async () => {
    proposes('e1', 'قبض و پروانه');
    await says('/suggestions');
    await press('تقسیم');
  });

  test('makes an item of each line', async () => {
    await says('پرداخت قبض\nصدور پروانه');
    expect(said().html).toContain('۲ گویه');
    await press('پذیرفتن');
    expect(said().html).toContain('\u2068P1\u2069، \u2068P2\u2069');
    expect(titles().slice(2)).toEqual(['P1 پرداخت قبض', 'P2 صدور پروانه']);
    expect(panelsOf('P2')).toEqual(['A']);
  });

  test.each(['', ' \n\u200b', 'پرداخت قبض'])('into nothing or one says so once: %j', async (typed) => {
    expect(await says(typed)).toHaveLength(1);
    expect(chat.said(study.facilitator).at(-1)!.html).toContain('دست‌کم دو متن لازم است');
    await says('پرداخت قبض\nصدور پروانه');
    await press('پذیرفتن');
    expect(titles()).toHaveLength(4);
  });
});

describe('«ادغام»', () => {
  test('of two proposals makes one item in the panels of both, and both are kept as its sources', async () => {
    proposes('e1', 'پرداخت قبض آب');
    proposes('e4', 'قبض آب را پرداخت کردن');
    await says('/suggestions');
    await press('ادغام');
    expect(said().html).toContain('۱. قبض آب را پرداخت کردن (پیشنهادی دیگر)');
    await press('۱. ');
    expect(said().html).toContain('پرداخت قبض آب');
    await press('عنوان از متن پیشنهاد دیگر');
    expect(said().html).toContain('<b>عنوان گویه:</b>\nقبض آب را پرداخت کردن');
    await press('پذیرفتن');
    expect(titles().slice(2)).toEqual(['P1 قبض آب را پرداخت کردن']);
    expect(panelsOf('P1')).toEqual(['A', 'B']);
    expect(Object.values(states())).toEqual(['accepted', 'accepted']);
    const { html } = said();
    expect(html).toContain('برای بررسی نیست');
  });

  test('under a title of the facilitator’s own', async () => {
    proposes('e1', 'پرداخت قبض آب');
    proposes('e4', 'قبض برق');
    await says('/suggestions');
    await press('ادغام');
    await press('۱. ');
    await press('نوشتن عنوانی دیگر');
    await says('پرداخت قبض‌ها');
    expect(said().html).toContain('قبض برق');
    await press('پذیرفتن');
    expect(titles().slice(2)).toEqual(['P1 پرداخت قبض‌ها']);
    expect(Object.values(states())).toEqual(['accepted', 'accepted']);
  });

  test('into an item that stands makes none; panels that did not have it are asked too', async () => {
    proposes('e4', 'همان گویهٔ x');
    await says('/suggestions');
    await press('ادغام');
    await press('گویهٔ x');
    expect(said().html).toContain('ادغام در گویهٔ \u2068x\u2069');
    await press('پذیرفتن');
    expect(said().html).toContain('در گویهٔ \u2068x\u2069 آمده است');
    expect(titles()).toHaveLength(2);
    expect(panelsOf('x')).toEqual(['A', 'B']);
  });

  test('finds what is typed: a code first, then the words', async () => {
    proposes('e1', 'چیزی دیگر');
    await says('/suggestions');
    await press('ادغام');
    await says('Z');
    expect(said().html).toContain('۱. \u2068گویهٔ z\u2069');
    await says('گویه x');
    expect(said().html).toContain('۱. \u2068گویهٔ x\u2069');
  });

  test('turns pages, and what was looked for stays', async () => {
    for (let at = 0; at < 9; at += 1) proposes('e1', `پیشنهاد شمارهٔ ${at}`);
    await says('/suggestions');
    await press('ادغام');
    expect(said().html).toContain('۶. ');
    await press('صفحهٔ بعد');
    expect(said().html).toContain('۷. ');
    expect(textLength(said().html)).toBeLessThanOrEqual(LONGEST_TEXT);
  });

  test('with what is decided meanwhile is refused kindly', async () => {
    proposes('e1', 'پرداخت قبض آب');
    proposes('e4', 'قبض برق');
    await says('/suggestions');
    await press('ادغام');
    await press('۱. ');
    study.db.$client.prepare("UPDATE proposals SET state = 'rejected' WHERE text = 'قبض برق'").run();
    expect(await press('پذیرفتن')).toMatchObject({ alert: true });
    expect(states()['پرداخت قبض آب']).toBe('new');
  });
});

describe('a decision', () => {
  test('can be taken back before the next round, with what came of it', async () => {
    proposes('e1', 'قبض و پروانه');
    await says('/suggestions');
    await press('تقسیم');
    await says('پرداخت قبض\nصدور پروانه');
    await press('پذیرفتن');
    expect(await press('پس گرفتن این تصمیم')).toMatchObject({ alert: false });
    expect(titles()).toHaveLength(2);
    expect(said().html).toContain('۱ از ۱');
    await press('رد کردن');
    expect(states()).toEqual({ 'قبض و پروانه': 'rejected' });
  });

  test('on merged proposals opens all of them', async () => {
    proposes('e1', 'پرداخت قبض آب');
    proposes('e4', 'قبض برق');
    await says('/suggestions');
    await press('ادغام');
    await press('۱. ');
    await press('پذیرفتن');
    await press('پس گرفتن این تصمیم');
    expect(Object.values(states())).toEqual(['new', 'new']);
    expect(titles()).toHaveLength(2);
  });

  test('of merging into an item takes back the panels that it brought', async () => {
    proposes('e4', 'همان گویهٔ x');
    await says('/suggestions');
    await press('ادغام');
    await press('گویهٔ x');
    await press('پذیرفتن');
    await press('پس گرفتن این تصمیم');
    expect(panelsOf('x')).toEqual(['A']);
  });

  test('on an item that another proposal is about stands', async () => {
    proposes('e1', 'پرداخت قبض آب');
    await says('/suggestions');
    await press('پذیرفتن');
    const item = loadItems(study.db, study.studyId).at(-1)!;
    proposes('e4', 'همان قبض آب');
    study.db.$client.prepare('UPDATE proposals SET item_id = ? WHERE text = ?').run(item.id, 'همان قبض آب');
    expect(await press('پس گرفتن این تصمیم')).toMatchObject({ alert: true });
    expect(titles()).toHaveLength(3);
  });

  test('is found among those that were made, one at a time', async () => {
    proposes('e1', 'پرداخت قبض آب');
    proposes('e1', 'قبض برق');
    await says('/suggestions');
    await press('پذیرفتن');
    study.pass(1000);
    await press('رد کردن');
    await press('تصمیم‌های گرفته‌شده');
    expect(said().html).toContain('۱ از ۲');
    await press('صفحهٔ بعد');
    expect(said().html).toContain('پذیرفته');
    await press('پس گرفتن');
    expect(Object.values(states()).sort()).toEqual(['new', 'rejected']);
  });

  test('is final once the next round has opened', async () => {
    proposes('e1', 'پرداخت قبض آب');
    await says('/suggestions');
    await press('پذیرفتن');
    const reopen = (said().buttons ?? []).flat().find(({ text }) => text.includes('پس گرفتن'))!.data!;
    study.open();
    expect(await chat.presses(study.facilitator, reopen, 50)).toMatchObject({ alert: true });
    expect(titles()).toHaveLength(3);
  });

  test('made while a round is open changes nothing of it, and is taken back without a trace', async () => {
    study.open();
    proposes('e1', 'پرداخت قبض آب');
    await says('/suggestions');
    await press('پذیرفتن');
    expect(said().html).toContain('دور باز دست نمی‌خورد');
    await press('پس گرفتن');
    study.answerAll(ROUND);
    await study.close().judge();
    expect(titles()).toHaveLength(2);
  });

  test('on merged proposals waits for the open round’s end as well', async () => {
    study.open();
    proposes('e1', 'پرداخت قبض آب');
    proposes('e4', 'قبض برق');
    proposes('e5', 'قبض گاز');
    await says('/suggestions');
    await press('ادغام');
    await press('۱. ');
    await press('پذیرفتن');
    await press('ادغام');
    expect(said().html).toContain('۱. ');
    await press('۱. ');
    expect(said().html).toContain('پیشنهادی که پذیرفته شده است');
    await press('پذیرفتن');
    study.answerAll(ROUND);
    await study.close().judge();
    expect(titles()).toHaveLength(3);
    study.open();
    expect(loadPanelRoundItems(study.db, study.panelRound('B').id)).toHaveLength(2);
  });
});

test('a thousand proposals page, and their longest screens fit one message', async () => {
  const insert = study.db.$client.prepare(
    `INSERT INTO proposals (id, study_id, panel_id, expert_id, kind, text, state, panel_ids, created_at)
     VALUES (?, ?, ?, ?, 'idea', ?, 'new', ?, 1)`,
  );
  study.open();
  study.answerAll(ROUND);
  await study.close().judge();
  const panelId = study.panel('A').id;
  const text = (at: number) => `${at} ${'متن بلند '.repeat(120)}`.slice(0, 1000);
  for (let at = 0; at < 1000; at += 1) {
    insert.run(at + 1, study.studyId, panelId, study.expert('e1').id, text(at), `[${panelId}]`);
  }
  study.db.$client.prepare('UPDATE proposals SET round_id = ?').run(study.round.id);
  await says('/suggestions');
  expect(said().html).toContain('۱ از ۱۰۰۰');
  expect(said().html).toContain(text(0));
  const fits = () => expect(textLength(said().html)).toBeLessThanOrEqual(LONGEST_TEXT);
  fits();
  await press('ویرایش');
  fits();
  await says('ن'.repeat(300));
  fits();
  await press('لغو');
  await press('ادغام');
  fits();
  await press('۲. ');
  fits();
});
