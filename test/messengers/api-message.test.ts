import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { expect, test } from 'vitest';
import { messageOptions, textOf } from '../../src/messengers/api-message.ts';

test('a text is composed and set from the right', () => {
  expect(textOf({ html: 'A\u030a' })).toBe('\u00c5');
  expect(textOf({ html: '/help راهنما' })).toBe('\u200f\u2066/help\u2069 راهنما');
});

test('what is said past the outbox goes through the same cleaning', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('rehearsal'))
    .map((file) => join('src', file));
  const calls = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/\.(?:sendMessage|sendRichMessage|editMessageText)\(([^;]*)/g),
    ].map(([, args]) => `${file}: ${args}`),
  );
  expect(calls.length).toBeGreaterThan(3);
  for (const call of calls) expect(call).toMatch(/textOf\(|richMessageOf\(/);
});

test('rows are put together for Persian, and stand mirrored below words that run from the left', () => {
  const buttons = [
    [
      { text: '2', data: 'b' },
      { text: '1', data: 'a' },
    ],
  ];
  const row = (html: string) =>
    (messageOptions({ html, buttons }).reply_markup as InlineKeyboardMarkup).inline_keyboard[0]!.map(
      ({ text }) => text,
    );
  expect(row('<i>گویهٔ ۱ از ۶</i>')).toEqual(['2', '1']);
  expect(row('\u2068G2C\u2069: گویه')).toEqual(['2', '1']);
  expect(row('<i>Item 1 of 6</i>, by \u2068مریم احمدی\u2069')).toEqual(['1', '2']);
});
