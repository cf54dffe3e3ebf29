import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/**
 * How large a study is: the places of its items on panels and in judged rounds, and the ratings that were judged there.
 *
 * @param most so many places are looked at; `ratings` are those of these places
 */
export function measureStudy(
  tx: Transaction,
  studyId: number,
  most: number,
): { places: number; ratings: number } {
  return measured(tx).get({ studyId, most })!;
}

const measured = prepared(({ $client }) =>
  $client.prepare<[{ studyId: number; most: number }], { places: number; ratings: number }>(
    `SELECT count(*) AS places, coalesce(sum(ratings), 0) AS ratings FROM (
       SELECT 0 AS ratings FROM items i CROSS JOIN item_panels x ON x.item_id = i.id WHERE i.study_id = @studyId
       UNION ALL
       SELECT j.n FROM rounds r CROSS JOIN panel_rounds p ON p.round_id = r.id
         CROSS JOIN item_results j ON j.panel_round_id = p.id
         WHERE r.study_id = @studyId
       LIMIT @most)`,
  ),
);
