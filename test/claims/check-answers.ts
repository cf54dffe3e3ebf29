import { isAnonymous } from '../../src/domain/anonymity.ts';
import { grouped } from '../../src/domain/grouped.ts';
import { answersCsv } from '../../src/features/exporting/answers-csv.ts';
import { answerLabels, type takeSnapshot } from '../../src/features/exporting/export-study.ts';
import { loadAnswerRows } from '../../src/features/exporting/load-counted-rows.ts';
import type { Database } from '../../src/store/file/database.ts';
import { readCsv } from '../features/exporting/read-csv.ts';
import { TEHRAN } from '../fixtures/study.ts';
import { type Place, sumOf } from './results-file.ts';
import type { Tally } from './tally.ts';

/** Every item's number of ratings, its points and its mean are those of the lines of `answers.csv`. */
export async function checkAnswers(
  tally: Tally,
  db: Database,
  snapshot: ReturnType<typeof takeSnapshot>,
  places: readonly Place[],
): Promise<void> {
  const { study, panels, judged } = snapshot;
  const counted = {
    judged,
    panelCodes: new Map(panels.map(({ id, code }) => [id, code])),
    labels: answerLabels(db, study.anonymity, snapshot),
    forgotten: new Set<number>(),
  };
  const told = { anonymous: isAnonymous(study.anonymity), zone: TEHRAN };
  let text = '';
  for await (const piece of answersCsv(loadAnswerRows(db, counted), told)) text += piece;
  const lines = readCsv(text).slice(1);
  const ratings = grouped(lines, ([round, panel, , item]) => `${round} ${panel} ${item}`);
  let compared = 0;
  for (const { panel, round } of places) {
    for (const { code, n, mean, counts } of round.items) {
      const values = (ratings.get(`${round.number} ${panel.code} ${code}`) ?? []).map(([, , , , value]) =>
        Number(value),
      );
      compared += values.length;
      const where = `answers.csv, ${panel.code} ${round.number} ${code}`;
      if (values.length !== n) tally.fail(where, `${values.length} ratings, not ${n}`);
      if (mean !== null && Math.abs(sumOf(values) / n - mean) > 1e-9) tally.fail(where, `a mean of ${mean}`);
      for (const [point, count] of Object.entries(counts))
        if (values.filter((value) => value === Number(point)).length !== count)
          tally.fail(where, `${count} ratings of ${point}`);
    }
  }
  if (compared !== lines.length) tally.fail('answers.csv', `${lines.length - compared} lines of no item`);
}
