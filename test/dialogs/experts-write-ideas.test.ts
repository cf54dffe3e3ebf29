import { unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { bare } from '../../src/rehearsal/said.ts';
import { isLabelled } from '../../src/texts/labelled.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { settling } from './walk.ts';

const FACILITATOR = 501;
const MINUTE = 60_000;

let both: TwoMessengers;
let settle: () => Promise<void>;
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

/** The newest message with a button of this label. */
async function press(person: Chatting, label: string) {
  const message = person
    .seen()
    .findLast(({ keyboard }) => keyboard.flat().some(({ text }) => isLabelled(text, label)));
  if (!message) throw new Error(`nothing bears «${label}» after ${person.seen().at(-1)?.text}`);
  const button = message.keyboard.flat().find(({ text }) => isLabelled(text, label))!;
  const answer = await person.press(message, button.text);
  await settle();
  return answer;
}

async function says(person: Chatting, text: string): Promise<string> {
  both.servers[person.messenger].send(person.id, text);
  await settle();
  return last(person);
}

const last = (person: Chatting) => bare(person.seen().at(-1)!.text);
/** The newest message that has buttons, as it stands now. */
const shown = (person: Chatting) => bare(person.seen().findLast(({ keyboard }) => keyboard.length > 0)!.text);

const sheets = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'محلهٔ ما'],
    ['پرسش', 'چه خدمتی لازم است؟'],
    ['حداقل دورها', 3],
    ['حداقل پاسخ برای بازخورد', 2],
  ],
  دورها: [
    ['شماره', 'نوع', 'پانل‌ها'],
    [1, 'بارش فکری', null],
    [2, 'رتبه‌بندی', null],
    [3, 'لیکرت', null],
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    ...['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'].map((label, at) => [at + 1, label]),
  ],
  پانل‌ها: [
    ['کد', 'نام'],
    ['P1', 'ساکنان'],
  ],
  خبرگان: [
    ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ...['مریم', 'کاوه', 'سارا'].map((name, at) => [`E${at + 1}`, name, '', 'P1', null]),
  ],
  گویه‌ها: [['کد', 'عنوان', 'پانل‌ها']],
};

test('a study begins with ideas, which are curated, and ends with judged items', async () => {
  both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  settle = settling(both);
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  both.servers.telegram.sendDocument(FACILITATOR, 'study.xlsx', await workbookOf(sheets));
  await settle();
  expect(last(facilitator)).not.toContain('هنوز اجرا نمی‌شود');
  await press(facilitator, 'ایجاد مطالعه');
  const tokens = both.db.$client.prepare('SELECT token FROM experts ORDER BY id').pluck().all();
  const experts = tokens.map((_, at) => both.person(at === 1 ? 'bale' : 'telegram', 601 + at, 'E'));
  for (const [at, expert] of experts.entries()) {
    await says(expert, `/start ${tokens[at]}`);
    await press(expert, 'می‌پذیرم و عضو می‌شوم');
  }
  const [maryam, kaveh, sara] = experts as [Chatting, Chatting, Chatting];
  const open = async () => {
    await says(facilitator, '/open');
    await press(facilitator, 'شروع دور');
  };
  const close = async () => {
    await says(facilitator, '/close');
    await press(facilitator, 'بستن دور');
    await facilitator.reads(/خلاصهٔ دور/);
    await settle();
  };

  // The first round: each message is an idea.
  expect(await says(facilitator, '/open')).toContain('بارش فکری، ۳ خبره');
  await press(facilitator, 'شروع دور');
  expect(last(maryam)).toContain('این دور بارش فکری است');
  for (const [expert, ideas] of [
    [maryam, ['کتابخانه و بازارچه', 'ایستگاه دوچرخه', 'اشتباهی']],
    [kaveh, ['ایستگاه دوچرخه در محله', 'ن'.repeat(700)]],
    [sara, ['بوستان کوچک']],
  ] as const) {
    await press(expert, 'شروع پاسخ‌گویی');
    expect(shown(expert)).toContain('چه خدمتی لازم است؟');
    for (const idea of ideas) {
      both.pass(1000);
      await says(expert, idea);
    }
  }
  expect(shown(maryam)).toMatch(/۱\. کتابخانه و بازارچه\n۲\. ایستگاه دوچرخه\n۳\. اشتباهی/);
  await press(maryam, '۳ 🗑');
  expect(shown(maryam)).not.toContain('اشتباهی');
  await press(maryam, 'برگرداندن');
  await press(maryam, '۳ 🗑');
  for (const expert of [maryam, kaveh]) {
    expect(await press(expert, 'ثبت نهایی')).toMatchObject({ answered: true, showAlert: false });
  }
  expect(await says(facilitator, '/suggestions')).not.toContain('دوچرخه');
  await close();
  const summary = bare((await facilitator.reads(/خلاصهٔ دور ۱/)).text);
  expect(summary).toContain('۵ پیشنهاد نوشته شد');
  expect(summary).toContain('/suggestions');
  expect(summary).not.toMatch(/مریم|کاوه|سارا/);

  // Curation: split, merged, worded anew, rejected with a reason.
  await says(facilitator, '/suggestions');
  for (let step = 0; step < 5 && !shown(facilitator).includes('برای بررسی نیست'); step += 1) {
    const card = shown(facilitator);
    if (card.includes('کتابخانه و بازارچه')) {
      await press(facilitator, 'تقسیم به چند گویه');
      expect(await says(facilitator, '\u200b')).toContain('دست‌کم دو متن لازم است');
      await says(facilitator, 'کتابخانهٔ محله\nبازارچهٔ محصولات خانگی');
      await press(facilitator, 'پذیرفتن');
    } else if (card.includes('ننن')) {
      expect(await press(facilitator, 'پذیرفتن')).toMatchObject({ showAlert: true });
      await press(facilitator, 'ویرایش و پذیرفتن');
      await says(facilitator, 'نشست ماهانهٔ ساکنان');
      await press(facilitator, 'پذیرفتن');
    } else if (card.includes('بوستان کوچک')) {
      await press(facilitator, 'رد کردن');
      await press(facilitator, 'نوشتن پاسخ برای نویسنده');
      await says(facilitator, 'زمین نداریم');
    } else {
      expect(card).toContain('نزدیک به این پیشنهاد');
      await press(facilitator, 'ادغام');
      const other = facilitator
        .seen()
        .at(-1)!
        .keyboard.flat()
        .find(({ text }) => text.includes('دوچرخه'))!;
      await press(facilitator, other.text);
      await press(facilitator, 'پذیرفتن');
    }
  }
  expect(both.db.$client.prepare('SELECT count(*) FROM items').pluck().get()).toBe(4);

  // Proposers hear of it before the next round, and one says that it was not meant so.
  both.pass(2 * MINUTE);
  expect(bare((await sara.reads('منظورتان چیز دیگری')).text)).toContain('پاسخ برگزارکننده: زمین نداریم');
  expect(bare((await kaveh.reads('منظورتان چیز دیگری')).text)).toContain('نشست ماهانهٔ ساکنان');
  await press(sara, '۱. منظورم این نبود');
  await says(sara, 'بوستان روی پشت‌بام');
  const objection = bare((await facilitator.reads('بوستان روی پشت‌بام')).text);
  expect(objection).not.toContain('سارا');
  await press(facilitator, 'بررسی پیشنهادها');
  await press(facilitator, 'پذیرفتن');

  // The ideas are items: put in order, then judged.
  both.pass(2 * MINUTE);
  await open();
  for (const expert of experts) {
    await press(expert, 'شروع پاسخ‌گویی');
    for (const number of ['۱', '۲', '۳', '۴']) await press(expert, number);
    await press(expert, 'ثبت نهایی');
  }
  await close();
  both.pass(2 * MINUTE);
  await open();
  for (const expert of experts) {
    await press(expert, 'شروع پاسخ‌گویی');
    for (let item = 0; item < 5; item += 1) await press(expert, item === 2 ? 'متوسط' : 'زیاد');
    await press(expert, 'ثبت نهایی');
  }
  await close();
  await says(facilitator, '/finish');
  await press(facilitator, 'پایان مطالعه');
  await says(facilitator, '/export');
  const archive = facilitator.seen().findLast(({ document }) => document !== undefined)!;
  const files = unzipSync(facilitator.fileOf(archive));
  const results = JSON.parse(Buffer.from(files['results.json']!).toString());
  const [ideas, ranking, likert] = results.panels[0].rounds;
  expect([ranking, likert].map(({ kind }) => kind)).toEqual(['ranking', 'likert']);
  expect(ranking.kendall.w).toBe(1);
  expect(likert.items.filter(({ kept }: { kept: boolean }) => kept)).toHaveLength(4);
  expect(ideas).toMatchObject({
    ...{ number: 1, kind: 'brainstorming', invited: 3, answered: 3, submitted: 2, kendall: null, items: [] },
  });
  expect(likert.items.map(({ title }: { title: string }) => title).sort()).toEqual(
    [
      'کتابخانهٔ محله',
      'بازارچهٔ محصولات خانگی',
      'بوستان کوچک',
      'نشست ماهانهٔ ساکنان',
      likert.items.find(({ title }: { title: string }) => title.includes('دوچرخه')).title,
    ].sort(),
  );
  const proposals = Buffer.from(files['proposals.csv']!).toString();
  expect(proposals).not.toMatch(/مریم|کاوه|سارا|اشتباهی/);
  expect(proposals.trim().split('\n')).toHaveLength(6);
  expect(proposals).toMatch(/کتابخانه و بازارچه,P1,accepted,,"P\d,P\d"/);
});
