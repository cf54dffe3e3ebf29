import { meanText } from '../../messages/figures.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';

/** What became of the items of an expert's panels since their last rounds. */
export interface RoundChange {
  readonly kept: number;
  /** Titles of items that the facilitator decided to keep. */
  readonly keptByHand: readonly string[];
  readonly dropped: readonly DroppedItem[];
  /** Titles of reworded items, in their new wording. */
  readonly reworded: readonly string[];
  readonly added: readonly string[];
}

export interface DroppedItem {
  readonly title: string;
  /** The reason, in words. */
  readonly why: string;
  /** Its mean, and the bound it did not exceed; null where no mean decided, or too few answered to show it. */
  readonly below: { readonly mean: number; readonly cutoff: number } | null;
}

const LONGEST_ITEM = 60;

/** The same in words: short lists, the rest as counts. @param listLength most items of each list */
export function roundChangeText(change: RoundChange, listLength: number): string {
  const { kept, keptByHand, dropped, reworded, added } = change;
  const summary =
    dropped.length === 0
      ? html('change.nothing', { kept })
      : html('change.summary', { kept, dropped: dropped.length });
  const named = (title: string) => html('change.line', { title: isolate(shorten(title, LONGEST_ITEM)) });
  return [
    summary,
    ...droppedTexts(dropped, listLength),
    ...list(html('change.keptByHand', { items: keptByHand.length }), keptByHand, named, listLength, true),
    ...list(html('change.reworded', { items: reworded.length }), reworded, named, listLength, true),
    ...list(html('change.added', { items: added.length }), added, named, listLength, true),
  ].join('\n');
}

/** Where all left by the same rule, it stands in the heading, and each line gives only the mean. */
function droppedTexts(dropped: readonly DroppedItem[], listLength: number): string[] {
  const [first] = dropped;
  const cutoff = first?.below?.cutoff;
  if (cutoff === undefined || dropped.some(({ below }) => below?.cutoff !== cutoff))
    return list(html('change.dropped'), dropped, droppedLine, listLength, false);
  const line = ({ title, below }: DroppedItem) =>
    html('change.lineWhy', {
      title: isolate(shorten(title, LONGEST_ITEM)),
      why: meanText(below!.mean, cutoff),
    });
  const heading = html('change.droppedByMean', { neutralPoint: plainNumber(cutoff) });
  return list(heading, dropped, line, listLength, false);
}

/** @param isCounted the heading gives the number, and stands without a list too */
function list<Thing>(
  heading: string,
  things: readonly Thing[],
  line: (thing: Thing) => string,
  most: number,
  isCounted: boolean,
): string[] {
  if (things.length === 0) return [];
  if (most === 0) return isCounted ? [heading] : [];
  // A line that says «one more» takes as much room as the item itself.
  const shown = things.length === most + 1 ? things.length : most;
  const left = things.length - shown;
  return [
    heading,
    ...things.slice(0, shown).map(line),
    ...(left > 0 ? [html('change.more', { items: left })] : []),
  ];
}

function droppedLine({ title, why, below }: DroppedItem): string {
  const reason = below
    ? plain('change.why.mean', {
        mean: meanText(below.mean, below.cutoff),
        neutralPoint: plainNumber(below.cutoff),
      })
    : why;
  return html('change.lineWhy', { title: isolate(shorten(title, LONGEST_ITEM)), why: reason });
}
