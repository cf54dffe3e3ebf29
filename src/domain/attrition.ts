import { LEAST_OF_ROLE, rolesOf, tellableRoles } from './by-role.ts';

/** An expert of a panel over two of its rounds. */
export interface InTwoRounds {
  readonly role: string;
  readonly answeredBefore: boolean;
  /** The ratings given in the earlier round. */
  readonly before: readonly Rated[];
  /** False where the expert was silent, or was not asked any more. */
  readonly answeredNow: boolean;
}

interface Rated {
  readonly rating: number;
  /** Median of the panel's ratings of that item. */
  readonly median: number;
}

/** How many of those who answered a panel's round did not answer its next one. */
export interface Attrition {
  readonly answered: number;
  readonly left: number;
  readonly byRole: readonly { readonly role: string; readonly answered: number; readonly left: number }[];
  /**
   * Whether they had answered differently: described, not tested. Null where either side has fewer than five experts.
   */
  readonly compared: { readonly left: AnsweredSo; readonly stayed: AnsweredSo } | null;
}

/** Means over experts of each expert's own means: of the ratings, and of their distances from the items' medians. */
export interface AnsweredSo {
  readonly mean: number;
  readonly distance: number;
}

/**
 * Who of a panel fell silent between two rounds, and whether they had answered differently from those who stayed.
 *
 * @param comparable whether ratings of different items can be averaged, as they are on one scale
 */
export function attritionOf(experts: readonly InTwoRounds[], comparable: boolean): Attrition {
  const answered = experts.filter(({ answeredBefore }) => answeredBefore);
  const left = answered.filter(({ answeredNow }) => !answeredNow);
  const stayed = answered.filter(({ answeredNow }) => answeredNow);
  return {
    answered: answered.length,
    left: left.length,
    byRole: byRole(answered),
    compared:
      comparable && left.length >= LEAST_OF_ROLE && stayed.length >= LEAST_OF_ROLE
        ? { left: answeredSo(left), stayed: answeredSo(stayed) }
        : null,
  };
}

/** Under the same limits as answers told by role: the silence of a small role would tell whose code it is. */
function byRole(answered: readonly InTwoRounds[]): Attrition['byRole'] {
  const roles = rolesOf(answered);
  if (roles.length < 2) return [];
  return tellableRoles(roles, ({ experts }) => experts.length).map(({ name, experts }) => ({
    ...{ role: name, answered: experts.length },
    left: experts.filter(({ answeredNow }) => !answeredNow).length,
  }));
}

function answeredSo(experts: readonly InTwoRounds[]): AnsweredSo {
  const overExperts = (of: (rated: Rated) => number) =>
    meanOf(experts.map(({ before }) => meanOf(before.map(of))));
  return {
    mean: overExperts(({ rating }) => rating),
    distance: overExperts(({ rating, median }) => Math.abs(rating - median)),
  };
}

function meanOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
