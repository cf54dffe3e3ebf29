import type { Clock } from '../clock.ts';
import { growingWait } from '../growing-wait.ts';
import { type Transaction, transact } from '../store/file/database.ts';
import { isStorageTrouble } from '../store/file/storage-trouble.ts';
import { countFailure, endJob, isQueued, type Job, loadQueuedJobs } from '../store/jobs.ts';
import { languageFor } from '../store/languages.ts';
import { queueMessage } from '../store/outbox.ts';
import { loadStudyFacilitators } from '../store/studies.ts';
import { html } from '../texts/i18n.ts';
import { speaking } from '../texts/speaking.ts';
import type { JobKind, JobTools } from './job-kind.ts';
import { NotYet } from './not-yet.ts';
import { workingKey } from './reply.ts';
import { isStillAsked } from './still-asked.ts';

export interface JobRunner {
  /** Says that a job may wait. */
  wake(): void;
  /** Takes up no more jobs; those that run are told to end, and come again at the next start. */
  stop(): Promise<void>;
}

export interface JobRunnerParts {
  readonly kinds: Readonly<Record<Job['kind'], JobKind>>;
  readonly tools: JobTools;
  readonly clock: Clock;
  /** From 0 to below 1: scatters the waits before another attempt. */
  readonly random: () => number;
  readonly wakeDelivery: (accountId?: number) => void;
}

/** An answer that takes longer says that it is at work. */
const SILENT_FOR_MS = 2000;
const ATTEMPTS = 3;
const AT_ONCE = 2;

type Kinds = JobRunnerParts['kinds'];

/** Runs queued jobs beside the updates: two at once beside screens, those of one study one after another, verdicts first. */
export function startJobRunner(parts: JobRunnerParts): JobRunner {
  const { kinds, tools, clock } = parts;
  const { db, log } = tools;
  const ending = new AbortController();
  const running = new Map<number, { lanes: readonly string[]; isScreen: boolean; done: Promise<void> }>();
  /** Jobs that failed and wait for another attempt. */
  const resting = new Set<number>();
  const workingNotes = new Map<number, () => void>();

  /** A job of no account is a study's; what somebody asks about a study may name it among its arguments. */
  const languageOf = ({ accountId, studyId, args }: Job) =>
    languageFor(db, accountId ?? 0, studyId === null ? args : { studyId });

  const wake = () => {
    if (ending.signal.aborted) return;
    try {
      takeUp(loadQueuedJobs(db));
    } catch (error) {
      log.warn({ error }, 'could not look for jobs');
      clock.after(growingWait(1, parts.random), wake);
    }
  };

  const takeUp = (queued: readonly Job[]) => {
    for (const job of queued) promiseNote(job);
    for (const job of queued.toSorted(verdictsFirst(kinds))) {
      const isScreen = kinds[job.kind].lane === 'screen';
      if (
        (isScreen || countLong() < AT_ONCE) &&
        !running.has(job.id) &&
        !resting.has(job.id) &&
        !isLaneTaken(job) &&
        !awaitsVerdict(kinds, job, queued)
      ) {
        running.set(job.id, {
          ...{ lanes: lanesOf(kinds[job.kind], job), isScreen },
          done: speaking(languageOf(job), () => carryOut(job)),
        });
      }
    }
  };

  const countLong = () => [...running.values()].filter(({ isScreen }) => !isScreen).length;

  const isLaneTaken = (job: Job) => {
    const own = lanesOf(kinds[job.kind], job);
    return [...running.values()].some(({ lanes }) => lanes.some((lane) => own.includes(lane)));
  };

  const promiseNote = (job: Job) => {
    if (job.accountId === null || workingNotes.has(job.id)) return;
    workingNotes.set(
      job.id,
      clock.after(SILENT_FOR_MS, () => speaking(languageOf(job), () => sayWorking(parts, job))),
    );
  };

  const carryOut = async (job: Job) => {
    // Whatever a job does at once, it does after this turn: `running` must know of it first.
    await null;
    try {
      const kind = kinds[job.kind];
      const asked = { ...job, asker: kind.asker };
      const write = isStillAsked(db, job, kind) ? await kind.run(asked, tools, ending.signal) : undefined;
      if (ending.signal.aborted) return;
      transact(db, (tx) => {
        if (!isQueued(tx, job.id)) return;
        write?.(tx);
        endJob(tx, job.id, { state: 'done', finishedAt: clock.now() });
      });
      end(job);
    } catch (error) {
      if (!ending.signal.aborted) afterFailure(job, error);
    } finally {
      running.delete(job.id);
      wake();
    }
  };

  const rest = (job: Job, ms: number) => {
    resting.add(job.id);
    clock.after(ms, () => {
      resting.delete(job.id);
      wake();
    });
  };

  const afterFailure = (job: Job, error: unknown) => {
    if (error instanceof NotYet) return rest(job, error.afterMs);
    log.warn({ error, jobId: job.id, kind: job.kind }, 'a job failed');
    const failures = isStorageTrouble(error) ? 1 : recordFailure(parts, job, error);
    if (failures === 'given up') return end(job);
    rest(job, growingWait(failures, parts.random));
  };

  const end = (job: Job) => {
    workingNotes.get(job.id)?.();
    workingNotes.delete(job.id);
    // A verdict is nobody's own: its summaries go to all facilitators of the study, and so does that names are gone.
    parts.wakeDelivery(kinds[job.kind].concernsOthers ? undefined : (job.accountId ?? undefined));
  };

  wake();
  return {
    wake,
    async stop() {
      ending.abort();
      for (const callOff of workingNotes.values()) callOff();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

function lanesOf({ lane }: JobKind, { studyId, accountId }: Job): readonly string[] {
  const round = `round:${studyId}`;
  const study = studyId === null ? `account:${accountId}` : `study:${studyId}`;
  if (lane === 'rehearsal') return ['rehearsal'];
  if (lane === 'screen') return [`screen:${accountId}`];
  if (lane === 'roundAndStudy') return [round, study];
  return [lane === 'round' ? round : study];
}

/** What tells of closed rounds waits for their verdicts: all that are queued, running and resting ones too. */
function awaitsVerdict(kinds: Kinds, { kind, studyId }: Job, queued: readonly Job[]): boolean {
  return (
    kinds[kind].verdicts === 'awaits' &&
    queued.some((other) => kinds[other.kind].verdicts === 'makes' && other.studyId === studyId)
  );
}

function verdictsFirst(kinds: Kinds) {
  const rank = ({ kind }: Job) => (kinds[kind].verdicts === 'makes' ? 0 : 1);
  return (one: Job, other: Job) => rank(one) - rank(other) || one.id - other.id;
}

function sayWorking({ kinds, tools, clock, wakeDelivery }: JobRunnerParts, job: Job): void {
  const { accountId } = job;
  const { working, asker } = kinds[job.kind];
  if (accountId === null || working === null) return;
  try {
    queueMessage(tools.db, {
      kind: 'reply',
      key: workingKey(job.id),
      accountId,
      at: clock.now(),
      args: { message: { html: html(working) }, ...asker },
    });
    wakeDelivery(accountId);
  } catch (error) {
    tools.log.warn({ error, jobId: job.id }, 'could not say that a job is at work');
  }
}

/** Counts a failure; after the last one the job ends, and those who wait for it hear so. */
function recordFailure(parts: JobRunnerParts, job: Job, error: unknown): number | 'given up' {
  const { kinds, tools, clock, wakeDelivery } = parts;
  const { failed, asker, mustEnd } = kinds[job.kind];
  const told: number[] = [];
  try {
    return transact(tools.db, (tx) => {
      const failures = countFailure(tx, job.id, nameOf(error));
      if (failures < ATTEMPTS) return failures;
      told.push(...(job.accountId === null ? facilitatorsOf(tx, job) : [job.accountId]));
      for (const accountId of told) {
        queueMessage(tx, {
          kind: 'reply',
          key: `job:${job.id}:failed:${accountId}`,
          accountId,
          at: clock.now(),
          args: {
            message: { html: html(failed) },
            replacesKey: workingKey(job.id),
            ...asker,
          },
        });
      }
      if (mustEnd) return failures;
      endJob(tx, job.id, { state: 'failed', error: nameOf(error), finishedAt: clock.now() });
      return 'given up';
    });
  } catch (trouble) {
    tools.log.warn({ error: trouble, jobId: job.id }, 'could not write down that a job failed');
    return 1;
  } finally {
    for (const accountId of told) wakeDelivery(accountId);
  }
}

function facilitatorsOf(tx: Transaction, { studyId }: Job): number[] {
  return studyId === null ? [] : loadStudyFacilitators(tx, studyId);
}

/** An error's own words may hold what people said, or an address with the token in it. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
