import type { Act, ItemChange } from '../../domain/item-change.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadItem, loadItemPanels, loadItems, needItem } from '../../store/items.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadStanding } from '../studies/load-standing.ts';
import { loadDecidable, loadVerdictsOn } from './load-verdicts.ts';

/** An item of a study that the presser runs. */
export function loadItemOf(
  tx: Transaction,
  accountId: number,
  itemId: number,
): Outcome<{ study: Study; item: Item }> {
  const item = loadItem(tx, itemId);
  if (!item) return refuse({ code: 'item.gone' });
  const own = studyOf(tx, accountId, item.studyId);
  return own.ok ? { ok: true, study: own.study, item } : own;
}

/** Why none of a study's items can be changed by hand now; null: they can. */
export function whyNoChange(tx: Transaction, study: Study): Refusal | null {
  const { stage } = loadStanding(tx, study);
  switch (stage.kind) {
    case 'finished':
      return { code: 'study.finished' };
    case 'open':
      return { code: 'item.roundOpen', number: stage.number };
    case 'judging':
      return { code: 'item.judging', number: stage.number };
    case 'preparing':
    case 'between':
    case 'settled':
    case 'exhausted':
      return null;
  }
}

/** Why an item cannot be changed in this way now; null: it can. */
export function whyNot(tx: Transaction, study: Study, item: Item, act: Act): Refusal | null {
  const refusal = whyNoChange(tx, study);
  if (refusal) return refusal;
  if (act !== 'keep' && act !== 'drop') return stands(tx, item) ? null : { code: 'item.notStanding' };
  const decidable = loadDecidable(tx, study.id, item.id);
  if (decidable.length === 0) return { code: 'item.noVerdict' };
  if (act === 'keep') return decidable.some(({ mayKeep }) => mayKeep) ? null : { code: 'item.isKept' };
  return decidable.some(({ mayDrop }) => mayDrop) ? null : { code: 'item.isDropped' };
}

/** Whether some panel judges the item. */
export function stands(tx: Transaction, item: Item): boolean {
  return loadStandingItems(tx, item.studyId).some(({ id }) => id === item.id);
}

/** Items of a study that some panel judges. */
export function loadStandingItems(tx: Transaction, studyId: number): Item[] {
  const places = loadItemPanels(tx, studyId);
  const isJudged = (id: number) => places.get(id)?.some(({ droppedWhy }) => droppedWhy === null) ?? false;
  return loadItems(tx, studyId).filter(({ id, removedAt }) => removedAt === null && isJudged(id));
}

/** A fingerprint of what a change of items depends on: it differs once they have been judged or changed since. */
export function howItStands(tx: Transaction, studyId: number, itemIds: readonly number[]): string {
  const places = loadItemPanels(tx, studyId);
  return JSON.stringify(
    itemIds.map((itemId) => [
      needItem(tx, itemId).version,
      (places.get(itemId) ?? []).map(({ panelId, droppedWhy }) => [panelId, droppedWhy]),
      loadVerdictsOn(tx, studyId, itemId).map(({ panelRoundId, kept, why }) => [panelRoundId, kept, why]),
    ]),
  );
}

/** The verdicts that may be decided this way, each with its panels: panels that share a verdict go together. */
export function choosable(
  tx: Transaction,
  studyId: number,
  { itemId, act }: Pick<ItemChange, 'itemId' | 'act'>,
): { panelIds: number[] }[] {
  if (act !== 'keep' && act !== 'drop') return [];
  return loadDecidable(tx, studyId, itemId)
    .filter((group) => (act === 'keep' ? group.mayKeep : group.mayDrop))
    .map(({ verdicts }) => ({ panelIds: verdicts.map(({ panelId }) => panelId) }));
}
