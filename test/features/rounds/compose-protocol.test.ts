import { expect, test } from 'vitest';
import { composeProtocol } from '../../../src/features/rounds/compose-protocol.ts';
import { currentProtocol } from '../../../src/features/rounds/lock-protocol.ts';
import { textLength } from '../../../src/messages/text-length.ts';
import { recordDeviation } from '../../../src/store/deviations.ts';
import { protocols } from '../../../src/store/schema.ts';
import { type StudyWords, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const WORDS: StudyWords = {
  experts: { e1: 'A', e2: 'A B', e3: 'B' },
  items: { a: 'A', b: 'A B', c: 'B', d: 'B' },
  audiences: { d: 'G2G' },
  rules: { excludedAudiences: ['G2G'], agreementThreshold: 0.7, stabilityThreshold: 0.2, minRounds: 2 },
};

function pagesOf(study: TestStudy, accountId = study.facilitator) {
  const page = (at: number) => composeProtocol(study.db, study.study, { accountId, page: at, zone: TEHRAN });
  const pages = [page(0)];
  // A page that is not there is the last one.
  while (page(pages.length).html !== pages.at(-1)!.html) pages.push(page(pages.length));
  return pages;
}

const whole = (study: TestStudy, accountId?: number) =>
  pagesOf(study, accountId)
    .map(({ html }) => html)
    .join('\n\n')
    .replace(/[\u2066-\u2069]/g, '');

test('before the first opening /protocol tells the rules as they stand, and that they are not locked', () => {
  const study = new TestStudy(WORDS);
  const text = whole(study);
  expect(text).toContain('آن‌گونه که اکنون هست');
  expect(text).toContain('میانگینش از نقطهٔ خنثی (۳) بالاتر باشد');
  expect(text).toContain('به ۰٫۷ برسد و p آزمون جایگشتی کمتر از ۰٫۰۵ باشد');
  expect(text).toContain('تغییر W از دور پیشینِ همان نوع کمتر از ۰٫۲ باشد');
  expect(text).toContain('فقط از دور ۲ هر نوع به بعد');
  expect(text).toContain('۲ خبره، ۲ گویه');
  expect(text).toContain('روی هم ۳ گویه');
  expect(text).toContain(currentProtocol(study.db, study.studyId).sha256);
  expect(text).not.toContain('انحراف از پروتکل');
});

test('a locked protocol is told as it was locked, whatever the rules are since', async () => {
  const study = new TestStudy(WORDS).join().open();
  study.db.$client.exec('UPDATE studies SET agreement_threshold = 0.5, neutral_point = 1');
  const text = whole(study);
  expect(text).toContain('با باز شدن دور ۱ در شنبه ۷ آذر ۱۴۰۵');
  expect(text).toContain('به ۰٫۷ برسد');
  expect(text).toContain('نقطهٔ خنثی (۳)');
  expect(text).toContain('تا کنون انحرافی ثبت نشده است');
});

test('each kind of round has its own rule, in the version that was frozen', () => {
  const rounds = (['screening', 'cvr', 'cvi', 'likert', 'numeric'] as const).map((kind, at) => ({
    number: at + 1,
    kind,
  }));
  const study = new TestStudy({ ...WORDS, rounds, rules: { ...WORDS.rules, yesPerCent: 60 } }).join().open();
  const text = whole(study);
  for (const said of [
    'حداقل ۶۰ درصد پاسخ‌هایش «بله» باشد',
    'آزمون دوجمله‌ای یک‌طرفه',
    'با کمتر از ۵ پاسخ حکمی نیست و گویه می‌ماند',
    'هفت‌نهم داوران',
    'نقطهٔ خنثی (۳)',
    'کار پانلی را تمام نمی‌کند',
    'دور ۳: روایی CVI',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('نسخهٔ پیشین این قواعد');
  // As a program of before froze it.
  const { text: locked } = study.db.select().from(protocols).get()!;
  const first = JSON.parse(locked);
  for (const rule of Object.values<{ version: number }>(first.computations)) rule.version = 1;
  study.db
    .update(protocols)
    .set({ text: JSON.stringify({ ...first, form: 1 }) })
    .run();
  const older = whole(study);
  for (const said of ['حداقل ۰٫۷۸', 'حد لازم به دست نمی‌آید و گویه کنار می‌رود', 'p آزمون خی‌دو'])
    expect(older).toContain(said);
  expect(older).toMatch(/نسخهٔ پیشین این قواعد پیش می‌رود: .*روایی CVI.*پایان کار پانل/);
});

test('every departure stands with its reason, its time, and who did it', () => {
  const study = new TestStudy(WORDS).join().open();
  const other = study.facilitatorsAccount();
  study.run((tx) => {
    const change = { at: study.at, field: 'agreementThreshold', from: 0.7, to: 0.6 } as const;
    recordDeviation(tx, study.studyId, { ...change, accountId: study.facilitator, reason: 'نظر <استاد>' });
  });
  const told = whole(study);
  expect(told).toContain('انحراف از پروتکل: ۱ مورد');
  expect(told).toContain(
    '«آستانهٔ توافق»: از «۰٫۷» به «۰٫۶»\nشنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰ · شما\nدلیل: نظر &lt;استاد&gt;',
  );
  expect(whole(study, other)).toMatch(/برگزارکنندهٔ دیگر \(شناسهٔ [\d۰-۹]+ در تلگرام\)/);
});

test('the longest protocol fits its messages, and no line is lost between pages', () => {
  const study = new TestStudy(WORDS).join().open();
  study.run((tx) => {
    for (let at = 0; at < 40; at += 1) {
      const change = {
        at: study.at,
        field: 'question',
        from: 'پ'.repeat(1000),
        to: 'ت'.repeat(1000),
      } as const;
      recordDeviation(tx, study.studyId, {
        ...{ ...change, accountId: study.facilitator },
        reason: `${at} ${'دلیل '.repeat(199)}`,
      });
    }
  });
  const pages = pagesOf(study).map(({ html }) => html);
  expect(pages.length).toBeGreaterThan(20);
  for (const html of pages) expect(textLength(html)).toBeLessThanOrEqual(4096);
  const told = pages.join('\n').replace(/[\u2066-\u2069]/g, '');
  for (let at = 0; at < 40; at += 1) expect(told).toContain(`دلیل: ${at} `);
});
