import { createHash } from 'node:crypto';
import { allowedWhileOpen } from '../../domain/allowed-change.ts';
import type { Anonymity } from '../../domain/anonymity.ts';
import { foldText } from '../../domain/digits.ts';
import type { ExpertDecisions } from '../../domain/expert-matching.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import {
  type ChangedPart,
  type CurrentStudy,
  compareStudy,
  isNothing,
  loosenedAnonymity,
  type StudyChange,
} from '../../domain/study-change.ts';
import type { StudyDraft } from '../../domain/study-draft.ts';
import type { Message } from '../../messages/message.ts';
import { endDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview, insertPreview, type Preview, updatePreview } from '../../store/previews.ts';
import { loadChosenStudy, type Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { isAskedWhy } from './asked-why.ts';
import {
  composeChangePreview,
  composeNewStudyPreview,
  type PreviewList,
} from './compose-workbook-preview.ts';
import { createStudy, type RandomSources } from './create-study.ts';
import { loadCurrentStudy } from './load-current-study.ts';

/** What the preview of a workbook keeps, so that a press applies exactly what was shown. */
interface WorkbookArgs {
  readonly draft: StudyDraft;
  /** Plain lines. */
  readonly warnings: readonly string[];
  /** Null: the title is not the chosen study's. */
  readonly change: {
    readonly studyId: number;
    readonly decisions: readonly (readonly [index: number, expertId: number | null])[];
    /** Of the change that was shown last. */
    readonly fingerprint: string;
  } | null;
}

/** A press on a workbook's preview. */
export interface PreviewPress {
  readonly previewId: number;
  readonly accountId: number;
  readonly at: Date;
}

/** Keeps a valid workbook under a preview, and puts into words what would become of it. */
export function previewWorkbook(
  tx: Transaction,
  sent: { draft: StudyDraft; warnings: readonly string[]; accountId: number; at: Date },
  zone: string,
): PreviewList {
  const { draft, warnings, accountId, at } = sent;
  const chosen = loadChosenStudy(tx, accountId);
  const study = chosen && foldText(chosen.title) === foldText(draft.rules.title) ? chosen : null;
  const comparison = study && compare(tx, study, draft, new Map());
  const args: WorkbookArgs = {
    draft,
    warnings,
    change: comparison && {
      studyId: comparison.study.id,
      decisions: [],
      fingerprint: fingerprintOf(comparison.change),
    },
  };
  const previewId = insertPreview(tx, {
    ...{ accountId, studyId: study?.id ?? null, kind: 'workbook', args, createdAt: at },
  });
  return comparison
    ? composeChangePreview({ previewId, warnings, ...comparison })
    : composeNewStudyPreview(tx, { previewId, warnings, draft, accountId, at, zone });
}

/** Creates the study of a previewed workbook. */
export function createPreviewedStudy(
  tx: Transaction,
  press: PreviewPress,
  random: RandomSources,
): Outcome<{ studyId: number; draft: StudyDraft }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const { draft } = shown.args;
  endPreview(tx, press.previewId, 'done');
  return { ok: true, studyId: createStudy(tx, { ...press, draft, random }), draft };
}

/** A workbook whose change can be applied now, compared with its study anew. */
interface ApplicableWorkbook {
  readonly comparison: Comparison;
}

/** Whether a previewed change could be applied: exactly the change that was shown, or none. */
export function loadApplicable(tx: Transaction, press: PreviewPress): Outcome<ApplicableWorkbook> {
  const shown = loadShownChange(tx, press);
  if (!shown.ok) return shown;
  const { comparison, args } = shown;
  const { change, study } = comparison;
  if (fingerprintOf(change) !== args.change?.fingerprint) return refuse({ code: 'workbook.outdated' });
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  if (study.forgottenAt) return refuse({ code: 'study.forgotten' });
  if (change.experts.uncertain.length > 0) return refuse({ code: 'workbook.uncertain' });
  if (comparison.past.length > 0) return refuse({ code: 'workbook.touchesPast' });
  if (comparison.waiting.length > 0 && isNothing(change))
    return refuse({ code: 'workbook.touchesOpenRound' });
  if (change.promisesBroken.length > 0) return refuse({ code: 'workbook.breaksPromise' });
  return { ok: true, comparison };
}

/**
 * Notes who an uncertain expert of the workbook is, and shows what the change is then.
 *
 * @param press.expertId 0: a new expert
 */
export function settleExpert(
  tx: Transaction,
  press: PreviewPress & { index: number; expertId: number },
): Outcome<{ message: Message }> {
  const shown = loadShownChange(tx, press);
  if (!shown.ok) return shown;
  const { draft, warnings } = shown.args;
  const { study } = shown.comparison;
  const decisions = new Map(shown.decisions).set(press.index, press.expertId === 0 ? null : press.expertId);
  const comparison = compare(tx, study, draft, decisions);
  const change = {
    studyId: study.id,
    decisions: [...decisions],
    fingerprint: fingerprintOf(comparison.change),
  };
  updatePreview(tx, press.previewId, { args: { draft, warnings, change } satisfies WorkbookArgs });
  return {
    ok: true,
    message: composeChangePreview({ previewId: press.previewId, warnings, ...comparison }).message,
  };
}

/** Gives up a previewed workbook. */
export function cancelWorkbook(tx: Transaction, press: PreviewPress): Outcome {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  endPreview(tx, press.previewId, 'cancelled');
  if (isAskedWhy(tx, press)) endDialog(tx, press.accountId);
  return shown;
}

/** A study set beside a workbook. */
export interface Comparison {
  readonly study: Study;
  readonly current: CurrentStudy;
  readonly draft: StudyDraft;
  /** What it wanted of `ناشناس` and does not get; null: nothing. */
  readonly loosened: Anonymity | null;
  readonly decisions: ExpertDecisions;
  readonly change: StudyChange;
  /** What the workbook wants besides and an open round does not allow: the draft is without it. */
  readonly waiting: readonly ChangedPart[];
  /** What it wants and would give past answers another meaning: nothing is applied then. */
  readonly past: readonly ChangedPart[];
}

function compare(tx: Transaction, study: Study, draft: StudyDraft, decisions: ExpertDecisions): Comparison {
  const current = loadCurrentStudy(tx, study);
  const loosened = loosenedAnonymity(current, draft);
  const change = compareStudy(current, draft, decisions);
  const { touchesOpenRound: waiting, touchesPast: past } = change;
  // Who is who is settled first: it tells what waits.
  if (waiting.length === 0 || change.experts.uncertain.length > 0)
    return { study, current, draft, loosened, decisions, change, waiting, past };
  const allowed = allowedWhileOpen(current, draft, decisions);
  const allowedChange = compareStudy(current, allowed.draft, allowed.decisions);
  return { study, current, loosened, ...allowed, change: allowedChange, waiting, past };
}

function loadShown(tx: Transaction, press: PreviewPress): Outcome<{ preview: Preview; args: WorkbookArgs }> {
  const own = loadOwnPreview(tx, press, 'workbook');
  if (own.ok) return { ok: true, preview: own.preview, args: own.preview.args as WorkbookArgs };
  return own.refusal.code === 'preview.gone' ? refuse({ code: 'workbook.gone' }) : own;
}

function loadShownChange(
  tx: Transaction,
  press: PreviewPress,
): Outcome<{ args: WorkbookArgs; decisions: Map<number, number | null>; comparison: Comparison }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const { args } = shown;
  if (!args.change) return refuse({ code: 'workbook.gone' });
  const found = studyOf(tx, press.accountId, args.change.studyId);
  if (!found.ok) return found;
  const decisions = new Map(args.change.decisions);
  return { ok: true, args, decisions, comparison: compare(tx, found.study, args.draft, decisions) };
}

function fingerprintOf(change: StudyChange): string {
  return createHash('sha256').update(JSON.stringify(change)).digest('base64url');
}
