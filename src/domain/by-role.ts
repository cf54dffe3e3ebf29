import { foldText } from './digits.ts';
import { grouped } from './grouped.ts';

/** What one expert answered in a panel's round: ratings by item id. */
export interface RoleRatings {
  readonly role: string;
  readonly ratings: ReadonlyMap<number, number>;
}

/** A role's ratings by item; an item is left out where individual answers could be told apart. */
export interface ToldRole {
  readonly role: string;
  /** How many of the role answered. */
  readonly experts: number;
  readonly items: readonly { readonly itemId: number; readonly ratings: readonly number[] }[];
}

/** The answers of fewer experts could be attributed to them. */
export const LEAST_OF_ROLE = 5;

/**
 * A panel's answers by role, as description only. A role is told where at least five of it answered and all others
 * together are either five or more or nobody: else subtracting from the whole would reveal those few. The same
 * condition applies to each item.
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

/** Experts of one role; the name is empty where the workbook gives none. */
export interface Role<Expert> {
  readonly name: string;
  readonly experts: readonly Expert[];
}

/** Roles in the order in which they first come; two spellings of one role are joined. */
export function rolesOf<Expert extends { readonly role: string }>(
  experts: readonly Expert[],
): Role<Expert>[] {
  const roles = grouped(experts, ({ role }) => foldText(role));
  return [...roles.values()].map((of) => ({ name: of[0]!.role, experts: of }));
}

/** The named roles that are large enough, less the smallest of them where too few others would be left. */
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
