import { beforeEach, describe, expect, test } from 'vitest';
import { overseeing } from '../../../src/features/overseeing/feature.ts';
import { composeFollowed } from '../../../src/features/overseeing/follow-status.ts';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import type { Message } from '../../../src/messages/message.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { loadEventsOf } from '../../../src/store/events.ts';
import { loadLiveStatus } from '../../../src/store/live-statuses.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, HOUR, TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { مریم: 'A', کاوه: 'A B', نادر: 'B', شیدا: 'B', بابک: 'B' },
  items: { a: 'A', b: 'A B', c: 'B' },
};
const SECONDS = 1000;

let study: TestStudy;
let chat: TestChat;

beforeEach(() => {
  study = new TestStudy(words).join('مریم', 'کاوه', 'نادر', 'شیدا').open();
  chat = new TestChat(study);
});

const read = ({ html }: Message) => html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');
const last = () => chat.said(study.facilitator).at(-1)!;
const labels = (message: Message) =>
  message.buttons!.flat().map(({ text }) => text.replace(/[\u2066-\u2069]/g, ''));
const tick = () => study.run((tx) => overseeing.due(tx, study.at, { ...study.surroundings, backsUp: false }));
const edits = () => study.queued('live-status');
const live = () => loadLiveStatus(study.db, study.facilitator, study.studyId);

async function press(label: string, messageId = 7): Promise<void> {
  const button = last()
    .buttons!.flat()
    .find(({ text }) => text.replace(/[\u2066-\u2069]/g, '').startsWith(label));
  if (!button) throw new Error(`no ${label} among ${labels(last()).join(' | ')}`);
  await chat.presses(study.facilitator, button.data!, messageId);
}

describe('the status of an open round', () => {
  test('is counts and bars, with the names folded below and behind a button', async () => {
    study.begin('مریم').handIn('مریم').begin('کاوه');
    markUnreachable(study.db, study.expert('شیدا').accountId!, 'blocked', study.at);
    await chat.writes(study.facilitator, '/status');
    const shown = read(last());
    expect(shown).toContain('۱ نفر از ۵ خبره ثبت نهایی کرده‌اند.');
    expect(shown).toContain('پانل A (A)\n▰▰▰▰▰▨▨▨▨▨ ۱ از ۲');
    expect(shown).toContain('پانل B (B)\n▨▨▱▱▱▱▱▱▱▱ ۰ از ۴');
    const [counts, names] = last().html.split('<blockquote expandable>');
    for (const name of Object.keys(words.experts)) expect(counts).not.toContain(name);
    expect(read({ html: names! })).toContain('پانل A (A)\n✅ ثبت نهایی (۱): مریم\n');
    expect(read({ html: names! })).toContain('(۱): شیدا');
    await press('👥 نام‌ها');
    expect(read(last())).toContain('✅ ثبت نهایی (۱): مریم');
    await press('◀️ پیشرفت دور');
    expect(read(last())).toContain('▰▰▰▰▰▨▨▨▨▨');
  });

  test('says for how long the silent are silent, who has not opened after two days, and how long it takes', async () => {
    study.pass(2 * DAY);
    study.begin('نادر');
    for (const name of ['مریم', 'کاوه']) study.begin(name).handIn(name);
    study.db.$client.exec('UPDATE questionnaires SET seconds_an_item = 60 WHERE handed_in_at IS NOT NULL');
    await chat.writes(study.facilitator, '/status');
    expect(read(last())).toContain('کمتر از یک روز ۱ · یک روز ۰ · دو روز و بیشتر ۱');
    expect(read(last())).toContain('پس از دو روز پرسش‌نامه را باز نکرده‌اند: ۱');
    expect(read(last())).not.toContain('میانهٔ زمان');
    study.begin('شیدا').handIn('شیدا');
    study.db.$client.exec('UPDATE questionnaires SET seconds_an_item = 60 WHERE handed_in_at IS NOT NULL');
    await press('🔄');
    expect(read(last())).toMatch(/میانهٔ زمان پاسخ‌گویی: حدود ۲ دقیقه/);
  });

  test('tells no rating, mean, W or verdict', async () => {
    study.answerAll('a b c\nمریم 5 4 .\nکاوه 5 4 .\nنادر . 3 2\nشیدا . 3 2').handIn('مریم', 'کاوه');
    await chat.writes(study.facilitator, '/status');
    expect(read(last())).not.toMatch(/W|میانگین|خیلی زیاد|گویهٔ|توافق|ثبات/);
  });
});

describe('it follows the round', () => {
  beforeEach(async () => {
    await chat.writes(study.facilitator, '/status');
    study.deliver('reply');
  });

  const messageId = () => live()!.messageId!;

  test('by an edit once something has happened, and not while only time passes', () => {
    study.pass(60 * SECONDS);
    tick();
    expect(edits()).toEqual([]);
    study.begin('مریم').handIn('مریم');
    study.pass(15 * SECONDS);
    expect(tick()).toEqual({ told: true });
    const [edit] = edits();
    expect(edit!.args).toEqual({ studyId: study.studyId, messageId: messageId() });
    const reader = { accountId: study.facilitator, at: study.at, ...study.surroundings };
    expect(read(composeFollowed(study.db, edit!.args, reader)!)).toContain('▰▰▰▰▰▱▱▱▱▱ ۱ از ۲');
  });

  test('at most every fifteen seconds, and never two at once', () => {
    study.begin('مریم');
    study.pass(14 * SECONDS);
    tick();
    expect(edits()).toEqual([]);
    study.pass(SECONDS);
    tick();
    study.begin('کاوه');
    study.pass(60 * SECONDS);
    // The first one waits, as behind a 429: it will show what is so by then.
    tick();
    expect(edits()).toHaveLength(1);
    study.deliver('live-status');
    study.handIn('مریم');
    study.pass(15 * SECONDS);
    tick();
    expect(edits()).toHaveLength(1);
  });

  test('where its message was taken away, by the one that came in its place', () => {
    study.begin('مریم');
    study.pass(15 * SECONDS);
    tick();
    study.deliver('live-status');
    const instead = study.db.$client
      .prepare("SELECT message_id FROM outbox WHERE kind = 'live-status'")
      .pluck()
      .get();
    study.begin('کاوه');
    study.pass(15 * SECONDS);
    tick();
    expect(edits()[0]!.args.messageId).toBe(instead);
  });

  test('and no more once it was turned into something else', async () => {
    study.pass(15 * SECONDS);
    tick();
    study.begin('مریم');
    study.pass(15 * SECONDS);
    tick();
    const [edit] = edits();
    await chat.presses(study.facilitator, `f.status:${study.studyId}:0`, messageId());
    const reader = { accountId: study.facilitator, at: study.at, ...study.surroundings };
    expect(composeFollowed(study.db, edit!.args, reader)).toBeNull();
    expect(live()).toBeUndefined();
  });

  test('to its end: the last edit tells that it is closed', async () => {
    study.pass(15 * SECONDS);
    tick();
    await study.close().judge();
    study.pass(15 * SECONDS);
    tick();
    const reader = { accountId: study.facilitator, at: study.at, ...study.surroundings };
    expect(read(composeFollowed(study.db, edits()[0]!.args, reader)!)).not.toContain('مهلت');
    study.deliver('live-status');
    study.pass(15 * SECONDS);
    tick();
    expect(live()).toBeUndefined();
  });
});

describe('with one tap', () => {
  const remindedNames = () =>
    study.queued('reminder').map(({ accountId }) => {
      const name = Object.keys(words.experts).find((one) => study.expert(one).accountId === accountId);
      return name;
    });

  beforeEach(async () => {
    study.begin('مریم').handIn('مریم').begin('کاوه');
    study.pass(2 * DAY);
    await chat.writes(study.facilitator, '/status');
  });

  test('all who owe the round are reminded, or those who have not opened it', async () => {
    await press('👀 یادآوری');
    expect(remindedNames()).toEqual(['نادر', 'شیدا']);
    study.pass(2 * 60 * SECONDS);
    await chat.writes(study.facilitator, '/status');
    await press('⏰ یادآوری به همهٔ');
    expect(remindedNames()).toEqual(['نادر', 'شیدا', 'کاوه', 'نادر', 'شیدا']);
    expect(read(last())).toContain('یادآوری برای ۳ نفر فرستاده می‌شود');
  });

  test('a panel, or one expert; a second tap is a slip', async () => {
    await press('⏳ پانل A');
    expect(labels(last())).toContain('✏️ کاوه · ۲ روز');
    await press('⏰ یادآوری به این پانل');
    expect(remindedNames()).toEqual(['کاوه']);
    await chat.writes(study.facilitator, '/status');
    await press('⏳ پانل B');
    await press('▫️ نادر');
    await press('⏰ یادآوری');
    expect(remindedNames()).toEqual(['کاوه', 'نادر']);
    const again = await chat.presses(study.facilitator, `f.remindone:${study.expert('نادر').id}:1:0`);
    expect(again).toMatchObject({ alert: true });
  });

  test('an expert is excused: no reminder by itself or by hand, and asked all the same', async () => {
    await press('⏳ پانل B');
    await press('▫️ نادر');
    expect(labels(last())).toContain('پیوند تازه');
    await press('🔕 در این دور');
    expect(read(last())).toContain('در این دور یادآوری نمی‌گیرد؛ دعوتش سر جایش است.');
    study.pass(2 * DAY + HOUR);
    study.run((tx) => sendDueReminders(tx, study.at, study.surroundings));
    expect(remindedNames()).toEqual(['کاوه', 'شیدا']);
    await chat.writes(study.facilitator, '/remind');
    expect(read(last())).toContain('۱ نفر در این دور از یادآوری معاف‌اند');
    expect(study.tryBegin('نادر').ok).toBe(true);
    await chat.writes(study.facilitator, '/status');
    expect(read(last())).toContain('معاف از یادآوری در این دور: ۱');
    expect(loadEventsOf(study.db, study.studyId, 'expert.excused')).toHaveLength(1);
    await press('⏳ پانل B');
    await press('🔕 نادر');
    await press('🔔 یادآوری را برگردان');
    expect(labels(last())).toContain('⏰ یادآوری');
  });
});
