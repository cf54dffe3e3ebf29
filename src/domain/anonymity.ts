/**
 * How an expert's answers are labelled in what is told, from the least strict on.
 *
 * - `named`: by name.
 * - `coded`: by a code that is the same in all rounds and files of the study.
 * - `unlinked`: by a code for one round and one panel, so that rounds cannot be linked.
 */
export type Anonymity = 'named' | 'coded' | 'unlinked';

const STRICTNESS: Readonly<Record<Anonymity, number>> = { named: 0, coded: 1, unlinked: 2 };

/** Whether a study would reveal more than before about who answered: a promise made to experts cannot be taken back. */
export function isLoosened(from: Anonymity, to: Anonymity): boolean {
  return STRICTNESS[to] < STRICTNESS[from];
}

/** Whether names and answers are kept apart. */
export function isAnonymous(anonymity: Anonymity): boolean {
  return anonymity !== 'named';
}

/** On a smaller panel an answer can be guessed from knowing who has answered. */
const SMALL_PANEL = 5;

/** What could give away who is behind a code. */
export interface Recognisable<Expert, Panel> {
  readonly smallPanels: readonly { readonly panel: Panel; readonly experts: number }[];
  /** Experts whose set of panels nobody shares: only one code appears in exactly these panels. */
  readonly alone: readonly Expert[];
}

/**
 * What the facilitator is warned of before anybody answers: they know who sits where, and codes stand beside panels.
 */
export function findRecognisable<Expert, Panel extends string | number>(
  seats: readonly { readonly expert: Expert; readonly panels: readonly Panel[] }[],
): Recognisable<Expert, Panel> {
  const onPanel = new Map<Panel, number>();
  const withSet = new Map<string, Expert[]>();
  for (const { expert, panels } of seats) {
    for (const panel of panels) onPanel.set(panel, (onPanel.get(panel) ?? 0) + 1);
    if (panels.length === 0) continue;
    const key = JSON.stringify([...panels].map(String).sort());
    withSet.set(key, [...(withSet.get(key) ?? []), expert]);
  }
  return {
    smallPanels: [...onPanel].flatMap(([panel, experts]) =>
      experts < SMALL_PANEL ? [{ panel, experts }] : [],
    ),
    alone: [...withSet.values()].flatMap((sharing) => (sharing.length === 1 ? sharing : [])),
  };
}

/** How far somebody came in a round of one panel, as a facilitator sees it by name. */
export interface PartTaken {
  readonly expert: number;
  /** A round of one panel. */
  readonly panelRound: number;
  /** `kept`: handed in at once, with all previous ratings kept by one press; `toCome`: not open yet. */
  readonly reached: 'nothing' | 'begun' | 'kept' | 'handedIn' | 'toCome';
  /**
   * Left during the round, later said that somebody else had answered it, or moved to an account that nobody has
   * vouched for: the files may then hold less than was seen, or hold it under another code.
   */
  readonly turn: 'left' | 'disowned' | 'apart' | null;
}

/** A smaller group that took part alike hides nobody: one of two is a guess. */
const LEAST_ALIKE = 3;

/**
 * How many experts' answers could be identified, or guessed between two, from the rounds and panels that they answered
 * in.
 *
 * Experts who look the same to a facilitator, who sees by name who took part, hide one another: whatever the files show
 * under their codes could be exchanged among them. So the count rests only on what can be seen by name. Whoever began
 * nothing has no answers to identify.
 */
export function countTellable(parts: readonly PartTaken[], anonymity: Anonymity): number {
  if (anonymity === 'named') return 0;
  const courses = new Map<string, { readonly expert: number; readonly steps: string[] }>();
  for (const { expert, panelRound, reached, turn } of parts) {
    if (reached === 'nothing') continue;
    // What one code covers: everything that an expert did, or one round of one panel.
    const code = anonymity === 'coded' ? `${expert}` : `${expert}:${panelRound}`;
    const course = courses.get(code) ?? { expert, steps: [] };
    course.steps.push(`${panelRound}:${reached}:${turn}`);
    courses.set(code, course);
  }
  const alike = new Map<string, Set<number>>();
  for (const { expert, steps } of courses.values()) {
    const key = steps.sort().join(' ');
    alike.set(key, (alike.get(key) ?? new Set()).add(expert));
  }
  const few = [...alike.values()].filter(({ size }) => size < LEAST_ALIKE);
  return new Set(few.flatMap((experts) => [...experts])).size;
}

/** How many experts' answers could be identified from when they took part. */
export interface Tellable {
  readonly experts: number;
  /** The number if codes were for one round and panel; null: they already are, or it is too late to change. */
  readonly unlinked: number | null;
}

/** How an expert is labelled where answers are told. */
export type Called =
  | { readonly by: 'code'; readonly code: string }
  /** `ordinal` is 1 for the first of a name, 2 for the second … */
  | { readonly by: 'name'; readonly name: string; readonly ordinal: number };

/**
 * Labels experts by their codes. They are listed in the order of the codes, as the workbook's order would tell who is
 * behind each.
 */
export function callByCode<Id>(
  experts: readonly { readonly id: Id; readonly code: string }[],
): Map<Id, Called> {
  const byCode = experts.toSorted((one, other) => (one.code < other.code ? -1 : 1));
  return new Map(byCode.map(({ id, code }) => [id, { by: 'code', code }]));
}

/**
 * Labels experts by their names. Namesakes are numbered in the order in which they came into the study, so that a later
 * workbook in another order renames nobody.
 *
 * @param experts all that the study ever had
 */
export function callByName(
  experts: readonly { readonly id: number; readonly name: string }[],
): Map<number, Called> {
  const bearers = new Map<string, number>();
  const called = experts
    .toSorted((one, other) => one.id - other.id)
    .map(({ id, name }): [number, Called] => {
      const ordinal = (bearers.get(name) ?? 0) + 1;
      bearers.set(name, ordinal);
      return [id, { by: 'name', name, ordinal }];
    });
  return new Map(called);
}
