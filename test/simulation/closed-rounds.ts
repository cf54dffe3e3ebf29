import { createHash } from 'node:crypto';
import type { Database } from '../../src/store/file/database.ts';

/** Watches that nothing changes in a round once it is closed, but what a person decides by hand. */
export function closedRounds(): { changed(db: Database): string[] } {
  const kept = new Map<string, string>();
  return {
    changed(db) {
      const rounds = db.$client
        .prepare("SELECT id, number, state FROM rounds WHERE state IN ('closed', 'judged')")
        .all() as { id: number; number: number; state: string }[];
      return rounds.flatMap(({ id, number, state }) => {
        const answers = printOf(db, ANSWERS, id);
        const figures = state === 'judged' ? printOf(db, FIGURES, id) : null;
        const faults = [];
        if (isOther(kept, `answers ${id}`, answers))
          faults.push(`the answers of closed round ${number} changed`);
        if (figures && isOther(kept, `figures ${id}`, figures))
          faults.push(`the figures of judged round ${number} changed`);
        return faults;
      });
    },
  };
}

const ANSWERS = `SELECT a.item_id, a.kind, a.panel_id, a.state, a.value, a.how, a.answered_at
  FROM answers a JOIN questionnaires q ON q.id = a.questionnaire_id WHERE q.round_id = ?
  ORDER BY a.item_id, a.kind, a.panel_id, a.state, a.value, a.how, a.answered_at`;
const FIGURES = `SELECT i.item_id, i.n, i.mean, i.sd, i.median, i.q1, i.q3, i.no_opinion, i.counts, i.kept, i.why,
    p.panel_id, p.invited, p.answered, p.submitted, p.raters, p.concordance, p.rules, p.verdict, p.unchanged_share
  FROM panel_rounds p LEFT JOIN item_results i ON i.panel_round_id = p.id WHERE p.round_id = ?
  ORDER BY p.panel_id, i.item_id`;

function printOf({ $client }: Database, rows: string, roundId: number): string {
  return createHash('sha256')
    .update(JSON.stringify($client.prepare(rows).raw().all(roundId)))
    .digest('hex');
}

function isOther(kept: Map<string, string>, key: string, now: string): boolean {
  const before = kept.get(key);
  kept.set(key, now);
  return before !== undefined && before !== now;
}
