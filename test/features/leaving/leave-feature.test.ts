import { beforeEach, expect, test } from 'vitest';
import { historyFileButton } from '../../../src/messages/buttons.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, must, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } };
let study: TestStudy;
let chat: TestChat;
let expert: number;

beforeEach(() => {
  study = new TestStudy(words).join();
  chat = new TestChat(study);
  expert = study.press('e1').accountId;
});

const buttons = () => chat.said(expert).at(-1)!.buttons?.flat() ?? [];
const labels = () => buttons().map(({ text }) => text);

/** Presses a button of the last message by its label. */
async function presses(label: string) {
  const button = buttons().find(({ text }) => text === label);
  if (!button) throw new Error(`no ${label} among ${labels().join(', ')}`);
  return chat.presses(expert, button.data!);
}

test('before any answer leaves by two presses, and «لغو» changes nothing', async () => {
  await chat.writes(expert, '/leave');
  expect(labels()).toEqual(['کناره‌گیری', 'لغو']);
  await presses('لغو');
  expect(study.expert('e1').leftAt).toBeNull();
  await chat.writes(expert, '/leave');
  await presses('کناره‌گیری');
  expect(study.expert('e1').leftAt).toBeNull();
  expect(labels()).toEqual(['بله، کناره می‌گیرم', 'لغو']);
  const confirm = buttons()[0]!.data!;
  expect(await chat.presses(expert, confirm)).toEqual({});
  expect(study.expert('e1').leftAt).toEqual(study.at);
  expect(await chat.presses(expert, confirm)).toMatchObject({ alert: true });
});

test('in an open round chooses whether its answers stay or go', async () => {
  study.open().begin('e1').rate('e1', 'x', 4);
  const [said] = await chat.writes(expert, '/leave');
  expect(said).toContain('۱ پاسخ در آن دارید');
  expect(labels()).toEqual(['کناره‌گیری؛ پاسخ‌ها بماند', 'کناره‌گیری و پاک کردن پاسخ‌های دور ۱', 'لغو']);
  await presses('کناره‌گیری و پاک کردن پاسخ‌های دور ۱');
  expect(await presses('بله، پاسخ‌های دور ۱ پاک شود')).toEqual({});
  expect(chat.said(expert).at(-1)!.html).toContain('۱ پاسخ شما در دور باز پاک شد');
  expect(study.answer('e1', 'x')).toMatchObject({ state: 'open', value: null });
  expect(await chat.writes(expert, '/continue')).toEqual([expect.stringContaining('کناره گرفته‌اید')]);
  expect(await chat.writes(expert, 'سلام')).toEqual([expect.stringContaining('کناره گرفته‌اید')]);
});

test('a confirmation pressed after the round has closed is refused, and the choice shown anew', async () => {
  study.open().begin('e1').rate('e1', 'x', 4);
  await chat.writes(expert, '/leave');
  await presses('کناره‌گیری و پاک کردن پاسخ‌های دور ۱');
  study.pass(8 * DAY);
  await study.close().judge();
  expect(await presses('بله، پاسخ‌های دور ۱ پاک شود')).toMatchObject({ alert: true });
  expect(study.expert('e1').leftAt).toBeNull();
  expect(study.answer('e1', 'x').value).toBe(4);
  expect(chat.said(expert).at(-1)!.html).toContain('در ۱ دور بسته‌شده');
  expect(labels()).toEqual(['کناره‌گیری؛ پاسخ‌ها بماند', 'لغو']);
});

test('asks which of several studies', async () => {
  const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دوم' } }, study.db);
  must(other.accept(other.expert('e1').token!, expert));
  await chat.writes(expert, '/leave');
  await presses('۱. مطالعهٔ دوم');
  await presses('کناره‌گیری');
  await presses('بله، کناره می‌گیرم');
  expect(other.expert('e1').leftAt).not.toBeNull();
  expect(study.expert('e1').leftAt).toBeNull();
});

test('afterwards the own answers and data are still shown, and nothing is left to leave', async () => {
  study.open().begin('e1').rate('e1', 'x', 4);
  await chat.writes(expert, '/leave');
  await presses('کناره‌گیری؛ پاسخ‌ها بماند');
  await presses('بله، کناره می‌گیرم');
  expect(await chat.writes(expert, '/history')).toEqual([expect.stringContaining('زیاد (۴)')]);
  expect(await chat.writes(expert, '/privacy')).toEqual([expect.stringContaining('کناره گرفته‌اید')]);
  expect(await chat.writes(expert, '/leave')).toEqual([
    expect.stringContaining('عضو مطالعه‌ای در جریان نیستید'),
  ]);
});

test('/history offers the file, made beside the updates, and asks which of several studies', async () => {
  study.open().begin('e1').rate('e1', 'x', 4);
  await chat.writes(expert, '/history');
  expect(labels()).toEqual(['📄 همه در یک فایل']);
  expect(await presses('📄 همه در یک فایل')).toEqual({});
  expect(loadQueuedJobs(study.db)).toMatchObject([{ kind: 'history-file', accountId: expert }]);
  const stranger = study.account();
  const pressed = await chat.presses(stranger, historyFileButton.write({ studyId: study.studyId }));
  expect(pressed).toMatchObject({ alert: true });

  const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دوم' } }, study.db);
  must(other.accept(other.expert('e1').token!, expert));
  await chat.writes(expert, '/history');
  await presses('۲. خدمات الکترونیکی');
  expect(chat.said(expert).at(-1)!.html).toContain('زیاد (۴)');
});

test('/history and /privacy answer a stranger too', async () => {
  const stranger = study.account();
  expect(await chat.writes(stranger, '/history')).toEqual([expect.stringContaining('هنوز در مطالعه‌ای')]);
  expect(await chat.writes(stranger, '/privacy')).toEqual([expect.stringContaining('چه نگه داشته می‌شود')]);
});
