import type { PanelJudgement } from '../domain/judged-round.ts';
import type { PanelToJudge } from '../domain/judging.ts';
import type { Picture } from '../pictures/draw-picture.ts';
import type { CopyRequest } from '../store/file/copy-database.ts';
import type { Scrubbing } from '../store/file/scrub-database.ts';
import type { PaperForm } from '../workbook/form-workbook.ts';
import type { FormDraft } from '../workbook/read-form.ts';
import type { WorkbookReading } from '../workbook/read-workbook.ts';
import type { Opening } from '../workbook/warn-of-reminders.ts';
import type { QueuedDocument } from './document.ts';

/** What takes too long for the thread that answers presses, by name: its argument and its result. */
export interface BackgroundTasks {
  'judge-panel': { input: PanelToJudge; output: PanelJudgement };
  'read-workbook': {
    input: { bytes: Uint8Array; opening: Opening };
    output: WorkbookReading | { readonly form: FormDraft };
  };
  /** Its output: an .xlsx file. */
  'write-form': { input: PaperForm; output: Uint8Array };
  'export-study': {
    input: { databaseFile: string; studyId: number; now: Date; zone: string };
    output: QueuedDocument;
  };
  /** Its output: a PNG. */
  'draw-picture': { input: Picture; output: Uint8Array };
  /** Its output: the copy's size in bytes. */
  'copy-database': { input: CopyRequest; output: number };
  'scrub-database': { input: { file: string }; output: Scrubbing };
}

/** Runs a task beside the updates. @throws what the task threw, by its message */
export type RunInBackground = <Name extends keyof BackgroundTasks>(
  name: Name,
  input: BackgroundTasks[Name]['input'],
) => Promise<BackgroundTasks[Name]['output']>;
