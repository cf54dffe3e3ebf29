import { Api, GrammyError, HttpError } from 'grammy';
import { describe, expect, test } from 'vitest';
import { createLog, errorFields } from '../src/log.ts';
import { newDatabase } from './fixtures/database.ts';

const TOKEN = '123456:AAE-very-secret';

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  let line = '';
  write(
    createLog('info', {
      write: (text) => {
        line = text;
      },
    }),
  );
  return JSON.parse(line);
}

test('a line is JSON with its level by name and its time', () => {
  expect(logged((log) => log.warn({ waitMs: 5 }, 'too fast'))).toMatchObject({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    msg: 'too fast',
    waitMs: 5,
  });
});

test('what people are called, said or answered is hidden wherever it stands', () => {
  const secrets = { name: 'مریم', mobile: '98912', text: 'دلیل', token: TOKEN };
  const line = JSON.stringify(logged((log) => log.info({ ...secrets, expert: secrets })));
  for (const secret of Object.values(secrets)) expect(line).not.toContain(secret);
});

describe('of an error is logged', () => {
  test('of a network error its code, and not the address with the token', async () => {
    const error = await new Api(TOKEN, { apiRoot: 'http://127.0.0.1:1', sensitiveLogs: true })
      .getMe()
      .catch((failed) => failed);
    expect(error).toBeInstanceOf(HttpError);
    const line = JSON.stringify(logged((log) => log.error({ error })));
    expect(line).toContain('ECONNREFUSED');
    expect(line).not.toContain('very-secret');
  });

  test('of a refusal its code and method, and not the text that was to be sent', () => {
    const refused = { ok: false, error_code: 400, description: "can't parse «راز»" } as const;
    const error = new GrammyError('Call failed', refused, 'sendMessage', { text: 'راز' });
    expect(errorFields(error)).toEqual({ type: 'GrammyError', code: 400, method: 'sendMessage' });
  });

  test('of a bug where it stands, and not its words', () => {
    const fields = errorFields(new TypeError('مریم is not a function'));
    expect(fields).toMatchObject({
      type: 'TypeError',
      at: expect.arrayContaining([expect.stringMatching(/log\.test/)]),
    });
    expect(JSON.stringify(fields)).not.toContain('مریم');
  });

  test('of a failed query what SQLite says, and not the values', () => {
    const db = newDatabase();
    const insert = () =>
      db.$client.prepare('INSERT INTO program_state (key, value) VALUES (?, ?)').run('k', 'راز');
    insert();
    let error: unknown;
    try {
      insert();
    } catch (failed) {
      error = failed;
    }
    expect(errorFields(error)).toMatchObject({
      type: 'SqliteError',
      detail: 'UNIQUE constraint failed: program_state.key',
    });
    expect(JSON.stringify(errorFields(error))).not.toContain('راز');
  });
});
