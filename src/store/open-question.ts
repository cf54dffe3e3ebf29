import { loadEventsOf } from './events.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** How many experts a round asked what to add or remove, and how many wrote something. */
export interface OpenQuestion {
  readonly asked: number;
  readonly wrote: number;
}

/** The present state. Whoever has begun the round was asked: the question stands on the overview of answers. */
export function countOpenQuestion(tx: Transaction, roundId: number): OpenQuestion {
  return openQuestion(tx).get({ roundId })!;
}

const openQuestion = prepared(({ $client }) =>
  $client.prepare<[{ roundId: number }], OpenQuestion>(
    `SELECT (SELECT count(*) FROM questionnaires WHERE round_id = @roundId AND begun_at IS NOT NULL) AS asked,
       (SELECT count(DISTINCT expert_id) FROM proposals
         WHERE round_id = @roundId AND kind <> 'idea' AND state <> 'withdrawn') AS wrote`,
  ),
);

/**
 * The state when each round was judged, by round number: names are removed later, and with them who wrote what. For
 * rounds that an earlier version judged nothing is known.
 */
export function loadOpenQuestions(tx: Transaction, studyId: number): Map<number, OpenQuestion> {
  return new Map(
    loadEventsOf(tx, studyId, 'round.judged').flatMap(({ details }) => {
      const { round, openQuestion: counts } = details as { round: number; openQuestion?: OpenQuestion };
      return counts ? [[round, counts] as const] : [];
    }),
  );
}
