import { rolesOf, tellableRoles } from './by-role.ts';
import { isTooFast } from './workload.ts';

/** What stands beside the advice on a panel's judged round: described, and read by no rule. */
export interface BesideFigures {
  /** Experts without an answer, by role: only roles of which somebody is missing, and in which nobody can be told. */
  readonly missing: readonly { readonly role: string; readonly invited: number; readonly missing: number }[];
  /** Codes of items on which another panel's last verdict differs. */
  readonly judgedOtherwise: readonly string[];
  /** Null where the kind has no median, or nobody rated an item again. */
  readonly moved: Moved | null;
  /** Sides on which nobody wrote a reason are left out. */
  readonly reasons: readonly ReasonsOfSide[];
  /** Number of experts most of whose answers came faster than an item can be read. */
  readonly fast: number;
}

/** Ratings that differ from the expert's own of the round before, against the panel's median of that round. */
export interface Moved {
  readonly ratings: number;
  readonly towards: number;
  /** The others crossed to the same distance on the other side. */
  readonly away: number;
}

/** Of a rating against the panel's median; of a word for or against its item. */
const SIDES = ['above', 'at', 'below', 'for', 'against'] as const;

export type Side = (typeof SIDES)[number];

export interface ReasonsOfSide {
  readonly side: Side;
  readonly written: number;
  /** Let through to the other experts so far. */
  readonly passedOn: number;
}

/** An expert whom the round asked. */
export interface AskedExpert {
  readonly role: string;
  readonly answered: boolean;
  /** When each rating that the expert chose was given. */
  readonly answeredAt: readonly Date[];
}

/** An expert's rating of an item that the panel's round before had a median of. */
export interface RatedAgain {
  readonly before: number;
  readonly now: number;
  readonly median: number;
}

export function besideFigures(round: {
  readonly experts: readonly AskedExpert[];
  readonly judgedOtherwise: readonly string[];
  /** Null where the kind has no median. */
  readonly again: readonly RatedAgain[] | null;
  readonly reasons: readonly { readonly side: Side; readonly isPassedOn: boolean }[];
}): BesideFigures {
  const { experts, judgedOtherwise, again, reasons } = round;
  return {
    missing: missingByRole(experts),
    judgedOtherwise,
    moved: again === null || again.length === 0 ? null : movedOf(again),
    reasons: SIDES.flatMap((side) => {
      const own = reasons.filter((reason) => reason.side === side);
      const passedOn = own.filter(({ isPassedOn }) => isPassedOn).length;
      return own.length === 0 ? [] : [{ side, written: own.length, passedOn }];
    }),
    fast: experts.filter(({ answeredAt }) => isTooFast(answeredAt)).length,
  };
}

/** Under the limits of answers told by role: the silence of a small role would tell whose code is not there. */
function missingByRole(experts: readonly AskedExpert[]): BesideFigures['missing'] {
  const roles = rolesOf(experts);
  if (roles.length < 2) return [];
  return tellableRoles(roles, (role) => role.experts.length)
    .map(({ name, experts: of }) => ({
      ...{ role: name, invited: of.length },
      missing: of.filter(({ answered }) => !answered).length,
    }))
    .filter(({ missing }) => missing > 0);
}

function movedOf(again: readonly RatedAgain[]): Moved {
  const moves = again
    .filter(({ before, now }) => before !== now)
    .map(({ before, now, median }) => Math.abs(now - median) - Math.abs(before - median));
  return {
    ratings: moves.length,
    towards: moves.filter((move) => move < 0).length,
    away: moves.filter((move) => move > 0).length,
  };
}
