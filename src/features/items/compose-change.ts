import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needItem } from '../../store/items.ts';
import { loadActiveItemIds, loadPanels } from '../../store/panels.ts';
import { listed } from '../../texts/listed.ts';
import type { BegunChange } from './change-item.ts';
import { loadMoves } from './decide-by-hand.ts';
import { itemChangedMessage, itemChangeMessage } from './item-change-message.ts';
import { choosable } from './may-change.ts';

/** What a change needs next, or its full preview. */
export function changeScreen(tx: Transaction, { previewId, study, item, change }: BegunChange): Message {
  const nameOf = panelNamer(tx, study.id);
  const moves = loadMoves(tx, study.id, change);
  const leaving = change.act === 'drop' ? moves.flatMap(({ panelIds }) => panelIds) : [];
  return itemChangeMessage({
    ...{ previewId, change, item },
    other: change.otherId === null ? null : needItem(tx, change.otherId),
    panels: choosable(tx, study.id, change).map(({ panelIds }) => ({
      panelId: panelIds[0]!,
      name: listed(panelIds.map(nameOf)),
      isChosen: panelIds.some((id) => change.panelIds.includes(id)),
    })),
    isShared: moves.some(({ group }) => group.verdicts[0]!.sharedAs !== null),
    emptied: leaving
      .filter((id) => isLast(loadActiveItemIds(tx, id, study.excludedAudiences), item.id))
      .map(nameOf),
  });
}

/** Panels' names by their ids. */
function panelNamer(tx: Transaction, studyId: number): (panelId: number) => string {
  const names = new Map(loadPanels(tx, studyId).map(({ id, name }) => [id, name]));
  return (panelId) => names.get(panelId) ?? '';
}

function isLast(itemIds: readonly number[], itemId: number): boolean {
  return itemIds.length === 1 && itemIds[0] === itemId;
}

/** That a change is on disk. */
export function changedMessage(
  tx: Transaction,
  {
    study,
    item,
    change,
    panelIds,
    itemIds,
  }: BegunChange & { panelIds: readonly number[]; itemIds: readonly number[] },
): Message {
  const names = panelIds.map(panelNamer(tx, study.id));
  const codes = itemIds.map((id) => needItem(tx, id).code);
  return itemChangedMessage({ change, code: item.code, names, codes });
}
