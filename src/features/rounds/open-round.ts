import type { Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { isPast, type When } from '../../domain/when.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { insertPanelRound, loadPreviousPanelRound } from '../../store/panel-rounds.ts';
import { setPanelStatus } from '../../store/panels.ts';
import { endPreview, insertPreview, loadPreview, updatePreview } from '../../store/previews.ts';
import { insertRound, setRoundOpening } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import {
  deadlineUntil,
  endOpening,
  inviteNext,
  layOutNext,
  type OpenedRound,
  type RoundEnd,
} from './lay-out-round.ts';
import { type PlannedRound, planNextRound } from './plan-round.ts';

/** What the preview of an opening keeps, so that the press opens what was shown. */
export interface OpeningArgs {
  readonly number: number;
  /** When the facilitator wants the round to end; null: the study's days. */
  readonly until: RoundEnd | null;
  readonly continuedPanelIds: readonly number[];
}

const DAY = 24 * 60 * 60 * 1000;

/** Prepares an opening to be shown: keeps what was asked for under a preview. */
export function prepareOpening(
  tx: Transaction,
  request: { study: Study; accountId: number; when: When | null; at: Date },
): Outcome<{ previewId: number; args: OpeningArgs; planned: PlannedRound; deadline: Date }> {
  const { study, when, at } = request;
  if (study.forgottenAt) return refuse({ code: 'study.forgotten' });
  const plan = planNextRound(tx, study, new Set());
  if (!plan.ok) return plan;
  if (when && isPast(when, at)) return refuse({ code: 'when.past' });
  const until = when === null ? null : when.kind === 'span' ? { ms: when.ms } : { at: when.at.getTime() };
  const args: OpeningArgs = { number: plan.planned.opening.number, until, continuedPanelIds: [] };
  const previewId = insertPreview(tx, {
    accountId: request.accountId,
    studyId: study.id,
    kind: 'open',
    args,
    createdAt: at,
  });
  return { ok: true, previewId, args, planned: plan.planned, deadline: deadlineOf(args, plan.planned, at) };
}

/** A previewed opening as it would be carried out at a moment. */
export function loadOpening(
  tx: Transaction,
  study: Study,
  { previewId, at }: { previewId: number; at: Date },
): Outcome<{ previewId: number; args: OpeningArgs; planned: PlannedRound; deadline: Date }> {
  const args = loadPreview(tx, previewId)?.args as OpeningArgs | undefined;
  if (!args) return refuse({ code: 'preview.outdated' });
  const plan = planNextRound(tx, study, new Set(args.continuedPanelIds));
  if (!plan.ok) return plan;
  return { ok: true, previewId, args, planned: plan.planned, deadline: deadlineOf(args, plan.planned, at) };
}

/** Takes a settled panel along into the previewed round, or leaves it again. */
export function togglePanel(
  tx: Transaction,
  press: { previewId: number; panelId: number; accountId: number; at: Date },
): Outcome<{ study: Study; args: OpeningArgs; planned: PlannedRound; deadline: Date }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const old = new Set(shown.args.continuedPanelIds);
  if (!old.delete(press.panelId)) old.add(press.panelId);
  const args: OpeningArgs = { ...shown.args, continuedPanelIds: [...old] };
  const plan = planNextRound(tx, shown.study, old);
  if (!plan.ok) return plan;
  if (plan.planned.opening.number !== args.number) return refuse({ code: 'preview.outdated' });
  updatePreview(tx, press.previewId, { args });
  return {
    ok: true,
    study: shown.study,
    args,
    planned: plan.planned,
    deadline: deadlineOf(args, plan.planned, press.at),
  };
}

/** The press on a preview of an opening. */
export interface OpeningPress {
  readonly previewId: number;
  readonly accountId: number;
  readonly at: Date;
}

/**
 * Opens the previewed round: locks the study's protocol at the first one, invites every seated expert, and queues the
 * openings of those who have joined. In quiet hours the round is open at once, and its openings wait for their end.
 */
export function openRound(tx: Transaction, press: OpeningPress & Surroundings): Outcome<OpenedRound> {
  const begun = beginOpening(tx, press);
  return begun.ok ? { ok: true, ...goThrough(tx, begun, press) } : begun;
}

function goThrough(
  tx: Transaction,
  { roundId, until }: Begun,
  press: OpeningPress & Surroundings,
): OpenedRound {
  // All in one commit, so nothing is gained by slices.
  while (layOutNext(tx, roundId, Number.MAX_SAFE_INTEGER)) {}
  const opened = endOpening(tx, roundId, { ...press, until });
  let after: number | null = 0;
  while (after !== null) after = inviteNext(tx, roundId, after, { ...opened, at: press.at });
  return opened;
}

/** So much is laid out while somebody who presses waits for it: panels' items, and experts. */
const LAID_OUT_AT_ONCE = 1500;

/** The same; but a large round is opened by a job, in many commits. @returns null where it is */
export function openRoundOrQueue(
  tx: Transaction,
  press: OpeningPress & Surroundings & { jobKey: string },
): Outcome<{ opened: OpenedRound | null }> {
  const begun = beginOpening(tx, press);
  if (!begun.ok) return begun;
  if (begun.size <= LAID_OUT_AT_ONCE) return { ok: true, opened: goThrough(tx, begun, press) };
  setRoundOpening(tx, begun.roundId);
  const { accountId, at } = press;
  queueJob(tx, {
    key: press.jobKey,
    kind: 'open-round',
    accountId,
    studyId: begun.studyId,
    args: { roundId: begun.roundId, previewId: press.previewId, ...begun.until },
    createdAt: at,
  });
  return { ok: true, opened: null };
}

function sizeOf({ opening, items, experts }: PlannedRound): number {
  return opening.panels.reduce(
    (sum, { panelId }) => sum + (items.get(panelId) ?? 0) + (experts.get(panelId)?.length ?? 0),
    0,
  );
}

/** An opening that is decided, and how much is to be laid out. */
interface Begun {
  readonly studyId: number;
  readonly roundId: number;
  readonly until: RoundEnd;
  readonly size: number;
}

/** Everything that a round's opening decides; what it asks and whom is still to be laid out. */
export function beginOpening(tx: Transaction, press: OpeningPress): Outcome<Begun> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const { study, args } = shown;
  const plan = planNextRound(tx, study, new Set(args.continuedPanelIds));
  if (!plan.ok) return plan;
  const { planned } = plan;
  const { opening } = planned;
  if (opening.number !== args.number) return refuse({ code: 'preview.outdated' });
  if (opening.panels.length === 0) return refuse({ code: 'open.noPanelChosen' });
  const deadline = deadlineOf(args, planned, press.at);
  if (deadline <= press.at) return refuse({ code: 'when.past' });

  endPreview(tx, press.previewId, 'done');
  for (const panelId of opening.emptyPanelIds) setPanelStatus(tx, panelId, 'dropped');
  const roundId = insertRound(tx, { studyId: study.id, number: args.number, openedAt: press.at, deadline });
  for (const { panelId, kind, question } of opening.panels) {
    setPanelStatus(tx, panelId, 'active');
    const feedbackFromId = loadPreviousPanelRound(tx, panelId, kind, opening.number)?.id ?? null;
    insertPanelRound(tx, { roundId, panelId, kind, question, feedbackFromId });
  }
  return { ok: true, studyId: study.id, roundId, until: untilOf(args, planned), size: sizeOf(planned) };
}

function deadlineOf(args: OpeningArgs, planned: PlannedRound, openedAt: Date): Date {
  return deadlineUntil(untilOf(args, planned), openedAt);
}

function untilOf({ until }: OpeningArgs, { opening }: PlannedRound): RoundEnd {
  return until ?? { ms: Math.round(opening.openForDays * DAY) };
}

function loadShown(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<{ study: Study; args: OpeningArgs }> {
  const shown = loadOwnPreview(tx, press, 'open');
  if (!shown.ok) return shown;
  return { ok: true, study: needStudy(tx, shown.preview.studyId!), args: shown.preview.args as OpeningArgs };
}
