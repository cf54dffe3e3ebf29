import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { type BotApiServer, startBotApiServer } from '../../src/rehearsal/bot-api-server.ts';
import { type Cast, createCast } from '../../src/rehearsal/cast.ts';
import { progressOf } from '../../src/rehearsal/expert-progress.ts';
import { createMessenger, type LocalMessenger } from '../../src/rehearsal/messenger.ts';
import { type StudySigns, watchStudySigns } from '../../src/rehearsal/signs.ts';
import { plain } from '../../src/texts/i18n.ts';
import { workbookOf } from '../workbook/workbook-of.ts';

const FACILITATOR = 20_000;
const TOKEN = '71:two-studies-of-the-same-experts';
const EXPERTS = ['رویا', 'بهروز'];

let messenger: LocalMessenger;
let server: BotApiServer;
let api: Bot['api'];
let cast: Cast;
let signs: () => StudySigns;

beforeEach(async () => {
  messenger = createMessenger({
    token: TOKEN,
    botUsername: 'b',
    botName: 'b',
    clock: systemClock(),
    dice: systemDice(),
  });
  messenger.addPerson({ id: FACILITATOR, firstName: 'F' });
  server = await startBotApiServer(messenger);
  api = new Bot(TOKEN, { client: { apiRoot: server.apiRoot } }).api;
  cast = createCast(messenger, FACILITATOR, { seed: 1, language: 'fa', onChange: () => {} });
  signs = watchStudySigns(messenger, FACILITATOR, cast);
  messenger.send(FACILITATOR, '/start');
});

afterEach(async () => {
  await messenger.stop();
  await server.stop();
});

const says = (text: string) => api.sendMessage(FACILITATOR, text);
const people = () => cast.members().map(({ personId }) => personId);
const progress = () => cast.members().map((member) => progressOf(messenger, cast, member, signs()));

async function creates(title: string): Promise<void> {
  const bytes = await workbookOf({
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', title],
    ],
    خبرگان: [['نام', 'موبایل'], ...EXPERTS.map((name, at) => [name, `0912000000${at}`])],
  });
  messenger.sendDocument(FACILITATOR, 'study.xlsx', bytes);
  await says(`مطالعه ساخته شد.\n${title}`);
  await cast.settled();
}

async function invites(title: string): Promise<void> {
  const rows = EXPERTS.map((name, at) => [name, `https://t.me/b?start=${title.length}of${at}`]);
  const bytes = await workbookOf({ دعوت: [['نام', 'پیوند'], ...rows] });
  const file = new InputFile(bytes, 'invite.xlsx');
  await api.sendDocument(FACILITATOR, file, { caption: `پیوندهای شخصی\n${title}` });
  await cast.settled();
}

async function joins(personId: number, title: string, at: number): Promise<void> {
  messenger.send(personId, `/start ${title.length}of${at}`);
  const keyboard = new InlineKeyboard().text(plain('label.accept'), 'j');
  const { message_id: id } = await api.sendMessage(personId, 'رضایت‌نامه', { reply_markup: keyboard });
  void messenger.press(personId, id, plain('label.accept'));
}

async function chooses(label: string): Promise<void> {
  const keyboard = new InlineKeyboard().text(label, 'f.choose:1');
  const { message_id: id } = await api.sendMessage(FACILITATOR, 'مطالعه‌ها', { reply_markup: keyboard });
  void messenger.press(FACILITATOR, id, label);
}

test('events of another study do not count for the one that is rehearsed', async () => {
  await creates('نمونه');
  await invites('نمونه');
  for (const [at, personId] of people().entries()) await joins(personId, 'نمونه', at);
  await says('دور ۱ باز شد.');
  expect(signs()).toMatchObject({ openedRound: 1, closedRound: 0 });
  expect(progress()).toEqual(['waiting', 'waiting']);

  await creates('کتابخانه‌ها');
  expect(signs()).toMatchObject({ created: true, openedRound: 0, closedRound: 0 });
  expect(progress()).toEqual(['unknown', 'unknown']);
  await says('📊 خلاصهٔ دور ۱\nنمونه\n\nدور ۱ بسته شد، چون مهلت به پایان رسید');
  expect(signs()).toMatchObject({ openedRound: 0, closedRound: 0, summarizedRound: 0 });
  await invites('کتابخانه‌ها');
  expect(progress()).toEqual(['invited', 'invited']);
  await joins(people()[0]!, 'کتابخانه‌ها', 0);
  // The second one opens an old link.
  await joins(people()[1]!, 'نمونه', 1);
  expect(progress()).toEqual(['joined', 'invited']);
});

test('the study that is chosen from the list is the one that is gone on with', async () => {
  await creates('نمونه');
  await says('دور ۱ باز شد.');
  await creates('کتابخانه‌ها');
  await chooses('انتخاب ۲: نمونه');
  expect(cast.study()?.title).toBe('نمونه');
  await says('دور ۱ بسته شد.');
  expect(signs()).toMatchObject({ openedRound: 1, closedRound: 1 });
});

test('a round that is closed from an older preview is its own study’s, whichever is chosen by then', async () => {
  await creates('نمونه');
  await says('دور ۱ باز شد.\nنمونه');
  await creates('نمونهٔ دوم');
  await says('دور ۱ بسته شد.\nنمونه');
  expect(signs()).toMatchObject({ openedRound: 0, closedRound: 0 });
  await chooses('انتخاب ۲: نمونه');
  expect(signs()).toMatchObject({ openedRound: 1, closedRound: 1 });
});

test('of two studies of one title a message is the one’s that is worked on', async () => {
  await creates('نمونه');
  await creates('نمونه');
  await says('دور ۱ باز شد.\nنمونه');
  expect(signs()).toMatchObject({ openedRound: 1 });
});

test('a round whose summary has come is closed, though the summary does not say so', async () => {
  await creates('نمونه');
  await says('دور ۱ باز شد.');
  expect(signs()).toMatchObject({ openedRound: 1, closedRound: 0 });
  await says('📊 خلاصهٔ دور ۱\nنمونه');
  expect(signs()).toMatchObject({ openedRound: 1, closedRound: 1, summarizedRound: 1 });
});
