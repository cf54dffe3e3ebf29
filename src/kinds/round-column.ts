import type { JudgedRound } from '../domain/judged-round.ts';
import type { WhyNull } from '../domain/why-null.ts';

/** A figure of a panel's round, as the files of an export give it. */
export interface RoundColumn {
  /** Its key in `results.json`. */
  readonly json: string;
  /** Its header, in words. */
  header(): string;
  /** Number format of its cells. */
  readonly format: string;
  of(round: JudgedRound): number | null;
  /** Why it is null; absent: it is null only where nobody answered. */
  whyNull?(round: JudgedRound): WhyNull;
}
