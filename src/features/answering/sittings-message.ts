import { minutesFor } from '../../domain/workload.ts';
import { showButton } from '../../messages/buttons.ts';
import type { Button } from '../../messages/message.ts';
import { namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate, rightToLeft } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** A sitting of a large questionnaire, and how far it has been answered. */
export interface ToldSitting {
  /** Its number among the sittings, from 1. */
  readonly number: number;
  /** What all its items have in common, outermost first, and the names of its parts below that. */
  readonly path: readonly string[];
  readonly parts: readonly string[];
  readonly piece: { readonly number: number; readonly of: number } | null;
  /** Positions of its first and last step, and of the first open one (the first, where none is open). */
  readonly first: number;
  readonly last: number;
  readonly next: number;
  readonly asked: number;
  readonly missing: number;
}

const LEVELS = ' / ';
const LONGEST_NAME = 60;
const LONGEST_PART = 40;
const BUTTON_NAME = 36;
/** Of parts that go together, this many are named. */
const PARTS_NAMED = 2;

/** The name of a sitting; plain text. */
function nameOf({ path, parts, piece }: ToldSitting): string {
  // Outer levels are dropped first: what tells sittings apart stands last.
  const named = [
    ...path.slice(-2).map((part) => shorten(part, LONGEST_PART)),
    ...(parts.length === 0
      ? []
      : [
          namesWithin(
            parts.map((part) => shorten(part, LONGEST_PART)),
            PARTS_NAMED,
          ),
        ]),
  ].join(LEVELS);
  const name = named === '' ? plain('expert.sitting.unnamed') : named;
  return piece ? plain('expert.sitting.piece', { name, piece: piece.number, pieces: piece.of }) : name;
}

/** A line of the overview: how far a sitting is, and the time it still takes. */
export function sittingLine(sitting: ToldSitting, secondsAnItem: number | null): string {
  const { number, asked: items, missing } = sitting;
  const told = { number, items, name: isolate(shorten(nameOf(sitting), LONGEST_NAME)) };
  if (missing === 0) return html('expert.sitting.done', told);
  const minutes = minutesFor(missing, secondsAnItem);
  return missing === items
    ? html('expert.sitting.toDo', { ...told, minutes })
    : html('expert.sitting.begun', { ...told, answered: items - missing, minutes });
}

/** Begins a sitting, or resumes it. */
export function sittingButton(questionnaireId: number, sitting: ToldSitting): Button {
  const mark = sitting.missing === 0 ? '✅' : '';
  const name = isolate(shorten(nameOf(sitting), BUTTON_NAME));
  const text = rightToLeft(plain('expert.sitting.button', { number: sitting.number, name }));
  return {
    text: mark === '' ? text : `${text} ${mark}`,
    data: showButton.write({ questionnaireId, position: sitting.next }),
  };
}

/** Says that a sitting is complete. */
export function sittingEnded(sitting: ToldSitting): string {
  const name = isolate(shorten(nameOf(sitting), LONGEST_NAME));
  return html('expert.sitting.ended', { number: sitting.number, name });
}
