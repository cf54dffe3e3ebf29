import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { titledDocumentName } from '../../domain/document-name.ts';
import { grouped } from '../../domain/grouped.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { replyToJob, sendJobDocument } from '../../jobs/reply.ts';
import { undefinedConcordanceText } from '../../kinds/told/concordance.ts';
import type { Message } from '../../messages/message.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import type { Picture } from '../../pictures/draw-picture.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { type Job, loadQueuedJobs, queueJob } from '../../store/jobs.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import type { PanelRound } from '../../store/panel-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { html, plain } from '../../texts/i18n.ts';
import { toldStudy } from '../judging/compose-summary.ts';
import { chartCaption, chartName } from './charts-message.ts';
import {
  attritionPicture,
  PANEL_CHARTS,
  type PanelChart,
  panelChartCaption,
  panelPicture,
} from './study-charts.ts';

/** Asks for a chart. @returns false where this very one is being drawn for the account already */
export function requestChart(
  tx: Transaction,
  job: Pick<Job, 'key' | 'accountId' | 'studyId' | 'args' | 'createdAt'>,
): boolean {
  const isSame = (other: Job) =>
    other.kind === 'chart' && other.accountId === job.accountId && isDeepStrictEqual(other.args, job.args);
  if (loadQueuedJobs(tx).some(isSame)) return false;
  return queueJob(tx, { ...job, kind: 'chart' });
}

interface Composed {
  readonly picture: Picture;
  readonly caption: string;
  readonly file: string;
}

/**
 * The job `chart`: draws one and sends it as a document, so that no messenger compresses it; where nothing in it is
 * defined, says so and why.
 */
export async function drawChart(
  job: AskedJob,
  { db, run, now }: Pick<JobTools, 'db' | 'run' | 'now'>,
): Promise<((tx: Transaction) => void) | undefined> {
  if (job.studyId === null) return undefined;
  const study = needStudy(db, job.studyId);
  const { panelRoundId, chart } = job.args;
  const composed =
    panelRoundId === undefined
      ? composeAttrition(db, study)
      : await composePanelChart(db, study, Number(panelRoundId), PANEL_CHARTS[Number(chart)]!);
  if (!('picture' in composed)) return (tx) => replyToJob(tx, job, composed, now());
  const document = {
    name: composed.file,
    bytes: await run('draw-picture', composed.picture),
    caption: chartCaption(composed.caption, study.title),
  };
  return (tx) => sendJobDocument(tx, job, document, now());
}

function composeAttrition(db: Database, { id, title }: Study): Composed {
  const rounds = grouped(loadJudgedPanelRounds(db, id), ({ panelRound }) => panelRound.panelId);
  const panels = loadPanels(db, id).flatMap((panel) => {
    const own = rounds.get(panel.id);
    if (!own) return [];
    const figures = own.map(({ round: { number }, panelRound: { invited, answered, submitted } }) => ({
      ...{ number, invited, answered: answered ?? 0, submitted: submitted ?? 0 },
    }));
    return [{ name: panel.name, rounds: figures }];
  });
  const chart = plain('chart.button.attrition');
  return {
    picture: attritionPicture({ panels }, title),
    caption: plain('report.charts.attrition'),
    file: titledDocumentName(title, (cut) => plain('chart.file', { chart, title: cut }), '.png'),
  };
}

async function composePanelChart(
  db: Database,
  study: Study,
  panelRoundId: number,
  of: PanelChart,
): Promise<Composed | Message> {
  const rounds = await loadRoundsLike(db, study.id, panelRoundId);
  const last = rounds.at(-1);
  if (!last) return { html: html('chart.noneYet') };
  const picture = panelPicture(rounds, of, { ...toldStudy(db, study), title: study.title });
  if (!picture) return { html: nothingText(last, of) };
  const { panel, kind } = last;
  const chart = chartName(of, kind);
  return {
    picture,
    caption: panelChartCaption(of, kind, panel.name),
    file: titledDocumentName(
      study.title,
      (title) => plain('chart.filePanel', { chart, panel: panel.code, title }),
      '.png',
    ),
  };
}

/** The judged rounds of a panel-round's panel and kind, in order, loaded one after another so that presses go on. */
async function loadRoundsLike(db: Database, studyId: number, panelRoundId: number): Promise<JudgedRound[]> {
  const all = loadJudgedPanelRounds(db, studyId).map(({ panelRound }) => panelRound);
  const named = all.find(({ id }) => id === panelRoundId);
  const isLike = ({ panelId, kind }: PanelRound) => panelId === named?.panelId && kind === named.kind;
  const rounds: JudgedRound[] = [];
  for (const { id } of all.filter(isLike)) {
    rounds.push(loadJudgedRound(db, id)!);
    await nextTurn();
  }
  return rounds;
}

function nothingText(last: JudgedRound, of: PanelChart): string {
  const panel = panelTitle(last.panel);
  return of === 'w'
    ? html('chart.nothing.w', { panel, round: last.number, why: undefinedConcordanceText(last) })
    : html(`chart.nothing.${of}`, { panel });
}
