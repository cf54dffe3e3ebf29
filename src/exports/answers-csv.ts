import { answerTimeTold } from '../domain/anonymity.ts';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';
import { zoneClock } from './zone-clock.ts';

/** A rating that counted, in one panel where it counts. */
export interface AnswerRow {
  readonly round: number;
  readonly panel: string;
  /** From `expertLabels`. */
  readonly expert: string;
  readonly item: string;
  readonly value: number;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
  readonly submitted: boolean;
}

const HEADER = ['round', 'panel', 'expert', 'item', 'value', 'reason', 'answered_at', 'submitted'];

/** `answers.csv`, piece by piece: one line for each rating in each panel where it counts. */
export async function* answersCsv(
  slices: AsyncIterable<readonly AnswerRow[]>,
  { anonymous, zone }: { anonymous: boolean; zone: string },
): AsyncGenerator<string> {
  const clock = zoneClock(zone);
  const timeOf = answerTimeTold(anonymous) === 'day' ? clock.day : clock.moment;
  yield BYTE_ORDER_MARK + csvLine(HEADER);
  for await (const slice of slices) {
    yield slice
      .map((row) => answerLine(row, row.answeredAt === null ? null : timeOf(row.answeredAt)))
      .join('');
  }
}

function answerLine(
  { round, panel, expert, item, value, reason, submitted }: AnswerRow,
  time: string | null,
) {
  return csvLine([round, panel, expert, item, value, reason, time, submitted]);
}
