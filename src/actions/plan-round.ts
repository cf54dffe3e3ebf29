import type { Outcome } from '../domain/refusals.ts';
import { planRound, type RoundOpening } from '../domain/round-opening.ts';
import type { Transaction } from '../store/database.ts';
import { loadActiveItems, loadPanels, loadSeatedExperts, type Panel } from '../store/panels.ts';
import { loadRounds } from '../store/rounds.ts';
import { loadRoundPlan, type Study } from '../store/studies.ts';

/** The next round as it would open now, with what each panel brings to it. */
export interface PlannedRound {
  readonly opening: RoundOpening;
  readonly panels: readonly Panel[];
  /** Items each panel still judges, by panel id. */
  readonly items: ReadonlyMap<number, readonly number[]>;
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
  const items = loadActiveItems(tx, study.id, study.excludedAudiences);
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
      panels: panels.map(({ id, code, status }) => ({
        id,
        code,
        status,
        items: items.get(id)?.length ?? 0,
        experts: experts.get(id)?.length ?? 0,
      })),
    },
    continuedPanelIds,
  );
  return plan.ok ? { ok: true, planned: { opening: plan.opening, panels, items, experts } } : plan;
}

/** How many items each expert of a planned round is asked: an item once, however many panels share it. */
export function workloads({ opening, items, experts }: PlannedRound): number[] {
  const asked = new Map<number, Set<string>>();
  for (const { panelId, kind } of opening.panels) {
    for (const expertId of experts.get(panelId) ?? []) {
      const own = asked.get(expertId) ?? new Set();
      for (const itemId of items.get(panelId) ?? []) own.add(`${kind}:${itemId}`);
      asked.set(expertId, own);
    }
  }
  return [...asked.values()].map(({ size }) => size);
}
