import { loadItem } from '../../store/items.ts';
import type { Screen } from '../studies/screens.ts';
import { itemScreen } from './compose-item.ts';
import { finalMessage } from './final-message.ts';
import { itemsScreen } from './list-items.ts';
import { loadFinalList } from './load-final-list.ts';

/** What `/item` and the final list show, by name. */
export const itemScreens = {
  final: (tx, study, { page = 0 }) => finalMessage(study, loadFinalList(tx, study.id), page),
  items: (tx, study, { page = 0 }) => itemsScreen(tx, study, page),
  item(tx, study, { itemId = 0, page = 0 }, { zone }) {
    const item = loadItem(tx, itemId);
    return item ? itemScreen(tx, study, item, page, zone) : itemsScreen(tx, study, 0);
  },
} satisfies Record<string, Screen>;
