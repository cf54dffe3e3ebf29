import { isAnonymous } from '../../domain/anonymity.ts';
import { grouped } from '../../domain/grouped.ts';
import { NO_BOUNDS } from '../../domain/number-bounds.ts';
import { TEXT_LIMITS } from '../../domain/proposals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { type QueuedDocument, queueDocument } from '../../jobs/document.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { replyToJob } from '../../jobs/reply.ts';
import { paperKindOf } from '../../kinds/all.ts';
import type { AskedOfExpert, CallOfExpert } from '../../store/asked-on-paper.ts';
import { type Database, readTogether, type Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { needRound, type Round } from '../../store/rounds.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { html, plain } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import type { FormLine } from '../../workbook/form-workbook.ts';
import { loadRunningRound } from '../studies/load-standing.ts';
import { formMark } from './form-mark.ts';
import { formCaption, formFileName, takesText } from './form-message.ts';
import { loadAsked } from './load-asked.ts';
import { loadExpertNames } from './load-expert-names.ts';

/** A form with more rows is sent as one workbook a panel. */
const MOST_ROWS = 5000;

/** Blank rows for proposals of an expert and panel: few write more, and a row can be copied. */
const IDEA_ROWS = 10;

/** Asks for the form of the open round. */
export function requestForms(
  tx: Transaction,
  request: { key: string; accountId: number; study: Study; at: Date },
): Outcome {
  const { key, accountId, study, at } = request;
  const running = loadRunningRound(tx, study, at);
  if (!running.ok) return running;
  const args = { roundId: running.round.id };
  queueJob(tx, { key, kind: 'form', accountId, studyId: study.id, args, createdAt: at });
  return { ok: true };
}

/** The job `form`: a row for each item, and some for proposals, of each expert who has not handed in. */
export async function sendForms(
  job: AskedJob,
  { db, now, run }: Pick<JobTools, 'db' | 'now' | 'run'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { accountId } = job;
  if (accountId === null) return undefined;
  const { study, round, lines } = readTogether(db, (tx) => loadForm(tx, Number(job.args['roundId'])));
  if (lines.length === 0) {
    const code = round.state === 'open' ? 'paper.allHandedIn' : 'round.closed';
    const text = refusalText({ code, number: round.number });
    return (tx) => replyToJob(tx, job, { html: html('refusal.message', { text }) }, now());
  }
  const documents: QueuedDocument[] = [];
  for (const { panel, rows } of partsOf(lines)) {
    const bytes = await run('write-form', {
      lines: rows.map(({ expert, panelCodes, code, title }) => ({ expert, panelCodes, code, title })),
      mark: formMark(round),
      takes: takesOf(db, study, rows),
    });
    const about = { title: study.title, round: round.number, panel };
    const experts = new Set(rows.map(({ expertId }) => expertId)).size;
    documents.push({
      name: formFileName(about),
      bytes,
      caption: formCaption({
        ...{ ...about, experts, rows: rows.length },
        callsForIdeas: rows.some(({ item }) => item === null),
        bearsNames: isAnonymous(study.anonymity),
      }),
    });
  }
  const at = now();
  return (tx) => {
    for (const [part, document] of documents.entries()) {
      const key = `form:${job.id}:${part}`;
      queueDocument(tx, document, { key, accountId, at, forFacilitator: true });
    }
  };
}

/** A row of the form, and the item that it asks; null: it is for a proposal. */
interface AskingLine extends FormLine {
  readonly expertId: number;
  readonly item: AskedOfExpert | null;
}

/** Rows are grouped by expert, in the workbook's order. */
function loadForm(tx: Transaction, roundId: number): { study: Study; round: Round; lines: AskingLine[] } {
  const round = needRound(tx, roundId);
  const study = needStudy(tx, round.studyId);
  const { items, calls } = round.state === 'open' ? loadAsked(tx, roundId) : { items: [], calls: [] };
  const asked = [
    ...items.filter(({ handedIn }) => !handedIn).map((item) => ({ ...item, item })),
    ...calls.filter(({ handedIn }) => !handedIn).flatMap(ideaLines),
  ];
  const byExpert = grouped(asked, ({ expertId }) => expertId);
  const lines = [...loadExpertNames(tx, study.id)].flatMap(([expertId, expert]) =>
    (byExpert.get(expertId) ?? []).map((line) => ({ ...line, expert })),
  );
  return { study, round, lines };
}

function ideaLines({ expertId, panelCode }: CallOfExpert): Omit<AskingLine, 'expert'>[] {
  return Array.from({ length: IDEA_ROWS }, (_, at) => ({
    ...{ expertId, panelCodes: [panelCode], code: '', item: null },
    title: plain('paper.idea', { number: at + 1 }),
  }));
}

/** One workbook, or one a panel: an item of several panels goes with the first of them. */
function partsOf(lines: readonly AskingLine[]) {
  if (lines.length <= MOST_ROWS) return [{ panel: null, rows: lines }];
  const byPanel = grouped(lines, ({ panelCodes }) => panelCodes[0]!);
  return [...byPanel].map(([panel, rows]) => ({ panel, rows }));
}

/** What the cells for answers may say, in words, each sort once. */
function takesOf(tx: Database, study: Study, lines: readonly AskingLine[]): string[] {
  const scale = loadScale(tx, study.id);
  const asked = lines.flatMap(({ item }) => item ?? []);
  const together = grouped(asked, ({ questionnaireId, panelId }) => `${questionnaireId}:${panelId}`);
  const takes = asked.map(({ kind, bounds, questionnaireId, panelId }) => {
    const items = together.get(`${questionnaireId}:${panelId}`)!.length;
    return takesText(paperKindOf(kind).cellTakes({ scale, bounds: bounds ?? NO_BOUNDS, items }));
  });
  const isCall = asked.length < lines.length;
  return [...new Set([...takes, ...(isCall ? [plain('paper.takesIdea', { limit: TEXT_LIMITS.idea })] : [])])];
}
