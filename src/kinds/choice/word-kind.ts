import { judgePanelRound } from '../../domain/judging.ts';
import type { ItemVerdict } from '../../domain/verdict.ts';
import { plain, type TextKey } from '../../texts/i18n.ts';
import { eitherOf } from '../../texts/listed.ts';
import { ANSWER_COLUMNS } from '../item-column.ts';
import type { Kind } from '../kind.ts';
import { itemTexts } from '../told/items.ts';
import { verdictText } from '../told/verdict.ts';
import { fixedChoices } from './choice.ts';
import { choiceKind } from './choice-kind.ts';

/** A choice of a kind's own: its value, and the key of its words. */
type Word = readonly [value: number, key: TextKey];

/**
 * What kinds share in which an item is answered by one of a few words: what such a round drops is dropped everywhere,
 * and neither W nor a mean says anything of it.
 */
export function wordKind({
  words,
  speakingFor,
  verdict,
}: {
  /** In the order shown. */
  readonly words: readonly Word[];
  /** Values that speak for an item. */
  readonly speakingFor: readonly number[];
  /** Of the ratings of an item that somebody rated. */
  verdict(ratings: readonly number[]): ItemVerdict;
}): Omit<Kind, 'name' | 'rule' | 'whyDropped'> {
  const ratings = words.map(([value]) => value);
  const spoken = words.filter(([value]) => speakingFor.includes(value)).map(([, key]) => key);
  const gist: Kind['gist'] = ({ n, counts }) => {
    const those = speakingFor.reduce((sum, value) => sum + (counts[String(value)] ?? 0), 0);
    return n === 0 ? null : { share: those / n, choice: eitherOf(spoken.map((key) => plain(key))) };
  };
  return {
    ...choiceKind(fixedChoices(words), { ratings: 'words', gist }),
    usesScale: false,
    dropsFrom: 'everyPanel',
    asksReason: () => false,
    judge: (panel) => judgePanelRound(panel, { ratings, verdict, hasConcordance: false, drops: true }),
    cutoff: () => null,
    told: (judged, { rules }, listLength) => [
      ...itemTexts(judged.items, listLength),
      verdictText(judged, rules),
    ],
    columns: ANSWER_COLUMNS,
  };
}

/** How many of some ratings are a value. */
export function countOf(ratings: readonly number[], value: number): number {
  return ratings.filter((rating) => rating === value).length;
}
