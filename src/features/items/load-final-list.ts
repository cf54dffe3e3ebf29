import { finalDecision } from '../../domain/hand-decision.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadAllWordings, loadItems } from '../../store/items.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadFinals } from './load-verdicts.ts';

/** An item that a round with verdicts asked, as the study leaves it. */
export interface FinalItem extends Pick<Item, 'code' | 'title' | 'unit'> {
  readonly panels: readonly { readonly code: string; readonly mean: number | null; readonly kept: boolean }[];
  /** `open`: its panels differ, and nobody has decided. */
  readonly decided: ReturnType<typeof finalDecision>;
  /** Null: its panels differ. */
  readonly kept: boolean | null;
}

/** The final list, in the items' order. */
export function loadFinalList(tx: Transaction, studyId: number): FinalItem[] {
  const finals = loadFinals(tx, studyId, null);
  const codes = new Map(loadPanels(tx, studyId).map(({ id, code }) => [id, code]));
  return loadItems(tx, studyId).flatMap(({ id, code, title, unit }) => {
    const panels = finals.get(id);
    if (!panels) return [];
    const kept = new Set(panels.map((panel) => panel.kept));
    return {
      ...{ code, title, unit, decided: finalDecision(panels) },
      kept: kept.size > 1 ? null : kept.has(true),
      panels: panels.map((panel) => ({
        code: codes.get(panel.panelId) ?? '',
        mean: panel.mean,
        kept: panel.kept,
      })),
    };
  });
}

/** An item's wordings, and the items whose place it took. */
export interface WordedItem extends Pick<Item, 'code'> {
  readonly parents: readonly string[];
  readonly wordings: readonly {
    readonly version: number;
    readonly title: string;
    readonly at: Date;
    /** Empty: it came with it. */
    readonly reason: string;
  }[];
}

export function loadWordedItems(tx: Transaction, studyId: number): WordedItem[] {
  const items = loadItems(tx, studyId);
  const codes = new Map(items.map(({ id, code }) => [id, code]));
  const wordings = loadAllWordings(tx, studyId);
  return items.map(({ id, code, parents }) => ({
    code,
    parents: parents.flatMap((parent) => codes.get(parent) ?? []),
    wordings: (wordings.get(id) ?? []).map(({ version, title, createdAt: at, reason }) => ({
      ...{ version, title, at, reason },
    })),
  }));
}
