import type BetterSqlite3 from 'better-sqlite3';
import { foldDigits } from '../../src/domain/digits.ts';
import type { Arrival } from './watched-messenger.ts';

/** Messages that go out by themselves, by what they begin with. */
export const PROACTIVE = {
  'round-opened': /^📬 دور ([۰-۹]+) باز شد/,
  // The preview of /remind is headed «یادآوری دور …».
  reminder: /^⏰ (?!یادآوری).*?دور ([۰-۹]+)/,
  'closing-card': /^📌 پایان دور ([۰-۹]+)/,
  summary: /^📊 خلاصهٔ دور ([۰-۹]+)/,
  'closing-letter': /^🌿/,
} as const;
export type ProactiveKind = keyof typeof PROACTIVE;

/** A send whose outcome nobody knew is repeated once, or counts as sent: docs/decisions/0005-delivery.md. */
const REPEATED: Readonly<Record<ProactiveKind, boolean>> = {
  'round-opened': true,
  reminder: false,
  'closing-card': true,
  summary: true,
  'closing-letter': true,
};

export interface KindFigures {
  /** Messages that were to be heard. */
  due: number;
  arrived: number;
  /** Sends cut off by a kill. */
  cutOff: number;
  /** Heard a second time. */
  twice: number;
  /** Cut off, and never heard. */
  never: number;
}

export interface AccountOfMessages {
  readonly byKind: Readonly<Record<ProactiveKind | 'reply', KindFigures>>;
  readonly faults: readonly string[];
}

export interface Row {
  readonly key: string;
  readonly kind: string;
  readonly userId: number;
  readonly round: number | null;
  readonly state: string;
  readonly error: string | null;
  readonly messageId: number | null;
}

/** What is known of sends whose outcome the program could not know. */
export interface Uncertainty {
  /** How often a row's send was cut off. */
  cuts(row: Row): number;
  /** Copies that may have arrived at most, where a row was cut off and its kind is repeated. */
  copies(row: Row): number;
}

export function accountOfMessages(
  db: BetterSqlite3.Database,
  arrivals: readonly Arrival[],
  uncertainty: Uncertainty,
): AccountOfMessages {
  const rows = loadRows(db);
  const byKind = {} as Record<ProactiveKind | 'reply', KindFigures>;
  const faults: string[] = [];
  for (const kind of Object.keys(PROACTIVE) as ProactiveKind[]) {
    const figures: KindFigures = { due: 0, arrived: 0, cutOff: 0, twice: 0, never: 0 };
    byKind[kind] = figures;
    const heard = countHeard(arrivals, kind);
    for (const [place, group] of byPlace(rows.filter((row) => row.kind === kind))) {
      faults.push(...accountGroup(kind, place, group, heard.get(place) ?? 0, uncertainty, figures));
      heard.delete(place);
    }
    for (const [place, times] of heard) faults.push(`${kind} ${place}: heard ${times} times, never queued`);
  }
  byKind.reply = accountOfReplies(rows, arrivals, uncertainty, faults);
  return { byKind, faults };
}

function loadRows(db: BetterSqlite3.Database): Row[] {
  return db
    .prepare(
      `SELECT o.key, o.kind, a.user_id AS userId, o.state, o.error, o.message_id AS messageId,
              coalesce(r.number, s.number, t.number) AS round
       FROM outbox o JOIN accounts a ON a.id = o.account_id
       LEFT JOIN questionnaires q ON q.id = json_extract(o.args, '$.questionnaireId')
       LEFT JOIN rounds r ON r.id = q.round_id
       LEFT JOIN rounds s ON s.id = json_extract(o.args, '$.roundId')
       LEFT JOIN panel_rounds p ON p.id = json_extract(o.args, '$.panelRoundId')
       LEFT JOIN rounds t ON t.id = p.round_id`,
    )
    .all() as Row[];
}

function byPlace(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const place = placeOf(row.userId, row.round);
    groups.set(place, [...(groups.get(place) ?? []), row]);
  }
  return groups;
}

export function placeOf(userId: number, round: number | null): string {
  return `${userId} round ${round}`;
}

function countHeard(arrivals: readonly Arrival[], kind: ProactiveKind): Map<string, number> {
  const heard = new Map<string, number>();
  for (const { personId, text } of arrivals) {
    const place = placeOfText(kind, personId, text);
    if (place !== null) heard.set(place, (heard.get(place) ?? 0) + 1);
  }
  return heard;
}

/** Whom a text of a kind goes to and what round it is about; null where it is of another kind. */
export function placeOfText(kind: ProactiveKind, userId: number, text: string): string | null {
  const found = PROACTIVE[kind].exec(text);
  return found && placeOf(userId, found[1] === undefined ? null : Number(foldDigits(found[1])));
}

/** What one person was to hear of one kind in one round. */
function accountGroup(
  kind: ProactiveKind,
  place: string,
  group: readonly Row[],
  heard: number,
  { cuts, copies }: Uncertainty,
  figures: KindFigures,
): string[] {
  const sent = group.filter(({ state }) => state === 'sent');
  const unknown = group.filter((row) => row.state !== 'sent' && cuts(row) > 0);
  const most = [...sent, ...unknown].reduce(
    (sum, row) => sum + (REPEATED[kind] && cuts(row) > 0 ? copies(row) : 1),
    0,
  );
  figures.due += sent.length + unknown.length;
  figures.arrived += heard;
  figures.cutOff += group.reduce((sum, row) => sum + cuts(row), 0);
  figures.twice += Math.max(0, heard - sent.length - unknown.length);
  figures.never += Math.max(0, sent.length + unknown.length - heard);
  const story = group.map((row) => `${row.key} ${row.state} ${row.error ?? ''} cut off ${cuts(row)}`);
  return [
    ...(heard < sent.length || heard > most ? [`${kind} ${place}: heard ${heard}; ${story}`] : []),
    ...group
      .filter((row) => row.state === 'waiting' || row.state === 'sending' || isParkedInVain(row, cuts(row)))
      .map(({ key, state }) => `${key} is left ${state}`),
  ];
}

/** Only what was cut off twice is given up. */
function isParkedInVain({ state }: Row, cuts: number): boolean {
  return state === 'parked' && cuts < 2;
}

/** Every message that is neither proactive nor a card must be some row's, or the first copy of one that was cut off. */
function accountOfReplies(
  rows: readonly Row[],
  arrivals: readonly Arrival[],
  { cuts }: Uncertainty,
  faults: string[],
): KindFigures {
  const replies = rows.filter(({ kind }) => kind === 'reply' || kind === 'document');
  const known = new Set(replies.map(({ messageId, userId }) => `${userId} ${messageId}`));
  const heard = arrivals.filter((arrival) => !isProactive(arrival) && !isCard(arrival));
  const surplus = heard.filter(({ personId, messageId }) => !known.has(`${personId} ${messageId}`));
  for (const { personId, text } of surplus) {
    if (!replies.some((row) => row.userId === personId && cuts(row) > 0)) {
      faults.push(`${personId} heard what no row accounts for: ${text.slice(0, 60)}`);
    }
  }
  for (const row of replies) {
    if (row.state !== 'sent' && (row.state !== 'parked' || isParkedInVain(row, cuts(row)))) {
      faults.push(`${row.key} is left ${row.state}`);
    }
  }
  const cutOff = replies.reduce((sum, row) => sum + cuts(row), 0);
  return { due: replies.length, arrived: heard.length, cutOff, twice: surplus.length, never: 0 };
}

function isProactive({ text }: Arrival): boolean {
  return Object.values(PROACTIVE).some((pattern) => pattern.test(text));
}

/** A card of a closed round, sent anew, has no buttons. */
function isCard({ data, text }: Arrival): boolean {
  return (
    data.some((one) => /^(r|n|k|ka|w|wc|wr|sb|or|g|d|o|s):/.test(one)) ||
    /^🔒 دور \S+ بسته شده است/.test(text)
  );
}
