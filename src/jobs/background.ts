import type { PanelJudgement } from '../domain/judged-round.ts';
import type { PanelToJudge } from '../domain/judging.ts';
import type { Surroundings } from '../domain/quiet-hours.ts';
import type { StudyDraft } from '../domain/study-draft.ts';
import type { Message } from '../messages/message.ts';
import type { Picture } from '../pictures/draw-picture.ts';
import type { Messenger } from '../store/accounts.ts';
import type { CopyRequest } from '../store/file/copy-database.ts';
import type { Scrubbing } from '../store/file/scrub-database.ts';
import type { TextKey } from '../texts/i18n.ts';
import type { PaperForm } from '../workbook/form-workbook.ts';
import type { FormDraft } from '../workbook/read-form.ts';
import type { WorkbookReading } from '../workbook/read-workbook.ts';
import type { Opening } from '../workbook/warn-of-reminders.ts';
import type { DocumentWords, QueuedDocument } from './document.ts';

/** A screen of which the log is to say that somebody looked at it; null: this time it is not. */
export interface LoggedScreen {
  readonly message: Message;
  readonly event: { readonly kind: string; readonly details: Record<string, unknown> } | null;
}

export type Screened = Message | LoggedScreen;

/** What takes too long for the thread that answers presses, by name: its argument and its result. */
export interface BackgroundTasks {
  'judge-panel': { input: PanelToJudge; output: PanelJudgement };
  'read-workbook': {
    input: { bytes: Uint8Array; opening: Opening };
    output: WorkbookReading | { readonly form: FormDraft };
  };
  /** Its output: an .xlsx file. */
  'write-form': { input: PaperForm; output: Uint8Array };
  /** Its bytes are handed over piece by piece. */
  'export-study': {
    input: { databaseFile: string; studyId: number; now: Date; zone: string };
    output: DocumentWords;
  };
  'write-invitations': {
    input: { databaseFile: string; studyId: number; botNames: Partial<Record<Messenger, string>> };
    output: QueuedDocument;
  };
  /** Shown to a facilitator. */
  'compose-screen': {
    input: {
      databaseFile: string;
      studyId: number;
      screen: string;
      numbers: Readonly<Record<string, number>>;
      surroundings: Surroundings;
    };
    output: Screened;
  };
  /** Its output, as of all that draw: a PNG. */
  'draw-picture': { input: Picture; output: Uint8Array };
  'draw-svg': { input: { svg: string; width: number }; output: Uint8Array };
  'draw-funnel': { input: { databaseFile: string; studyId: number }; output: Uint8Array };
  /** Its output: the copy's size in bytes. */
  'copy-database': { input: CopyRequest; output: number };
  'scrub-database': { input: { file: string }; output: Scrubbing };
  'rehearse-study': { input: RehearsalRequest; output: Rehearsed };
}

/** What a rehearsal is played from: nothing of it is read from the program's database. */
export interface RehearsalRequest {
  readonly draft: StudyDraft;
  /** Decides everything that is drawn. */
  readonly seed: number;
  readonly now: Date;
  readonly zone: string;
}

/** What its facilitator is sent of a rehearsal, in this order; `refused`: why it could not begin. */
export type Rehearsed =
  | { readonly refused: Message }
  | {
      readonly told: Message;
      /** `png`: null for a message without a picture. */
      readonly cards: readonly { readonly message: Message; readonly png: Uint8Array | null }[];
      readonly archive: QueuedDocument;
      readonly check: Message;
    };

/** How far a rehearsal is: how many experts have had their turn in a round. */
export interface RehearsalProgress {
  /** Null: all rounds are over. */
  readonly round: number | null;
  readonly answered: number;
  readonly experts: number;
  /** How long it may take as a whole. */
  readonly minutes: number;
}

/** Which step of how many a task begins. */
export interface Progress {
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  readonly what: TextKey;
}

export type TellProgress = (progress: Progress) => void;

/** Hands over a piece of what a task makes. @returns once it is kept: its memory is the task's again */
export type HandOver = (piece: Uint8Array) => Promise<void>;

/**
 * Runs a task beside the updates.
 *
 * @param told hears how far a task is that says so
 * @param take keeps a piece of what the task makes, at once; where it throws, the task fails with that
 * @throws what the task threw, by its message
 */
export type RunInBackground = <Name extends keyof BackgroundTasks>(
  name: Name,
  input: BackgroundTasks[Name]['input'],
  told?: TellProgress,
  take?: (piece: Uint8Array) => void,
) => Promise<BackgroundTasks[Name]['output']>;

/**
 * Runs a task in a process of its own.
 *
 * @param signal kills it
 * @param heard hears how far a rehearsal is
 */
export type RunApart = <Name extends keyof BackgroundTasks>(
  name: Name,
  input: BackgroundTasks[Name]['input'],
  signal: AbortSignal,
  heard?: (progress: RehearsalProgress) => void,
) => Promise<BackgroundTasks[Name]['output']>;
