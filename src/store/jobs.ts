import { asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { jobs } from './schema.ts';

export type Job = typeof jobs.$inferSelect;

/** Queues a long task, unless it has been queued under the same key before. */
export function queueJob(
  tx: Transaction,
  job: Pick<Job, 'key' | 'kind' | 'accountId' | 'studyId' | 'args' | 'createdAt'>,
): boolean {
  return (
    tx
      .insert(jobs)
      .values({ ...job, state: 'queued' })
      .onConflictDoNothing()
      .run().changes > 0
  );
}

export function loadQueuedJobs(tx: Transaction): Job[] {
  return tx.select().from(jobs).where(sql`${jobs.state} = 'queued'`).orderBy(asc(jobs.id)).all();
}

/** Whether a job still waits to be run; a job is deleted when its asker is forgotten. */
export function isQueued(tx: Transaction, jobId: number): boolean {
  const found = tx.select({ state: jobs.state }).from(jobs).where(eq(jobs.id, jobId)).get();
  return found?.state === 'queued';
}

/** Records a failed attempt at a job. @returns how many have failed */
export function countFailure(tx: Transaction, jobId: number, error: string): number {
  const { attempts } = tx
    .update(jobs)
    .set({ attempts: sql`${jobs.attempts} + 1`, error })
    .where(eq(jobs.id, jobId))
    .returning({ attempts: jobs.attempts })
    .get();
  return attempts;
}

export function endJob(
  tx: Transaction,
  jobId: number,
  end: { state: 'done' | 'failed'; error?: string; finishedAt: Date },
): void {
  tx.update(jobs).set(end).where(eq(jobs.id, jobId)).run();
}
