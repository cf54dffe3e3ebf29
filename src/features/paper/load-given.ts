import type { RoundKind } from '../../domain/study-draft.ts';
import { loadAnswers } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadSetAside } from '../../store/tenures.ts';

/** Where an answer stands: an item in an expert's round, asked in one kind. */
export interface AnswerPlace {
  readonly questionnaireId: number;
  readonly kind: RoundKind;
  readonly itemId: number;
  /** The panel where it counts, as in `answers.panelId`. */
  readonly panelId: number;
}

/**
 * Where an answer came from: a form, so that a later form may replace it, or the expert in the messenger, from
 * whichever account. `aside`: from a former account, waiting to be put back.
 */
export type Whence = 'paper' | 'messenger' | 'aside';

export function placeKey({ questionnaireId, kind, itemId, panelId }: AnswerPlace): string {
  return `${questionnaireId}:${kind}:${itemId}:${panelId}`;
}

/** The answers that some questionnaires of a round hold, by their places. */
export function loadGiven(
  tx: Transaction,
  roundId: number,
  places: readonly AnswerPlace[],
): ReadonlyMap<string, Whence> {
  const given = new Map<string, Whence>();
  for (const { questionnaireId, setAside } of loadSetAside(tx, roundId)) {
    for (const { state, how, kind, item_id: itemId, panel_id: panelId } of setAside.answers) {
      if (state === 'open' || how === 'paper') continue;
      given.set(`${questionnaireId}:${kind}:${itemId}:${panelId ?? 0}`, 'aside');
    }
  }
  for (const questionnaireId of new Set(places.map((place) => place.questionnaireId))) {
    for (const answer of loadAnswers(tx, questionnaireId)) {
      if (answer.state === 'open') continue;
      given.set(placeKey(answer), answer.how === 'paper' ? 'paper' : 'messenger');
    }
  }
  return given;
}

/** Separates what a form may set from what its experts have said themselves, which is never overwritten. */
export function partGiven<Place extends AnswerPlace>(
  places: readonly Place[],
  given: ReadonlyMap<string, Whence>,
): { taken: Place[]; leftOut: Place[] } {
  const isOwn = (place: Place) => (given.get(placeKey(place)) ?? 'paper') !== 'paper';
  return { taken: places.filter((place) => !isOwn(place)), leftOut: places.filter(isOwn) };
}
