import { randomInt } from 'node:crypto';

/** Chance as the program draws it. Handed in as its time is, so that a test knows what falls. */
export interface Dice {
  /** From 0 to below 1, for what may be guessed: waits that are scattered. */
  readonly fraction: () => number;
  /** A whole number from 0 to below a limit, which nobody can guess. */
  readonly below: (limit: number) => number;
}

export function systemDice(): Dice {
  return { fraction: Math.random, below: (limit) => randomInt(limit) };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** So many letters and digits, of 5.95 bits each. */
export function newSecret({ below }: Pick<Dice, 'below'>, length: number): string {
  return Array.from({ length }, () => LETTERS[below(LETTERS.length)]).join('');
}
