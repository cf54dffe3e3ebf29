import { expect, test } from 'vitest';
import { panelStatusScreen, statusScreen } from '../../../src/features/overseeing/compose-status.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { CUT_OFF } from '../../../src/store/outbox.ts';
import { openOutboxQueue } from '../../../src/store/outbox-queue.ts';
import { HOUR, must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const WORDS: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A B', نادر: 'B', شیدا: 'B', بابک: 'B' },
  items: { a: 'A', b: 'A B', c: 'B' },
};

function status(study: TestStudy, page = 0) {
  const surroundings = { now: study.at, ...study.surroundings };
  return study.run((tx) => statusScreen(tx, study.study, page, surroundings));
}

test('before the first round it says by panel who has joined and who has not', () => {
  const { html } = status(new TestStudy(WORDS).join('مریم', 'شیدا'));
  expect(html.match(/۲ نفر از ۵ خبره عضو شده‌اند/g)).toHaveLength(1);
  expect(html).toContain('✅ عضو شده (۱): مریم\n▫️ عضو نشده (۱): کاوه');
  expect(html).toContain('✅ عضو شده (۱): شیدا\n▫️ عضو نشده (۳): کاوه، نادر، بابک');
  expect(html).toContain('/invite');
});

test('in a round it tells handed in, started, silent, not joined and unreachable apart, by panel', () => {
  const study = new TestStudy(WORDS).join('مریم', 'کاوه', 'نادر', 'شیدا').open();
  study.begin('مریم').handIn('مریم').begin('کاوه');
  markUnreachable(study.db, study.expert('شیدا').accountId!, 'blocked', study.at);
  const { html } = status(study);
  expect(html).toContain('<b>۱</b> نفر از ۵ خبره ثبت نهایی کرده‌اند');
  expect(html).toContain('✅ ثبت نهایی (۱): مریم\n✏️ آغاز کرده (۱): کاوه');
  const panelB = [
    '✏️ آغاز کرده (۱): کاوه',
    '⏳ بی‌پاسخ (۱): نادر',
    '▫️ عضو نشده (۱): بابک',
    '⚠️ در دسترس نیست (۱): شیدا',
  ];
  expect(html).toContain(panelB.join('\n'));
});

test('in a round it tells the deadline, what is left of it, and the next reminder', () => {
  const study = new TestStudy(WORDS).join().open();
  study.pass(5 * HOUR);
  const { html } = status(study);
  expect(html).toContain('<b>شنبه ۱۴ آذر ۱۴۰۵، ساعت ۱۰:۰۰</b>، ۶ روز و ۱۹ ساعت مانده');
  expect(html).toContain('یادآوری بعد: چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰');
});

test('one who handed in counts as such, also when nothing reaches them any more', () => {
  const study = new TestStudy(WORDS).join().open().begin('مریم').handIn('مریم');
  markUnreachable(study.db, study.expert('مریم').accountId!, 'blocked', study.at);
  expect(status(study).html).toContain('✅ ثبت نهایی (۱): مریم');
});

test('messages that came to nothing are counted with the reason, the messenger\u2019s in its own words', () => {
  const study = new TestStudy(WORDS).join().open();
  const queue = openOutboxQueue(study.db);
  const [first, second, third] = study.queued('round-opened');
  queue.end(first!.id, 'parked', '400 Bad Request: message is too long', study.at);
  queue.end(second!.id, 'parked', '400 Bad Request: message is too long', study.at);
  queue.end(third!.id, 'parked', CUT_OFF, study.at);
  const { html } = status(study);
  expect(html).toContain('⚠️ ۳ پیام این مطالعه نرسید:\n• ۲ پیام: پیام‌رسان نپذیرفت (');
  expect(html).toContain('400 Bad Request: message is too long');
  expect(html).toContain('• ۱ پیام: دو بار میان راه قطع شد');
});

test('nothing that was answered stands beside a name', () => {
  const study = new TestStudy(WORDS).join().open().answerAll('a b\nمریم 5 4');
  const { html } = status(study);
  for (const { label } of [{ label: 'خیلی زیاد' }, { label: 'گویهٔ a' }]) expect(html).not.toContain(label);
});

const MANY: StudyWords = {
  experts: Object.fromEntries(
    Array.from({ length: 400 }, (_, at) => [`خبرهٔ شمارهٔ ${at + 1}`, at % 2 === 0 ? 'A' : 'B']),
  ),
  items: { a: 'A', b: 'B' },
};

test('where the names do not fit a message it counts, and each panel has its names in pages', () => {
  const study = new TestStudy(MANY);
  const { html, buttons } = status(study);
  expect(html.length).toBeLessThan(4000);
  expect(html).toContain('▫️ عضو نشده ۲۰۰');
  expect(html).not.toContain('خبرهٔ شمارهٔ');
  expect(buttons!.flat().map(({ text }) => text)).toContain('\u2068پانل A\u2069 (\u2068A\u2069)');

  const surroundings = { now: study.at, ...study.surroundings };
  const place = { panelId: study.panel('A').id, page: 4 };
  const { message } = must(study.run((tx) => panelStatusScreen(tx, study.study, place, surroundings)));
  expect(message.html.length).toBeLessThan(4000);
  expect(message.html).toContain('▫️ عضو نشده ۲۰۰');
  expect(message.html).toContain('خبرهٔ شمارهٔ 399');
  expect(message.html.match(/خبرهٔ شمارهٔ/g)).toHaveLength(40);
  expect(message.buttons!.flat().map(({ text }) => text)).toEqual([
    'صفحهٔ قبل',
    '۵ از ۵',
    'همهٔ پانل‌ها',
    '🔄 به‌روز کردن',
  ]);
});

test('the names of another study’s panel are shown to nobody', () => {
  const study = new TestStudy(WORDS);
  const surroundings = { now: study.at, ...study.surroundings };
  const outcome = study.run((tx) =>
    panelStatusScreen(tx, study.study, { panelId: 999, page: 0 }, surroundings),
  );
  expect(outcome).toEqual({ ok: false, refusal: { code: 'study.notYours' } });
});
