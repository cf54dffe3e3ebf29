import type { Logger } from 'pino';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { DownloadFile } from '../messengers/download-file.ts';
import type { Messenger } from '../store/accounts.ts';
import type { Database, Transaction } from '../store/file/database.ts';
import type { CopyShelf } from '../store/file/kept-copies.ts';
import type { Job } from '../store/jobs.ts';
import type { ForWhom } from '../store/outbox.ts';
import type { TextKey } from '../texts/i18n.ts';
import type { RunApart, RunInBackground } from './background.ts';

/** A job that runs, and as what its asker is told of it. */
export type AskedJob = Job & { readonly asker: ForWhom };

/** What jobs work with. */
export interface JobTools {
  readonly db: Database;
  /** The study's clock. */
  readonly now: () => Date;
  /** Milliseconds of a clock that only grows. */
  readonly elapsed: () => number;
  readonly zone: string;
  readonly quietHours: QuietHours;
  /** Whole numbers from 0 to below a limit, which nobody can foresee. */
  readonly randomBelow: (limit: number) => number;
  /** Tells delivery that rows wait. */
  readonly wake: () => void;
  /** Live messengers' bot user names. */
  readonly botNames: () => Partial<Record<Messenger, string>>;
  readonly download: DownloadFile;
  /** In a thread of the program. */
  readonly run: RunInBackground;
  /** In a process of its own, which the signal kills; a rehearsal tells how far it is. */
  readonly runApart: RunApart;
  /** Where copies of the database go. */
  readonly shelf: CopyShelf;
  /** How long copies tell what was removed from the database; null: none are made by themselves. */
  readonly copiesKeptDays: number | null;
  readonly log: Logger;
}

/**
 * Carries a job out. What it returns is written in the transaction that ends the job, so that a kill in between
 * neither loses a result nor tells it twice; a job that writes by itself must stand being run again.
 */
export type RunJob = (
  job: AskedJob,
  tools: JobTools,
  signal: AbortSignal,
) => Promise<((tx: Transaction) => void) | undefined>;

/** A sort of what runs beside the updates because it takes long. */
export interface JobKind {
  readonly run: RunJob;
  /** As what somebody asks for it. */
  readonly asker: ForWhom;
  /** It goes on without its asker, and is not given up: failing several times, it says so and is tried on. */
  readonly mustEnd?: true;
  /**
   * Jobs of one lane run one after another; a round does not wait for a study's documents, and rehearsals of all studies
   * wait for each other alone. A person's screens wait for nothing else. Left out: the study's, or the asker's where it
   * is of no study.
   */
  readonly lane?: 'round' | 'roundAndStudy' | 'rehearsal' | 'screen';
  /** Verdicts go first, files and answers that tell of closed rounds wait for them. */
  readonly verdicts?: 'makes' | 'awaits';
  /** What it ends with is told to others than its asker. */
  readonly concernsOthers?: true;
  /** Says that it is at work; null: nobody waits for it. */
  readonly working: TextKey | null;
  /** Says that it could not be carried out, and what to do. */
  readonly failed: TextKey;
}
