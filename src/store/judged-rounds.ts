import type { Concordance, JudgedItem, JudgedRound, WBase } from '../domain/judged-round.ts';
import type { VerdictRules } from '../domain/verdict-rules.ts';
import { holm } from '../statistics/holm.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { panelRounds } from './schema.ts';

type PanelRound = typeof panelRounds.$inferSelect;

/** The outcome of a panel-round, from what was frozen; null while it is not judged. */
export function loadJudgedRound(tx: Transaction, panelRoundId: number): JudgedRound | null {
  const row = judgedPanelRound(tx).get(panelRoundId);
  if (!row) return null;
  const { panelId, code, name, openedAt, closedAt, rules, concordance, previousW, ...columns } = row;
  const onPaper = paperAnswers(tx).get(panelRoundId)!;
  return {
    ...columns,
    onPaper,
    panel: { id: panelId, code, name },
    openedAt: new Date(openedAt),
    closedAt: new Date(closedAt),
    rules: JSON.parse(rules) as VerdictRules,
    previousW: previousW === null ? null : (JSON.parse(previousW) as WBase),
    concordance: concordance === null ? null : (JSON.parse(concordance) as Concordance),
    items: withHolm(judgedItems(tx).all(panelRoundId).map(itemOf)),
  };
}

type RawRound = Omit<
  JudgedRound,
  'panel' | 'onPaper' | 'openedAt' | 'closedAt' | 'rules' | 'concordance' | 'previousW' | 'items'
> & {
  panelId: PanelRound['panelId'];
  code: string;
  name: string;
  openedAt: number;
  closedAt: number;
  rules: string;
  concordance: string | null;
  previousW: string | null;
};

/** The study's present rules, for a round judged before rules were frozen with it. */
const PRESENT_RULES = `json_object('neutralPoint', s.neutral_point, 'keepsBy', s.keeps_by,
  'agreeingPerCent', s.agreeing_per_cent, 'dropsFromRound', s.drops_from_round,
  'yesPerCent', s.yes_per_cent, 'minRounds', s.min_rounds, 'maxRounds', s.max_rounds,
  'stabilityThreshold', s.stability_threshold, 'agreementThreshold', s.agreement_threshold)`;

const judgedPanelRound = prepared(({ $client }) =>
  $client.prepare<[number], RawRound>(
    `SELECT j.id AS panelRoundId, j.kind, j.invited, coalesce(j.answered, 0) AS answered,
       coalesce(j.submitted, 0) AS submitted, coalesce(j.not_handed_in, 0) AS notHandedIn,
       coalesce(j.raters, 0) AS raters, j.concordance, j.unchanged_share AS unchangedShare,
       coalesce(j.verdict, p.status) AS verdict, p.id AS panelId, p.code, p.name,
       coalesce(j.rules, ${PRESENT_RULES}) AS rules,
       (SELECT count(*) FROM proposals o WHERE o.round_id = j.round_id AND o.panel_id = j.panel_id
         AND o.kind = 'idea' AND o.state <> 'withdrawn') AS ideas,
       r.number, r.opened_at AS openedAt, coalesce(r.closed_at, r.deadline) AS closedAt,
       (SELECT b.number FROM panel_rounds f JOIN rounds b ON b.id = f.round_id WHERE f.id = j.feedback_from_id)
         AS previousNumber,
       (SELECT json_object('w', f.concordance ->> 'w', 'raters', coalesce(f.raters, 0), 'items',
           (SELECT count(*) FROM panel_round_items i WHERE i.panel_round_id = f.id))
         FROM panel_rounds f WHERE f.id = j.feedback_from_id) AS previousW,
       (SELECT count(*) FROM panel_rounds k JOIN rounds n ON n.id = k.round_id
         WHERE k.panel_id = j.panel_id AND k.kind = j.kind AND n.number <= r.number) AS roundOfKind
     FROM panel_rounds j JOIN panels p ON p.id = j.panel_id JOIN rounds r ON r.id = j.round_id
       JOIN studies s ON s.id = r.study_id
     WHERE j.id = ? AND j.state = 'judged'`,
  ),
);

const paperAnswers = prepared(({ $client }) =>
  $client.prepare<[number], JudgedRound['onPaper']>(
    `SELECT count(*) AS answers,
       CASE WHEN count(expert_id) = count(*) THEN count(DISTINCT expert_id) END AS experts
     FROM (
       SELECT q.expert_id, p.id FROM panel_rounds p
       JOIN panel_round_experts x ON x.panel_round_id = p.id
       JOIN questionnaires q ON q.round_id = p.round_id AND q.expert_id = x.expert_id
       JOIN answers a ON a.questionnaire_id = q.id AND a.how = 'paper' AND a.kind = p.kind
         AND a.panel_id IN (0, p.panel_id)
       JOIN panel_round_items i ON i.panel_round_id = p.id AND i.item_id = a.item_id
       UNION ALL
       SELECT o.expert_id, p.id FROM panel_rounds p
       JOIN proposals o ON o.round_id = p.round_id AND o.panel_id = p.panel_id
       WHERE o.on_paper = 1 AND o.state <> 'withdrawn')
     WHERE id = ?`,
  ),
);

type RawItem = Omit<
  JudgedItem,
  'counts' | 'judgesCounts' | 'compared' | 'kept' | 'ruled' | 'left' | 'wilcoxonHolm'
> & {
  counts: string;
  compared: string | null;
  judgesCounts: string | null;
  kept: number;
  decidedKept: number | null;
  decidedWhy: JudgedItem['why'] | null;
  left: number;
};

function itemOf(row: RawItem): Omit<JudgedItem, 'wilcoxonHolm'> {
  const { counts, judgesCounts, compared, kept, why, decidedKept, decidedWhy, left, ...columns } = row;
  return {
    ...columns,
    counts: JSON.parse(counts),
    judgesCounts: judgesCounts === null ? null : JSON.parse(judgesCounts),
    compared: compared === null ? null : JSON.parse(compared),
    kept: (decidedKept ?? kept) === 1,
    why: decidedWhy ?? why,
    ruled: { kept: kept === 1, why },
    left: left === 1,
  };
}

function withHolm(items: readonly Omit<JudgedItem, 'wilcoxonHolm'>[]): JudgedItem[] {
  const ps = holm(items.map(({ compared }) => compared?.wilcoxonP ?? null));
  return items.map((item, at) => ({ ...item, wilcoxonHolm: ps[at]! }));
}

const judgedItems = prepared(({ $client }) =>
  $client.prepare<[number], RawItem>(
    `SELECT a.item_id AS itemId, i.code, v.title, coalesce(i.bounds ->> 'measure', '') AS measure, j.n, j.mean, j.sd, j.median, j.q1, j.q3,
       j.no_opinion AS noOpinion, j.counts, j.judges_counts AS judgesCounts, j.compared, j.kept, j.why,
       j.decided_kept AS decidedKept, j.decided_why AS decidedWhy,
       x.dropped_why IS NOT NULL AND x.dropped_in_round_id IS p.round_id AS "left"
     FROM panel_round_items a
     JOIN panel_rounds p ON p.id = a.panel_round_id
     LEFT JOIN item_panels x ON x.item_id = a.item_id AND x.panel_id = p.panel_id
     JOIN item_results j ON j.panel_round_id = a.panel_round_id AND j.item_id = a.item_id
     JOIN items i ON i.id = a.item_id
     JOIN item_versions v ON v.item_id = a.item_id AND v.version = a.version
     WHERE a.panel_round_id = ? ORDER BY a.position`,
  ),
);
