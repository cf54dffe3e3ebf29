import { setImmediate } from 'node:timers/promises';
import { collectGarbageInTime } from '../../collect-garbage.ts';
import {
  type Anonymity,
  callByCode,
  callByName,
  isAnonymous,
  type Tellable,
} from '../../domain/anonymity.ts';
import type { Deviation } from '../../domain/deviations.ts';
import { type FrozenVersions, readProtocol } from '../../domain/protocol.ts';
import type { ScalePoint } from '../../domain/study-draft.ts';
import { wallTime } from '../../domain/wall-clock.ts';
import type { HandOver, TellProgress } from '../../jobs/background.ts';
import { type DocumentWords, keepJobDocument, type QueuedDocument } from '../../jobs/document.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { progressOf } from '../../jobs/progress.ts';
import { sendKeptDocument } from '../../jobs/reply.ts';
import { drawPicture } from '../../pictures/draw-picture.ts';
import { loadDeviations } from '../../store/deviations.ts';
import { type Event, loadEvents } from '../../store/events.ts';
import { type Expert, loadAllExperts } from '../../store/experts.ts';
import { type JudgedPanelRound, loadJudgedPanelRounds } from '../../store/export-rows.ts';
import { type Database, readTogether, type Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { loadOpenQuestions, type OpenQuestion } from '../../store/open-question.ts';
import { loadPanels, type Panel } from '../../store/panels.ts';
import { loadProposals, type Proposal } from '../../store/proposals.ts';
import { loadReminderEffects, type ReminderEffect } from '../../store/reminders.ts';
import { loadApart, needRoundCodes } from '../../store/round-codes.ts';
import { loadRounds, type Round } from '../../store/rounds.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { studyCharts } from '../charting/study-charts.ts';
import { hasItems, tellFunnel } from '../funnel/compose-funnel.ts';
import type { ToldFunnel } from '../funnel/funnel-message.ts';
import { funnelPng } from '../funnel/funnel-picture.ts';
import { type Exclusion, loadExclusions } from '../funnel/load-exclusions.ts';
import { loadFunnel } from '../funnel/load-funnel.ts';
import {
  countPersons,
  type FinalItem,
  type FinalOutcome,
  loadFinalOutcomes,
  loadWordedItems,
  type WordedItem,
} from '../items/load-final-list.ts';
import { loadTellable } from '../rounds/load-tellable.ts';
import { currentProtocol, type Protocol } from '../rounds/lock-protocol.ts';
import { answersCsv } from './answers-csv.ts';
import { answersSav, workbookNumbers } from './answers-sav.ts';
import { answersWideCsv } from './answers-wide-csv.ts';
import { type ArchiveEntry, handPieces, type Pieces, zipPieces } from './archive.ts';
import { archiveCaption, archiveFileName, rehearsalName } from './archive-caption-message.ts';
import { BYTE_ORDER_MARK, REHEARSAL_ENDING } from './csv.ts';
import type { WordDocument } from './docx/document.ts';
import { wordFile } from './docx/word-file.ts';
import { expertLabels } from './expert-labels.ts';
import { loadCases } from './load-cases.ts';
import {
  type AnswerLabels,
  type Bearer,
  bearerKey,
  loadAnswerRows,
  loadWideRows,
} from './load-counted-rows.ts';
import { loadStudyResults } from './load-study-results.ts';
import { type LogNames, logCsv } from './log-csv.ts';
import { type ProposalRow, proposalsCsv } from './proposals-csv.ts';
import { captionWords, composeReport } from './report/compose-report.ts';
import { loadReport } from './report/load-report.ts';
import type { ReportChart } from './report/report-study.ts';
import { resultsJson } from './results-json.ts';
import { resultsXlsx } from './results-xlsx.ts';
import type { StudyResults } from './study-results.ts';

/** The content of the files, read at one moment: what is judged no longer changes. */
interface Snapshot {
  readonly study: Study;
  readonly protocol: Protocol;
  readonly panels: readonly Panel[];
  readonly rounds: readonly Round[];
  readonly judged: readonly JudgedPanelRound[];
  readonly experts: readonly Expert[];
  readonly itemCodes: ReadonlyMap<number, string>;
  /** Each item's row among the items of the workbook, by item id. */
  readonly itemNumbers: ReadonlyMap<number, number>;
  readonly scale: readonly ScalePoint[];
  readonly events: readonly Event[];
  readonly deviations: readonly Deviation[];
  readonly openQuestions: ReadonlyMap<number, OpenQuestion>;
  readonly reminders: ReadonlyMap<number, ReminderEffect>;
  readonly funnel: ToldFunnel;
  readonly exclusions: readonly Exclusion[];
  readonly final: readonly FinalOutcome[];
  readonly items: readonly WordedItem[];
  readonly measures: StudyResults['measures'];
  readonly proposals: readonly Proposal[];
  readonly tellable: Tellable | null;
  readonly told: ReturnType<typeof loadReport>;
}

/** What an export does one after another, as whoever waits for it hears. */
const STEPS = [
  ...(['results', 'charts', 'json', 'workbook', 'report'] as const),
  ...(['answers', 'wide', 'statistics', 'rest'] as const),
];
type Step = (typeof STEPS)[number];

/**
 * Builds the archive of a study, at any time once the study exists, and its caption. Rounds that are open or still
 * being judged are left out; the caption mentions the latter. Answers are read and packed in slices, and the archive is
 * handed over as it grows: it is nowhere in memory as a whole.
 *
 * @param circumstances.rehearsal the study is a rehearsal's: every file says so, and one more tells this of it
 */
export async function handExport(
  db: Database,
  studyId: number,
  { now, zone, rehearsal, draw = drawPicture, drawFunnel = funnelPng, told = () => {} }: ExportCircumstances,
  hand: HandOver,
): Promise<DocumentWords> {
  const begin = (step: Step) =>
    told({ step: STEPS.indexOf(step) + 1, steps: STEPS.length, what: `facilitator.job.steps.${step}` });
  const snapshot = readTogether(db, (tx) => takeSnapshot(tx, studyId));
  const { study, rounds, tellable } = snapshot;
  const closed = rounds.filter(({ state }) => state === 'judged');
  const changedAt = closed.at(-1)?.judgedAt ?? study.createdAt;
  const entries = await archiveEntries(db, snapshot, {
    ...{ changedAt, zone, draw, drawFunnel, begin },
    isRehearsal: rehearsal !== undefined,
  });
  const packed = rehearsal === undefined ? entries : asRehearsal(entries, rehearsal);
  await handPieces(zipPieces(packed, changedAt, zone), hand);
  return {
    name: archiveFileName(study.title, now, zone),
    caption: archiveCaption({
      title: study.title,
      rounds: closed.length,
      judging: rounds.find(({ state }) => state === 'closed')?.number ?? null,
      tellable,
      files: entries.map(({ name }) => name),
      isRehearsal: rehearsal !== undefined,
    }),
  };
}

/** The same, with the archive as a whole. */
export async function exportStudy(
  db: Database,
  studyId: number,
  circumstances: ExportCircumstances,
): Promise<QueuedDocument> {
  const pieces: Uint8Array[] = [];
  const words = await handExport(db, studyId, circumstances, async (piece) => {
    pieces.push(piece.slice());
  });
  return { ...words, bytes: Buffer.concat(pieces) };
}

interface ExportCircumstances {
  readonly now: Date;
  readonly zone: string;
  readonly draw?: typeof drawPicture;
  readonly drawFunnel?: typeof funnelPng;
  readonly told?: TellProgress;
  readonly rehearsal?: string;
}

function asRehearsal(entries: readonly ArchiveEntry[], about: string): ArchiveEntry[] {
  const renamed = entries.map(({ name, pieces }) => ({ name: rehearsalName(name), pieces }));
  return [{ name: 'rehearsal.txt', pieces: [`${BYTE_ORDER_MARK}${about}\n`] }, ...renamed];
}

/** The job of `/export`: has the archive built beside the updates, and sends it. */
export async function runExport(
  job: AskedJob,
  tools: Pick<JobTools, 'db' | 'now' | 'elapsed' | 'zone' | 'run' | 'wake' | 'log'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { db, now, zone, run } = tools;
  const { id, studyId, accountId } = job;
  if (studyId === null || accountId === null) return undefined;
  const input = { databaseFile: db.$client.name, studyId, now: now(), zone };
  const { document: kept, take } = keepJobDocument(db, { id, accountId }, now());
  const words = await run('export-study', input, progressOf(job, tools), take);
  return (tx) => sendKeptDocument(tx, job, { kept, words }, now());
}

/**
 * Everything but the panels' results, which are read a panel's round at a time, and the people behind the final list:
 * for as long as this is read, SQLite cannot write its log back into the file, and presses wait for all of it at once.
 */
export function takeSnapshot(tx: Transaction, studyId: number): Snapshot {
  const study = needStudy(tx, studyId);
  const rounds = loadRounds(tx, studyId);
  const judged = rounds.filter(({ state }) => state === 'judged');
  const funnel = loadFunnel(tx, study);
  const all = loadItems(tx, studyId);
  const loaded = {
    study,
    judged: loadJudgedPanelRounds(tx, studyId),
    experts: loadAllExperts(tx, studyId),
    events: loadEvents(tx, studyId),
    proposals: loadProposals(tx, studyId),
  };
  return {
    ...loaded,
    protocol: currentProtocol(tx, studyId),
    panels: loadPanels(tx, studyId),
    rounds,
    itemCodes: new Map(all.map(({ id, code }) => [id, code])),
    itemNumbers: workbookNumbers(all),
    scale: loadScale(tx, studyId),
    deviations: loadDeviations(tx, studyId),
    openQuestions: loadOpenQuestions(tx, studyId),
    reminders: loadReminderEffects(tx, studyId),
    funnel: tellFunnel(funnel, study),
    exclusions: loadExclusions(tx, study, funnel),
    final: loadFinalOutcomes(tx, studyId),
    items: loadWordedItems(tx, studyId),
    measures: new Map(
      all.flatMap(({ code, bounds }) => (bounds?.measure ? [[code, bounds.measure] as const] : [])),
    ),
    tellable: loadTellable(tx, study, judged),
    told: loadReport(tx, loaded),
  };
}

/** The results of the closed rounds, as every file of the export tells them. */
export async function loadResults(
  db: Database,
  snapshot: Snapshot,
  isRehearsal: boolean,
): Promise<StudyResults> {
  const { study, protocol, rounds, experts, funnel, told } = snapshot;
  const { panels, judged, deviations, openQuestions, reminders, exclusions, items, measures } = snapshot;
  const final: FinalItem[] = [];
  for (const item of snapshot.final) {
    final.push(countPersons(db, study.id, item));
    await setImmediate();
    collectGarbageInTime();
  }
  return loadStudyResults(db, {
    title: study.title,
    isRehearsal,
    rounds: rounds.filter(({ state }) => state === 'judged').length,
    protocolSha256: protocol.sha256,
    roles: new Map(experts.map(({ id, role }) => [id, role])),
    funnel: funnel.steps,
    // Sums over those whom rounds asked: sums over those who take part now would tell who has left since.
    composition: { ...told.people, seats: told.people.onPanels },
    ...{ panels, judged, deviations, openQuestions, reminders, exclusions, final, items, measures },
  });
}

async function archiveEntries(
  db: Database,
  snapshot: Snapshot,
  parts: {
    changedAt: Date;
    zone: string;
    draw: typeof drawPicture;
    drawFunnel: typeof funnelPng;
    begin: (step: Step) => void;
    isRehearsal: boolean;
  },
): Promise<ArchiveEntry[]> {
  const { changedAt, zone, draw, drawFunnel, begin, isRehearsal } = parts;
  const ending = isRehearsal ? REHEARSAL_ENDING : [];
  const { study, protocol, panels, judged, experts, events } = snapshot;
  const anonymous = isAnonymous(study.anonymity);
  begin('results');
  const results = await loadResults(db, snapshot, isRehearsal);
  const labels = answerLabels(db, study.anonymity, snapshot);
  const panelCodes = new Map(panels.map(({ id, code }) => [id, code]));
  const forgotten = new Set(experts.filter((expert) => expert.forgotten).map(({ id }) => id));
  const counted = { judged, panelCodes, labels, forgotten };
  const wide = loadWideRows(db, counted);
  const { cases, ...asked } = loadCases(db, counted);
  const { scale, itemNumbers: numbers } = snapshot;
  const wall = new Date(wallTime(changedAt, zone));
  const { versions } = readProtocol(protocol.text);
  begin('charts');
  const charts = await drawCharts(snapshot, results, { versions, draw, drawFunnel });
  /** Composed when its turn comes, so that no two are in memory together. */
  const file = (step: Step, name: string, compose: () => Pieces | Promise<Pieces>): ArchiveEntry => ({
    name,
    async *pieces() {
      begin(step);
      yield* await compose();
    },
  });
  return [
    file('json', 'results.json', () => resultsJson(results, zone)),
    file('workbook', 'results.xlsx', () => resultsXlsx(results, charts, changedAt, zone)),
    file('report', 'report.docx', () =>
      wordFile(reportOf(snapshot, results, { charts, zone }), captionWords(), {
        ...{ writtenAt: changedAt, zone },
      }),
    ),
    file('answers', 'answers.csv', () =>
      answersCsv(loadAnswerRows(db, counted), { anonymous, zone, ending }),
    ),
    file('wide', 'answers-wide.csv', () => answersWideCsv(wide.columns, wide.rows, ending)),
    file('statistics', 'answers.sav', () => answersSav({ ...asked, results, scale, numbers }, cases, wall)),
    ...charts.map(({ name, png }) => file('rest', name, () => [png])),
    file('rest', 'protocol.json', () => [protocol.text]),
    file('rest', 'proposals.csv', () => [proposalsCsv(proposalRows(snapshot, panelCodes), ending)]),
    file('rest', 'log.csv', () => logCsv(events, logNames(snapshot, panelCodes), zone, ending)),
  ];
}

/** `report.docx` as it is composed. */
export function reportOf(
  { study, protocol, scale, rounds, funnel, told }: Snapshot,
  results: StudyResults,
  { charts, zone }: { charts: readonly ReportChart[]; zone: string },
): WordDocument {
  const { question, criteria, kind, maxRounds } = study;
  const read = readProtocol(protocol.text);
  return composeReport({
    ...{ ...told, results, question, criteria, scale, funnel, charts, zone },
    protocol: read,
    told: { kind, scale, maxRounds, versions: read.versions },
    lockedAt: study.protocolSha256 === null ? null : (rounds[0]?.openedAt ?? null),
  });
}

/** Draws the archive's pictures one after another. */
async function drawCharts(
  { study, funnel, scale }: Snapshot,
  { panels }: StudyResults,
  {
    versions,
    draw,
    drawFunnel,
  }: { versions: FrozenVersions; draw: typeof drawPicture; drawFunnel: typeof funnelPng },
): Promise<ReportChart[]> {
  const { title, kind, maxRounds } = study;
  const drawn: ReportChart[] = [];
  // Items that wait for the next round have come to no step yet.
  if (hasItems(funnel) && funnel.steps.some(({ entered }) => entered > 0)) {
    const caption = plain('report.charts.funnel');
    drawn.push({ name: 'charts/funnel.png', caption, png: await drawFunnel(funnel) });
  }
  for (const { name, caption, picture } of studyCharts(panels, { kind, scale, maxRounds, versions }, title))
    drawn.push({ name: `charts/${name}.png`, caption, png: await draw(picture) });
  return drawn;
}

/** Proposals not taken back, without those of a round not judged yet: a newly appearing one would tell whose it is. */
function proposalRows(
  { proposals, rounds, itemCodes }: Snapshot,
  panelCodes: ReadonlyMap<number, string>,
): ProposalRow[] {
  const codesOf = (ids: readonly (number | null)[]) => ids.flatMap((id) => itemCodes.get(id ?? -1) ?? []);
  const unjudged = new Set(rounds.filter(({ state }) => state !== 'judged').map(({ id }) => id));
  return proposals
    .filter(({ state, roundId }) => state !== 'withdrawn' && (roundId === null || !unjudged.has(roundId)))
    .map(({ text, panelIds, state, decisionReason, became, itemId }) => ({
      text,
      panels: [...panelCodes].flatMap(([id, code]) => (panelIds.includes(id) ? [code] : [])),
      decision: state === 'accepted' || state === 'rejected' ? state : null,
      reason: decisionReason,
      items: codesOf(became.length > 0 ? became.map((item) => item.itemId) : [itemId]),
    }));
}

/** The label of each expert beside the answers, as the study's anonymity requires. */
export function answerLabels(
  db: Database,
  anonymity: Anonymity,
  { experts, judged }: Pick<Snapshot, 'experts' | 'judged'>,
): AnswerLabels {
  switch (anonymity) {
    case 'named':
      return {
        of: 'study',
        labels: new Map(
          [...namedLabels(experts)].map(([expertId, name]) => [{ expertId, apartCode: null }, name]),
        ),
      };
    case 'coded': {
      const codes = new Map<string, { id: Bearer; code: string }>();
      const bears = (id: Bearer, code: string) => codes.set(bearerKey(id), { id, code });
      for (const { id, pseudonym } of experts) bears({ expertId: id, apartCode: null }, pseudonym);
      for (const { expertId, apartCode } of judged.flatMap(({ panelRound }) => loadApart(db, panelRound.id)))
        bears({ expertId, apartCode }, apartCode);
      return { of: 'study', labels: expertLabels(callByCode([...codes.values()])) };
    }
    case 'unlinked':
      return {
        of: 'panelRound',
        labelsIn: (panelRoundId) => expertLabels(callByCode(needRoundCodes(db, panelRoundId))),
      };
  }
}

/** Names, with a code for whoever was forgotten. */
function namedLabels(experts: readonly Expert[]): Map<number, string> {
  const forgotten = experts.filter((expert) => expert.forgotten);
  const codes = forgotten.map(({ id, pseudonym }) => ({ id, code: pseudonym }));
  const named = callByName(experts.filter((expert) => !expert.forgotten));
  return expertLabels(new Map([...named, ...callByCode(codes)]));
}

function logNames({ study, rounds, itemCodes, experts }: Snapshot, panels: LogNames['panels']): LogNames {
  return {
    rounds: new Map(rounds.map(({ id, number }) => [id, number])),
    panels,
    items: itemCodes,
    experts: isAnonymous(study.anonymity) ? null : namedLabels(experts),
  };
}
