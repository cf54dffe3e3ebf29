import { ACTS, type Act } from '../../domain/item-change.ts';
import type { LeavingReason, Succession } from '../../domain/item-lives.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import type { ItemReason, ItemVerdict } from '../../domain/verdict.ts';
import type { WhyNull } from '../../domain/why-null.ts';
import { itemActButton, itemButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { dateText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { refusalText } from '../../texts/refusal-text.ts';

/** Where an item came from. */
export type Origin =
  | { readonly from: 'workbook' }
  | { readonly from: 'proposals'; readonly texts: readonly string[] }
  | { readonly from: Succession; readonly parents: readonly string[]; readonly reason: string };

/** Everything that is known of an item. */
export interface ItemLife {
  readonly itemId: number;
  readonly code: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly audience: string;
  readonly group: readonly string[];
  /** Its audience is excluded, so no round asks it. */
  readonly isLeftOut: boolean;
  readonly places: readonly {
    readonly panel: string;
    readonly droppedWhy: LeavingReason | null;
    readonly round: number | null;
  }[];
  /** The panels that judged it disagree, and nobody has decided. */
  readonly differs: boolean;
  readonly origin: Origin;
  readonly bornAt: Date;
  readonly heirs: readonly { readonly code: string; readonly title: string }[];
  /** Later wordings, each with the title it replaced; the reason `workbook` stands for an uploaded workbook. */
  readonly wordings: readonly { readonly at: Date; readonly reason: string; readonly former: string }[];
  readonly decisions: readonly {
    readonly at: Date;
    readonly kept: boolean;
    /** Null: all panels. */
    readonly panel: string | null;
    readonly reason: string;
  }[];
  readonly rounds: readonly JudgedLife[];
  readonly mayKeep: boolean;
  readonly mayDrop: boolean;
  readonly mayChange: boolean;
  /** Why nothing can be changed now; null: it can. */
  readonly refusal: Refusal | null;
}

/** The outcome of an item in one panel's round. */
export interface JudgedLife extends ItemVerdict {
  readonly round: number;
  readonly kind: RoundKind;
  readonly panel: string;
  /** Null: the present title. */
  readonly title: string | null;
  readonly ruled: ItemVerdict;
  readonly left: boolean;
  readonly figures: string | null;
  readonly counts: readonly { readonly label: string; readonly count: number }[];
  readonly noOpinion: number;
  readonly more: readonly { readonly header: string; readonly value: string }[];
  /** Figures that are undefined, by the reason. */
  readonly missing: readonly { readonly why: WhyNull; readonly headers: readonly string[] }[];
  /** Reasons that the facilitator let through. */
  readonly reasons: readonly string[];
}

/** No single line may outgrow a message. */
const LONGEST_LINE = 1500;
const SHORT_TITLE = 80;

/** An item's life in as few messages as hold it, one at a time. */
export function itemMessage(life: ItemLife, wanted: number, zone: string): Message {
  const again = html('item.headingAgain', {
    code: isolate(life.code),
    title: isolate(shorten(life.title, SHORT_TITLE)),
  });
  const texts = pagesOf(linesOf(life, zone), again);
  const page = Math.min(wanted, texts.length - 1);
  return {
    html: texts[page]!,
    buttons: [
      ...actRows(life),
      ...pageButtons({ things: [], page, pages: texts.length }, (turned) =>
        itemButton.write({ itemId: life.itemId, page: turned }),
      ),
    ],
  };
}

/** Lines grouped into messages, none split. @param again heads all messages but the first */
function pagesOf(lines: readonly string[], again: string): string[] {
  const pages: string[][] = [[]];
  for (const line of lines) {
    const page = pages.at(-1)!;
    if (textLength([...page, line].join('\n')) <= LONGEST_TEXT) page.push(line);
    else pages.push([again, '', line]);
  }
  return pages.map((page) => page.join('\n').trim());
}

function linesOf(life: ItemLife, zone: string): string[] {
  const blocks = [
    headLines(life),
    placeLines(life),
    storyLines(life, zone),
    ...life.rounds.map(roundLines),
    life.rounds.length === 0 ? [html('item.noVerdict')] : [],
    life.refusal ? [html('refusal.message', { text: refusalText(life.refusal) })] : [],
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
}

function cut(text: string): string {
  return isolate(shorten(text, LONGEST_LINE));
}

function headLines({ code, title, definition, unit, audience, group, isLeftOut }: ItemLife): string[] {
  return [
    html('item.heading', { code: isolate(code), title: cut(title) }),
    ...(definition === '' ? [] : [html('item.preview.definition', { definition: cut(definition) })]),
    ...(unit === '' ? [] : [html('item.unit', { unit: cut(unit) })]),
    ...(audience === '' ? [] : [html('item.audience', { audience: cut(audience) })]),
    ...(group.length === 0 ? [] : [html('item.group', { group: cut(group.join(' / ')) })]),
    ...(isLeftOut ? [html('item.leftOut')] : []),
  ];
}

function placeLines({ places, differs }: ItemLife): string[] {
  const lines = places.map(({ panel, droppedWhy, round }) => {
    if (droppedWhy === null) return html('item.stands', { panel });
    const why = plain(`item.why.${droppedWhy}`);
    return round === null ? html('item.left', { panel, why }) : html('item.leftIn', { panel, why, round });
  });
  return [
    html('item.places'),
    ...(lines.length === 0 ? [html('item.nowhere')] : lines),
    ...(differs ? [html('item.differs')] : []),
  ];
}

function storyLines({ origin, bornAt, heirs, wordings, decisions }: ItemLife, zone: string): string[] {
  const changed = wordings.map(({ at, reason, former }) => {
    const told = { date: dateText(at, zone), reason: cut(reason), former: cut(former) };
    return { at, line: html(reason === 'workbook' ? 'item.newWordingByWorkbook' : 'item.newWording', told) };
  });
  const decided = decisions.map(({ at, kept, panel, reason }) => {
    const told = { date: dateText(at, zone), reason: cut(reason) };
    const key = kept ? 'kept' : 'dropped';
    const line =
      panel === null ? html(`item.byHand.${key}`, told) : html(`item.byHand.${key}In`, { ...told, panel });
    return { at, line };
  });
  const inTime = [...changed, ...decided].sort((one, other) => one.at.getTime() - other.at.getTime());
  return [
    html('item.story'),
    ...originTexts(origin, dateText(bornAt, zone)),
    ...inTime.map(({ line }) => line),
    ...(heirs.length === 0
      ? []
      : [html('item.heirs', { heirs: listed(heirs.map(({ code }) => isolate(code))) })]),
  ];
}

function originTexts(origin: Origin, date: string): string[] {
  switch (origin.from) {
    case 'workbook':
      return [html('item.origin.workbook', { date })];
    case 'proposals':
      return origin.texts.map((text) => html('item.origin.proposal', { date, text: cut(text) }));
    default: {
      const parents = listed(origin.parents.map(isolate));
      return [html(`item.origin.${origin.from}`, { date, parents, reason: cut(origin.reason) })];
    }
  }
}

function roundLines(judged: JudgedLife): string[] {
  const { round, kind, panel, title, figures, counts, noOpinion, more, missing, reasons } = judged;
  const answered = counts.some(({ count }) => count > 0);
  return [
    html('item.round', { round, panel, kind: plain(`summary.kind.${kind}`) }),
    ...(title === null ? [] : [html('item.roundTitle', { title: cut(title) })]),
    verdictText(judged),
    ...(judged.left && judged.kept ? [html('item.verdict.leftElsewhere')] : []),
    ...(answered ? [] : [html('item.noAnswers')]),
    ...(figures === null ? [] : [html('item.told', { figures })]),
    ...(answered ? [html('item.answers', { counts: listed(counts.map(countText)) })] : []),
    ...(noOpinion > 0 ? [html('item.noOpinion', { noOpinion })] : []),
    ...(more.length === 0
      ? []
      : [html('item.figures', { figures: listed(more.map((figure) => plain('item.figure', figure))) })]),
    ...(answered ? missing.map(missingText) : []),
    ...(reasons.length === 0 ? [] : [html('item.reasons')]),
    ...reasons.map((text) => html('item.reason', { text: cut(text) })),
  ];
}

function countText({ label, count }: JudgedLife['counts'][number]): string {
  return plain('item.count', { label: isolate(label), count });
}

function missingText({ why, headers }: JudgedLife['missing'][number]): string {
  return html('item.missing', { figures: listed(headers), why: plain(`item.whyNull.${why}`) });
}

function verdictText({ kept, why, ruled }: JudgedLife): string {
  const told = (reason: ItemReason) => plain(`summary.why.${reason}`);
  const rule = plain(ruled.kept ? 'item.rule.kept' : 'item.rule.dropped', { why: told(ruled.why) });
  if (why === 'by_hand')
    return html(kept ? 'item.verdict.keptByHand' : 'item.verdict.droppedByHand', { rule });
  if (why === 'removed') return html('item.verdict.removed', { rule });
  return html(kept ? 'item.verdict.kept' : 'item.verdict.dropped', { why: told(why) });
}

function actRows({ itemId, mayKeep, mayDrop, mayChange }: ItemLife): Button[][] {
  const button = (act: Act, text: string): Button => ({
    text,
    data: itemActButton.write({ itemId, act: ACTS.indexOf(act) }),
  });
  return [
    [
      ...(mayDrop ? [button('drop', plain('label.dropItem'))] : []),
      ...(mayKeep ? [button('keep', plain('label.keepItem'))] : []),
    ],
    mayChange
      ? [button('split', plain('item.button.split')), button('reword', plain('item.button.reword'))]
      : [],
    mayChange ? [button('merge', plain('item.button.merge'))] : [],
  ].filter((row) => row.length > 0);
}
