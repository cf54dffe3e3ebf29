import { isAddition, proposedItemCode } from '../../domain/proposals.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  deleteItemPanels,
  insertItem,
  insertItemPanel,
  loadItemPanels,
  loadItems,
  removeItem,
} from '../../store/items.ts';
import { loadLastPanelRoundOfItem, loadPanelRounds, setPanelVerdict } from '../../store/panel-rounds.ts';
import { dropItems, loadActiveItems, loadPanels, setPanelStatus } from '../../store/panels.ts';
import { loadProposal, loadUnapplied, type Proposal, updateProposal } from '../../store/proposals.ts';
import { decideResult, loadItemResult } from '../../store/results.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { BecameItem } from '../../store/schema.ts';
import { needStudy } from '../../store/studies.ts';
import { wakePanels } from '../studies/wake-panels.ts';

/**
 * Lets accepted proposals take effect: one to add becomes an item that the next round asks, one to remove takes its
 * item off the panels. What an open round asks never changes, so until it is judged they wait.
 */
export function applyAcceptedProposals(tx: Transaction, studyId: number, at: Date): void {
  const rounds = loadRounds(tx, studyId);
  if (needStudy(tx, studyId).state === 'finished') return;
  if (rounds.some(({ state }) => state !== 'judged')) return;
  const last = rounds.at(-1);
  const accepted = loadUnapplied(tx, studyId);
  // What was merged into another becomes what that one became.
  for (const proposal of accepted.toSorted((one, other) => rank(one) - rank(other))) {
    const became = isAddition(proposal.kind) ? becomeItems(tx, proposal, at) : [];
    if (proposal.kind === 'remove') removeProposedItem(tx, proposal, last?.id ?? null, at);
    updateProposal(tx, proposal.id, { became, appliedAt: at });
  }
  if (accepted.length === 0) return;
  const woken = wakePanels(tx, studyId);
  if (!last) return;
  const tookPart = new Set(loadPanelRounds(tx, last.id).map(({ panelId }) => panelId));
  for (const panelId of woken.filter((id) => tookPart.has(id))) {
    setPanelVerdict(tx, last.id, panelId, 'active');
  }
}

function rank({ mergedIntoId }: Proposal): number {
  return mergedIntoId === null ? 0 : 1;
}

function becomeItems(tx: Transaction, proposal: Proposal, at: Date): BecameItem[] {
  const { itemId, mergedIntoId, titles, text } = proposal;
  if (mergedIntoId !== null) {
    const { became } = loadProposal(tx, mergedIntoId)!;
    return became.map((item) => ({ itemId: item.itemId, panelIds: [] }));
  }
  if (itemId !== null) return [joinItem(tx, proposal, itemId)];
  return (titles ?? [text]).map((title) => addItem(tx, proposal, title, at));
}

/** Puts an item before the named panels that never judged it, where others still do. */
function joinItem(tx: Transaction, { studyId, panelIds }: Proposal, itemId: number): BecameItem {
  const places = loadItemPanels(tx, studyId).get(itemId) ?? [];
  const isJudged = places.some(({ droppedWhy }) => droppedWhy === null);
  const joining = loadPanels(tx, studyId)
    .filter(({ id, removedAt }) => removedAt === null && panelIds.includes(id))
    .map(({ id }) => id)
    .filter((id) => isJudged && !places.some(({ panelId }) => panelId === id));
  for (const panelId of joining) insertItemPanel(tx, itemId, panelId);
  return { itemId, panelIds: joining };
}

function addItem(
  tx: Transaction,
  { studyId, panelIds, kind }: Proposal,
  title: string,
  at: Date,
): BecameItem {
  const items = loadItems(tx, studyId);
  const panels = loadPanels(tx, studyId).filter(({ removedAt }) => removedAt === null);
  // A later workbook may have taken the panels off that it was meant for.
  const named = panels.filter((panel) => panelIds.includes(panel.id));
  const meant = (named.length > 0 ? named : panels).map((panel) => panel.id);
  const code = proposedItemCode([...items, ...loadPanels(tx, studyId)].map((thing) => thing.code));
  const itemId = insertItem(tx, {
    ...{ studyId, code, title, definition: '', unit: '', audience: '', group: [] },
    position: Math.max(-1, ...items.map(({ position }) => position)) + 1,
    panelIds: meant,
    createdAt: at,
  });
  logEvent(tx, {
    ...{ studyId, at, actor: 'program', kind: 'item.added' },
    details: { itemId, by: 'proposal', of: kind },
  });
  return { itemId, panelIds: meant };
}

/** Takes back what came of a proposal that no round has asked about. */
export function takeBack(tx: Transaction, { studyId, itemId: joined, became }: Proposal, at: Date): void {
  for (const { itemId, panelIds } of became) {
    deleteItemPanels(tx, itemId, panelIds);
    if (joined !== null) continue;
    removeItem(tx, itemId, at);
    logEvent(tx, {
      studyId,
      at,
      actor: 'program',
      kind: 'item.removed',
      details: { itemId, by: 'reopening' },
    });
  }
}

/** Takes the item off, and takes back the verdict of each panel's last round that kept it. */
function removeProposedItem(
  tx: Transaction,
  { studyId, itemId, panelIds }: Proposal,
  lastRoundId: number | null,
  at: Date,
): void {
  if (itemId === null) return;
  const places = loadItemPanels(tx, studyId).get(itemId) ?? [];
  const leaving = places
    .filter(({ panelId, droppedWhy }) => droppedWhy === null && panelIds.includes(panelId))
    .map(({ panelId }) => panelId);
  if (leaving.length === 0) return;
  dropItems(tx, leaving, [itemId], 'removed', lastRoundId);
  for (const panelId of leaving) {
    const judged = loadLastPanelRoundOfItem(tx, panelId, itemId);
    const result = judged && loadItemResult(tx, judged.id, itemId);
    if (result && (result.decidedKept ?? result.kept))
      decideResult(tx, result, { kept: false, why: 'removed' });
  }
  dropEmptied(tx, studyId, leaving, lastRoundId);
  logEvent(tx, {
    ...{ studyId, at, actor: 'program', kind: 'item.removed' },
    details: { itemId, panelIds: leaving, by: 'proposal' },
  });
}

/** A panel without an item left is over. */
function dropEmptied(
  tx: Transaction,
  studyId: number,
  panelIds: readonly number[],
  lastRoundId: number | null,
): void {
  const left = loadActiveItems(tx, studyId, needStudy(tx, studyId).excludedAudiences);
  for (const panelId of panelIds.filter((id) => !left.has(id))) {
    setPanelStatus(tx, panelId, 'dropped');
    if (lastRoundId !== null) setPanelVerdict(tx, lastRoundId, panelId, 'dropped');
  }
}
