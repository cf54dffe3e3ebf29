import { foldText } from './digits.ts';

/** What one expert said in a panel's round: an item's id to the rating. */
export interface RoleRatings {
  readonly role: string;
  readonly ratings: ReadonlyMap<number, number>;
}

/** A role's ratings, item by item; an item is left out where they could be told apart. */
export interface ToldRole {
  readonly role: string;
  /** Those of the role who answered. */
  readonly experts: number;
  readonly items: readonly { readonly itemId: number; readonly ratings: readonly number[] }[];
}

/** Of fewer the answers could be told. */
export const LEAST_OF_ROLE = 5;

/**
 * A panel's answers by role, for description alone: told of a role that at least five who answered have, where all others
 * together are five or none, else what is told and the whole would leave a few. The same is asked of each item.
 */
export function tellByRole(experts: readonly RoleRatings[], itemIds: readonly number[]): ToldRole[] {
  const answered = experts.filter(({ ratings }) => ratings.size > 0);
  const roles = rolesOf(answered);
  if (roles.length < 2) return [];
  const told = tellableRoles(roles, ({ experts }) => experts.length);
  const byItem = new Map(
    itemIds.map((itemId) => [itemId, tellableRoles(roles, (role) => ratingsOf(role, itemId).length)]),
  );
  return told.map((role) => ({
    role: role.name,
    experts: role.experts.length,
    items: itemIds.flatMap((itemId) =>
      byItem.get(itemId)!.includes(role) ? [{ itemId, ratings: ratingsOf(role, itemId) }] : [],
    ),
  }));
}

/** Those of one role; without a name where the workbook gives none. */
export interface Role<Expert> {
  readonly name: string;
  readonly experts: readonly Expert[];
}

/** In the order in which they come; one role in two spellings is one. */
export function rolesOf<Expert extends { readonly role: string }>(
  experts: readonly Expert[],
): Role<Expert>[] {
  const roles = new Map<string, Expert[]>();
  for (const expert of experts) {
    const key = foldText(expert.role);
    roles.set(key, [...(roles.get(key) ?? []), expert]);
  }
  return [...roles.values()].map((of) => ({ name: of[0]!.role, experts: of }));
}

/** The roles with a name that are large enough, but for the smallest ones where too few others would be left. */
export function tellableRoles<Expert>(
  roles: readonly Role<Expert>[],
  sizeOf: (role: Role<Expert>) => number,
): Role<Expert>[] {
  const all = roles.reduce((sum, role) => sum + sizeOf(role), 0);
  const large = roles.filter((role) => role.name !== '' && sizeOf(role) >= LEAST_OF_ROLE);
  const falling = large.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  for (let told = falling.length; told > 0; told -= 1) {
    const some = falling.slice(0, told);
    const others = all - some.reduce((sum, role) => sum + sizeOf(role), 0);
    if (others === 0 || others >= LEAST_OF_ROLE) return large.filter((role) => some.includes(role));
  }
  return [];
}

function ratingsOf({ experts }: Role<RoleRatings>, itemId: number): number[] {
  return experts.flatMap(({ ratings }) => ratings.get(itemId) ?? []);
}
