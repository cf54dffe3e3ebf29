/**
 * Under what an expert's answers are told, from the least strict on.
 *
 * - `named`: the name.
 * - `coded`: a code, the same in all rounds and files of the study.
 * - `unlinked`: a code of one round and one panel, so that none leads from round to round.
 */
export type Anonymity = 'named' | 'coded' | 'unlinked';

const STRICTNESS: Readonly<Record<Anonymity, number>> = { named: 0, coded: 1, unlinked: 2 };

/** Whether a study would tell more of who answered than before: what was promised to experts cannot be taken back. */
export function isLoosened(from: Anonymity, to: Anonymity): boolean {
  return STRICTNESS[to] < STRICTNESS[from];
}

/** Whether names and answers are kept apart. */
export function isAnonymous(anonymity: Anonymity): boolean {
  return anonymity !== 'named';
}

/** On a panel of fewer experts an answer can be guessed from who has answered. */
const SMALL_PANEL = 5;

/** By what answers under codes could be told all the same. */
export interface Recognisable<Expert, Panel> {
  readonly smallPanels: readonly { readonly panel: Panel; readonly experts: number }[];
  /** Experts whose set of panels nobody shares: one code alone stands in just these panels. */
  readonly alone: readonly Expert[];
}

/** What the facilitator is warned of before anybody answers: who sits where is known to them, and codes stand beside panels. */
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
  /** `kept`: handed in with all previous ratings kept at once, in no time; `toCome`: it is not open yet. */
  readonly reached: 'nothing' | 'begun' | 'kept' | 'handedIn' | 'toCome';
  /**
   * Left in it, said later that somebody else had answered it, or changed to an account that nobody has vouched for: what
   * stands in the files may be less than was seen, or under another code.
   */
  readonly turn: 'left' | 'disowned' | 'apart' | null;
}

/** Fewer who took part alike do not hide one another: one of two is a guess. */
const LEAST_ALIKE = 3;

/**
 * How many experts' answers could be told, or guessed between two, by the rounds and panels that they answered in.
 *
 * Those of whom a facilitator has seen the same, by name, hide one another: whatever the files show of their codes, it
 * could be exchanged among them. So this rests on what can be seen by name alone. Who began nothing has no answers to be
 * told.
 */
export function countTellable(parts: readonly PartTaken[], anonymity: Anonymity): number {
  if (anonymity === 'named') return 0;
  const courses = new Map<string, { readonly expert: number; readonly steps: string[] }>();
  for (const { expert, panelRound, reached, turn } of parts) {
    if (reached === 'nothing') continue;
    // What one code stands for: all that an expert did, or one round of one panel.
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

/** How many experts' answers could be told by how they took part. */
export interface Tellable {
  readonly experts: number;
  /** How many under codes of one round and panel; null: they are already, or it is too late for it. */
  readonly unlinked: number | null;
}

/** How an expert is called where answers are told. */
export type Called =
  | { readonly by: 'code'; readonly code: string }
  /** `ordinal` is 1 for the first of a name, 2 for the second … */
  | { readonly by: 'name'; readonly name: string; readonly ordinal: number };

/**
 * How experts are called beside their answers, by codes: an order of the workbook's own would tell who is behind one, so
 * they are listed in the codes' own.
 */
export function callByCode<Id>(
  experts: readonly { readonly id: Id; readonly code: string }[],
): Map<Id, Called> {
  const byCode = experts.toSorted((one, other) => (one.code < other.code ? -1 : 1));
  return new Map(byCode.map(({ id, code }) => [id, { by: 'code', code }]));
}

/**
 * How experts are called beside their answers, by names. Namesakes are numbered as they came into the study, so that a
 * later workbook in another order renames nobody.
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
