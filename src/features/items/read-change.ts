import { checkNew } from '../../domain/curation.ts';
import { findItem } from '../../domain/find-item.ts';
import {
  type ItemChange,
  readChangeReason,
  readParts,
  readWording,
  wantedNext,
} from '../../domain/item-change.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadItems } from '../../store/items.ts';
import type { Study } from '../../store/studies.ts';
import { howItStands, loadStandingItems, stands } from './may-change.ts';

interface Begun {
  readonly study: Study;
  readonly item: Item;
  readonly change: ItemChange;
}

/** Takes a text for what a change needs next. */
export function readInto(
  tx: Transaction,
  { study, item, change }: Begun,
  text: string,
): Outcome<{ change: ItemChange }> {
  switch (wantedNext(change)) {
    case 'other': {
      const other = findOther(tx, study, item, text);
      if (!other.ok) return other;
      const stood = howItStands(tx, study.id, [item.id, other.item.id]);
      return { ok: true, change: { ...change, otherId: other.item.id, stood } };
    }
    case 'wording':
      return readWordings(tx, { study, item, change }, text);
    case 'reason':
      return filledIn(change, readChangeReason(text));
    case 'meaning':
    case null:
      return refuse({ code: 'preview.gone' });
  }
}

function readWordings(
  tx: Transaction,
  { study, item, change }: Begun,
  text: string,
): Outcome<{ change: ItemChange }> {
  const isReworded = change.act === 'reword';
  const read =
    change.act === 'split' ? readParts(text) : readWording(text, isReworded ? item.definition : '');
  if (!read.ok) return read;
  const [first] = read.wordings;
  if (isReworded && first?.title === item.title && first.definition === item.definition)
    return refuse({ code: 'item.sameWording' });
  const left = [item.id, change.otherId];
  const standing = loadStandingItems(tx, study.id).filter(({ id }) => !left.includes(id));
  const isNew = checkNew(
    read.wordings.map(({ title }) => title),
    standing,
  );
  return isNew.ok ? filledIn(change, read) : isNew;
}

function filledIn(change: ItemChange, read: Outcome<Partial<ItemChange>>): Outcome<{ change: ItemChange }> {
  if (!read.ok) return read;
  const { ok: _, ...said } = read;
  return { ok: true, change: { ...change, ...said } };
}

function findOther(tx: Transaction, study: Study, item: Item, text: string): Outcome<{ item: Item }> {
  const other = findItem(loadItems(tx, study.id), text);
  if (!other) return refuse({ code: 'item.unknown' });
  if (other.id === item.id) return refuse({ code: 'item.mergeWithItself' });
  return stands(tx, other) ? { ok: true, item: other } : refuse({ code: 'item.notStanding' });
}
