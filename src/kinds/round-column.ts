import type { JudgedRound } from '../domain/judged-round.ts';
import type { WhyNull } from '../domain/why-null.ts';

/** A figure of a panel's round, as the files of an export tell it. */
export interface RoundColumn {
  /** Its key in `results.json`. */
  readonly json: string;
  /** In words. */
  header(): string;
  /** Of its cells. */
  readonly format: string;
  of(round: JudgedRound): number | null;
  /** Where it is null; absent: where nobody answered. */
  whyNull?(round: JudgedRound): WhyNull;
}
