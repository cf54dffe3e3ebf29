import { foldText } from './digits.ts';
import type { Criterion, PlannedSeats } from './study-draft.ts';

/** Seats that a panel should have but lacks. */
export interface Shortfall {
  /** Empty: any role. */
  readonly role: string;
  readonly seats: number;
  readonly filled: number;
}

/**
 * What a panel lacks of the seats that `ترکیب` asks for, in its order.
 *
 * @param roles of the experts who have a seat
 */
export function shortfalls(
  composition: readonly PlannedSeats[],
  panelCode: string,
  roles: readonly string[],
): Shortfall[] {
  return composition
    .filter((row) => foldText(row.panelCode) === foldText(panelCode))
    .map(({ role, seats }) => ({ role, seats, filled: roles.filter((own) => isOf(role, own)).length }))
    .filter(({ seats, filled }) => filled < seats);
}

/** The criteria that an expert of a role is asked to confirm. */
export function criteriaToConfirm(criteria: readonly Criterion[], role: string): Criterion[] {
  return criteria.filter((criterion) => criterion.toConfirm && isOf(criterion.role, role));
}

function isOf(wanted: string, role: string): boolean {
  return wanted === '' || foldText(wanted) === foldText(role);
}
