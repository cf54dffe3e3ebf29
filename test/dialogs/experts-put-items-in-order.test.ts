import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { bare } from '../../src/rehearsal/said.ts';
import { plain } from '../../src/texts/i18n.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { settling } from './walk.ts';

const FACILITATOR = 501;
const TITLES = ['نظافت', 'آموزش', 'سلامت', 'ایمنی', 'اشتغال'];

let both: TwoMessengers;
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

type Cells = readonly (string | number | null)[];

interface Study {
  readonly rules?: readonly Cells[];
  readonly rounds?: readonly Cells[];
  /** Panels of each expert, and of each item. */
  readonly experts: readonly string[];
  readonly items: readonly string[];
}

async function play({ rules = [], rounds, experts: seats, items }: Study) {
  both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const settle = settling(both);
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  const press = async (person: Chatting, label: string) => {
    const message = person
      .seen()
      .findLast(({ keyboard }) =>
        keyboard.flat().some(({ text }) => text === label || text === `${label} ✅`),
      );
    expect(message, `«${label}» after ${person.seen().at(-1)?.text}`).toBeDefined();
    const answer = await person.press(message!, label);
    await settle();
    return answer;
  };
  const says = async (person: Chatting, text: string) => {
    both.servers[person.messenger].send(person.id, text);
    await settle();
  };
  const sheets = {
    مطالعه: [['ویژگی', 'مقدار'], ['عنوان', 'خدمات'], ['پرسش', 'کدام مهم‌تر است؟'], ...rules],
    ...(rounds && { دورها: [['شماره', 'نوع', 'پانل‌ها'], ...rounds] }),
    طیف: [['مقدار', 'برچسب'], ...[1, 2, 3, 4, 5].map((value) => [value, `امتیاز ${'صابجده'[value]}`])],
    پانل‌ها: [
      ['کد', 'نام'],
      ...[...new Set(items.join(',').split(','))].sort().map((code) => [code, `پانل ${code}`]),
    ],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
      ...seats.map((panels, at) => [`E${at + 1}`, `خبرهٔ ${'ابجدهو'[at]}`, '', panels, null]),
    ],
    گویه‌ها: [['کد', 'عنوان', 'پانل‌ها'], ...items.map((panels, at) => [`S${at + 1}`, TITLES[at]!, panels])],
  };
  both.servers.telegram.sendDocument(FACILITATOR, 'study.xlsx', await workbookOf(sheets));
  await settle();
  const preview = facilitator.seen().at(-1)!.text;
  await press(facilitator, plain('label.createStudy'));
  const tokens = both.db.$client.prepare('SELECT token FROM experts ORDER BY id').pluck().all();
  const experts = tokens.map((_, at) => both.person(at === 1 ? 'bale' : 'telegram', 601 + at, 'E'));
  for (const [at, expert] of experts.entries()) {
    await says(expert, `/start ${tokens[at]}`);
    await press(expert, plain('label.accept'));
  }
  /** Presses the numbers of items, until the last one places itself. */
  const order = async (expert: Chatting, ...titles: string[]) => {
    for (const title of titles.slice(0, -1)) await press(expert, numberOf(expert, title));
  };
  return {
    ...{ preview, facilitator, experts, press, says, order },
    async open() {
      await says(facilitator, '/open');
      await press(facilitator, plain('label.openRound'));
    },
    async close() {
      await says(facilitator, '/close');
      await press(facilitator, plain('label.closeRound'));
      await facilitator.reads(/خلاصهٔ دور/);
    },
    async files(): Promise<Record<string, string>> {
      await says(facilitator, '/export');
      const message = facilitator.seen().findLast(({ document }) => document !== undefined)!;
      const files = unzipSync(facilitator.fileOf(message));
      return Object.fromEntries(
        Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
      );
    },
  };
}

const cardOf = (expert: Chatting) =>
  bare(expert.seen().findLast(({ keyboard }) => keyboard.length > 0)!.text);
const labelsOf = (expert: Chatting) =>
  expert
    .seen()
    .findLast(({ keyboard }) => keyboard.length > 0)!
    .keyboard.flat()
    .map(({ text }) => text);

/** The number before an item in the lower list of its card. */
function numberOf(expert: Chatting, title: string): string {
  const line = [...cardOf(expert).matchAll(/^([۰-۹]+)\. (.+)$/gmu)].findLast(([, , told]) =>
    told!.startsWith(title),
  );
  if (!line) throw new Error(`${title} does not stand on ${cardOf(expert)}`);
  return line[1]!;
}

const placesOf = (expert: Chatting) =>
  [...cardOf(expert).matchAll(/^[۰-۹]+\. (\S+)/gmu)].map(([, title]) => title);

describe('a study that puts its items in order', () => {
  test('is played from the workbook to its files, and every figure stands there', async () => {
    const { preview, experts, press, order, open, close, files, facilitator, says } = await play({
      rules: [
        ['نوع', 'رتبه‌بندی'],
        ['حداقل پاسخ برای بازخورد', 2],
        ['حداکثر دورها', 3],
        ['حداقل دورها', 3],
      ],
      experts: ['A', 'A', 'A', 'A'],
      items: ['A', 'A', 'A', 'A'],
    });
    expect(preview).not.toContain('هنوز اجرا نمی‌شود');
    const [first, second, third, fourth] = experts as [Chatting, Chatting, Chatting, Chatting];
    await open();
    await press(first, plain('label.start'));
    expect(placesOf(first)).toEqual(['نظافت', 'آموزش', 'سلامت', 'ایمنی']);
    expect(labelsOf(first)).toEqual(['۴', '۳', '۲', '۱', 'نظری ندارم', 'بعدی']);
    await order(first, 'سلامت', 'نظافت', 'آموزش', 'ایمنی');
    expect(placesOf(first)).toEqual(['سلامت', 'نظافت', 'آموزش', 'ایمنی']);
    expect(await press(first, plain('label.submit'))).toMatchObject({ answered: true, showAlert: false });
    expect(cardOf(first)).toContain('ترتیب کامل · رتبه‌بندی پانل A');
    // One on Bale, who takes a place back and moves another.
    await press(second, plain('label.start'));
    await press(second, '۱');
    await press(second, plain('label.takeBack'));
    await order(second, 'سلامت', 'آموزش', 'نظافت', 'ایمنی');
    await press(second, '۳');
    await press(second, plain('label.higher'));
    expect(placesOf(second)).toEqual(['سلامت', 'نظافت', 'آموزش', 'ایمنی']);
    await press(second, plain('label.lower'));
    await press(second, plain('label.submit'));
    await press(third, plain('label.start'));
    await order(third, 'آموزش', 'سلامت', 'نظافت', 'ایمنی');
    await press(third, plain('label.submit'));
    // A part of an order is kept, and enters nothing.
    await press(fourth, plain('label.start'));
    await press(fourth, numberOf(fourth, 'ایمنی'));
    await press(fourth, plain('label.next'));
    expect(cardOf(fourth)).toContain('ترتیب شما کامل نیست (۱ از ۴)');
    await says(fourth, '/continue');
    expect(placesOf(fourth)).toEqual(['ایمنی', 'نظافت', 'آموزش', 'سلامت']);
    await close();
    // Rank sums 8, 6, 4, 12 about 7.5: S = 35, and W = 12 · 35 / (3² · (4³ − 4)).
    const summary = bare((await facilitator.reads(/خلاصهٔ دور ۱/)).text);
    expect(summary).toContain('۰٫۷۷۸');
    expect(summary).toMatch(/سلامت\t۱٫۳۳\t۰٫۵۸\t۳/);
    expect(summary).toContain('۳ نفر از ۴ خبره پاسخ داده‌اند');

    await open();
    await press(first, plain('label.start'));
    expect(cardOf(first)).toContain('۳. سلامت · پانل ۱٫۳ · شما ۱');
    expect(labelsOf(first)).toContain(plain('label.keepPrevious'));
    await press(first, plain('label.keepAllPrevious'));
    await press(first, plain('label.submit'));
    await press(second, plain('label.start'));
    await press(second, plain('label.keepPrevious'));
    await press(second, plain('label.submit'));
    await press(third, plain('label.start'));
    await order(third, 'سلامت', 'نظافت', 'آموزش', 'ایمنی');
    const { id: cardId, keyboard } = third.seen().findLast((message) => message.keyboard.length > 0)!;
    const moving = keyboard.flat().find(({ text }) => text === '۱')!.callback_data!;
    await close();
    const refused = await both.servers.telegram.pressData(third.id, cardId, moving);
    expect(refused).toMatchObject({ showAlert: true, text: expect.stringContaining('دور ۲ بسته شد') });
    const results = JSON.parse((await files())['results.json']!);
    const [one, two] = results.panels[0].rounds;
    expect(one).toMatchObject({ kind: 'ranking', invited: 4, answered: 3, submitted: 3, raters: 3 });
    expect(one.kendall.w).toBeCloseTo(7 / 9, 12);
    expect(one.items[2]).toMatchObject({
      ...{ code: 'S3', n: 3, median: 1, no_opinion: 0, kept: true, why: 'all_stay' },
      counts: { 1: 2, 2: 1, 3: 0, 4: 0 },
    });
    expect(one.items[2].mean).toBeCloseTo(4 / 3, 12);
    expect(one.items[0].top2).toBeNull();
    expect(two).toMatchObject({ answered: 3, raters: 3, submitted: 2 });
    expect(two.kendall.change).toBeCloseTo(two.kendall.w - 7 / 9, 12);
    const answers = (await files())['answers.csv']!;
    expect(answers.match(/^"?1"?,/gm)).toHaveLength(12);
    expect(answers).toContain('kept_in_bulk');
    const protocol = JSON.parse((await files())['protocol.json']!);
    expect(JSON.stringify(protocol)).toContain('item_kept_in_ranking');
    await says(first, '/history');
    expect(bare(first.seen().at(-1)!.text)).toContain('میانگین جا ۱٫۰۰ از ۴');
    await says(facilitator, '/finish');
    await press(facilitator, plain('label.finishStudy'));
    await first.reads('میانگین جا');
    const letter = bare((await first.reads('گرامی')).text);
    expect(letter).toMatch(/سلامت: میانگین جا ۱٫۰۰? از ۴، جای شما ۱/);
  }, 180_000);
});

describe('an expert of three panels', () => {
  test('goes through three kinds of one round, card after card', async () => {
    const { experts, press, order, says, open, close, files } = await play({
      rounds: [
        [1, 'رتبه‌بندی', 'A'],
        [1, 'لیکرت', 'B'],
        [1, 'عددی', 'C'],
      ],
      experts: ['A,B,C', 'A,B,C'],
      items: ['A,B', 'A,B', 'A', 'C'],
    });
    await open();
    for (const expert of experts) {
      await press(expert, plain('label.start'));
      expect(cardOf(expert)).toContain('رتبه‌بندی · پانل A · دور ۱\nکارت ۱ از ۴');
      await order(expert, 'سلامت', 'نظافت', 'آموزش');
      // Three more cards are open: the order is not handed in from its own.
      expect(labelsOf(expert)).not.toContain(plain('label.submit'));
      await press(expert, plain('label.next'));
      await press(expert, '۴ امتیاز د');
      await press(expert, '۲ امتیاز ب');
      expect(cardOf(expert)).toContain('عدد خود را بنویسید');
      await press(expert, plain('label.previous'));
      await press(expert, plain('label.previous'));
      await press(expert, plain('label.previous'));
      await press(expert, '۳');
      await press(expert, plain('label.higher'));
      for (let card = 0; card < 3; card += 1) await press(expert, plain('label.next'));
      await says(expert, '۱۲');
      expect(cardOf(expert)).toContain('به همهٔ گویه‌ها پاسخ داده‌اید');
      await press(expert, plain('label.submit'));
      expect(cardOf(expert)).toContain('ثبت نهایی شد');
    }
    await close();
    const { panels } = JSON.parse((await files())['results.json']!);
    expect(panels.map(({ rounds }: { rounds: { kind: string }[] }) => rounds[0]!.kind)).toEqual([
      ...['ranking', 'likert', 'numeric'],
    ]);
    const means = panels.map(({ rounds }: { rounds: { items: { mean: number }[] }[] }) =>
      rounds[0]!.items.map(({ mean }) => mean),
    );
    expect(means).toEqual([[3, 2, 1], [4, 2], [12]]);
    expect(panels[0].rounds[0].kendall.w).toBe(1);
  }, 180_000);

  test('places an item of two panels on the card of each', async () => {
    const { experts, press, order, open, close, files } = await play({
      rules: [
        ['نوع', 'رتبه‌بندی'],
        ['حداکثر دورها', 1],
      ],
      experts: ['A,B', 'A', 'B'],
      items: ['A,B', 'A,B', 'A'],
    });
    const [onBoth, onA, onB] = experts as [Chatting, Chatting, Chatting];
    await open();
    await press(onBoth, plain('label.start'));
    await order(onBoth, 'سلامت', 'نظافت', 'آموزش');
    await press(onBoth, plain('label.next'));
    expect(cardOf(onBoth)).toContain('رتبه‌بندی · پانل B · دور ۱\nکارت ۲ از ۲');
    await order(onBoth, 'آموزش', 'نظافت');
    await press(onBoth, plain('label.submit'));
    expect(cardOf(onBoth)).toContain('ثبت نهایی شد');
    await press(onA, plain('label.start'));
    await order(onA, 'نظافت', 'آموزش', 'سلامت');
    await press(onB, plain('label.start'));
    await order(onB, 'نظافت', 'آموزش');
    await close();
    const { panels } = JSON.parse((await files())['results.json']!);
    const counts = panels.map(({ rounds }: { rounds: { items: { counts: object }[] }[] }) =>
      rounds[0]!.items.map((item) => item.counts),
    );
    expect(counts).toEqual([
      [
        { 1: 1, 2: 1, 3: 0 },
        { 1: 0, 2: 1, 3: 1 },
        { 1: 1, 2: 0, 3: 1 },
      ],
      [
        { 1: 1, 2: 1 },
        { 1: 1, 2: 1 },
      ],
    ]);
    expect((await files())['answers.csv']!.trim().split('\n')).toHaveLength(1 + 5 + 5);
  }, 180_000);
});
