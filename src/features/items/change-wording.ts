import type { ItemChange } from '../../domain/item-change.ts';
import { type Forebear, heirsOf, type Succession } from '../../domain/item-lives.ts';
import { recordDeviation } from '../../store/deviations.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  type Item,
  insertItemVersion,
  loadItemPanels,
  loadItems,
  needItem,
  replaceItems,
} from '../../store/items.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';

interface By {
  readonly reason: string;
  readonly accountId: number;
  readonly at: Date;
}

/**
 * Gives an item other words. If they keep the meaning, the item goes on with its answers; otherwise, and where it is
 * split or merged, new items replace it, and no answer carries over.
 *
 * @returns the items that stand now, by id
 */
export function changeWording(tx: Transaction, study: Study, change: ItemChange, by: By): number[] {
  const item = needItem(tx, change.itemId);
  const [wording] = change.wordings;
  if (change.act === 'reword' && change.keepsMeaning && wording) {
    insertItemVersion(tx, item.id, { ...wording, reason: by.reason, createdAt: by.at });
    const { title, definition } = item;
    record(
      tx,
      study,
      { field: 'itemReworded', code: item.code, from: { title, definition }, to: wording },
      by,
    );
    return [item.id];
  }
  return takePlace(tx, study, change, by);
}

const WHY: Readonly<Record<'reword' | 'split' | 'merge', Succession>> = {
  ...{ reword: 'reworded', split: 'split', merge: 'merged' },
};

function takePlace(tx: Transaction, study: Study, change: ItemChange, by: By): number[] {
  const { act, itemId, otherId, wordings } = change;
  if (act === 'keep' || act === 'drop') return [];
  const items = loadItems(tx, study.id);
  const places = loadItemPanels(tx, study.id);
  const parents = [itemId, ...(otherId === null ? [] : [otherId])].map((id) => {
    const panelIds = (places.get(id) ?? []).flatMap((place) =>
      place.droppedWhy === null ? place.panelId : [],
    );
    return { ...items.find((item) => item.id === id)!, panelIds } satisfies Forebear & Item;
  });
  const taken = [...items, ...loadPanels(tx, study.id)].map(({ code }) => code);
  const heirs = heirsOf(parents, wordings, taken);
  const ids = replaceItems(tx, {
    ...{ studyId: study.id, heirs, why: WHY[act], reason: by.reason, at: by.at },
    roundId: loadRounds(tx, study.id).at(-1)?.id ?? null,
  });
  const told = (list: readonly { code: string; title: string }[]) =>
    list.map(({ code, title }) => ({ code, title }));
  const code = parents[0]!.code;
  record(tx, study, { field: 'itemReplaced', code, from: told(parents), to: told(heirs) }, by);
  return ids;
}

/** Before the first opening nothing is locked that this could depart from. */
function record(
  tx: Transaction,
  study: Study,
  changed: { field: 'itemReworded' | 'itemReplaced'; code: string; from: unknown; to: unknown },
  by: By,
): void {
  if (study.state !== 'preparing') return recordDeviation(tx, study.id, { ...changed, ...by });
  const { at, accountId, reason } = by;
  const event = { studyId: study.id, at, actor: 'facilitator', accountId, kind: 'item.changed' } as const;
  logEvent(tx, { ...event, details: { ...changed, reason } });
}
