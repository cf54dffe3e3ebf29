import { type Outcome, refuse } from './refusals.ts';
import type { RoundKind } from './study-draft.ts';

/** The study as far as opening its next round depends on it. */
export interface StudyBeforeRound {
  readonly state: 'preparing' | 'running' | 'finished';
  readonly kind: RoundKind;
  readonly question: string;
  readonly openForDays: number;
  readonly maxRounds: number;
  readonly plan: readonly PlannedPanels[];
  readonly rounds: readonly { readonly number: number; readonly state: 'open' | 'closed' | 'judged' }[];
  readonly panels: readonly PanelBeforeRound[];
}

/** A row of the round plan. */
export interface PlannedPanels {
  readonly number: number;
  readonly kind: RoundKind;
  readonly panelCodes: readonly string[];
  readonly openForDays: number | null;
  readonly question: string;
}

export interface PanelBeforeRound {
  readonly id: number;
  readonly code: string;
  readonly status: 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';
  /** Items not dropped and not left out by their audience. */
  readonly items: number;
  readonly experts: number;
}

export interface RoundOpening {
  readonly number: number;
  readonly openForDays: number;
  readonly panels: readonly {
    readonly panelId: number;
    readonly kind: RoundKind;
    readonly question: string;
  }[];
  /** Agreed or stable panels, which take part only where the facilitator asks for it. */
  readonly settledPanelIds: readonly number[];
  /** Panels without an item left: they leave the study. */
  readonly emptyPanelIds: readonly number[];
}

/** Kinds of round that this program can put to experts. */
const SUPPORTED: ReadonlySet<RoundKind> = new Set(['likert', 'screening', 'cvr', 'cvi']);

/**
 * Decides what the study's next round is: its number, and what each panel does in it.
 *
 * @param continuedPanelIds agreed or stable panels that the facilitator takes along
 * @returns `panels` may be empty where every panel has settled and none is taken along
 */
export function planRound(
  study: StudyBeforeRound,
  continuedPanelIds: ReadonlySet<number>,
): Outcome<{ opening: RoundOpening }> {
  const blocked = whatBlocks(study);
  if (blocked) return blocked;

  const number = study.rounds.length + 1;
  const rows = study.plan.filter((row) => row.number === number);
  const emptyPanelIds = study.panels
    .filter((panel) => isGoing(panel) && panel.items === 0)
    .map(({ id }) => id);
  const settled = study.panels.filter((panel) => panel.status === 'agreed' || panel.status === 'stable');
  const taken = study.panels.filter(
    (panel) =>
      panel.items > 0 &&
      panel.experts > 0 &&
      (panel.status === 'active' || (isSettled(panel) && continuedPanelIds.has(panel.id))),
  );
  const panels = taken.flatMap((panel) => {
    const task = taskOf(study, rows, panel);
    return task ? [{ panelId: panel.id, ...task }] : [];
  });
  const unsupported = panels.find(({ kind }) => !SUPPORTED.has(kind));
  if (unsupported) return refuse({ code: 'open.kindNotSupported', number });
  if (panels.length === 0 && settled.length === 0) return refuse({ code: 'open.nothingToJudge' });

  const openForDays = rows.find((row) => row.openForDays !== null)?.openForDays ?? study.openForDays;
  const settledPanelIds = settled.filter(({ items }) => items > 0).map(({ id }) => id);
  return { ok: true, opening: { number, openForDays, panels, settledPanelIds, emptyPanelIds } };
}

function whatBlocks(study: StudyBeforeRound): { ok: false; refusal: Parameters<typeof refuse>[0] } | null {
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const open = study.rounds.find(({ state }) => state === 'open');
  if (open) return refuse({ code: 'open.alreadyOpen', number: open.number });
  const closed = study.rounds.find(({ state }) => state === 'closed');
  if (closed) return refuse({ code: 'open.judging', number: closed.number });
  if (study.rounds.length >= study.maxRounds)
    return refuse({ code: 'open.noRoundsLeft', rounds: study.maxRounds });
  return null;
}

function isSettled(panel: PanelBeforeRound): boolean {
  return panel.status === 'agreed' || panel.status === 'stable';
}

function isGoing(panel: PanelBeforeRound): boolean {
  return panel.status === 'active' || isSettled(panel);
}

/** What a panel does in a round: null where a plan stands and leaves it out. */
function taskOf(
  study: StudyBeforeRound,
  rows: readonly PlannedPanels[],
  panel: PanelBeforeRound,
): { kind: RoundKind; question: string } | null {
  if (study.plan.length === 0) return { kind: study.kind, question: study.question };
  const row =
    rows.find(({ panelCodes }) => panelCodes.includes(panel.code)) ??
    rows.find(({ panelCodes }) => panelCodes.length === 0);
  return row ? { kind: row.kind, question: row.question || study.question } : null;
}
