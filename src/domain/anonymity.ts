/** An expert as far as it matters how he or she is called. */
export interface ExpertIdentity {
  readonly id: number;
  readonly name: string;
  /** Drawn at random once for each expert of a study. */
  readonly pseudonym: string;
}

/** How an expert is called where answers are told. */
export type Called =
  | { readonly by: 'code'; readonly code: string }
  /** `ordinal` is 1 for the first of a name, 2 for the second … */
  | { readonly by: 'name'; readonly name: string; readonly ordinal: number };

/**
 * How the experts of a study are called beside their answers: the only place that decides between code and name.
 *
 * Namesakes are numbered as they came into the study, so that a later workbook in another order renames nobody.
 *
 * @param experts all that the study ever had
 * @returns by expert id, in the order in which answers may be listed: an order of the workbook's own would tell who is
 *   behind a code, so codes are in their own
 */
export function callExperts(experts: readonly ExpertIdentity[], anonymous: boolean): Map<number, Called> {
  if (anonymous) {
    const byCode = experts.toSorted((one, other) => (one.pseudonym < other.pseudonym ? -1 : 1));
    return new Map(byCode.map(({ id, pseudonym }) => [id, { by: 'code', code: pseudonym }]));
  }
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
