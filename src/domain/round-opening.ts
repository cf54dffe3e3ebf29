import { type Outcome, refuse } from './refusals.ts';
import type { RoundKind } from './study-draft.ts';

/** What opening the next round of a study depends on. */
export interface StudyBeforeRound {
  readonly state: 'preparing' | 'running' | 'finished';
  readonly kind: RoundKind;
  readonly question: string;
  readonly openForDays: number;
  readonly maxRounds: number;
  readonly plan: readonly PlannedPanels[];
  readonly rounds: readonly {
    readonly number: number;
    readonly state: 'opening' | 'open' | 'closed' | 'judged';
  }[];
  readonly panels: readonly PanelBeforeRound[];
  readonly kindOf: (kind: RoundKind) => AskingKind;
}

/** What decides whether a panel without items takes part in a round of this kind. */
export interface AskingKind {
  readonly asks: 'item' | 'panel' | 'proposals';
  readonly dropsFrom: 'itsPanel' | 'everyPanel' | 'nowhere';
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
  /** Items neither dropped nor left out because of their audience. */
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
  /** Agreed or stable panels with something to do in it; they take part only if the facilitator asks for it. */
  readonly settledPanelIds: readonly number[];
  /** Panels that have no item left: they leave the study. */
  readonly emptyPanelIds: readonly number[];
  /** Panels that the plan includes but that have no items for this round: they sit it out and stay in the study. */
  readonly itemlessPanelIds: readonly number[];
}

/**
 * Decides the study's next round: its number, and what each panel does in it.
 *
 * @param continuedPanelIds agreed or stable panels that the facilitator takes along
 * @returns `panels` is empty where every panel that could go on has settled and none is taken along
 */
export function planRound(
  study: StudyBeforeRound,
  continuedPanelIds: ReadonlySet<number>,
): Outcome<{ opening: RoundOpening }> {
  const blocked = whatBlocks(study);
  if (blocked) return blocked;

  const going = study.panels.filter(isGoing);
  const number = nextNumber(study, going);
  if (number === null) return refuse({ code: 'open.nothingToJudge' });

  const rows = study.plan.filter((row) => row.number === number);
  const tasked = going.flatMap((panel) => {
    const task = doableTask(study, number, panel);
    return task ? [{ panel, task }] : [];
  });
  const panels = tasked
    .filter(({ panel }) => !isSettled(panel) || continuedPanelIds.has(panel.id))
    .map(({ panel, task }) => ({ panelId: panel.id, ...task }));

  const openForDays = rows.find((row) => row.openForDays !== null)?.openForDays ?? study.openForDays;
  const emptyPanelIds = going.filter((panel) => isEmptied(study, panel)).map(({ id }) => id);
  const itemlessPanelIds = going
    .filter((panel) => panel.items === 0 && panel.experts > 0 && !emptyPanelIds.includes(panel.id))
    .filter((panel) => taskOf(study, number, panel) && !doableTask(study, number, panel))
    .map(({ id }) => id);
  const settledPanelIds = tasked.filter(({ panel }) => isSettled(panel)).map(({ panel }) => panel.id);
  return {
    ok: true,
    opening: { number, openForDays, panels, settledPanelIds, emptyPanelIds, itemlessPanelIds },
  };
}

/**
 * The next round number at which an active panel has something to do; where none is active, at which a settled one
 * could be taken along. Numbers whose panels have all left the study are skipped.
 */
function nextNumber(study: StudyBeforeRound, going: readonly PanelBeforeRound[]): number | null {
  const firstFor = (panels: readonly PanelBeforeRound[]) =>
    numbersAhead(study).find((number) => panels.some((panel) => doableTask(study, number, panel)));
  return firstFor(going.filter((panel) => !isSettled(panel))) ?? firstFor(going) ?? null;
}

/**
 * Whether, as far as the plan tells, a later round may ask the panel something, if only by being taken along by hand.
 */
export function mayBeAskedAgain(
  study: StudyAhead,
  panel: Pick<PanelBeforeRound, 'code' | 'status'>,
): boolean {
  return isGoing(panel) && numbersAhead(study).some((number) => taskOf(study, number, panel) !== null);
}

/** How many rounds may still ask somebody who sits on these panels, as far as the plan tells; an open one counts. */
export function roundsToCome(study: StudyAhead, panelCodes: readonly string[]): number {
  const over = study.rounds.filter(({ state }) => state === 'closed' || state === 'judged').length;
  const numbers = Array.from({ length: study.maxRounds - over }, (_, at) => over + 1 + at);
  return numbers.filter((number) => panelCodes.some((code) => taskOf(study, number, { code }) !== null))
    .length;
}

type StudyAhead = Pick<StudyBeforeRound, 'kind' | 'question' | 'maxRounds' | 'plan' | 'rounds'>;

function numbersAhead(study: Pick<StudyAhead, 'maxRounds' | 'rounds'>): number[] {
  const last = lastNumber(study);
  return Array.from({ length: study.maxRounds - last }, (_, at) => last + 1 + at);
}

function lastNumber({ rounds }: Pick<StudyAhead, 'rounds'>): number {
  return Math.max(0, ...rounds.map(({ number }) => number));
}

function whatBlocks(study: StudyBeforeRound): { ok: false; refusal: Parameters<typeof refuse>[0] } | null {
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const open = study.rounds.find(({ state }) => state === 'open' || state === 'opening');
  if (open) return refuse({ code: 'open.alreadyOpen', number: open.number });
  const closed = study.rounds.find(({ state }) => state === 'closed');
  if (closed) return refuse({ code: 'open.judging', number: closed.number });
  if (lastNumber(study) >= study.maxRounds)
    return refuse({ code: 'open.noRoundsLeft', rounds: study.maxRounds });
  return null;
}

function isSettled(panel: Pick<PanelBeforeRound, 'status'>): boolean {
  return panel.status === 'agreed' || panel.status === 'stable';
}

function isGoing(panel: Pick<PanelBeforeRound, 'status'>): boolean {
  return panel.status === 'active' || isSettled(panel);
}

interface Task {
  readonly kind: RoundKind;
  readonly question: string;
}

/** What a panel does in a round, provided it has experts, and items if the kind asks about any. */
function doableTask(study: StudyBeforeRound, number: number, panel: PanelBeforeRound): Task | null {
  const task = panel.experts === 0 ? null : taskOf(study, number, panel);
  return task && panel.items === 0 && needsItems(study, task) ? null : task;
}

function needsItems({ kindOf }: StudyBeforeRound, { kind }: Task): boolean {
  return kindOf(kind).asks !== 'proposals';
}

/** Whether a panel has ended for want of items: no later round can give it any, or goes on without dropping. */
function isEmptied(study: StudyBeforeRound, panel: PanelBeforeRound): boolean {
  const tasks = numbersAhead(study).flatMap((number) => taskOf(study, number, panel) ?? []);
  return (
    panel.items === 0 &&
    tasks.every((task) => needsItems(study, task) && study.kindOf(task.kind).dropsFrom !== 'nowhere')
  );
}

/** What a panel does in a round; null where a plan exists and leaves it out. */
function taskOf(
  study: Pick<StudyAhead, 'kind' | 'question' | 'plan'>,
  number: number,
  panel: Pick<PanelBeforeRound, 'code'>,
): Task | null {
  if (study.plan.length === 0) return { kind: study.kind, question: study.question };
  const rows = study.plan.filter((row) => row.number === number);
  const row =
    rows.find(({ panelCodes }) => panelCodes.includes(panel.code)) ??
    rows.find(({ panelCodes }) => panelCodes.length === 0);
  return row ? { kind: row.kind, question: row.question || study.question } : null;
}
