import { describe, expect, test } from 'vitest';
import {
  type ClosingLetter,
  closingLetter,
  type LetterItem,
  type LetterPanel,
} from '../../../src/features/closing/closing-letter-message.ts';

const rated = (value: number) => ({ value, words: '۰۱۲۳۴۵'[value]! });
const item = (title: string, mean: number | null, own: LetterItem['own'], kept = true): LetterItem => ({
  ...{ title, mean, own, kept, places: null, isByHand: false },
  median: mean === null ? null : Math.round(mean),
});

const PANEL: LetterPanel = {
  ...{ name: 'خدمات شهری', status: 'agreed', round: 2, shown: true, w: 0.823, cutoff: 3 },
  keptSince: [],
  items: [
    item('یک', 4.25, rated(4)),
    item('دو', 4.75, 'noOpinion'),
    item('سه', 2.5, rated(1), false),
    item('چهار', null, rated(5)),
  ],
};
const LETTER: ClosingLetter = {
  name: 'مریم <احمدی>',
  title: 'آینده',
  panels: [PANEL],
  proposals: [],
  certificateOf: null,
};

const plainOf = (letter: ClosingLetter) => closingLetter(letter).html.replace(/[\u2066-\u2069]/g, '');
const told = (panel: Partial<LetterPanel>) => plainOf({ ...LETTER, panels: [{ ...PANEL, ...panel }] });

describe('a closing letter', () => {
  test('tells what became of proposals that no later opening could tell of', () => {
    const became = { as: 'rejected', reason: 'دور دیگری نیست' } as const;
    const proposal = { id: 1, kind: 'add', text: 'قبض', became } as const;
    expect(plainOf({ ...LETTER, proposals: [proposal] })).toContain(
      'گویهٔ «قبض» پذیرفته نشد. پاسخ برگزارکننده: دور دیگری نیست',
    );
    expect(plainOf(LETTER)).not.toContain('پیشنهاد');
  });

  test('thanks by name, and tells what became of the panel', () => {
    const text = told({});
    expect(text).toContain('مریم &lt;احمدی&gt; گرامی');
    expect(text).toContain('سپاسگزاریم');
    expect(text).toContain('پانل در دور ۲ به توافق رسید');
    expect(text).toContain('هماهنگی خبرگان در ترتیب گویه‌ها قوی بود (ضریب هماهنگی کندال ۰٫۸۲)');
    expect(text).toContain('از ۴ گویهٔ دور آخر، ۳ گویه ماند');
  });

  test('puts the own answer beside the mean, the highest first, what was dropped last', () => {
    const lines = told({})
      .split('\n')
      .filter((line) => line.startsWith('•'));
    expect(lines).toEqual([
      '• دو: میانگین ۴٫۷۵، پاسخ شما «نظری ندارم»',
      '• یک: میانگین ۴٫۲۵، پاسخ شما ۴',
      '• چهار: پاسخ شما ۵',
      '• سه: میانگین ۲٫۵۰، پاسخ شما ۱',
    ]);
  });

  test('tells the mean distance of what can be compared, quietly', () => {
    expect(told({})).toContain('<i>فاصلهٔ پاسخ‌های شما از میانگین پانل به‌طور متوسط ۰٫۹ امتیاز بود.</i>');
    expect(told({ items: [item('یک', 4, rated(4))] })).toContain('یکی بود');
    expect(told({ items: [item('یک', 4, 'noOpinion')] })).not.toContain('فاصله');
  });

  test('tells how often the own answer was the panel’s middle, and nothing where it never was', () => {
    expect(told({})).toContain('در ۱ گویه از ۲ گویه، پاسخ شما درست در میانهٔ پانل بود');
    expect(told({ items: [item('یک', 4, rated(1))] })).not.toContain('میانهٔ پانل');
    expect(told({ items: [item('یک', null, rated(1))] })).not.toContain('میانهٔ پانل');
  });

  test('offers the certificate by a button to who took part', () => {
    expect(closingLetter(LETTER).buttons).toBeUndefined();
    const { buttons } = closingLetter({ ...LETTER, certificateOf: 7 });
    expect(buttons).toEqual([[{ text: '🎓 گواهی مشارکت', data: 'ct:7' }]]);
  });

  test('shows no result of a panel with too few answers', () => {
    const text = told({ shown: false, items: [item('یک', null, rated(4))] });
    expect(text).toContain('نتیجهٔ پانل نشان داده نمی‌شود، چون پاسخ‌ها کم بود');
    expect(text).not.toContain('کندال');
    expect(text).toContain('• یک: پاسخ شما ۴');
  });

  test('says where no answer was given in the last round', () => {
    const text = told({ items: [item('یک', 4, null)] });
    expect(text).toContain('پاسخی از شما ثبت نشد');
    expect(text).toContain('• یک: میانگین ۴٫۰۰');
  });

  test('is silent about a W that is undefined', () => expect(told({ w: null })).not.toContain('کندال'));

  test('without a round that closed is thanks alone', () => {
    const text = plainOf({ ...LETTER, panels: [] });
    expect(text).toContain('سپاسگزاریم');
    expect(text).not.toContain('نتیجه');
  });

  test.each([1, 7, 60])('fits a message with %d panels of 168 items', (panels) => {
    const items = Array.from({ length: 168 }, (_, at) =>
      item(`${'خدمت & <دراز> '.repeat(8)}${at}`, 4, rated(3)),
    );
    const many = Array.from({ length: panels }, (_, at) => ({
      ...PANEL,
      name: `پانل ${at} ${'الف '.repeat(30)}`,
      items,
    }));
    const { html } = closingLetter({ ...LETTER, title: 'عنوان '.repeat(100), panels: many });
    expect(html.length).toBeLessThanOrEqual(4000);
    expect(html.match(/▪️/g)!.length).toBeGreaterThan(0);
    if (panels === 7) expect(html.match(/▪️/g)).toHaveLength(7);
    if (panels === 60) expect(html).toContain('پانل دیگر');
    expect(html).toContain('سپاس دوباره');
  });
});
