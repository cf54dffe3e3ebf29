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
