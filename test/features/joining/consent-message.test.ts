import { describe, expect, test } from 'vitest';
import {
  type Consent,
  consentMessages,
  consentPreview,
  welcomeMessage,
} from '../../../src/features/joining/consent-message.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';

const TOKEN = 'a1b2c3d4e5f6g7h8i9j0k1l2';
const CONSENT: Consent = {
  name: 'مریم',
  title: 'خدمات الکترونیکی',
  question: 'چه اندازه؟',
  organiser: 'دانشگاه اصفهان',
  contact: '03112345678',
  ownWords: '',
  anonymity: 'coded',
  forgetAfterDays: 180,
  criteria: [],
  rounds: 3,
  minutes: 12,
};

const consent = (its: Partial<Consent> = {}) => consentMessages({ ...CONSENT, ...its }, TOKEN);
const text = (its: Partial<Consent> = {}) =>
  consent(its)
    .map(({ html }) => html)
    .join('\n');

describe('the consent', () => {
  test('says who asks, why, how much work, who sees what and how to leave', () => {
    for (const said of ['دانشگاه اصفهان', '03112345678', 'چه اندازه؟', 'تا ۳ دور، هر دور حدود ۱۲ دقیقه']) {
      expect(text()).toContain(said);
    }
    expect(text()).toContain('کنار نامتان نمی‌بینند');
    expect(text()).toContain('کناره‌گیری');
  });

  test('of one round speaks of one', () => {
    expect(text({ rounds: 1 })).toContain('یک دور، حدود ۱۲ دقیقه');
    expect(text({ rounds: 1 })).not.toContain('هر دور');
  });

  test('says where the facilitator sees answers by name', () => {
    expect(text({ anonymity: 'named' })).toContain('ولی برگزارکننده می‌بیند');
  });

  test.each<Partial<Consent>>([
    { anonymity: 'coded' },
    { anonymity: 'unlinked' },
    { anonymity: 'named' },
    { ownWords: 'متن کمیتهٔ اخلاق' },
  ])('says what the server’s operator can see: %o', (its) => {
    expect(text(its)).toContain('مدیر سرور به همهٔ داده‌ها');
  });

  test('is accepted by one button and declined by another, which carry the link’s secret', () => {
    const [message] = consent();
    expect(message!.buttons).toEqual([
      [{ text: 'می‌پذیرم و عضو می‌شوم', data: `j:${TOKEN}`, style: 'success' }],
      [{ text: 'نه، سپاس', data: `jn:${TOKEN}` }],
    ]);
  });

  test('says in place of the program’s words an ethics committee’s own, with who asks', () => {
    const own = text({ ownWords: 'متن کمیتهٔ اخلاق' });
    expect(own).toContain('متن کمیتهٔ اخلاق');
    expect(own).toContain('دانشگاه اصفهان');
    expect(own).not.toContain('کناره‌گیری');
  });

  test('says when the name is removed, also beside a committee’s own words', () => {
    for (const ownWords of ['', 'متن کمیتهٔ اخلاق']) {
      expect(text({ ownWords })).toContain('۱۸۰ روز پس از پایان مطالعه، نام، شماره و حساب شما');
      expect(text({ ownWords, forgetAfterDays: 0.5 })).toContain('۰٫۵ روز پس از پایان');
      expect(text({ ownWords, forgetAfterDays: null })).toContain('نام شما خودبه‌خود پاک نمی‌شود');
    }
  });

  test('leaves out who asks and how to reach them where the workbook does', () => {
    const bare = text({ organiser: '', contact: '' });
    expect(bare).not.toMatch(/برگزارکننده:|تماس:/);
  });

  test('that outgrows a message comes in two, uncut, with the buttons under the last', () => {
    const longest = {
      name: 'ن'.repeat(200),
      title: 'ع'.repeat(300),
      organiser: 'ب'.repeat(500),
      contact: 'ت'.repeat(500),
      ownWords: 'ر'.repeat(3000),
    };
    const messages = consent(longest);
    expect(messages).toHaveLength(2);
    for (const { html } of messages) expect(textLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(messages[0]!.buttons).toBeUndefined();
    expect(messages[1]!.html).toContain(longest.ownWords);
    expect(messages[1]!.buttons).toHaveLength(2);
    for (const { html } of consentPreview({ ...CONSENT, ...longest })) {
      expect(textLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
    }
  });
});

test('a facilitator sees what the expert will, and cannot accept it', () => {
  const [preview, ...rest] = consentPreview(CONSENT);
  expect(rest).toEqual([]);
  expect(preview!.html).toContain(consent()[0]!.html);
  expect(preview!.html).toContain('پیوند دست‌نخورده می‌ماند');
  expect(preview!.buttons).toBeUndefined();
});

describe('the welcome', () => {
  const welcome = (its = {}) =>
    welcomeMessage({
      name: 'مریم',
      guidance: 'پیش از شروع بخوانید.',
      roundOpen: false,
      unconfirmed: null,
      ...its,
    });

  test('brings the orientation text, and what to wait for', () => {
    expect(welcome().html).toContain('پیش از شروع بخوانید.');
    expect(welcome().html).toContain('فعلاً کاری لازم نیست');
    expect(welcome().keyboard).toBe('remove');
  });

  test('does not tell to wait where a round is open', () => {
    expect(welcome({ roundOpen: true }).html).not.toContain('فعلاً کاری لازم نیست');
  });

  test('fits into one message with the longest guidance', () => {
    const { html } = welcome({ name: 'ن'.repeat(200), guidance: 'ر'.repeat(3000) });
    expect(textLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
  });
});
