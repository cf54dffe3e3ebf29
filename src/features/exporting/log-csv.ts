import { BYTE_ORDER_MARK, csvLine } from './csv.ts';
import { MOMENT, type ZoneClock, zoneClock } from './zone-clock.ts';

/** Something that happened in a study. */
export interface LogEvent {
  readonly at: Date;
  readonly actor: string;
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What replaces the database's ids in `details`. */
export interface LogNames {
  readonly rounds: ReadonlyMap<number, number>;
  readonly panels: ReadonlyMap<number, string>;
  readonly items: ReadonlyMap<number, string>;
  /** Null in an anonymous study. */
  readonly experts: ReadonlyMap<number, string> | null;
}

/** How many lines make a piece. */
const SLICE = 1000;
const REFERENCE = /^(.*?)(round|panel|item|expert)(Ids?)$/i;
const ID = /Ids?$|^ids?$/;
const SECRET = /^(mobile|token|pseudonym)$/i;
/** Told only where experts are named: of an identifiable expert, also whether answers were withdrawn. */
const PERSONAL = /^(names?|role|withdrew)$/i;
/**
 * What experts write: compared with the study's status, its moment would tell who wrote it. Told only where experts are
 * named.
 */
const WRITTEN: readonly string[] = ['proposal.made', 'proposal.objected', 'question.asked'];

/**
 * `log.csv`, piece by piece: what happened, when, and by whom; `details` is JSON. For an anonymous study it names no
 * expert, and leaves out when somebody wrote something.
 *
 * @param ending of every line
 */
export function* logCsv(
  events: readonly LogEvent[],
  names: LogNames,
  zone: string,
  ending: readonly string[] = [],
): Generator<string> {
  const clock = zoneClock(zone);
  const told = names.experts === null ? events.filter(({ kind }) => !WRITTEN.includes(kind)) : events;
  yield BYTE_ORDER_MARK + csvLine(['at', 'actor', 'kind', 'details', ...ending]);
  for (let from = 0; from < told.length; from += SLICE) {
    const slice = told.slice(from, from + SLICE);
    yield slice.map((event) => eventLine(event, names, clock, ending)).join('');
  }
}

function eventLine(
  { at, actor, kind, details }: LogEvent,
  names: LogNames,
  clock: ZoneClock,
  ending: readonly string[],
): string {
  const told = Object.entries(details).flatMap(([key, value]) => detail(key, value, names, clock));
  return csvLine([clock.moment(at), actor, kind, JSON.stringify(Object.fromEntries(told)), ...ending]);
}

/**
 * A member of `details` as it is told: ids are replaced by names and codes, and ids that mean nothing outside are left
 * out.
 */
function detail(key: string, value: unknown, names: LogNames, clock: ZoneClock): [string, unknown][] {
  const reference = REFERENCE.exec(key);
  if (reference) return referred(reference, value, names);
  if (ID.test(key) || SECRET.test(key) || (names.experts === null && PERSONAL.test(key))) return [];
  return [[key, typeof value === 'string' && MOMENT.test(value) ? clock.moment(new Date(value)) : value]];
}

function referred([, prefix, thing, suffix]: RegExpExecArray, value: unknown, names: LogNames) {
  const kind = `${thing!.toLowerCase()}s` as keyof LogNames;
  const known: ReadonlyMap<number, number | string> | null = names[kind];
  if (known === null) return [];
  const many = suffix!.endsWith('s');
  const told = many && Array.isArray(value) ? value.map((id) => known.get(id)) : known.get(Number(value));
  return [[`${prefix}${thing}${many ? 's' : ''}`, told ?? null] as [string, unknown]];
}
