import type { Concordance, JudgedItem, JudgedRound } from '../domain/judged-round.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { panelRounds } from './schema.ts';

type PanelRound = typeof panelRounds.$inferSelect;

/** What a panel-round came to, from what was frozen; null while the panel is not judged. */
export function loadJudgedRound(tx: Transaction, panelRoundId: number): JudgedRound | null {
  const row = judgedPanelRound(tx).get(panelRoundId);
  if (!row) return null;
  const { panelId, code, name, openedAt, closedAt, concordance, ...columns } = row;
  return {
    ...columns,
    panel: { id: panelId, code, name },
    openedAt: new Date(openedAt),
    closedAt: new Date(closedAt),
    concordance: concordance === null ? null : (JSON.parse(concordance) as Concordance),
    items: judgedItems(tx).all(panelRoundId).map(itemOf),
  };
}

type RawRound = Omit<JudgedRound, 'panel' | 'openedAt' | 'closedAt' | 'concordance' | 'items'> & {
  panelId: PanelRound['panelId'];
  code: string;
  name: string;
  openedAt: number;
  closedAt: number;
  concordance: string | null;
};

const judgedPanelRound = prepared(({ $client }) =>
  $client.prepare<[number], RawRound>(
    `SELECT j.id AS panelRoundId, j.kind, j.invited, coalesce(j.answered, 0) AS answered,
       coalesce(j.submitted, 0) AS submitted, coalesce(j.not_handed_in, 0) AS notHandedIn,
       coalesce(j.raters, 0) AS raters, j.concordance, j.unchanged_share AS unchangedShare,
       coalesce(j.verdict, p.status) AS verdict, p.id AS panelId, p.code, p.name,
       r.number, r.opened_at AS openedAt, coalesce(r.closed_at, r.deadline) AS closedAt,
       (SELECT b.number FROM panel_rounds f JOIN rounds b ON b.id = f.round_id WHERE f.id = j.feedback_from_id)
         AS previousNumber
     FROM panel_rounds j JOIN panels p ON p.id = j.panel_id JOIN rounds r ON r.id = j.round_id
     WHERE j.id = ? AND j.state = 'judged'`,
  ),
);

type RawItem = Omit<JudgedItem, 'counts' | 'kept'> & { counts: string; kept: number };

function itemOf({ counts, kept, ...columns }: RawItem): JudgedItem {
  return { ...columns, counts: JSON.parse(counts), kept: kept === 1 };
}

const judgedItems = prepared(({ $client }) =>
  $client.prepare<[number], RawItem>(
    `SELECT a.item_id AS itemId, i.code, v.title, j.n, j.mean, j.sd, j.median, j.q1, j.q3,
       j.no_opinion AS noOpinion, j.counts, j.kept, j.why
     FROM panel_round_items a
     JOIN item_results j ON j.panel_round_id = a.panel_round_id AND j.item_id = a.item_id
     JOIN items i ON i.id = a.item_id
     JOIN item_versions v ON v.item_id = a.item_id AND v.version = a.version
     WHERE a.panel_round_id = ? ORDER BY a.position`,
  ),
);
