import { haveNoOpinion, keepPrevious, rate } from '../../domain/answering.ts';
import { foldText, parseNumber } from '../../domain/digits.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { plainNumber } from '../../texts/numerals.ts';
import type { AnswerChange, Asked, ItemKind, PaperCell, Pressed } from '../kind.ts';
import { CHOICE_BUTTONS } from './answer-buttons.ts';
import { itemCard } from './card.ts';
import type { Choice, ChoicesOn } from './choice.ts';
import { choicePlay } from './play.ts';

/** What the kinds in which each item is answered by one press have in common. */
export function choiceKind(
  choicesOn: ChoicesOn,
  { ratings, gist }: Pick<ItemKind, 'ratings' | 'gist'>,
): Pick<
  ItemKind,
  | 'asks'
  | 'ratings'
  | 'gist'
  | 'choices'
  | 'accepts'
  | 'card'
  | 'buttons'
  | 'take'
  | 'words'
  | 'play'
  | 'fromCell'
  | 'cellTakes'
> {
  const words: ItemKind['words'] = (value, scale) =>
    choicesOn(scale).find((choice) => choice.value === value)?.label ?? plainNumber(value);
  return {
    ratings,
    gist,
    asks: 'item',
    choices: choicesOn,
    accepts: (value, scale) => choicesOn(scale).some((choice) => choice.value === value),
    card: (seen) =>
      itemCard({
        ratings,
        gist,
        choices: choicesOn(seen.scale),
        pointName: ratings === 'numbers' ? plainNumber : (value) => words(value, seen.scale),
        ...seen,
      }),
    buttons: CHOICE_BUTTONS,
    take: (asked, pressed) => take(asked, pressed, choicesOn),
    fromCell: ({ scale }, cell) => choiceInCell(choicesOn(scale), cell),
    cellTakes: ({ scale }) => choicesForCell(choicesOn(scale)),
    words,
    play: choicePlay,
  };
}

function take(
  { answer, scale }: Asked,
  pressed: Pressed,
  choicesOn: ChoicesOn,
): Outcome<{ changes: readonly AnswerChange[] }> {
  const outcome = decide({ ratings: choicesOn(scale).map(({ value }) => value), ...answer }, pressed);
  return outcome.ok ? { ok: true, changes: [{ answerId: answer.id, ...outcome.answered }] } : outcome;
}

function decide(item: Parameters<typeof rate>[0], pressed: Pressed) {
  if (pressed === 'noOpinion') return haveNoOpinion(item);
  if (pressed === 'keep') return keepPrevious(item);
  return rate(item, pressed.rating);
}

/** Which choice a cell of a paper form names, by its value or its words. */
function choiceInCell(choices: readonly Choice[], { text, number }: PaperCell): number | null {
  const value = number ?? parseNumber(text);
  const named = choices.find(({ label }) => foldText(label) === foldText(text));
  return (choices.find((choice) => choice.value === value) ?? named)?.value ?? null;
}

/** The choices that a cell may name, each with its value. */
function choicesForCell(choices: readonly Choice[]): string {
  return listed(
    choices.map(({ value, label }) => plain('paper.choice', { value: plainNumber(value), label })),
  );
}
