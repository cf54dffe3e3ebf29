import { beforeEach, expect, test } from 'vitest';
import { ANNOUNCEMENT_LIMIT, ANSWER_LIMIT, QUESTION_LIMIT } from '../../../src/domain/written-texts.ts';
import {
  cancelAnnouncement,
  chooseAudience,
  composeAnnouncement,
  prepareAnnouncement,
  sendAnnouncement,
  turnAudiences,
} from '../../../src/features/talking/announce.ts';
import { forAllText } from '../../../src/features/talking/questions-message.ts';
import { announceButton, audienceButton } from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { textLength } from '../../../src/messages/text-length.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { announcements } from '../../../src/store/schema.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;

beforeEach(() => {
  study = new TestStudy({ experts: { آرش: 'A', مینا: 'A B', کاوه: 'B' }, items: { G1: 'A', G2: 'B' } });
  study.join('آرش', 'مینا');
});

function prepare(text: string, accountId = study.facilitator) {
  const request = { studyId: study.studyId, text, accountId };
  return study.run((tx) => prepareAnnouncement(tx, request, { at: study.at, ...study.surroundings }));
}

function previewIdOf({ buttons = [] }: Message): number {
  const data = buttons.flat().map((button) => button.data ?? '');
  return announceButton.read(data.find((one) => announceButton.pattern.test(one))!).previewId;
}

function choose(previewId: number, panelId: number) {
  const press = { previewId, panelId, page: 0, accountId: study.facilitator };
  return study.run((tx) => chooseAudience(tx, press, { at: study.at, ...study.surroundings }));
}

function send(previewId: number) {
  const press = { previewId, accountId: study.facilitator, at: study.at };
  return study.run((tx) => sendAnnouncement(tx, press));
}

test('the preview of an announcement tells how many get it, and how many have not joined', () => {
  const { message } = must(prepare('جلسه سه‌شنبه است.'));
  expect(message.html).toContain('جلسه سه‌شنبه است.');
  expect(message.html).toContain('همهٔ خبرگان عضو، ۲ نفر');
  expect(message.html).toContain('۱ خبرهٔ دیگر هنوز عضو نشده‌اند');
  expect(message.buttons!.flat().map(({ text }) => text)).toEqual([
    'فرستادن به ۲ نفر',
    '✅ همهٔ خبرگان (۲)',
    'پانل A (۲)',
    'پانل B (۱)',
    'لغو',
  ]);
  expect(study.queued('announcement')).toEqual([]);
});

test('an announcement does not count experts who block the bot, and waits until they unblock it', () => {
  markUnreachable(study.db, study.expert('مینا').accountId!, 'blocked', study.at);
  const { message } = must(prepare('سلام'));
  expect(message.html).toContain('همهٔ خبرگان عضو، ۱ نفر');
  expect(message.html).toContain('پیام به ۱ نفر نمی‌رسد');
  expect(must(send(previewIdOf(message))).recipients).toBe(1);
  expect(study.queued('announcement')).toHaveLength(2);
});

test('an announcement goes once to each expert who has joined, and is logged and kept', () => {
  const previewId = previewIdOf(must(prepare('سلام')).message);
  expect(must(send(previewId)).recipients).toBe(2);
  expect(refusalOf(send(previewId))).toBe('preview.done');
  const queued = study.queued('announcement');
  expect(queued.map(({ accountId }) => accountId).sort()).toEqual(
    ['آرش', 'مینا'].map((name) => study.press(name).accountId).sort(),
  );
  expect(study.db.select().from(announcements).all()).toMatchObject([{ text: 'سلام', panelId: null }]);
  const logged = loadEvents(study.db, study.studyId).find(({ kind }) => kind === 'study.announced');
  expect(logged).toMatchObject({ actor: 'facilitator', details: { text: 'سلام', recipients: 2 } });
});

test('an announcement goes to one panel where a panel was chosen', () => {
  const previewId = previewIdOf(must(prepare('فقط پانل ب')).message);
  const { message } = must(choose(previewId, study.panel('B').id));
  expect(message.html).toContain('خبرگان عضو پانل');
  expect(must(send(previewId)).recipients).toBe(1);
  expect(study.queued('announcement').map(({ accountId }) => accountId)).toEqual([
    study.press('مینا').accountId,
  ]);
  const logged = loadEvents(study.db, study.studyId).at(-1)!;
  expect(logged.details).toMatchObject({ panelId: study.panel('B').id });
});

test('a panel of another study cannot be chosen', () => {
  const other = new TestStudy({ experts: { آرش: 'A' }, items: { G1: 'A' } }, study.db);
  const previewId = previewIdOf(must(prepare('سلام')).message);
  expect(refusalOf(choose(previewId, other.panel('A').id))).toBe('preview.outdated');
});

test('a cancelled announcement goes to nobody, and a later press on it is refused', () => {
  const previewId = previewIdOf(must(prepare('سلام')).message);
  const cancel = (accountId: number) => study.run((tx) => cancelAnnouncement(tx, { previewId, accountId }));
  expect(refusalOf(cancel(study.account()))).toBe('preview.gone');
  must(cancel(study.facilitator));
  expect(refusalOf(send(previewId))).toBe('preview.gone');
  expect(study.queued('announcement')).toEqual([]);
});

test('an announcement is refused where it is empty, too long, without a reader, or from somebody who does not run the study', () => {
  expect(refusalOf(prepare(' '))).toBe('announce.noText');
  expect(refusalOf(prepare('پ'.repeat(ANNOUNCEMENT_LIMIT + 1)))).toBe('announce.tooLong');
  expect(refusalOf(prepare('سلام', study.account()))).toBe('study.notYours');
  study = new TestStudy({ experts: { آرش: 'A' }, items: { G1: 'A' } });
  expect(refusalOf(prepare('سلام'))).toBe('announce.nobody');
});

test('a question with its answer at their limits is one announcement', () => {
  const { message } = must(prepare(forAllText('<'.repeat(QUESTION_LIMIT), '&'.repeat(ANSWER_LIMIT))));
  expect(textLength(message.html)).toBeLessThanOrEqual(4096);
});

test('an announcement still waiting for an expert who has left, or whose link was renewed, is dropped', () => {
  const { announcementId, expertId } = (() => {
    must(send(previewIdOf(must(prepare('سلام')).message)));
    return study.queued('announcement')[0]!.args;
  })();
  const { accountId } = study.press('آرش');
  const told = () => composeAnnouncement(study.db, { announcementId, expertId }, accountId);
  expect(told()!.html).toContain('سلام');
  study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE id = ?').run(expertId);
  expect(told()).toBeNull();
  study.db.$client.prepare('UPDATE experts SET left_at = NULL, account_id = NULL WHERE id = ?').run(expertId);
  expect(told()).toBeNull();
});

test('the buttons of many panels come in pages', () => {
  const codes = Array.from({ length: 30 }, (_, at) => `P${at}`);
  study = new TestStudy({ experts: { آرش: codes.join(' ') }, items: { G1: codes.join(' ') } }).join();
  const first = must(prepare('سلام')).message;
  const panels = (message: Message) =>
    message.buttons!.flat().filter(({ data }) => audienceButton.pattern.test(data!));
  expect(panels(first)).toHaveLength(1 + 8);
  const press = { previewId: previewIdOf(first), page: 3, accountId: study.facilitator };
  const last = must(study.run((tx) => turnAudiences(tx, press, { at: study.at, ...study.surroundings })));
  expect(panels(last.message)).toHaveLength(1 + 6);
});
