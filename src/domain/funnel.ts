/** What decides where an item left the study. Rounds are given by their numbers. */
export interface ItemLife<Why extends string = string> {
  /** Its audience classes are all excluded ones. */
  readonly leftOut: boolean;
  /** The first round that could ask it, for an item that came after the first round of all; else `BEFORE_ROUNDS`. */
  readonly entersAt: number;
  /** Panels that judge it, or did. */
  readonly places: readonly ItemPlace<Why>[];
}

export interface ItemPlace<Why extends string = string> {
  readonly panelId: number;
  /**
   * The last judged round in which the panel judged it, and whether such a round drops items from all panels; null:
   * none.
   */
  readonly asked: { readonly round: number; readonly sifts: boolean } | null;
  /** Null: the panel still has it. `round`: after which it left; null: not known. */
  readonly left: { readonly why: Why; readonly round: number | null } | null;
}

/** How many items reached a step of a study, and how many of them left there. */
export interface FunnelStep {
  /** The round's number, or `BEFORE_ROUNDS`. */
  readonly step: number;
  readonly entered: number;
  readonly left: number;
}

/** The step before any round, at which items leave because of their audience. */
export const BEFORE_ROUNDS = 0;

/**
 * The step at which an item left: from then on no panel has it. Where a panel's round dropped it for all panels but
 * another panel has judged it since, that drop does not count. Nor does leaving in a round that is not judged yet, as
 * nobody has been told.
 *
 * @param judged numbers of the judged rounds
 * @returns null: some panel still has it
 */
export function leftAt(life: ItemLife, judged: readonly number[]): number | null {
  const lastAsked = Math.max(BEFORE_ROUNDS, ...life.places.map(({ asked }) => asked?.round ?? BEFORE_ROUNDS));
  if (life.leftOut) return lastAsked;
  const steps = life.places
    .filter(({ asked }) => !asked?.sifts || asked.round === lastAsked)
    .map(({ left }) => (left === null ? null : (left.round ?? lastAsked)));
  const isOver = (step: number | null) => step === BEFORE_ROUNDS || (step !== null && judged.includes(step));
  return steps.every(isOver) ? Math.max(BEFORE_ROUNDS, ...steps.map(Number)) : null;
}

/**
 * The steps of a study in order, over all its items or some of them. An item that left before it entered is in none.
 */
export function funnelOf(lives: readonly ItemLife[], judged: readonly number[]): FunnelStep[] {
  const spans = lives.map((life) => spanOf(life, leftAt(life, judged))).filter(({ from, to }) => from <= to);
  return [BEFORE_ROUNDS, ...judged].map((step) => ({
    step,
    entered: spans.filter(({ from, to }) => from <= step && step <= to).length,
    left: spans.filter(({ to }) => to === step).length,
  }));
}

/**
 * The steps between which an item takes part. What is for excluded audiences leaves at the first step, whenever it
 * came.
 */
function spanOf({ entersAt }: ItemLife, left: number | null): { from: number; to: number } {
  return left === null
    ? { from: entersAt, to: Number.POSITIVE_INFINITY }
    : { from: left === BEFORE_ROUNDS ? BEFORE_ROUNDS : entersAt, to: left };
}

/** How many items there are at first, and after each of the steps in `told`. */
export function standingAfter(steps: readonly FunnelStep[], told: readonly number[]): number[] {
  const after = steps.filter(({ step }) => told.includes(step)).map(({ entered, left }) => entered - left);
  return [steps[0]?.entered ?? 0, ...after];
}
