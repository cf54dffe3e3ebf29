import { type ItemChange, wantedNext } from '../../domain/item-change.ts';
import type { Wording } from '../../domain/item-lives.ts';
import {
  cancelItemButton,
  changeItemButton,
  itemMeaningButton,
  itemPanelButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';

/** A panel whose verdict may be decided, by its name. */
export interface ChoosablePanel {
  readonly panelId: number;
  readonly name: string;
  readonly isChosen: boolean;
}

/** A change of an item, as far as it has been put together. */
export interface ShownChange {
  readonly previewId: number;
  readonly change: ItemChange;
  readonly item: { readonly code: string; readonly title: string };
  /** The item to merge with; null: not said yet, or no merging. */
  readonly other: { readonly code: string; readonly title: string } | null;
  /** One entry a verdict: panels that had one together count as one. */
  readonly panels: readonly ChoosablePanel[];
  /** The decision also covers panels beyond those listed. */
  readonly isShared: boolean;
  /** Names of panels that would have no item left. */
  readonly emptied: readonly string[];
}

const SHORT_TITLE = 120;
const WHOLE_TITLE = 500;
const LISTED_TITLE = 200;
const LISTED_NAME = 60;
const BUTTON_NAME = 40;
const MOST_NAMES = 12;
const MOST_BUTTONS = 40;

/** Asks for what the change needs next, or shows it in full for confirmation. */
export function itemChangeMessage(shown: ShownChange): Message {
  const { previewId, change } = shown;
  const cancel = [{ text: plain('label.cancel'), data: cancelItemButton.write({ previewId }) }];
  const wanted = wantedNext(change);
  if (wanted === null) return { html: previewText(shown), buttons: [[applyButton(shown)], cancel] };
  return { html: askText(shown, wanted), buttons: [...askButtons(shown, wanted), cancel] };
}

type Wanted = NonNullable<ReturnType<typeof wantedNext>>;

function askText(shown: ShownChange, wanted: Wanted): string {
  const { change, item, other } = shown;
  const title = short(item.title);
  const [wording] = change.wordings;
  switch (wanted) {
    case 'other':
      return html('item.ask.other', { title });
    case 'wording':
      if (change.act === 'merge') return html('item.ask.merge', { title, other: short(other?.title ?? '') });
      return html(change.act === 'split' ? 'item.ask.split' : 'item.ask.reword', { title });
    case 'meaning':
      return html('item.ask.meaning', { from: whole(item.title), to: whole(wording?.title ?? '') });
    case 'reason':
      if (change.act !== 'keep' && change.act !== 'drop')
        return [previewText(shown), html('item.ask.changeReason')].join('\n\n');
      return [
        html(change.act === 'keep' ? 'item.ask.keepReason' : 'item.ask.dropReason', { title }),
        ...(shown.panels.length > 1 ? [html('item.ask.panels', { panels: chosenNames(shown) })] : []),
      ].join('\n\n');
  }
}

function askButtons({ previewId, panels }: ShownChange, wanted: Wanted): Button[][] {
  if (wanted === 'meaning')
    return ([1, 0] as const).map((same) => [
      {
        text: plain(same === 1 ? 'item.button.same' : 'item.button.other'),
        data: itemMeaningButton.write({ previewId, same }),
      },
    ]);
  if (wanted !== 'reason' || panels.length < 2) return [];
  return panels.slice(0, MOST_BUTTONS).map(({ panelId, name, isChosen }) => {
    const label = isolate(shorten(name, BUTTON_NAME));
    const data = itemPanelButton.write({ previewId, panelId, chosen: isChosen ? 0 : 1 });
    return [{ text: isChosen ? `✅ ${label}` : label, data }];
  });
}

function applyButton({ previewId, change: { act } }: ShownChange): Button {
  const data = changeItemButton.write({ previewId });
  if (act === 'keep') return { text: plain('label.keepItem'), data, style: 'success' };
  if (act === 'drop') return { text: plain('label.dropItem'), data, style: 'danger' };
  return { text: plain('item.button.apply'), data, style: 'success' };
}

function previewText(shown: ShownChange): string {
  const { change, emptied } = shown;
  const isDecision = change.act === 'keep' || change.act === 'drop';
  return [
    changeText(shown),
    ...(isDecision ? [html('item.preview.decided')] : []),
    ...(isDecision && shown.isShared ? [html('item.preview.shared')] : []),
    ...(emptied.length > 0
      ? [html('item.preview.empties', { panels: namesWithin(emptied.map(named), MOST_NAMES) })]
      : []),
    ...(change.reason === null ? [] : [html('item.preview.reason', { reason: isolate(change.reason) })]),
  ].join('\n\n');
}

function changeText(shown: ShownChange): string {
  const { change, item, other } = shown;
  const [wording] = change.wordings;
  const [code, from, to] = [isolate(item.code), whole(item.title), whole(wording?.title ?? '')];
  switch (change.act) {
    case 'keep':
    case 'drop':
      return html(`item.preview.${change.act}`, { title: short(item.title), panels: chosenNames(shown) });
    case 'reword':
      return withDefinition(
        change.keepsMeaning
          ? html('item.preview.reword', { from, to })
          : html('item.preview.replace', { code, from, to }),
        wording,
      );
    case 'split': {
      const list = change.wordings.map(({ title }) =>
        html('item.preview.line', { title: isolate(shorten(title, LISTED_TITLE)) }),
      );
      return html('item.preview.split', { code, from, list: list.join('\n') });
    }
    case 'merge': {
      const told = { otherCode: isolate(other?.code ?? ''), other: whole(other?.title ?? '') };
      return withDefinition(html('item.preview.merge', { code, from, to, ...told }), wording);
    }
  }
}

function withDefinition(text: string, wording: Wording | undefined): string {
  if (!wording || wording.definition === '') return text;
  return [text, html('item.preview.definition', { definition: isolate(wording.definition) })].join('\n\n');
}

function chosenNames({ panels }: ShownChange): string {
  return namesWithin(
    panels.filter(({ isChosen }) => isChosen).map(({ name }) => named(name)),
    MOST_NAMES,
  );
}

/** A workbook's titles may be longer than those typed here. */
function whole(title: string): string {
  return isolate(shorten(title, WHOLE_TITLE));
}

function named(panel: string): string {
  return isolate(shorten(panel, LISTED_NAME));
}

function short(title: string): string {
  return isolate(shorten(title, SHORT_TITLE));
}

/** Confirms that a change is on disk. @param changed.codes of the items that stand now */
export function itemChangedMessage(changed: {
  change: ItemChange;
  code: string;
  names: readonly string[];
  codes: readonly string[];
}): Message {
  const { act, keepsMeaning } = changed.change;
  const code = isolate(changed.code);
  if (act === 'reword' && keepsMeaning) return { html: html('item.done.reword', { code }) };
  if (act !== 'keep' && act !== 'drop')
    return { html: html('item.done.replace', { former: code, codes: listed(changed.codes.map(isolate)) }) };
  // A verdict can be decided in a panel that the item had not left.
  if (changed.names.length === 0) return { html: html(`item.done.${act}Only`, { code }) };
  return {
    html: html(`item.done.${act}`, { code, panels: namesWithin(changed.names.map(named), MOST_NAMES) }),
  };
}
