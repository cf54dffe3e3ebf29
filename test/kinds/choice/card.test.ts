import { describe, expect, test } from 'vitest';
import type { ItemJudgement } from '../../../src/domain/judged-round.ts';
import { NO_BOUNDS } from '../../../src/domain/number-bounds.ts';
import type { Feedback, JustAnswered } from '../../../src/kinds/card-state.ts';
import { itemCard } from '../../../src/kinds/choice/card.ts';
import type { Choice } from '../../../src/kinds/choice/choice.ts';
import type { ItemCard } from '../../../src/kinds/choice/item-card.ts';
import { fitsChat, showsTitlesEnd } from '../../../src/kinds/choice/small-phone.ts';
import type { Button, Message } from '../../../src/messages/message.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';
import { isLabelled } from '../../../src/texts/labelled.ts';
import { plainNumber } from '../../../src/texts/numerals.ts';

const SCALE: readonly Choice[] = ['خیلی زیاد', 'زیاد', 'متوسط', 'کم', 'خیلی کم'].map((label, at) => ({
  value: 5 - at,
  label,
}));

function card(its: Partial<ItemCard> = {}, answer: Partial<ItemCard['answer']> = {}): ItemCard {
  return {
    questionnaireId: 3,
    roundNumber: 1,
    position: 1,
    steps: 4,
    minutesLeft: null,
    question: 'چه اندازه اولویت دارد؟',
    title: 'پرداخت اینترنتی',
    definition: '',
    unit: '',
    panelNames: ['مالی'],
    reason: null,
    feedback: [],
    sitsOnSeveral: false,
    keepAll: null,
    ratings: 'numbers',
    othersReasons: [],
    standBy: 'none',
    justAnswered: null,
    screen: 'item',
    scale: SCALE,
    bounds: NO_BOUNDS,
    choices: SCALE,
    gist: ({ mean, median }) => (mean === null ? null : { mean, median }),
    pointName: plainNumber,
    ...its,
    answer: { id: 40, state: 'open', value: null, previousValue: null, ...answer },
  };
}

function feedback(panelName: string, counts: readonly (readonly [number, number])[], mean = 3.5): Feedback {
  const n = counts.reduce((sum, [, count]) => sum + count, 0);
  const judged: ItemJudgement = {
    ...{ itemId: 1, n, mean, sd: 1, median: 4, q1: 3, q3: 5, noOpinion: 0, kept: true, why: 'above_rule' },
    counts: Object.fromEntries(counts),
    judgesCounts: null,
    compared: null,
  };
  return { panelName, judged };
}

const labels = ({ buttons = [] }: Message) => buttons.map((row) => row.map(({ text }) => text));
const button = (message: Message, label: string): Button | undefined =>
  message.buttons?.flat().find(({ text }) => isLabelled(text, label));

describe('a card', () => {
  test('holds one item, its place, and its answers each in one button as the workbook has them', () => {
    const message = itemCard(card({ unit: 'امور مالی', definition: 'با درگاه بانک', minutesLeft: 2 }));
    expect(message.html).toBe(
      [
        'گویهٔ ۲ از ۴ · دور ۱ · حدود ۲ دقیقه مانده',
        '<b>پرداخت اینترنتی</b>',
        'واحد: امور مالی',
        '<i>با درگاه بانک</i>',
        '\u2068چه اندازه اولویت دارد؟\u2069',
      ].join('\n'),
    );
    // A row is laid from the left, and read from the right.
    expect(labels(message)).toEqual([
      ['۴ زیاد', '۵ خیلی زیاد'],
      ['۲ کم', '۳ متوسط'],
      ['نظری ندارم', '۱ خیلی کم'],
      ['نوشتن دلیل'],
      ['بعدی', 'قبلی', 'بیشتر'],
    ]);
  });

  test('carries in each button its answer and the rating’s place, not its value', () => {
    const message = itemCard(card());
    const carried = message.buttons!.flatMap((row) => row.toReversed()).map(({ data }) => data);
    expect(carried.slice(0, 5)).toEqual(['r:40:0', 'r:40:1', 'r:40:2', 'r:40:3', 'r:40:4']);
  });

  test('gives each long answer a row, and no number to what has one of its own', () => {
    const choices = SCALE.map(({ value, label }) => ({ value, label: `به میزان ${label} ممکن` }));
    expect(labels(itemCard(card({ choices }))).slice(0, 2)).toEqual([
      ['۵ به میزان خیلی زیاد ممکن'],
      ['۴ به میزان زیاد ممکن'],
    ]);
    const numbered = SCALE.map(({ value, label }) => ({ value, label: `${value}) ${label}` }));
    expect(labels(itemCard(card({ choices: numbered })))[0]).toEqual(['4) زیاد', '5) خیلی زیاد']);
    expect(labels(itemCard(card({ ratings: 'words' })))[0]).toEqual(['زیاد', 'خیلی زیاد']);
  });

  test('names the panel where the expert sits on several', () => {
    expect(itemCard(card()).html).not.toContain('مالی');
    expect(itemCard(card({ sitsOnSeveral: true })).html).toContain('<i>مالی</i>');
  });

  test('marks the own choice, parted from its label by a space', () => {
    const message = itemCard(card({}, { state: 'rated', value: 4 }));
    expect(button(message, 'زیاد')!.text).toBe('۴ زیاد ✅');
    expect(message.html).toContain('✅ پاسخ شما: زیاد');
    const unsure = itemCard(card({}, { state: 'no_opinion' }));
    expect(button(unsure, 'نظری ندارم')!.text).toBe('نظری ندارم ✅');
  });

  test('does not mark a rating that was left for «نظری ندارم»', () => {
    expect(button(itemCard(card({}, { state: 'no_opinion', value: 4 })), 'زیاد')!.text).toBe('۴ زیاد');
  });

  test('has no item before the first one, and the overview after the last', () => {
    const first = itemCard(card({ position: 0 }));
    expect(button(first, 'قبلی')).toBeUndefined();
    expect(button(first, 'بعدی')?.data).toBe('g:3:1');
    const last = itemCard(card({ position: 3 }));
    expect(button(last, 'بعدی')?.data).toBe('o:3:0');
    expect(button(last, 'قبلی')?.data).toBe('g:3:2');
  });

  test('shows what people typed as they typed it', () => {
    const { html } = itemCard(card({ title: 'خدمت <b>A&B</b>', reason: '1 < 2' }));
    expect(html).toContain('<b>\u2068خدمت &lt;b&gt;A&amp;B&lt;/b&gt;\u2069</b>');
    expect(html).toContain('📝 دلیل شما: \u20681 &lt; 2\u2069');
  });

  test('does not name the unit twice where it is the panel', () => {
    expect(itemCard(card({ unit: 'مالی' })).html).not.toContain('واحد:');
  });

  test('has all there is to read on a page behind one button, and the list of answers', () => {
    const definition = 'شرح '.repeat(100).trim();
    const message = itemCard(card({ definition }));
    expect(message.html).not.toContain(definition);
    expect(message.html).toContain('…');
    expect(button(message, 'بیشتر')?.data).toBe('d:40');
    const screen = itemCard(card({ definition, screen: 'details' }));
    expect(screen.html).toContain(definition);
    expect(labels(screen)).toEqual([['بازگشت به گویه', 'پاسخ‌های من']]);
    expect(button(screen, 'بازگشت به گویه')?.data).toBe('g:3:1');
    expect(button(screen, 'پاسخ‌های من')?.data).toBe('o:3:0');
  });
});

const second = {
  roundNumber: 2,
  feedback: [
    feedback(
      'مالی',
      [
        [1, 0],
        [2, 1],
        [3, 0],
        [4, 2],
        [5, 1],
      ],
      3.75,
    ),
  ],
};

describe('from the second round on', () => {
  test('the card shows the panel’s mean and spread, with the own previous answer marked', () => {
    const { html } = itemCard(card(second, { previousValue: 4 }));
    expect(html).toContain(
      [
        'دور قبل (۴ پاسخ): میانگین ۳٫۷۵ · میانه ۴',
        '۵ ▰▰▰▰ ۱ نفر',
        '۴ ▰▰▰▰▰▰▰▰ ۲ نفر ◂ 🔵 پاسخ شما',
        '۳ ▱ ۰',
        '۲ ▰▰▰▰ ۱ نفر',
        '۱ ▱ ۰',
      ].join('\n'),
    );
    // The spread and the keyboard bear its mark: a third time it would only make the card longer.
    expect(html).not.toContain('پاسخ شما در دور قبل');
  });

  test('a previous answer can be kept by its own button', () => {
    const message = itemCard(card(second, { previousValue: 4 }));
    expect(button(message, 'زیاد')!.text).toBe('۴ زیاد 🔵');
    expect(button(message, 'همان پاسخ دور قبل')?.data).toBe('k:40');
    expect(button(itemCard(card(second)), 'همان پاسخ دور قبل')).toBeUndefined();
  });

  test('all previous answers can be kept from the first card, which says how far they are from the medians', () => {
    const message = itemCard(card({ ...second, position: 0, keepAll: { apart: 3 } }));
    expect(button(message, 'همهٔ پاسخ‌ها مانند دور قبل')?.data).toBe('ka:3');
    expect(message.html).toContain('فاصلهٔ یک واحد یا بیشتر با میانه: ۳ گویه');
    expect(itemCard(card({ ...second, keepAll: { apart: 0 } })).html).toContain('هیچ گویه');
    expect(itemCard(card({ ...second, keepAll: { apart: null } })).html).not.toContain('فاصله');
  });

  test('the definition, read in the round before, stands behind «بیشتر»', () => {
    const message = itemCard(card({ ...second, definition: 'با درگاه بانک' }));
    expect(message.html).not.toContain('با درگاه بانک');
    expect(itemCard(card({ ...second, definition: 'با درگاه بانک', screen: 'details' })).html).toContain(
      'با درگاه بانک',
    );
  });

  test('each of several panels is named with its feedback, also the only one that has some', () => {
    const panelNames = ['مالی', 'فنی'];
    const both = card({
      ...second,
      panelNames,
      feedback: [
        ...second.feedback,
        feedback(
          'فنی',
          [
            [1, 1],
            [5, 1],
          ],
          3,
        ),
      ],
    });
    expect(itemCard(both).html).toContain('دور قبل در پانل مالی (۴ پاسخ): میانگین ۳٫۷۵');
    expect(itemCard(both).html).toContain('دور قبل در پانل فنی (۲ پاسخ): میانگین ۳٫۰۰');
    // The bars of two would push the title out of sight.
    expect(itemCard(both).html).not.toContain('▰');
    expect(itemCard({ ...both, screen: 'details' }).html).toMatch(/پانل مالی[^▰]*▰.*پانل فنی[^▰]*▰/s);
    expect(itemCard(card({ ...second, panelNames })).html).toContain('در پانل مالی');
  });

  test('too few answers show no figure', () => {
    const unseen = card(
      { roundNumber: 2, feedback: [{ panelName: 'مالی', judged: null }] },
      { previousValue: 4 },
    );
    const { html } = itemCard(unseen);
    expect(html).toContain('نتیجهٔ دور قبل نشان داده نمی‌شود');
    expect(html).toContain('🔵 پاسخ شما در دور قبل: زیاد');
    expect(html).not.toMatch(/میانگین|▰/);
  });

  test('no word is said about being far from the others', () => {
    const { html } = itemCard(card(second, { previousValue: 1 }));
    expect(html).not.toMatch(/دور از|مخالف|اکثریت/);
  });
});

describe('writing a reason', () => {
  test('asks for one message, and can be given up', () => {
    const message = itemCard(card({ screen: 'reason' }));
    expect(message.html).toContain('پرداخت اینترنتی');
    expect(labels(message)).toEqual([['لغو']]);
  });

  test('shows the reason that is there, which can be taken off', () => {
    const message = itemCard(card({ screen: 'reason', reason: 'چون' }));
    expect(message.html).toContain('چون');
    expect(labels(message)).toEqual([['برداشتن دلیل', 'لغو']]);
  });
});

describe('what others gave as reasons', () => {
  const othersReasons = [{ panelName: 'مالی', above: ['بالا'], below: ['پایین یک', 'پایین دو'] }];

  test('stands behind «بیشتر», which bears its mark, beside standing by the own answer', () => {
    const its = { roundNumber: 2, othersReasons, standBy: 'offered' } as const;
    const message = itemCard(card(its));
    expect(labels(message).at(-1)).toEqual(['بعدی', 'قبلی', 'بیشتر 💬']);
    expect(message.html).not.toContain('پایین یک');
    expect(labels(itemCard(card({ ...its, screen: 'details' })))).toEqual([
      ['نظرم همین است', '💬 دلیل‌های دیگران'],
      ['بازگشت به گویه', 'پاسخ‌های من'],
    ]);
  });

  test('is a page of the card: the item, both sides, its answers, and the way back', () => {
    const message = itemCard(card({ roundNumber: 2, othersReasons, screen: 'reasons' }));
    expect(message.html).toBe(
      [
        '<b>پرداخت اینترنتی</b>',
        '💬 <b>دلیل‌های دیگران در دور قبل</b>',
        '▲ از کسانی که پاسخ بالاتری داده بودند\n• بالا',
        '▼ از کسانی که پاسخ پایین‌تری داده بودند\n• پایین یک\n• پایین دو',
      ].join('\n\n'),
    );
    expect(labels(message).at(-1)).toEqual(['بازگشت به گویه']);
    for (const { label } of SCALE) expect(button(message, label)).toBeDefined();
  });

  test('names the panels where the item has several', () => {
    const panelNames = ['مالی', 'فنی'];
    const { html } = itemCard(card({ roundNumber: 2, panelNames, othersReasons, screen: 'reasons' }));
    expect(html).toContain('<b>مالی</b>');
    expect(html).not.toContain('فنی');
  });

  test('is the item again where nothing is let through any more', () => {
    expect(itemCard(card({ screen: 'reasons' })).html).toContain('گویهٔ ۲ از ۴');
  });
});

describe('the item answered just before', () => {
  const justAnswered: JustAnswered = {
    answerId: 39,
    position: 0,
    asksReason: true,
    hasReason: false,
  };

  test('may be given its reason, by its number; its title has no place here', () => {
    const message = itemCard(card({ justAnswered }));
    expect(labels(message).at(-2)).toEqual(['✍️ نوشتن دلیل گویهٔ ۱']);
    expect(message.buttons!.at(-2)!.map(({ data }) => data)).toEqual(['w:39']);
  });

  test('is told to have its reason, and asked for no more', () => {
    const message = itemCard(card({ justAnswered: { ...justAnswered, asksReason: false, hasReason: true } }));
    expect(message.html).toContain('دلیل گویهٔ ۱ ثبت شد');
    expect(labels(message).flat().join()).not.toContain('گویهٔ ۱');
  });
});

describe('a card fits into one message', () => {
  const letters = (length: number) =>
    'آب '
      .repeat(Math.ceil(length / 3))
      .slice(0, length - 1)
      .concat('ن');
  const counts = (points: number) => Array.from({ length: points }, (_, at) => [at - 1.5, 12] as const);
  const choices = (points: number): Choice[] =>
    Array.from({ length: points }, (_, at) => ({ value: at - 1.5, label: `${at} ${letters(97)}` }));

  const LONGEST_TITLE = `عنوان ${letters(994)}`;

  /** What the workbook allows at most. */
  function longest(panels: number, points: number): ItemCard {
    const panelNames = Array.from({ length: panels }, (_, at) => `${at} ${letters(197)}`);
    return card(
      {
        roundNumber: 2,
        steps: 999,
        position: 998,
        question: letters(1000),
        title: LONGEST_TITLE,
        definition: letters(2000),
        unit: letters(200),
        panelNames,
        reason: letters(700),
        feedback: panelNames.map((name) => feedback(name, counts(points), -1.25)),
        choices: choices(points),
        othersReasons: panelNames.map((panelName) => ({
          ...{ panelName, above: [letters(700), letters(700)], below: [letters(700), letters(700)] },
        })),
        standBy: 'stated',
        justAnswered: {
          ...{ answerId: 39, position: 997, asksReason: true, hasReason: true },
        },
      },
      { state: 'rated', value: 0.5, previousValue: 1.5 },
    );
  }

  test.each([
    [1, 5],
    [3, 11],
    [7, 11],
    [7, 20],
    [40, 20],
  ])('with the longest texts, %i panels and %i points', (panels, points) => {
    const message = itemCard(longest(panels, points));
    expect(textLength(message.html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(message.html).toContain(LONGEST_TITLE);
    expect(message.buttons!.flat().length).toBeLessThanOrEqual(100);
    for (const { text, data } of message.buttons!.flat()) {
      expect(Buffer.byteLength(data!)).toBeLessThanOrEqual(64);
      expect(text.length).toBeGreaterThan(0);
    }
    expect(Buffer.byteLength(JSON.stringify(message.buttons))).toBeLessThan(10_000);
  });

  test('and shows behind «بیشتر» what it cut', () => {
    const cut = longest(7, 20);
    const screen = itemCard({ ...cut, screen: 'details' });
    expect(button(itemCard(cut), 'بیشتر')).toBeDefined();
    expect(itemCard(cut).html).toContain('میانگین');
    expect(screen.html).toContain(cut.definition);
    expect(screen.html).toContain(`\u2068${cut.question}`.slice(1));
    expect(textLength(screen.html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(textLength(itemCard({ ...cut, screen: 'reason' }).html)).toBeLessThanOrEqual(LONGEST_TEXT);
    for (const panels of [1, 3, 7, 40]) {
      const reasons = itemCard({ ...longest(panels, 20), screen: 'reasons' });
      expect(textLength(reasons.html)).toBeLessThanOrEqual(LONGEST_TEXT);
      expect(reasons.html).toContain(LONGEST_TITLE);
    }
  });

  test('and into a small phone’s chat, where its texts are not beyond all bounds', () => {
    const usual = card({ ...second, title: letters(120), question: letters(150), reason: letters(200) });
    expect(fitsChat(itemCard(usual))).toBe(true);
    expect(itemCard(usual).html).toContain('▰');
    const panelNames = ['مالی', 'فنی'];
    const feedbacks = panelNames.map((name) => feedback(name, counts(5)));
    const long = itemCard(
      card({
        ...second,
        panelNames,
        feedback: feedbacks,
        title: letters(600),
        choices: choices(5).map(shorter),
      }),
    );
    expect(fitsChat(long)).toBe(false);
    expect(showsTitlesEnd(long)).toBe(true);
    expect(long.html.match(/میانگین/g)).toHaveLength(2);
  });

  const shorter = ({ value, label }: Choice): Choice => ({ value, label: label.slice(0, 25) });
});
