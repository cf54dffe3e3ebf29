import { expect, test } from 'vitest';
import { createBotAlarm } from '../../src/delivery/bot-alarm.ts';
import { createLog } from '../../src/log.ts';

test('the refusal of a bot is reported once, whether polling or sending meets it, until both work again', () => {
  const told: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const alarm = createBotAlarm(log, (messenger, reason) => void told.push(`${messenger}: ${reason}`));
  alarm.hears('telegram', 'polling', 'Logged out');
  alarm.hears('telegram', 'sending', 'Logged out');
  alarm.hears('bale', 'sending', null);
  alarm.hears('telegram', 'polling', null);
  alarm.hears('telegram', 'polling', 'Logged out');
  expect(told).toEqual(['telegram: Logged out']);
  alarm.hears('telegram', 'sending', null);
  alarm.hears('telegram', 'polling', null);
  alarm.hears('telegram', 'sending', 'FROZEN_METHOD_INVALID');
  expect(told).toEqual(['telegram: Logged out', 'telegram: FROZEN_METHOD_INVALID']);
  expect(lines.map(({ level }) => level)).toEqual(['error', 'info', 'error']);
});
