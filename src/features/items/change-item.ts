import { type Act, type ItemChange, wantedNext } from '../../domain/item-change.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadItem } from '../../store/items.ts';
import { endPreview, insertPreview, updatePreview } from '../../store/previews.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { changeWording } from './change-wording.ts';
import { decideByHand } from './decide-by-hand.ts';
import { choosable, howItStands, loadItemOf, whyNot } from './may-change.ts';
import { readInto } from './read-change.ts';

/** A change that is being put together, with the study and item it is about. */
export interface BegunChange {
  readonly previewId: number;
  readonly study: Study;
  readonly item: Item;
  readonly change: ItemChange;
}

interface Asker {
  readonly accountId: number;
  readonly at: Date;
}

/** Begins a change of an item, if the study's state allows one; what it needs next is typed or pressed. */
export function beginChange(
  tx: Transaction,
  { itemId, act, accountId, at }: Asker & { itemId: number; act: Act },
): Outcome<BegunChange> {
  const found = loadItemOf(tx, accountId, itemId);
  if (!found.ok) return found;
  const { study, item } = found;
  const refusal = whyNot(tx, study, item, act);
  if (refusal) return refuse(refusal);
  const change: ItemChange = {
    ...{ act, itemId, otherId: null, wordings: [], keepsMeaning: null, reason: null },
    panelIds: choosable(tx, study.id, { itemId, act }).flatMap(({ panelIds }) => panelIds),
    stood: howItStands(tx, study.id, [itemId]),
  };
  const preview = { accountId, studyId: study.id, kind: 'item', args: change, createdAt: at } as const;
  const previewId = insertPreview(tx, preview);
  waitForText(tx, { previewId, change, accountId, at });
  return { ok: true, previewId, study, item, change };
}

/** Switches on or off whether a verdict is decided, given one of its panels; at least one stays on. */
export function choosePanel(
  tx: Transaction,
  press: Asker & { previewId: number; panelId: number; isChosen: boolean },
): Outcome<BegunChange> {
  return goOn(tx, press, ({ study, change }) => {
    const group = choosable(tx, study.id, change).find(({ panelIds }) => panelIds.includes(press.panelId));
    if (!group) return refuse({ code: 'preview.outdated' });
    const others = change.panelIds.filter((id) => !group.panelIds.includes(id));
    const panelIds = press.isChosen ? [...others, ...group.panelIds] : others;
    return panelIds.length === 0
      ? refuse({ code: 'suggest.onePanelAtLeast' })
      : { ok: true, change: { ...change, panelIds } };
  });
}

/** Says whether the new wording keeps the meaning. */
export function chooseMeaning(
  tx: Transaction,
  press: Asker & { previewId: number; keepsMeaning: boolean },
): Outcome<BegunChange> {
  const { keepsMeaning } = press;
  return goOn(tx, press, ({ change }) =>
    change.act === 'reword' && change.wordings.length > 0
      ? { ok: true, change: { ...change, keepsMeaning } }
      : refuse({ code: 'preview.outdated' }),
  );
}

/** Takes a typed text for what the change needs next. */
export function takeTyped(
  tx: Transaction,
  typed: Asker & { previewId: number; text: string },
): Outcome<BegunChange> {
  return goOn(tx, typed, (begun) => readInto(tx, begun, typed.text));
}

/** Carries out a change that was shown in full, if the items are still as they were then. */
export function applyChange(
  tx: Transaction,
  press: Asker & { previewId: number },
): Outcome<BegunChange & { panelIds: readonly number[]; itemIds: readonly number[] }> {
  const begun = loadBegun(tx, press);
  if (!begun.ok) return begun;
  const { study, item, change } = begun;
  const { reason } = change;
  if (wantedNext(change) !== null || reason === null) return refuse({ code: 'preview.gone' });
  const refusal = whyNot(tx, study, item, change.act);
  if (refusal) return refuse(refusal);
  const itemIds = [item.id, ...(change.otherId === null ? [] : [change.otherId])];
  if (howItStands(tx, study.id, itemIds) !== change.stood) return refuse({ code: 'preview.outdated' });
  endPreview(tx, press.previewId, 'done');
  const by = { reason, accountId: press.accountId, at: press.at };
  if (change.act === 'keep' || change.act === 'drop')
    return { ...begun, panelIds: decideByHand(tx, study, change, by), itemIds };
  return { ...begun, panelIds: [], itemIds: changeWording(tx, study, change, by) };
}

/** Gives a change up. */
export function cancelChange(tx: Transaction, press: Asker & { previewId: number }): Outcome<BegunChange> {
  const begun = loadBegun(tx, press);
  if (!begun.ok) return begun;
  endPreview(tx, press.previewId, 'cancelled');
  endDialog(tx, press.accountId);
  return begun;
}

function goOn(
  tx: Transaction,
  press: Asker & { previewId: number },
  step: (begun: BegunChange) => Outcome<{ change: ItemChange }>,
): Outcome<BegunChange> {
  const begun = loadBegun(tx, press);
  if (!begun.ok) return begun;
  const stepped = step(begun);
  if (!stepped.ok) return stepped;
  const { change } = stepped;
  updatePreview(tx, press.previewId, { args: change });
  waitForText(tx, { ...press, change });
  return { ...begun, change };
}

function waitForText(
  tx: Transaction,
  { previewId, change, accountId, at }: Asker & { previewId: number; change: ItemChange },
): void {
  const wanted = wantedNext(change);
  if (wanted === null || wanted === 'meaning') endDialog(tx, accountId);
  else startDialog(tx, { accountId, kind: 'item', args: { previewId }, startedAt: at });
}

function loadBegun(tx: Transaction, press: { previewId: number; accountId: number }): Outcome<BegunChange> {
  const shown = loadOwnPreview(tx, press, 'item');
  if (!shown.ok) return shown;
  const { preview } = shown;
  const change = preview.args as ItemChange;
  const item = loadItem(tx, change.itemId);
  if (!item) return refuse({ code: 'item.gone' });
  return { ok: true, previewId: preview.id, study: needStudy(tx, preview.studyId!), item, change };
}
