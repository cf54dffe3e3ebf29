import { nearItems } from '../../domain/find-item.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels, loadItems } from '../../store/items.ts';
import type { Study } from '../../store/studies.ts';
import { itemListMessage, type ListedItem, unknownItemMessage } from './item-list-message.ts';
import { loadOpenItems } from './load-verdicts.ts';

/** The items of a study, one page of them. */
export function itemsScreen(tx: Transaction, study: Study, page: number): Message {
  const { id: studyId, title } = study;
  return itemListMessage({ studyId, title, items: listItems(tx, study) }, page);
}

const MOST_NEAR = 5;

/** Says that no item has a code, and suggests what may have been meant. */
export function unknownItemScreen(tx: Transaction, study: Study, typed: string): Message {
  return unknownItemMessage(typed, nearItems(loadItems(tx, study.id), typed, MOST_NEAR));
}

function listItems(tx: Transaction, study: Study): ListedItem[] {
  const places = loadItemPanels(tx, study.id);
  const differing = loadOpenItems(tx, study.id);
  return loadItems(tx, study.id).map(({ id, code, title, removedAt }) => {
    const isIn = removedAt === null && (places.get(id) ?? []).some(({ droppedWhy }) => droppedWhy === null);
    return { id, code, title, state: differing.has(id) ? 'differs' : isIn ? 'in' : 'out' };
  });
}
