import type { JudgedItem } from '../../domain/judged-round.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

const LONGEST_ITEM = 60;

/**
 * Items that stay and items that leave, the highest mean first.
 *
 * @param listLength most items of each list
 * @param meanOf in words, where a mean is told
 */
export function itemTexts(
  items: readonly JudgedItem[],
  listLength: number,
  meanOf: (item: JudgedItem) => string | null = () => null,
): string[] {
  const kept = items.filter((item) => item.kept);
  const rated = kept.filter(({ why }) => why !== 'no_answers');
  const unrated = kept.filter(({ why }) => why === 'no_answers');
  const dropped = items.filter((item) => !item.kept);
  const list = (some: readonly JudgedItem[]) => listTexts(some, listLength, meanOf);
  return [
    kept.length === 0 ? html('summary.items.keptNone') : html('summary.items.kept', { items: kept.length }),
    ...list(rated),
    ...(unrated.length > 0
      ? [html('summary.items.unrated', { items: unrated.length }), ...list(unrated)]
      : []),
    dropped.length === 0
      ? html('summary.items.droppedNone')
      : html('summary.items.dropped', { items: dropped.length }),
    ...list(dropped),
  ];
}

function listTexts(
  items: readonly JudgedItem[],
  length: number,
  meanOf: (item: JudgedItem) => string | null,
): string[] {
  const highestFirst = items.toSorted((one, other) => (other.mean ?? 0) - (one.mean ?? 0));
  const lines = highestFirst.slice(0, length).map((item) => {
    const title = isolate(shorten(item.title, LONGEST_ITEM));
    const mean = meanOf(item);
    return mean === null
      ? html('summary.items.lineWithoutMean', { title })
      : html('summary.items.line', { title, mean });
  });
  const more = items.length - lines.length;
  return more > 0 ? [...lines, html('summary.items.more', { items: more })] : lines;
}
