import { isIP } from 'node:net';
import { foldDigits } from './domain/digits.ts';
import { parseQuietHours, type QuietHours } from './domain/quiet-hours.ts';

/** How each messenger's settings begin; where it is reached, and how often, where nothing else is set. */
const MESSENGERS = {
  telegram: { prefix: 'BOT', apiRoot: 'https://api.telegram.org', messagesPerSecond: 30 },
  bale: { prefix: 'BALE', apiRoot: 'https://tapi.bale.ai', messagesPerSecond: 5 },
} as const;

type MessengerName = keyof typeof MESSENGERS;

const MESSENGER_NAMES = Object.keys(MESSENGERS) as MessengerName[];

/** What the settings of a messenger are called. */
export function settingNames(messenger: MessengerName) {
  const { prefix } = MESSENGERS[messenger];
  return { token: `${prefix}_TOKEN`, apiRoot: `${prefix}_API_ROOT`, proxy: `${prefix}_PROXY` } as const;
}

interface MessengerSettings {
  readonly messenger: MessengerName;
  readonly token: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  readonly proxy: string | null;
  /** Sends and edits; 0: no pacing. */
  readonly messagesPerSecond: number;
}

interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
}

/** Somebody's account, as the messenger numbers it. */
interface AccountName {
  readonly messenger: MessengerName;
  readonly userId: number;
}

export interface Settings {
  /** None: a rehearsal on this machine. */
  readonly messengers: readonly MessengerSettings[];
  readonly databaseFile: string;
  readonly facilitators: readonly AccountName[];
  readonly operators: readonly AccountName[];
  readonly zone: string;
  readonly quietHours: QuietHours;
  /** Null: polling. */
  readonly webhook: WebhookSettings | null;
  /** The address that the program listens on. */
  readonly host: string;
  /** Of the webhook, of health and metrics, or of a rehearsal's page. */
  readonly port: number;
  /** Where a live bot listens: for its webhook, or because it is told to; null: nowhere. */
  readonly listens: { readonly host: string; readonly port: number } | null;
  readonly backups: { readonly folder: string; readonly keep: number };
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Of a rehearsal's messenger, which has no limits of its own. */
  readonly rehearsalPace: number;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Thrown where a setting cannot be read; the message is what follows its name in the line that tells of it. */
class SettingFault extends Error {}

/**
 * A setting whose text is read by `read`; undefined means that it cannot be read. Absent or empty: null.
 *
 * @param wrong says of a text what is wrong with it
 */
function setting<Value>(
  expected: string,
  read: (text: string) => Value | undefined,
  wrong: (text: string) => string = (text) => `is \`${text}\``,
) {
  return (text: string | undefined): Value | null => {
    const written = text?.trim() ?? '';
    if (written === '') return null;
    const value = read(written);
    if (value !== undefined) return value;
    throw new SettingFault(`${wrong(written)}; expected ${expected}`);
  };
}

/** Of what is secret: the line that tells of a fault must not carry it. */
const malformed = () => 'is malformed';
const token = setting(
  'a bot’s token: its id, a colon and its secret, such as `123456789:AAE…`',
  (text) => (/^\d+:[\w-]+$/.test(text) ? text : undefined),
  malformed,
);
const apiRoot = setting('an http or https address such as `https://api.telegram.org`', (text) =>
  // Methods are added to its end.
  /[?#]/.test(text) ? undefined : urlOf(text, ['http:', 'https:'])?.replace(/\/+$/, ''),
);
const proxy = setting(
  'an address such as `http://127.0.0.1:8080` or `socks5://127.0.0.1:1080`',
  (text) => urlOf(text, ['http:', 'https:', 'socks:', 'socks4:', 'socks4a:', 'socks5:', 'socks5h:']),
  malformed,
);
const accountNames = setting('user ids, comma separated, such as `123,bale:456`', readAccountNames);
const text = setting('a text', (written) => written);

/** Telegram takes 1 to 256 characters; what is shorter than this could be guessed. */
const SHORTEST_SECRET = 24;
const LONGEST_SECRET = 256;
const SECRET = `${SHORTEST_SECRET} to ${LONGEST_SECRET} of the characters A–Z, a–z, 0–9, _ and -`;

/** Each setting of the environment. */
const SETTINGS = {
  BOT_TOKEN: token,
  BOT_API_ROOT: apiRoot,
  BOT_PROXY: proxy,
  BALE_TOKEN: token,
  BALE_API_ROOT: apiRoot,
  BALE_PROXY: proxy,
  DATABASE_FILE: setting('the path of a file', (file) => (file === ':memory:' ? undefined : file)),
  FACILITATOR_IDS: accountNames,
  OPERATOR_IDS: accountNames,
  TIMEZONE: setting('a time zone such as `Asia/Tehran`', (zone) => (isZone(zone) ? zone : undefined)),
  QUIET_HOURS: setting('two hours such as `22-8`, or `none`', (hours) => parseQuietHours(hours) ?? undefined),
  MESSAGES_PER_SECOND: setting('a number, 0 or more, such as `30`', (written) => numberFrom(written, 0)),
  WEBHOOK_URL: setting('an address such as `https://bot.example.org/hook`', (url) =>
    urlOf(url, ['http:', 'https:']),
  ),
  WEBHOOK_SECRET: setting(
    SECRET,
    (secret) => (isSecret(secret) ? secret : undefined),
    ({ length }) =>
      length < SHORTEST_SECRET || length > LONGEST_SECRET ? `has ${length} characters` : malformed(),
  ),
  HOST: setting(
    'an address of this machine such as `127.0.0.1`, or `0.0.0.0` for all of them, without a port',
    (host) => (isHost(host) ? host : undefined),
  ),
  PORT: setting('a port from 1 to 65535', (port) => wholeFrom(port, 1, 65_535)),
  BACKUP_DIR: text,
  BACKUP_KEEP: setting('a whole number, 1 or more', (keep) => wholeFrom(keep, 1, Number.MAX_SAFE_INTEGER)),
  LOG_LEVEL: setting(`one of ${LOG_LEVELS.join(', ')}`, (level) =>
    LOG_LEVELS.find((known) => known === level),
  ),
};

type SettingName = keyof typeof SETTINGS;
type ReadSettings = { readonly [Name in SettingName]: ReturnType<(typeof SETTINGS)[Name]> };

export type ParsedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | {
      readonly ok: false;
      /** One for each faulty setting: its name, what is wrong with it and what is allowed. */
      readonly lines: readonly [string, ...string[]];
      /** As if the faulty ones were not set. */
      readonly rest: Settings;
    };

/**
 * Reads the environment.
 *
 * @example
 * parseSettings({ QUIET_HOURS: '22_8' }) // lines: QUIET_HOURS is `22_8`; expected two hours such as `22-8`, or `none`
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): ParsedSettings {
  const lines: string[] = [];
  const entries = Object.entries(SETTINGS).map(([name, readSetting]) => {
    try {
      return [name, readSetting(env[name])];
    } catch (error) {
      if (!(error instanceof SettingFault)) throw error;
      lines.push(`${name} ${error.message}`);
      return [name, null];
    }
  });
  const read = Object.fromEntries(entries) as ReadSettings;
  if (read.WEBHOOK_URL && !env['WEBHOOK_SECRET']?.trim()) {
    lines.push(`WEBHOOK_SECRET is missing; expected a secret beside WEBHOOK_URL: ${SECRET}`);
  }
  const settings = settingsFrom(read);
  const [first, ...others] = lines;
  return first === undefined
    ? { ok: true, settings }
    : { ok: false, lines: [first, ...others], rest: settings };
}

/** Those of some names that are no setting's: mostly misspelt, and of no effect. */
export function unknownSettings(names: readonly string[]): string[] {
  return names.filter((name) => !Object.hasOwn(SETTINGS, name));
}

/** Settings that name accounts of a messenger that is not live, where nobody can use them. */
export function idleSettings({ messengers, facilitators, operators }: Settings): string[] {
  const isIdle = ({ messenger }: AccountName) => !messengers.some((live) => live.messenger === messenger);
  const named = { FACILITATOR_IDS: facilitators, OPERATOR_IDS: operators };
  return Object.entries(named).flatMap(([name, accounts]) => (accounts.some(isIdle) ? [name] : []));
}

function settingsFrom(read: ReadSettings): Settings {
  const messengers = MESSENGER_NAMES.map((name) => messengerFrom(name, read)).filter(
    (messenger) => messenger !== null,
  );
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = read;
  const place = { host: read.HOST ?? '127.0.0.1', port: read.PORT ?? 8080 };
  return {
    messengers,
    databaseFile:
      read.DATABASE_FILE ?? (messengers.length > 0 ? 'data/hamray.sqlite' : 'data/rehearsal.sqlite'),
    facilitators: read.FACILITATOR_IDS ?? [],
    operators: read.OPERATOR_IDS ?? [],
    zone: read.TIMEZONE ?? 'Asia/Tehran',
    quietHours: read.QUIET_HOURS ? read.QUIET_HOURS.quietHours : { from: 22, to: 8 },
    webhook: url && secret ? { url, secret } : null,
    ...place,
    listens: (url && secret) || read.HOST || read.PORT ? place : null,
    backups: { folder: read.BACKUP_DIR ?? 'data/backups', keep: read.BACKUP_KEEP ?? 14 },
    logLevel: read.LOG_LEVEL ?? 'info',
    rehearsalPace: read.MESSAGES_PER_SECOND ?? 0,
  };
}

function messengerFrom(messenger: MessengerName, read: ReadSettings): MessengerSettings | null {
  const usual = MESSENGERS[messenger];
  const names = settingNames(messenger);
  const botToken = read[names.token];
  if (!botToken) return null;
  return {
    messenger,
    token: botToken,
    apiRoot: read[names.apiRoot] ?? usual.apiRoot,
    proxy: read[names.proxy],
    messagesPerSecond: read.MESSAGES_PER_SECOND ?? usual.messagesPerSecond,
  };
}

function urlOf(written: string, protocols: readonly string[]): string | undefined {
  if (!URL.canParse(written)) return undefined;
  const { hostname, protocol } = new URL(written);
  return hostname !== '' && protocols.includes(protocol) ? written : undefined;
}

function isSecret(written: string): boolean {
  const { length } = written;
  return length >= SHORTEST_SECRET && length <= LONGEST_SECRET && /^[\w-]+$/.test(written);
}

function isHost(written: string): boolean {
  return isIP(written) !== 0 || /^\w([\w.-]*\w)?$/.test(written);
}

/** How accounts of each messenger are named. */
export const HOW_NAMED = '`bale:123` for Bale, `123` for Telegram';
const ACCOUNT_NAME = new RegExp(`^(?:(${MESSENGER_NAMES.join('|')}):)?(\\d{1,16})$`);

function readAccountNames(written: string): AccountName[] | undefined {
  const ids = written
    .split(/[,،]/)
    .map((id) => foldDigits(id).trim())
    .filter((id) => id !== '')
    .map((id) => ACCOUNT_NAME.exec(id));
  if (ids.some((id) => id === null)) return undefined;
  return ids.map((id) => ({
    messenger: (id![1] ?? 'telegram') as MessengerName,
    userId: Number(id![2]),
  }));
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

function numberFrom(written: string, least: number): number | undefined {
  const folded = foldDigits(written);
  if (!/^\d+(\.\d+)?$/.test(folded)) return undefined;
  return Number(folded) >= least ? Number(folded) : undefined;
}

function wholeFrom(written: string, least: number, most: number): number | undefined {
  const value = numberFrom(written, least);
  return value !== undefined && Number.isInteger(value) && value <= most ? value : undefined;
}
