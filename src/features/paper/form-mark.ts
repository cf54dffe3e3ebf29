import { foldDigits } from '../../domain/digits.ts';
import type { Round } from '../../store/rounds.ts';

/** By what a form is known when it comes back: its round, as a person would call it, and as the program does. */
export function formMark({ number, id }: Pick<Round, 'number' | 'id'>): string {
  return `F${number}-${id}`;
}

/** @returns null where it is no form's */
export function readFormMark(text: string): { readonly number: number; readonly roundId: number } | null {
  const found = /^F(\d{1,6})-(\d{1,15})$/i.exec(foldDigits(text.trim()));
  return found && { number: Number(found[1]), roundId: Number(found[2]) };
}
