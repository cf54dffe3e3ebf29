import { expect, test } from 'vitest';
import { menuOf } from '../../../src/bot/command.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { COMMANDS } from '../../../src/features/all.ts';
import { helpMessage } from '../../../src/features/overseeing/help-message.ts';
import { speaking } from '../../../src/texts/speaking.ts';

test.each(LANGUAGES)('a facilitator’s help names each command of the menu (%s)', (language) => {
  const moment = { now: new Date('2026-12-01T08:00:00Z'), zone: 'Asia/Tehran', isExpert: false };
  const { html } = speaking(language, () => helpMessage(null, moment));
  const named = new Set([...html.matchAll(/\/([a-z]+)/g)].map(([, name]) => name));
  expect(menuOf(COMMANDS, 'facilitator').filter(({ name }) => !named.has(name))).toEqual([]);
});
