import type BetterSqlite3 from 'better-sqlite3';

/** Each round must have closed once, been judged once, and its figures must be those of the answers it holds. */
export function faultsOfRounds(db: BetterSqlite3.Database): string[] {
  return [
    ...faults(db, 'not judged', "SELECT number FROM rounds WHERE state <> 'judged'"),
    ...faults(
      db,
      'not closed or judged exactly once',
      `SELECT r.number FROM rounds r
       WHERE 1 <> (SELECT count(*) FROM events e WHERE e.study_id = r.study_id AND e.kind = 'round.closed'
                   AND json_extract(e.details, '$.round') = r.number)
          OR 1 <> (SELECT count(*) FROM events e WHERE e.study_id = r.study_id AND e.kind = 'round.judged'
                   AND json_extract(e.details, '$.round') = r.number)`,
    ),
    ...faults(
      db,
      'a panel without its verdict',
      `SELECT r.number FROM panel_rounds p JOIN rounds r ON r.id = p.round_id
       WHERE p.state <> 'judged' OR p.verdict IS NULL`,
    ),
    ...faults(
      db,
      'an item without its result',
      `SELECT r.number FROM panel_round_items i JOIN panel_rounds p ON p.id = i.panel_round_id
       JOIN rounds r ON r.id = p.round_id
       LEFT JOIN item_results s ON s.panel_round_id = i.panel_round_id AND s.item_id = i.item_id
       WHERE s.item_id IS NULL`,
    ),
    ...faults(
      db,
      'an answer that came after the closing',
      `SELECT r.number FROM answers a JOIN questionnaires q ON q.id = a.questionnaire_id
       JOIN rounds r ON r.id = q.round_id WHERE a.answered_at > r.closed_at`,
    ),
    ...faults(
      db,
      'a mean that is not that of its answers',
      `SELECT r.number FROM item_results s JOIN panel_rounds p ON p.id = s.panel_round_id
       JOIN rounds r ON r.id = p.round_id
       JOIN (SELECT e.panel_round_id, a.item_id, count(a.value) AS n, avg(a.value) AS mean
             FROM panel_round_experts e JOIN panel_rounds p ON p.id = e.panel_round_id
             JOIN questionnaires q ON q.round_id = p.round_id AND q.expert_id = e.expert_id
             JOIN answers a ON a.questionnaire_id = q.id AND a.kind = p.kind
               AND a.panel_id IN (0, p.panel_id) AND a.state <> 'open'
             GROUP BY e.panel_round_id, a.item_id) counted
         ON counted.panel_round_id = s.panel_round_id AND counted.item_id = s.item_id
       WHERE counted.n <> s.n OR abs(coalesce(counted.mean, 0) - coalesce(s.mean, 0)) > 1e-9`,
    ),
  ];
}

function faults(db: BetterSqlite3.Database, what: string, sql: string): string[] {
  const rounds = new Set(db.prepare(sql).pluck().all() as number[]);
  return [...rounds].map((round) => `round ${round}: ${what}`);
}
