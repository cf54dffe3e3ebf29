import { isDeepStrictEqual } from 'node:util';
import { foldText } from '../../domain/digits.ts';
import type { ItemDraft } from '../../domain/study-draft.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  type Item,
  insertItemPanel,
  insertItemVersion,
  loadItemPanels,
  loadItems,
  removeItem,
  restoreItem,
  updateItem,
} from '../../store/items.ts';
import { dropItems } from '../../store/panels.ts';
import { addItem, type PanelIds, panelIdsOf } from './create-study.ts';
import type { WorkbookChange } from './workbook-change.ts';

/** An item's new wording came by a later workbook. */
const REASON = 'workbook';

type ItemPlaces = ReturnType<typeof loadItemPanels> extends Map<number, infer Places> ? Places : never;

/** Brings items in step with a later workbook: order, wording, panels. What verdicts dropped stays dropped. */
export function applyItems(tx: Transaction, applied: WorkbookChange, panelIds: PanelIds): void {
  const { study, draft, change, at } = applied;
  for (const { id } of change.items.removed) {
    leavePanels(tx, id, loadItemPanels(tx, study.id).get(id) ?? []);
    removeItem(tx, id, at);
  }
  const known = new Map(loadItems(tx, study.id).map((item) => [foldText(item.code), item]));
  const places = loadItemPanels(tx, study.id);
  for (const [position, item] of draft.items.entries()) {
    const stored = known.get(foldText(item.code));
    if (!stored) addItem(tx, study.id, item, { position, panelIds, at });
    else changeItem(tx, stored, item, { position, panelIds, places: places.get(stored.id) ?? [], at });
  }
  for (const { id } of change.panels.removed) dropItems(tx, [id], [...places.keys()], 'workbook', null);
}

function changeItem(
  tx: Transaction,
  stored: Item,
  item: ItemDraft,
  to: { position: number; panelIds: PanelIds; places: ItemPlaces; at: Date },
): void {
  const { title, definition, unit, audience, group, bounds = null } = item;
  const placed = { position: to.position, unit, audience, group, bounds };
  if (!isDeepStrictEqual(placed, pickPlaced(stored))) updateItem(tx, stored.id, placed);
  if (stored.removedAt) restoreItem(tx, stored.id);
  if (stored.title !== title || stored.definition !== definition) {
    insertItemVersion(tx, stored.id, { title, definition, reason: REASON, createdAt: to.at });
  }
  const wanted = panelIdsOf(item.panelCodes, to.panelIds);
  const left = to.places.filter(({ panelId }) => !wanted.includes(panelId));
  leavePanels(tx, stored.id, left);
  for (const panelId of wanted) {
    const place = to.places.find((each) => each.panelId === panelId);
    if (!place || place.droppedWhy === 'workbook') insertItemPanel(tx, stored.id, panelId);
  }
}

function pickPlaced({ position, unit, audience, group, bounds }: Item) {
  return { position, unit, audience, group, bounds };
}

function leavePanels(tx: Transaction, itemId: number, places: ItemPlaces): void {
  const panelIds = places.map(({ panelId }) => panelId);
  if (panelIds.length > 0) dropItems(tx, panelIds, [itemId], 'workbook', null);
}
