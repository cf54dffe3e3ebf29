import { isQuiet, type QuietHours, quietEnd } from '../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../domain/refusals.ts';
import { deadlineFrom, isPast, type When } from '../domain/when.ts';
import type { Transaction } from '../store/database.ts';
import { logEvent } from '../store/events.ts';
import { loadExperts } from '../store/experts.ts';
import { loadItems } from '../store/items.ts';
import { queueMessage } from '../store/outbox.ts';
import { setPanelStatus } from '../store/panels.ts';
import { insertPreview, loadPreview, type Preview, updatePreview } from '../store/previews.ts';
import { insertQuestionnaire } from '../store/questionnaires.ts';
import { insertPanelRound, insertRound, loadPreviousPanelRound } from '../store/rounds.ts';
import { needStudy, type Study } from '../store/studies.ts';
import { lockStudyProtocol } from './lock-protocol.ts';
import { type PlannedRound, planNextRound } from './plan-round.ts';

/** What the preview of an opening keeps, so that the press opens what was shown. */
export interface OpeningArgs {
  readonly number: number;
  /** When the facilitator wants the round to end; null: the study's days. */
  readonly until: { readonly ms: number } | { readonly at: number } | null;
  readonly continuedPanelIds: readonly number[];
}

const DAY = 24 * 60 * 60 * 1000;

/** Prepares an opening to be shown: keeps what was asked for under a preview. */
export function prepareOpening(
  tx: Transaction,
  request: { study: Study; accountId: number; when: When | null; at: Date },
): Outcome<{ previewId: number; args: OpeningArgs; planned: PlannedRound; deadline: Date }> {
  const { study, when, at } = request;
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

/**
 * Opens the previewed round: locks the study's protocol at the first one, invites every seated expert, and queues the
 * openings of those who have joined. In quiet hours the round is open at once, and its openings wait for their end.
 */
export function openRound(
  tx: Transaction,
  press: { previewId: number; accountId: number; at: Date; quietHours: QuietHours; zone: string },
): Outcome<{ studyId: number; number: number; deadline: Date; waitsUntil: Date | null }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const { study, args } = shown;
  const plan = planNextRound(tx, study, new Set(args.continuedPanelIds));
  if (!plan.ok) return plan;
  const { planned } = plan;
  if (planned.opening.number !== args.number) return refuse({ code: 'preview.outdated' });
  if (planned.opening.panels.length === 0) return refuse({ code: 'open.noPanelChosen' });
  const deadline = deadlineOf(args, planned, press.at);
  if (deadline <= press.at) return refuse({ code: 'when.past' });

  updatePreview(tx, press.previewId, { state: 'done' });
  lockStudyProtocol(tx, study.id);
  for (const panelId of planned.opening.emptyPanelIds) setPanelStatus(tx, panelId, 'dropped');
  const roundId = insertRound(tx, { studyId: study.id, number: args.number, openedAt: press.at, deadline });
  insertPanels(tx, study, roundId, planned);
  const waitsUntil = isQuiet(press.at, press.quietHours, press.zone)
    ? quietEnd(press.at, press.quietHours, press.zone)
    : null;
  invite(tx, study, roundId, planned, { at: press.at, notBefore: waitsUntil });
  logEvent(tx, {
    studyId: study.id,
    at: press.at,
    actor: 'facilitator',
    accountId: press.accountId,
    kind: 'round.opened',
    details: {
      round: args.number,
      deadline: deadline.toISOString(),
      continuedPanelIds: args.continuedPanelIds,
    },
  });
  return { ok: true, studyId: study.id, number: args.number, deadline, waitsUntil };
}

function insertPanels(tx: Transaction, study: Study, roundId: number, planned: PlannedRound): void {
  const versions = new Map(loadItems(tx, study.id).map(({ id, version }) => [id, version]));
  for (const { panelId, kind, question } of planned.opening.panels) {
    setPanelStatus(tx, panelId, 'active');
    const previous = loadPreviousPanelRound(tx, panelId, kind, planned.opening.number);
    insertPanelRound(tx, {
      roundId,
      panelId,
      kind,
      question,
      feedbackFromId: previous?.id ?? null,
      items: (planned.items.get(panelId) ?? []).map((id) => ({ id, version: versions.get(id) ?? 1 })),
      expertIds: planned.experts.get(panelId) ?? [],
    });
  }
}

function invite(
  tx: Transaction,
  study: Study,
  roundId: number,
  planned: PlannedRound,
  timing: { at: Date; notBefore: Date | null },
): void {
  const invited = new Set(
    planned.opening.panels.flatMap(({ panelId }) => planned.experts.get(panelId) ?? []),
  );
  for (const expert of loadExperts(tx, study.id)) {
    if (!invited.has(expert.id)) continue;
    const questionnaireId = insertQuestionnaire(tx, roundId, expert.id);
    if (expert.accountId === null) continue;
    queueMessage(tx, {
      kind: 'round-opened',
      key: `round-opened:${questionnaireId}:${expert.accountId}`,
      accountId: expert.accountId,
      at: timing.at,
      args: { questionnaireId, atOnce: false },
      ...(timing.notBefore ? { notBefore: timing.notBefore } : {}),
    });
  }
}

/** A deadline is the opening's moment plus the time given, to the second. */
function deadlineOf(args: OpeningArgs, { opening }: PlannedRound, openedAt: Date): Date {
  const until = args.until ?? { ms: Math.round(opening.openForDays * DAY) };
  const when: When =
    'ms' in until ? { kind: 'span', ms: until.ms } : { kind: 'moment', at: new Date(until.at) };
  return deadlineFrom(when, openedAt);
}

function loadShown(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<{ study: Study; args: OpeningArgs }> {
  const shown = loadOwnPreview(tx, press, 'open');
  if (!shown.ok) return shown;
  return { ok: true, study: needStudy(tx, shown.preview.studyId!), args: shown.preview.args as OpeningArgs };
}

/** A preview that its presser may still carry out. */
export function loadOwnPreview(
  tx: Transaction,
  press: { previewId: number; accountId: number },
  kind: Preview['kind'],
): Outcome<{ preview: Preview }> {
  const preview = loadPreview(tx, press.previewId);
  if (!preview || preview.accountId !== press.accountId || preview.kind !== kind)
    return refuse({ code: 'preview.gone' });
  if (preview.state === 'done') return refuse({ code: 'preview.done' });
  if (preview.state === 'cancelled') return refuse({ code: 'preview.gone' });
  return { ok: true, preview };
}
