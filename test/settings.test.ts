import { describe, expect, test } from 'vitest';
import { idleSettings, parseSettings, type Settings, unknownSettings } from '../src/settings.ts';

const TOKEN = '123456789:AAE-secret_of_a_bot';
const SECRET = 'a_B-9'.repeat(5);

function settings(env: Record<string, string>): Settings {
  const parsed = parseSettings(env);
  if (!parsed.ok) throw new Error(parsed.lines[0]);
  return parsed.settings;
}

function line(env: Record<string, string>): string {
  const parsed = parseSettings(env);
  if (parsed.ok) throw new Error('no fault was found');
  return parsed.lines[0];
}

test('without a token it is a rehearsal, with a database of its own', () => {
  expect(settings({})).toEqual({
    messengers: [],
    databaseFile: 'data/rehearsal.sqlite',
    facilitators: [],
    operators: [],
    zone: 'Asia/Tehran',
    quietHours: { from: 22, to: 8 },
    webhook: null,
    host: '127.0.0.1',
    port: 8080,
    listens: null,
    backups: { folder: 'data/backups', keep: 14 },
    logLevel: 'info',
    rehearsalPace: 0,
  });
});

test('both messengers at once, each with its own address, proxy and pace', () => {
  expect(
    settings({
      BOT_TOKEN: TOKEN,
      BOT_PROXY: 'socks5://user:word@127.0.0.1:1080',
      BALE_TOKEN: TOKEN,
      BALE_API_ROOT: 'http://127.0.0.1:8081/',
    }),
  ).toMatchObject({
    databaseFile: 'data/hamray.sqlite',
    messengers: [
      {
        messenger: 'telegram',
        token: TOKEN,
        apiRoot: 'https://api.telegram.org',
        proxy: 'socks5://user:word@127.0.0.1:1080',
        messagesPerSecond: 30,
      },
      {
        messenger: 'bale',
        token: TOKEN,
        apiRoot: 'http://127.0.0.1:8081',
        proxy: null,
        messagesPerSecond: 5,
      },
    ],
  });
});

test('every other setting is read', () => {
  expect(
    settings({
      BOT_TOKEN: TOKEN,
      DATABASE_FILE: '/var/lib/hamray.sqlite',
      FACILITATOR_IDS: '123, bale:456،۷۸۹',
      OPERATOR_IDS: 'bale:99',
      TIMEZONE: 'Asia/Kabul',
      QUIET_HOURS: '23-7',
      MESSAGES_PER_SECOND: '0',
      WEBHOOK_URL: 'https://bot.example.org/hook/',
      WEBHOOK_SECRET: SECRET,
      HOST: '0.0.0.0',
      PORT: '8443',
      BACKUP_DIR: '/backups',
      BACKUP_KEEP: '3',
      LOG_LEVEL: 'debug',
    }),
  ).toMatchObject({
    databaseFile: '/var/lib/hamray.sqlite',
    facilitators: [
      { messenger: 'telegram', userId: 123 },
      { messenger: 'bale', userId: 456 },
      { messenger: 'telegram', userId: 789 },
    ],
    operators: [{ messenger: 'bale', userId: 99 }],
    zone: 'Asia/Kabul',
    quietHours: { from: 23, to: 7 },
    messengers: [{ messagesPerSecond: 0 }],
    webhook: { url: 'https://bot.example.org/hook/', secret: SECRET },
    host: '0.0.0.0',
    port: 8443,
    backups: { folder: '/backups', keep: 3 },
    logLevel: 'debug',
  });
});

test.each([
  [{}, null],
  [{ HOST: '0.0.0.0' }, { host: '0.0.0.0', port: 8080 }],
  [{ PORT: '9090' }, { host: '127.0.0.1', port: 9090 }],
  [
    { WEBHOOK_URL: 'https://bot.example.org', WEBHOOK_SECRET: SECRET },
    { host: '127.0.0.1', port: 8080 },
  ],
])('a live bot with %o listens at %o', (env, place) => {
  expect(settings({ BOT_TOKEN: TOKEN, ...env }).listens).toEqual(place);
});

test('every faulty setting is told of, and the others hold', () => {
  const parsed = parseSettings({ QUIET_HOURS: '22_8', TIMEZONE: 'Iran', BALE_TOKEN: TOKEN, PORT: 'x' });
  expect(parsed).toMatchObject({
    ok: false,
    lines: [expect.stringMatching(/^QUIET_HOURS /), expect.stringMatching(/^PORT /)],
    rest: { zone: 'Iran', quietHours: { from: 22, to: 8 }, messengers: [{ messenger: 'bale' }] },
  });
});

test('`none` means no quiet hours', () => {
  expect(settings({ QUIET_HOURS: 'none' }).quietHours).toBeNull();
});

test.each([24, 256])('a secret of %d characters is allowed', (length) => {
  const secret = 'x'.repeat(length);
  const { webhook } = settings({ WEBHOOK_URL: 'https://bot.example.org', WEBHOOK_SECRET: secret });
  expect(webhook?.secret).toBe(secret);
});

test.each(['::1', '::', '10.0.0.7', 'localhost', 'bot_1.internal.example'])('%s is a host', (host) => {
  expect(settings({ HOST: host }).host).toBe(host);
});

test('an empty setting counts as not set', () => {
  expect(settings({ BOT_TOKEN: '', QUIET_HOURS: ' ', PORT: '' })).toEqual(settings({}));
});

test('ids of a messenger without a token are noticed', () => {
  const ids = { FACILITATOR_IDS: '1,bale:2', OPERATOR_IDS: '3' };
  expect(idleSettings(settings({ BOT_TOKEN: TOKEN, ...ids }))).toEqual(['FACILITATOR_IDS']);
  expect(idleSettings(settings({ BALE_TOKEN: TOKEN, ...ids }))).toEqual(['FACILITATOR_IDS', 'OPERATOR_IDS']);
  expect(idleSettings(settings({ BOT_TOKEN: TOKEN, BALE_TOKEN: TOKEN, ...ids }))).toEqual([]);
});

test('a name that is misspelt is no setting', () => {
  expect(unknownSettings(['BOT_TOKEN', 'FACILITATORS_IDS', 'HOST', 'toString'])).toEqual([
    'FACILITATORS_IDS',
    'toString',
  ]);
});

describe('a fault is one line that names the setting, what is wrong and what is allowed', () => {
  test.each([
    [{ QUIET_HOURS: '22_8' }, 'QUIET_HOURS is `22_8`; expected two hours such as `22-8`, or `none`'],
    [{ QUIET_HOURS: '8-8' }, 'QUIET_HOURS is `8-8`; expected two hours such as `22-8`, or `none`'],
    [
      { BOT_API_ROOT: 'api.telegram.org' },
      'BOT_API_ROOT is `api.telegram.org`; expected an http or https address such as `https://api.telegram.org`',
    ],
    [
      { FACILITATOR_IDS: '12,ali' },
      'FACILITATOR_IDS is `12,ali`; expected user ids, comma separated, such as `123,bale:456`',
    ],
    [
      { OPERATOR_IDS: '@ali' },
      'OPERATOR_IDS is `@ali`; expected user ids, comma separated, such as `123,bale:456`',
    ],
    [{ TIMEZONE: 'Asia/Isfahan' }, 'TIMEZONE is `Asia/Isfahan`; expected a time zone such as `Asia/Tehran`'],
    [
      { MESSAGES_PER_SECOND: '-1' },
      'MESSAGES_PER_SECOND is `-1`; expected a number, 0 or more, such as `30`',
    ],
    [
      { WEBHOOK_URL: 'bot.example.org' },
      'WEBHOOK_URL is `bot.example.org`; expected an address such as `https://bot.example.org/hook`',
    ],
    [
      { BOT_API_ROOT: 'https://api.example.org/?key=1' },
      'BOT_API_ROOT is `https://api.example.org/?key=1`; expected an http or https address such as `https://api.telegram.org`',
    ],
    [{ DATABASE_FILE: ':memory:' }, 'DATABASE_FILE is `:memory:`; expected the path of a file'],
    ...['http://0.0.0.0', '127.0.0.1:8080', '[::]', 'two names'].map((host) => [
      { HOST: host },
      `HOST is \`${host}\`; expected an address of this machine such as \`127.0.0.1\`, or \`0.0.0.0\` for all of them, without a port`,
    ]),
    [{ PORT: '70000' }, 'PORT is `70000`; expected a port from 1 to 65535'],
    [{ PORT: '80.5' }, 'PORT is `80.5`; expected a port from 1 to 65535'],
    [{ BACKUP_KEEP: '0' }, 'BACKUP_KEEP is `0`; expected a whole number, 1 or more'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL is `loud`; expected one of trace, debug, info, warn, error, fatal, silent',
    ],
  ] as [Record<string, string>, string][])('%o', (env, expected) => {
    expect(line(env)).toBe(expected);
  });

  test('a webhook without a secret', () => {
    expect(line({ WEBHOOK_URL: 'https://bot.example.org' })).toMatch(/^WEBHOOK_SECRET is missing; expected /);
  });

  test.each(['x', 'x'.repeat(23), 'x'.repeat(257), '-'])(
    'a secret of another length than 24 to 256: %s',
    (secret) => {
      expect(line({ WEBHOOK_URL: 'https://bot.example.org', WEBHOOK_SECRET: secret })).toBe(
        `WEBHOOK_SECRET has ${secret.length} characters; expected 24 to 256 of the characters A–Z, a–z, 0–9, _ and -`,
      );
    },
  );

  test.each([
    ['BOT_TOKEN', 'no-token-but-secret'],
    ['BALE_TOKEN', '12:se cret'],
    ['WEBHOOK_SECRET', `${SECRET}!`],
    ['BOT_PROXY', 'ftp://user:secret@127.0.0.1'],
  ])('%s, without its value, which is secret', (name, value) => {
    expect(line({ [name]: value })).toMatch(new RegExp(`^${name} is malformed; expected `));
    expect(line({ [name]: value })).not.toContain(value);
  });
});
