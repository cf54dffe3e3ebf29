import { beforeEach, describe, expect, test } from 'vitest';
import { beginButton } from '../../../src/messages/buttons.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;
let chat: TestChat;
let expert: number;

beforeEach(() => {
  study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join();
  chat = new TestChat(study);
  expert = study.press('e1').accountId;
});

const file = { file_id: 'f', file_unique_id: 'u', width: 1, height: 1, duration: 1 };
const location = { latitude: 1, longitude: 1 };

describe('from an expert', () => {
  test.each([
    ['a sticker', { sticker: { ...file, type: 'regular', is_animated: false, is_video: false } }],
    ['a picture', { photo: [file] }],
    ['a file', { document: file }],
    ['a place', { location }],
  ])('%s gets one answer that leads on', async (_what, content) => {
    expect(await chat.sends(expert, content)).toEqual([expect.stringContaining('صدا، عکس و فایل')]);
    expect(chat.said(expert).at(-1)!.html).toContain('/continue');
  });

  test.each([
    ['voice', { voice: file }],
    ['video', { video_note: file }],
  ])('a %s message is answered that nobody hears or sees it, and what to do', async (_what, content) => {
    expect(await chat.sends(expert, content)).toEqual([expect.stringContaining('کسی آن را نمی‌شنود')]);
    expect(chat.said(expert).at(-1)!.html).toContain('/ask');
  });

  test('a greeting is greeted, and told that nobody reads here', async () => {
    expect(await chat.writes(expert, 'سلام، خسته نباشید')).toEqual([
      expect.stringContaining('کسی پیام‌ها را نمی‌خواند'),
    ]);
    expect(chat.said(expert).at(-1)!.buttons).toBeUndefined();
  });

  test('a text of which nothing is seen is told so', async () => {
    expect(await chat.writes(expert, '\u200c\u2060')).toEqual([
      expect.stringContaining('نوشته‌ای دیده نمی‌شود'),
    ]);
  });

  test('a text is quoted, with what it may be', async () => {
    expect(await chat.writes(expert, 'تا کی وقت داریم؟')).toEqual([
      expect.stringContaining('«\u2068تا کی وقت داریم؟\u2069»'),
    ]);
    const labels = chat
      .said(expert)
      .at(-1)!
      .buttons!.flat()
      .map(({ text }) => text);
    expect(labels).toEqual(['✉️ پرسش از برگزارکننده', '💡 پیشنهاد یا نظر']);
  });

  test('while a round is open, a button leads to it', async () => {
    study.open();
    await chat.writes(expert, 'سلام');
    const button = chat.said(expert).at(-1)!.buttons![0]![0]!;
    expect(button).toMatchObject({
      text: 'شروع پاسخ‌گویی',
      data: beginButton.write({ questionnaireId: study.questionnaire('e1').id }),
    });
  });

  test('an album is answered once', async () => {
    const album = { photo: [file], media_group_id: 'g1' };
    expect(await chat.sends(expert, album)).toHaveLength(1);
    expect(await chat.sends(expert, album)).toEqual([]);
    expect(await chat.sends(expert, { ...album, media_group_id: 'g2' })).toHaveLength(1);
  });

  test('a message edited again and again is answered once', async () => {
    expect(await chat.edits(expert, 55, 'دلیل تازه')).toEqual([expect.stringContaining('ویرایش')]);
    expect(await chat.edits(expert, 55, 'دلیل تازه‌تر')).toEqual([]);
    expect(await chat.edits(expert, 56, 'دیگر')).toHaveLength(1);
  });

  test('what only the messenger tells is passed over', async () => {
    expect(await chat.sends(expert, { pinned_message: { message_id: 1 } })).toEqual([]);
  });

  test('a command in a message that was edited is no command', async () => {
    expect(await chat.edits(expert, 57, '/continue')).toEqual([expect.stringContaining('ویرایش')]);
  });
});

test('who has joined nothing is told how, with the button that shares the number', async () => {
  const stranger = study.account();
  expect(await chat.writes(stranger, 'سلام')).toEqual([expect.stringContaining('پیوند شخصی‌تان را باز کنید')]);
  expect(chat.said(stranger).at(-1)!.keyboard).toEqual({ sharePhone: 'ارسال شمارهٔ من' });
});

test('the pictures of a facilitator’s album are refused once', async () => {
  const album = { photo: [file], media_group_id: 'g1' };
  expect(await chat.sends(study.facilitator, album)).toHaveLength(1);
  expect(await chat.sends(study.facilitator, album)).toEqual([]);
});
