import { readTitles } from './curation.ts';
import type { Wording } from './item-lives.ts';
import { type Outcome, refuse } from './refusals.ts';
import { seenText } from './seen-text.ts';

/** What a facilitator may do to an item by hand; buttons carry the place in this list, so it only grows. */
export const ACTS = ['drop', 'keep', 'reword', 'split', 'merge'] as const;
export type Act = (typeof ACTS)[number];

/** A change of an item that is being put together, one question after another. */
export interface ItemChange {
  readonly act: Act;
  readonly itemId: number;
  /** Panels whose verdict is decided; empty where wordings change. */
  readonly panelIds: readonly number[];
  /** The item to merge with; null: not said yet, or not asked. */
  readonly otherId: number | null;
  /** The new wordings; empty: not said yet, or not asked. */
  readonly wordings: readonly Wording[];
  /** Whether a new wording keeps the meaning, so that answers carry over; null: not said yet, or not asked. */
  readonly keepsMeaning: boolean | null;
  readonly reason: string | null;
  /** The state of the item when the change was begun: the change is made only if it is still the same. */
  readonly stood: string;
}

/** What to ask next; null: nothing, the change can be shown. */
export function wantedNext(
  change: Pick<ItemChange, 'act' | 'otherId' | 'wordings' | 'keepsMeaning' | 'reason'>,
): 'other' | 'wording' | 'meaning' | 'reason' | null {
  const { act, otherId, wordings, keepsMeaning, reason } = change;
  if (act === 'merge' && otherId === null) return 'other';
  if (act !== 'keep' && act !== 'drop' && wordings.length === 0) return 'wording';
  if (act === 'reword' && keepsMeaning === null) return 'meaning';
  return reason === null ? 'reason' : null;
}

const DEFINITION_LIMIT = 1000;
const REASON_LIMIT = 500;

/** One wording: the first line is the title, the others the definition. @param definition where there are no others */
export function readWording(typed: string, definition: string): Outcome<{ wordings: readonly Wording[] }> {
  const [first = '', ...more] = typed.trim().split('\n');
  const read = readTitles(first, 'one');
  if (!read.ok) return read;
  const written = seenText(more.join('\n'));
  if (written.length > DEFINITION_LIMIT) return refuse({ code: 'item.tooLong', limit: DEFINITION_LIMIT });
  return { ok: true, wordings: [{ title: read.titles[0]!, definition: written || definition }] };
}

/** What an item is split into: each line is a title. */
export function readParts(typed: string): Outcome<{ wordings: readonly Wording[] }> {
  const read = readTitles(typed, 'several');
  return read.ok ? { ok: true, wordings: read.titles.map((title) => ({ title, definition: '' })) } : read;
}

/** Why an item is changed, as the report will tell it. */
export function readChangeReason(typed: string): Outcome<{ reason: string }> {
  const reason = seenText(typed);
  if (reason === '') return refuse({ code: 'item.noText' });
  return reason.length > REASON_LIMIT
    ? refuse({ code: 'item.tooLong', limit: REASON_LIMIT })
    : { ok: true, reason };
}
