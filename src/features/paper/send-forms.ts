import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAnonymous } from '../../domain/anonymity.ts';
import { grouped } from '../../domain/grouped.ts';
import { NO_BOUNDS } from '../../domain/number-bounds.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { type QueuedDocument, queueDocument } from '../../jobs/document.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { replyToJob } from '../../jobs/reply.ts';
import { paperKindOf } from '../../kinds/all.ts';
import type { AskedOfExpert } from '../../store/asked-on-paper.ts';
import { type Database, readTogether, type Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { needRound, type Round } from '../../store/rounds.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { formWorkbook } from '../../workbook/form-workbook.ts';
import { loadRunningRound } from '../studies/load-standing.ts';
import { formMark } from './form-mark.ts';
import { formCaption, formFileName, takesText } from './form-message.ts';
import { loadAsked } from './load-asked.ts';
import { loadExpertNames } from './load-expert-names.ts';

/** A form of more rows comes as a workbook a panel. */
const MOST_ROWS = 5000;

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

/** The job `form`: a row for each item of each expert who has not handed in. */
export async function sendForms(
  job: AskedJob,
  { db, now }: Pick<JobTools, 'db' | 'now'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { accountId } = job;
  if (accountId === null) return undefined;
  const { study, round, asked, asksItems, names } = readTogether(db, (tx) =>
    loadForm(tx, Number(job.args['roundId'])),
  );
  if (asked.length === 0) {
    const isWhole = asksItems ? 'paper.allHandedIn' : 'paper.asksNoItem';
    const code = round.state === 'open' ? isWhole : 'round.closed';
    const text = refusalText({ code, number: round.number });
    return (tx) => replyToJob(tx, job, { html: html('refusal.message', { text }) }, now());
  }
  const parts = partsOf(asked);
  const documents: QueuedDocument[] = [];
  for (const { panel, rows } of parts) {
    const lines = rows.map((row) => ({ ...row, expert: names.get(row.expertId)! }));
    const bytes = await formWorkbook(lines, { mark: formMark(round), takes: takesOf(db, study, rows) });
    const about = { title: study.title, round: round.number, panel };
    const experts = new Set(rows.map(({ expertId }) => expertId)).size;
    documents.push({
      name: formFileName(about),
      bytes,
      caption: formCaption({
        ...{ ...about, experts, rows: rows.length },
        bearsNames: isAnonymous(study.anonymity),
      }),
    });
    await nextTurn();
  }
  const at = now();
  return (tx) => {
    for (const [part, document] of documents.entries()) {
      const key = `form:${job.id}:${part}`;
      queueDocument(tx, document, { key, accountId, at, forFacilitator: true });
    }
  };
}

function loadForm(
  tx: Transaction,
  roundId: number,
): {
  study: Study;
  round: Round;
  asked: AskedOfExpert[];
  /** Whether the round asks any at all. */
  asksItems: boolean;
  names: ReadonlyMap<number, string>;
} {
  const round = needRound(tx, roundId);
  const study = needStudy(tx, round.studyId);
  const isOpen = round.state === 'open';
  const all = isOpen ? loadAsked(tx, roundId) : [];
  const asked = all.filter(({ handedIn }) => !handedIn);
  return { study, round, asked, asksItems: all.length > 0, names: loadExpertNames(tx, study.id) };
}

/** One workbook, or one a panel: an item of several stands with the first of them. */
function partsOf(asked: readonly AskedOfExpert[]) {
  if (asked.length <= MOST_ROWS) return [{ panel: null, rows: asked }];
  const byPanel = grouped(asked, ({ panelCodes }) => panelCodes[0]!);
  return [...byPanel].map(([panel, rows]) => ({ panel, rows }));
}

/** What the answers' cells may say, in words, each sort once. */
function takesOf(tx: Database, study: Study, rows: readonly AskedOfExpert[]): string[] {
  const scale = loadScale(tx, study.id);
  const together = grouped(rows, ({ questionnaireId, panelId }) => `${questionnaireId}:${panelId}`);
  return [
    ...new Set(
      rows.map(({ kind, bounds, questionnaireId, panelId }) => {
        const items = together.get(`${questionnaireId}:${panelId}`)!.length;
        return takesText(paperKindOf(kind).cellTakes({ scale, bounds: bounds ?? NO_BOUNDS, items }));
      }),
    ),
  ];
}
