import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textOf } from '../../src/messengers/api-message.ts';

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
