import { foldDigits } from '../../domain/digits.ts';
import type { Round } from '../../store/rounds.ts';

/** Identifies a form when it comes back: by its round's number, for people, and its id, for the program. */
export function formMark({ number, id }: Pick<Round, 'number' | 'id'>): string {
  return `F${number}-${id}`;
}

/** @returns null where the text is no form's mark */
export function readFormMark(text: string): { readonly number: number; readonly roundId: number } | null {
  const found = /^F(\d{1,6})-(\d{1,15})$/i.exec(foldDigits(text.trim()));
  return found && { number: Number(found[1]), roundId: Number(found[2]) };
}
