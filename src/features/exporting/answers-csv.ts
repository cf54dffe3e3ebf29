import type { AnswerOrigin } from '../../domain/answering.ts';
import { BYTE_ORDER_MARK, type CsvCell, csvLine } from './csv.ts';
import { zoneClock } from './zone-clock.ts';

/** A rating that counted, in one panel where it counts. */
export interface AnswerRow {
  readonly round: number;
  readonly panel: string;
  /** As `expertLabels` gives it. */
  readonly expert: string;
  readonly item: string;
  readonly value: number;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
  /** Null: the expert's name was removed, and with it when the round was answered and how far. */
  readonly submitted: boolean | null;
  /** How the rating was given; null: an earlier version did not record it. */
  readonly origin: AnswerOrigin | null;
}

const HEADER = ['round', 'panel', 'expert', 'item', 'value', 'reason', 'answered_at', 'submitted', 'origin'];

/**
 * `answers.csv`, piece by piece: one line for each rating in each panel where it counts.
 *
 * @param told.anonymous leaves out when an answer was given and whether it was handed in: whoever watches the study's
 *   status, which names who has begun and handed in, could otherwise match codes to people
 * @param told.ending of every line
 */
export async function* answersCsv(
  slices: AsyncIterable<readonly AnswerRow[]>,
  { anonymous, zone, ending = [] }: { anonymous: boolean; zone: string; ending?: readonly string[] },
): AsyncGenerator<string> {
  const clock = zoneClock(zone);
  const doingsOf = ({ answeredAt, submitted }: AnswerRow) =>
    anonymous ? [null, null] : [answeredAt && clock.moment(answeredAt), submitted];
  yield BYTE_ORDER_MARK + csvLine([...HEADER, ...ending]);
  for await (const slice of slices) {
    yield slice
      .map((row) => csvLine([...answerCells(row), ...doingsOf(row), row.origin, ...ending]))
      .join('');
  }
}

function answerCells({ round, panel, expert, item, value, reason }: AnswerRow): CsvCell[] {
  return [round, panel, expert, item, value, reason];
}
