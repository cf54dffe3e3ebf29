import { setImmediate as nextTurn } from 'node:timers/promises';
import { type QuietHours, quietUntil } from '../../domain/quiet-hours.ts';
import { deadlineFrom } from '../../domain/when.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { replyToJob } from '../../jobs/reply.ts';
import { kindOf } from '../../kinds/all.ts';
import { logEvent } from '../../store/events.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { layOutPanelRound, loadNextToLayOut, type PanelRound } from '../../store/panel-rounds.ts';
import { loadLeftOutAudiences } from '../../store/panels.ts';
import { loadPreview } from '../../store/previews.ts';
import { insertQuestionnaires, loadInvited } from '../../store/questionnaires.ts';
import { needRound, setRoundOpen } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';
import { lockStudyProtocol } from './lock-protocol.ts';
import { roundOpenedMessage } from './round-previews-message.ts';

/** When a round is to end: so long after its opening, or at a moment (milliseconds). */
export type RoundEnd = { readonly ms: number } | { readonly at: number };

/** What came of an opening. `waitsUntil`: the end of the quiet hours, in which nobody is told. */
export interface OpenedRound {
  readonly studyId: number;
  readonly title: string;
  readonly number: number;
  readonly deadline: Date;
  readonly waitsUntil: Date | null;
}

/** Experts who get a questionnaire, or are told of the opening, in one commit. */
const EXPERTS_A_SLICE = 250;

/**
 * Lays out one panel of a round, or some experts' questionnaires.
 *
 * @param experts how many at most
 * @returns false where nothing was left to do
 */
export function layOutNext(tx: Transaction, roundId: number, experts = EXPERTS_A_SLICE): boolean {
  const panelRound = loadNextToLayOut(tx, roundId);
  if (!panelRound) return insertQuestionnaires(tx, roundId, experts) > 0;
  layOutPanel(tx, panelRound, needRound(tx, roundId).studyId);
  return true;
}

/** Lays out what one panel of a round asks, and whom. */
export function layOutPanel(tx: Transaction, panelRound: PanelRound, studyId: number): void {
  const leftOut = loadLeftOutAudiences(tx, studyId, needStudy(tx, studyId).excludedAudiences);
  const asksItems = kindOf(panelRound.kind).asks !== 'proposals';
  layOutPanelRound(tx, panelRound, asksItems ? leftOut : null);
}

/** The commit from which a round that is laid out takes answers; the first one locks the study's rules. */
export function endOpening(
  tx: Transaction,
  roundId: number,
  opening: {
    previewId: number;
    accountId: number;
    until: RoundEnd;
    at: Date;
    quietHours: QuietHours;
    zone: string;
  },
): OpenedRound {
  const { at, quietHours, zone, accountId } = opening;
  const { studyId, number } = needRound(tx, roundId);
  const { continuedPanelIds } = loadPreview(tx, opening.previewId)!.args as { continuedPanelIds: number[] };
  const deadline = deadlineUntil(opening.until, at);
  lockStudyProtocol(tx, studyId);
  setRoundOpen(tx, roundId, at, deadline);
  logEvent(tx, {
    ...{ studyId, at, actor: 'facilitator', accountId, kind: 'round.opened' },
    details: { round: number, deadline: deadline.toISOString(), continuedPanelIds },
  });
  const { title } = needStudy(tx, studyId);
  return { studyId, title, number, deadline, waitsUntil: quietUntil(at, quietHours, zone) };
}

/**
 * Queues the openings of some experts who have joined.
 *
 * @param after the id of the expert to go on behind
 * @returns the id to go on behind; null: all have theirs
 */
export function inviteNext(
  tx: Transaction,
  roundId: number,
  after: number,
  { at, waitsUntil }: { at: Date; waitsUntil: Date | null },
): number | null {
  const invited = loadInvited(tx, roundId, after, EXPERTS_A_SLICE);
  for (const { questionnaireId, accountId } of invited) {
    queueMessage(tx, {
      kind: 'round-opened',
      key: `round-opened:${questionnaireId}:${accountId}`,
      accountId,
      at,
      args: { questionnaireId, atOnce: false },
      ...(waitsUntil ? { notBefore: waitsUntil } : {}),
    });
  }
  return invited.length < EXPERTS_A_SLICE ? null : invited.at(-1)!.expertId;
}

/**
 * The job `open-round`: opens a large round in many commits, between which presses are answered. A run that was killed
 * goes on where it was.
 */
export async function openLargeRound(
  db: Database,
  job: AskedJob,
  { now, wake, quietHours, zone }: Pick<JobTools, 'now' | 'wake' | 'quietHours' | 'zone'>,
): Promise<(tx: Transaction) => void> {
  const { roundId, previewId, until } = openingOf(job);
  if (needRound(db, roundId).state === 'opening') {
    while (transact(db, (tx) => layOutNext(tx, roundId))) await nextTurn();
    const press = { previewId, accountId: job.accountId!, until, at: now(), quietHours, zone };
    transact(db, (tx) => endOpening(tx, roundId, press));
  }
  const { studyId, number, deadline, openedAt } = needRound(db, roundId);
  const { title } = needStudy(db, studyId);
  const waitsUntil = quietUntil(openedAt, quietHours, zone);
  let after: number | null = 0;
  while (after !== null) {
    const from: number = after;
    after = transact(db, (tx) => inviteNext(tx, roundId, from, { at: now(), waitsUntil }));
    wake();
    await nextTurn();
  }
  const opened = roundOpenedMessage({ title, number, deadline, waitsUntil }, zone);
  return (tx) => replyToJob(tx, job, opened, now());
}

function openingOf({ args }: AskedJob) {
  const { roundId, previewId, ms, at } = args as Record<string, number | undefined>;
  const until = ms === undefined ? { at: at! } : { ms };
  return { roundId: roundId!, previewId: previewId!, until };
}

/** A deadline is the opening's moment plus the time given, to the second. */
export function deadlineUntil(until: RoundEnd, openedAt: Date): Date {
  return deadlineFrom(
    'ms' in until ? { kind: 'span', ms: until.ms } : { kind: 'moment', at: new Date(until.at) },
    openedAt,
  );
}
