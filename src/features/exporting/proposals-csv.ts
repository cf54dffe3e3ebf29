import { createHash } from 'node:crypto';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';

/** What an expert proposed, and what became of it, without its author. */
export interface ProposalRow {
  readonly text: string;
  /** Codes of the panels that it is meant for. */
  readonly panels: readonly string[];
  readonly decision: 'accepted' | 'rejected' | null;
  /** What the author was told about the decision. */
  readonly reason: string;
  /** Codes of the items that it became, or of the item that it concerns. */
  readonly items: readonly string[];
}

/**
 * `proposals.csv`: one line a proposal, ordered by a digest of its text: the order of writing, or of the experts, would
 * tell whose they are.
 *
 * @param ending of every line
 */
export function proposalsCsv(rows: readonly ProposalRow[], ending: readonly string[] = []): string {
  const ordered = rows
    .map((row) => ({ row, digest: createHash('sha256').update(row.text).digest('hex') }))
    .sort((one, other) => (one.digest < other.digest ? -1 : 1));
  return [
    BYTE_ORDER_MARK + csvLine(['text', 'panels', 'decision', 'reason', 'item', ...ending]),
    ...ordered.map(({ row: { text, panels, decision, reason, items } }) =>
      csvLine([text, panels.join(','), decision, reason, items.join(','), ...ending]),
    ),
  ].join('');
}
