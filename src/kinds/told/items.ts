import type { JudgedItem } from '../../domain/judged-round.ts';
import { type Answers, answersOf } from '../../domain/judging.ts';
import { type FrozenVersions, type KindRule, versionInForce } from '../../domain/protocol.ts';
import type { ItemVerdict } from '../../domain/verdict.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { type Fold, folded, type ToldPart, type ToldTable } from './told.ts';

const LONGEST_ITEM = 60;

/** How a kind of round tells of its items. */
export interface ItemsForm {
  /** Sort key: the highest stands first. */
  orderOf(item: JudgedItem): number;
  /** What a verdict is based on, in words; null where nobody rated the item. */
  figures(item: JudgedItem): string | null;
  /** The same as columns of a table, where they are better read so: their headers, and the cells of an item. */
  readonly columns?: { readonly headers: readonly string[]; cells(item: JudgedItem): readonly string[] };
  /** With fewer answers there is no verdict. */
  readonly leastAnswers?: number;
  /** The round from which on items are dropped, where it is still to come. */
  readonly dropsFromRound?: number | null;
}

/** The items that stay and those that leave. @param listLength most items of each list */
export function itemsFold(items: readonly JudgedItem[], listLength: number, form: ItemsForm): Fold[] {
  const kept = items.filter((item) => item.kept).length;
  return folded(
    html('summary.fold.items', { kept, dropped: items.length - kept }),
    itemParts(items, listLength, form),
  );
}

function itemParts(items: readonly JudgedItem[], listLength: number, form: ItemsForm): ToldPart[] {
  const { leastAnswers: least = 1, dropsFromRound = null } = form;
  const kept = items.filter((item) => item.kept);
  const unrated = kept.filter(({ why }) => why === 'no_answers');
  const tooFew = kept.filter(({ why }) => why === 'too_few');
  const keptByHand = kept.filter(isByHand);
  const judged = kept.filter((item) => ![...unrated, ...tooFew, ...keptByHand].includes(item));
  const droppedByHand = items.filter((item) => !item.kept && isByHand(item));
  const dropped = items.filter((item) => !item.kept && !isByHand(item));
  const droppedElsewhere = kept.filter(({ left }) => left);
  const list = (some: readonly JudgedItem[]) => listParts(some, listLength, form);
  return [
    kept.length === 0 ? html('summary.items.keptNone') : html('summary.items.kept', { items: kept.length }),
    ...list(judged),
    ...(tooFew.length > 0
      ? [html('summary.items.tooFew', { items: tooFew.length, least }), ...list(tooFew)]
      : []),
    ...(unrated.length > 0
      ? [html('summary.items.unrated', { items: unrated.length }), ...list(unrated)]
      : []),
    ...(droppedElsewhere.length > 0
      ? [
          html('summary.items.droppedElsewhere', { items: droppedElsewhere.length }),
          ...list(droppedElsewhere),
        ]
      : []),
    ...(keptByHand.length > 0
      ? [html('summary.items.keptByHand', { items: keptByHand.length }), ...list(keptByHand)]
      : []),
    ...(dropped.length > 0 || droppedByHand.length === 0
      ? [droppedHeading(dropped.length, dropsFromRound)]
      : []),
    ...list(dropped),
    ...(droppedByHand.length > 0
      ? [html('summary.items.droppedByHand', { items: droppedByHand.length }), ...list(droppedByHand)]
      : []),
  ];
}

function isByHand({ why }: JudgedItem): boolean {
  return why === 'by_hand';
}

function droppedHeading(items: number, dropsFromRound: number | null): string {
  if (items === 0) return html('summary.items.droppedNone');
  return dropsFromRound === null
    ? html('summary.items.dropped', { items })
    : html('summary.items.belowRule', { items, round: dropsFromRound });
}

function listParts(items: readonly JudgedItem[], length: number, form: ItemsForm): ToldPart[] {
  const highestFirst = items.toSorted((one, other) => form.orderOf(other) - form.orderOf(one));
  const shown = highestFirst.slice(0, length);
  const more = items.length - shown.length;
  return [
    ...(shown.length > 0 ? [tableOf(shown, form)] : []),
    ...(more > 0 ? [html('summary.items.more', { items: more })] : []),
  ];
}

function tableOf(items: readonly JudgedItem[], { figures, columns }: ItemsForm): ToldTable {
  const { headers, cells } = columns ?? {
    headers: [plain('summary.table.figures')],
    cells: (item) => [figures(item) ?? NONE],
  };
  return {
    header: [plain('summary.table.item'), ...headers],
    rows: items.map((item) => {
      const title = isolate(shorten(item.title, LONGEST_ITEM));
      const told = figures(item);
      return {
        cells: [title, ...(told === null ? headers.map(() => NONE) : cells(item))].map(escaped),
        line:
          told === null
            ? html('summary.items.lineWithoutFigures', { title })
            : html('summary.items.line', { title, figures: told }),
      };
    }),
  };
}

/** Of an item that nobody rated. */
const NONE = '–';

/** Cells are no sentences: they have no text of their own in `locales`. */
function escaped(cell: string): string {
  return html('summary.table.cell', { cell });
}

/** Most codes that are named. */
const NAMED = 10;

/**
 * For a study that goes by an earlier version of a rule: the items on which today's rule would differ.
 *
 * @param today the verdict of today's rule on answers, of which there is at least one
 */
export function otherwiseTexts(
  items: readonly JudgedItem[],
  rule: KindRule,
  versions: FrozenVersions,
  today: (answers: Answers) => ItemVerdict,
): string[] {
  if (versionInForce(rule, versions) === rule.version) return [];
  const otherwise = items.filter((item) => {
    const answers = answersOf(item);
    const byRule = item.why === 'above_rule' || item.why === 'below_rule';
    return byRule && answers.n > 0 && today(answers).kept !== item.kept;
  });
  if (otherwise.length === 0) return [];
  const codes = listed(otherwise.slice(0, NAMED).map(({ code }) => isolate(code)));
  return [
    otherwise.length > NAMED
      ? html('summary.items.otherwiseMore', { items: otherwise.length, codes })
      : html('summary.items.otherwise', { items: otherwise.length, codes }),
  ];
}
