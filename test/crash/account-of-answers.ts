import type BetterSqlite3 from 'better-sqlite3';
import type { AnswerPressed, ExpertsAtWork, ReasonWritten } from './experts-at-work.ts';

export interface AccountOfAnswers {
  readonly pressed: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Acknowledged, and the database holds none or another. */
  readonly lost: readonly string[];
  readonly reasonsSeen: number;
  readonly reasonsLost: readonly string[];
}

interface StoredAnswer {
  readonly id: number;
  readonly state: 'open' | 'rated' | 'no_opinion';
  readonly value: number | null;
  readonly previous: number | null;
  readonly reason: string | null;
}

/**
 * Compares what experts were told with what the database holds. Presses are carried out in the order pressed, so an
 * answer must be that of the last press that was acknowledged, or of a later one whose acknowledgement was lost; never
 * that of one that was refused.
 */
export function accountOfAnswers(
  db: BetterSqlite3.Database,
  { pressed, reasons }: Pick<ExpertsAtWork, 'pressed' | 'reasons'>,
): AccountOfAnswers {
  const stored = new Map(
    (
      db
        .prepare('SELECT id, state, value, previous_value AS previous, reason FROM answers')
        .all() as StoredAnswer[]
    ).map((row) => [row.id, row]),
  );
  return {
    pressed: pressed.length,
    acknowledged: pressed.filter(({ outcome }) => outcome === 'acknowledged').length,
    refused: pressed.filter(({ outcome }) => outcome === 'refused').length,
    lost: [...byAnswer(pressed).values()].flatMap(
      (presses) => faultOf(stored.get(presses[0]!.answerId), presses) ?? [],
    ),
    reasonsSeen: reasons.filter(({ seen }) => seen).length,
    reasonsLost: [...byAnswer(reasons).values()].flatMap(
      (written) => faultOfReason(stored.get(written[0]!.answerId), written) ?? [],
    ),
  };
}

function byAnswer<Said extends { readonly answerId: number }>(said: readonly Said[]): Map<number, Said[]> {
  const grouped = new Map<number, Said[]>();
  for (const one of said) grouped.set(one.answerId, [...(grouped.get(one.answerId) ?? []), one]);
  return grouped;
}

/** The last reason that the card showed must be there, or one that was written later. */
function faultOfReason(stored: StoredAnswer | undefined, written: readonly ReasonWritten[]): string | null {
  const last = written.findLastIndex(({ seen }) => seen);
  const possible = written.slice(Math.max(0, last)).map(({ reason }) => reason);
  if (last === -1 || possible.includes(stored?.reason ?? '')) return null;
  return `answer ${written[0]!.answerId}: the card showed «${possible[0]}», stored is ${stored?.reason}`;
}

function faultOf(stored: StoredAnswer | undefined, presses: readonly AnswerPressed[]): string | null {
  const last = presses.findLastIndex(({ outcome }) => outcome === 'acknowledged');
  const possible = presses
    .slice(Math.max(0, last))
    .filter(({ outcome }) => outcome !== 'refused')
    .map(({ said }) => storedFor(said, stored));
  if (last === -1) possible.push('open');
  const held = stored && (stored.state === 'rated' ? stored.value : stored.state);
  if (possible.includes(held ?? null)) return null;
  const story = presses.map(({ said, outcome }) => `${said} ${outcome}`).join(', ');
  return `answer ${presses[0]!.answerId}: pressed ${story}; stored is ${held}`;
}

function storedFor(said: AnswerPressed['said'], stored: StoredAnswer | undefined): number | string | null {
  return said === 'keep' ? (stored?.previous ?? null) : said;
}
