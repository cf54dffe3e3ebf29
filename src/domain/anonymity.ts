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
  /** Of the others, whom no other is like once the rounds before count too: one code alone goes through them so. */
  readonly aloneInTime: readonly Expert[];
}

/** Where an expert's answers stand, which the facilitator knows by name. */
export interface Seated<Expert, Panel> {
  readonly expert: Expert;
  readonly panels: readonly Panel[];
  /** The panels in which the expert answered before, by round, where the same code stands; empty: none leads there. */
  readonly before?: readonly { readonly round: number; readonly panel: Panel }[];
}

/**
 * What the facilitator is warned of before anybody answers: who sits where, and who answered in which rounds, is known to
 * them, and codes stand beside panels and rounds. Who joined, left or moved alone between rounds, or alone did not answer,
 * is told by it.
 */
export function findRecognisable<Expert, Panel extends string | number>(
  seats: readonly Seated<Expert, Panel>[],
): Recognisable<Expert, Panel> {
  const onPanel = new Map<Panel, number>();
  for (const panel of seats.flatMap(({ panels }) => panels))
    onPanel.set(panel, (onPanel.get(panel) ?? 0) + 1);
  const alone = withoutLike(
    seats.filter(({ panels }) => panels.length > 0),
    ({ panels }) => panels.map(String),
  );
  const inTime = withoutLike(seats, ({ panels, before = [] }) => [
    ...panels.map(String),
    ...before.map(({ round, panel }) => `${round}:${panel}`),
  ]);
  return {
    smallPanels: [...onPanel].flatMap(([panel, experts]) =>
      experts < SMALL_PANEL ? [{ panel, experts }] : [],
    ),
    alone,
    aloneInTime: inTime.filter((expert) => !alone.includes(expert)),
  };
}

/** Those whose marks, in whatever order, no other has. */
function withoutLike<Expert, Panel>(
  seats: readonly Seated<Expert, Panel>[],
  marksOf: (seat: Seated<Expert, Panel>) => readonly string[],
): Expert[] {
  const alike = new Map<string, Expert[]>();
  for (const seat of seats) {
    const marks = JSON.stringify(marksOf(seat).toSorted());
    alike.set(marks, [...(alike.get(marks) ?? []), seat.expert]);
  }
  return [...alike.values()].flatMap((sharing) => (sharing.length === 1 ? sharing : []));
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
export function callByCode(
  experts: readonly { readonly id: number; readonly code: string }[],
): Map<number, Called> {
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
