import { foldText, parseNumber } from '../../domain/digits.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { plainNumber } from '../../texts/numerals.ts';
import type { PaperCell } from '../kind.ts';
import type { Choice } from './choice.ts';

/** Which choice a cell of a paper form names, by its value or its words. */
export function choiceInCell(choices: readonly Choice[], { text, number }: PaperCell): number | null {
  const value = number ?? parseNumber(text);
  const named = choices.find(({ label }) => foldText(label) === foldText(text));
  return (choices.find((choice) => choice.value === value) ?? named)?.value ?? null;
}

/** The choices that a cell may name, each with its value. */
export function choicesForCell(choices: readonly Choice[]): string {
  return listed(
    choices.map(({ value, label }) => plain('paper.choice', { value: plainNumber(value), label })),
  );
}
