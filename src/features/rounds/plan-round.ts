import type { Outcome } from '../../domain/refusals.ts';
import { planRound, type RoundOpening } from '../../domain/round-opening.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import { findKind } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  countActiveItems,
  countItemsOf,
  loadPanels,
  loadSeatedExperts,
  type Panel,
} from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadRoundPlan, type Study } from '../../store/studies.ts';

/** The next round as it would open now, with what each panel brings to it. */
export interface PlannedRound {
  readonly opening: RoundOpening;
  readonly panels: readonly Panel[];
  /** How many items each panel still judges, by panel id. */
  readonly items: ReadonlyMap<number, number>;
  /** Experts seated on each panel, by panel id. */
  readonly experts: ReadonlyMap<number, readonly number[]>;
}

/** Loads a study as it stands and lets the rules say what its next round is. */
export function planNextRound(
  tx: Transaction,
  study: Study,
  continuedPanelIds: ReadonlySet<number>,
): Outcome<{ planned: PlannedRound }> {
  const panels = loadPanels(tx, study.id);
  const items = countActiveItems(tx, study.id, study.excludedAudiences);
  const experts = loadSeatedExperts(tx, study.id);
  const plan = planRound(
    {
      state: study.state,
      kind: study.kind,
      question: study.question,
      openForDays: study.openForDays,
      maxRounds: study.maxRounds,
      plan: loadRoundPlan(tx, study.id),
      rounds: loadRounds(tx, study.id),
      findKind,
      panels: panels.map(({ id, code, status }) => ({
        id,
        code,
        status,
        items: items.get(id) ?? 0,
        experts: experts.get(id)?.length ?? 0,
      })),
    },
    continuedPanelIds,
  );
  return plan.ok ? { ok: true, planned: { opening: plan.opening, panels, items, experts } } : plan;
}

/** How many items each expert of a planned round is asked: an item once, however many panels share it. */
export function workloads(tx: Transaction, { excludedAudiences }: Study, planned: PlannedRound): number[] {
  const panelsOf = new Map<number, { panelId: number; kind: RoundKind }[]>();
  for (const panel of planned.opening.panels) {
    for (const expertId of planned.experts.get(panel.panelId) ?? []) {
      panelsOf.set(expertId, [...(panelsOf.get(expertId) ?? []), panel]);
    }
  }
  // Hundreds of experts sit on the same few panels.
  const counted = new Map<string, number>();
  return [...panelsOf.values()].map((own) => {
    const key = own.map(({ panelId }) => panelId).join();
    const known = counted.get(key);
    if (known !== undefined) return known;
    const items = [...new Set(own.map(({ kind }) => kind))]
      .map((wanted) => own.filter(({ kind }) => kind === wanted).map(({ panelId }) => panelId))
      .reduce((sum, panelIds) => sum + countItemsOf(tx, panelIds, excludedAudiences), 0);
    counted.set(key, items);
    return items;
  });
}
