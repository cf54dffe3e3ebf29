import { loadResults, reportOf, takeSnapshot } from '../../src/features/exporting/export-study.ts';
import { resultsJson } from '../../src/features/exporting/results-json.ts';
import { resultsSheets } from '../../src/features/exporting/results-xlsx.ts';
import { closingCardMessage } from '../../src/features/judging/closing-card-message.ts';
import { composeSummary, toldStudy } from '../../src/features/judging/compose-summary.ts';
import { loadBeside } from '../../src/features/judging/load-beside.ts';
import { kindOf } from '../../src/kinds/all.ts';
import { readTogether } from '../../src/store/file/database.ts';
import { loadJudgedRound } from '../../src/store/judged-rounds.ts';
import { loadPanelRounds } from '../../src/store/panel-rounds.ts';
import { loadRounds } from '../../src/store/rounds.ts';
import { TEHRAN, type TestStudy } from '../fixtures/study.ts';
import { checkAnswers } from './check-answers.ts';
import { checkReport, REPORT_CLAIMS, REPORT_TEXTS } from './check-report.ts';
import { checkCard, checkSummary, SUMMARY_CLAIMS, SUMMARY_TEXTS } from './check-summary.ts';
import { checkWorkbook } from './check-workbook.ts';
import { type ProtocolFile, placesIn, type ResultsFile } from './results-file.ts';
import type { Tally } from './tally.ts';

/** Compares all that a study's closed rounds are told in with its `results.json`. @returns how many panels it has */
export async function checkStudy({ db, studyId, study }: TestStudy, tally: Tally): Promise<number> {
  const snapshot = readTogether(db, (tx) => takeSnapshot(tx, studyId));
  const results = await loadResults(db, snapshot, false);
  const file: ResultsFile = JSON.parse([...resultsJson(results, TEHRAN)].join(''));
  const protocol: ProtocolFile = JSON.parse(snapshot.protocol.text);
  const places = placesIn(file, protocol);
  const told = toldStudy(db, study);
  for (const { id: roundId, number, state } of loadRounds(db, studyId)) {
    if (state !== 'judged') continue;
    const own = places.filter(({ round }) => round.number === number);
    const messages = composeSummary(db, roundId, TEHRAN).map(({ html }) => html);
    const frame = { file, protocol, number, isFinished: study.state === 'finished', parts: messages.length };
    checkSummary(tally, messages, frame, own);
    for (const { id } of loadPanelRounds(db, roundId)) {
      const judged = loadJudgedRound(db, id)!;
      const place = own.find(({ panel }) => panel.code === judged.panel.code)!;
      if (kindOf(judged.kind).chart([judged], told) !== null)
        checkCard(tally, closingCardMessage(judged, loadBeside(db, judged), told).html, place);
    }
  }
  const document = reportOf(snapshot, results, { charts: [], zone: TEHRAN });
  checkReport(tally, document, {
    file,
    protocol,
    places,
    facts: study.report,
    proposals: snapshot.told.proposals,
  });
  await checkAnswers(tally, db, snapshot, places);
  checkDeviations(tally, snapshot, file);
  checkWorkbook(tally, resultsSheets(results, [], TEHRAN), { file, protocol });
  return file.panels.length;
}

/** Each early closing and each moved deadline stands among the deviations, of a round with both too. */
function checkDeviations(
  tally: Tally,
  { rounds, events }: ReturnType<typeof takeSnapshot>,
  { deviations }: ResultsFile,
): void {
  const closed = rounds.filter(({ closedAt, deadline }) => closedAt !== null && closedAt < deadline);
  const moved = events.filter(({ kind }) => kind === 'round.extended');
  const told = (field: string) => deviations.filter((each) => each.field === field).map(({ round }) => round);
  const due = {
    closed_early: closed.map(({ number }) => number),
    deadline_moved: moved.map(({ details }) => details['round']),
  };
  for (const [field, numbers] of Object.entries(due)) {
    tally.count(field, numbers.length > 0);
    if (String(told(field)) !== String(numbers))
      tally.fail('deviations', `${field} of ${told(field)}, not ${numbers}`);
  }
}

/** The texts that could be told, and those of them that no claim speaks of. */
export function checkedTexts(): { readonly all: string[]; readonly unclaimed: string[] } {
  const all = [...SUMMARY_TEXTS, ...REPORT_TEXTS].map(([key]) => key);
  return { all, unclaimed: all.filter((key) => !SUMMARY_CLAIMS.has(key) && !REPORT_CLAIMS.has(key)) };
}
