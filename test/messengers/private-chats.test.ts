import { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { privateChatsOnly } from '../../src/messengers/private-chats.ts';

const ME = { id: 1, is_bot: true, first_name: 'هم‌رأی', username: 'hamray_bot' };
const from = { id: 5, is_bot: false, first_name: 'مریم' };
const group = { id: -7, type: 'group', title: 'گروه' };

function inGroup() {
  const bot = new Bot('1:test', { botInfo: ME as never });
  const said: unknown[] = [];
  const passed: number[] = [];
  let now = 0;
  bot.api.config.use(async (_prev, method, payload) => {
    said.push({ method, ...payload });
    return { ok: true, result: true } as never;
  });
  bot.use(privateChatsOnly(() => now));
  bot.use((ctx) => void passed.push(ctx.update.update_id));
  let updateId = 0;
  const takes = async (content: object) => {
    updateId += 1;
    const before = said.length;
    await bot.handleUpdate({ update_id: updateId, ...content } as Update);
    return said.slice(before);
  };
  const says = (text: string, chat: object = group) =>
    takes({ message: { message_id: 1, date: 1, chat, from, text } });
  return { takes, says, passed, pass: (ms: number) => (now += ms) };
}

const NOTICE = expect.objectContaining({
  ...{ method: 'sendMessage', chat_id: -7, text: expect.stringContaining('گفت‌وگوی خصوصی') },
});

test('a command that names the bot is told that it works in private only; talk is not', async () => {
  const { says, passed } = inGroup();
  expect(await says('سلام به همه')).toEqual([]);
  expect(await says('/start')).toEqual([]);
  expect(await says('/start@other_bot')).toEqual([]);
  expect(await says('/start@Hamray_Bot x')).toEqual([NOTICE]);
  expect(passed).toEqual([]);
});

test('being added to a group is told so once, though it comes as two updates', async () => {
  const { takes, says, pass } = inGroup();
  const member = (status: string) => ({ user: ME, status });
  const added = {
    chat: group,
    from,
    date: 1,
    old_chat_member: member('left'),
    new_chat_member: member('member'),
  };
  expect(await takes({ my_chat_member: added })).toEqual([NOTICE]);
  const joined = { message_id: 2, date: 1, chat: group, from, new_chat_members: [ME] };
  expect(await takes({ message: joined })).toEqual([]);
  pass(61_000);
  expect(await says('/help@hamray_bot')).toEqual([NOTICE]);
});

test('being made an administrator, or taken out, is nothing to answer', async () => {
  const { takes } = inGroup();
  const change = (before: string, now: string) =>
    takes({
      my_chat_member: {
        ...{ chat: group, from, date: 1 },
        old_chat_member: { user: ME, status: before },
        new_chat_member: { user: ME, status: now },
      },
    });
  expect(await change('member', 'administrator')).toEqual([]);
  expect(await change('member', 'kicked')).toEqual([]);
});

test('an update from a private chat, and a press without its chat, pass', async () => {
  const { takes, says, passed } = inGroup();
  await says('سلام', { id: 5, type: 'private', first_name: 'مریم' });
  await takes({ callback_query: { id: '1', from, chat_instance: '1', data: 'x' } });
  expect(passed).toEqual([1, 2]);
});

test('a press that comes from a group is ended without a word, and reaches nothing', async () => {
  const { takes, passed } = inGroup();
  const message = { message_id: 1, date: 1, chat: group, from: ME };
  const pressed = { id: '1', from, message, chat_instance: '1', data: 'x' };
  expect(await takes({ callback_query: pressed })).toEqual([
    { method: 'answerCallbackQuery', callback_query_id: '1' },
  ]);
  expect(passed).toEqual([]);
});
