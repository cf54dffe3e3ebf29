import { type Outcome, type Refusal, refuse } from '../../domain/refusals.ts';
import { planRound, type RoundOpening } from '../../domain/round-opening.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import { countsApart, kindOf } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { countItemsOf } from '../../store/panels.ts';
import { countNewProposals } from '../../store/proposals.ts';
import type { Study } from '../../store/studies.ts';
import { type BeforeRound, loadBeforeRound } from '../studies/load-before-round.ts';

/** The next round as it would open now, with what each panel brings to it. */
export interface PlannedRound extends Omit<BeforeRound, 'before'> {
  readonly opening: RoundOpening;
}

/** Loads a study as it stands and lets the rules say what its next round is. */
export function planNextRound(
  tx: Transaction,
  study: Study,
  continuedPanelIds: ReadonlySet<number>,
): Outcome<{ planned: PlannedRound }> {
  const { before, panels, items, experts } = loadBeforeRound(tx, study);
  const plan = planRound(before, continuedPanelIds);
  if (!plan.ok) {
    const isEmpty = plan.refusal.code === 'open.nothingToJudge' && items.size === 0;
    return isEmpty ? refuseForWantOfItems(tx, study) : plan;
  }
  const planned = { opening: plan.opening, panels, items, experts };
  const tooLarge = whatIsTooLarge(planned);
  return tooLarge ? refuse(tooLarge) : { ok: true, planned };
}

/** What proposals may still become is told before that nothing is left. */
function refuseForWantOfItems(tx: Transaction, { id }: Study) {
  const waiting = countNewProposals(tx, id);
  return refuse(waiting > 0 ? { code: 'open.proposalsWait', waiting } : { code: 'open.noItems' });
}

/** Panels of a planned round with more items than its kind advises to put together on one card. */
export function largePanels({ opening, panels, items: counts }: PlannedRound) {
  const names = new Map(panels.map(({ id, name }) => [id, name]));
  return opening.panels.flatMap(({ panelId, kind: name }) => {
    const kind = kindOf(name);
    const items = counts.get(panelId) ?? 0;
    if (kind.asks !== 'panel' || items <= kind.panelItems.advised) return [];
    return [{ panel: names.get(panelId) ?? '', items, ...kind.panelItems }];
  });
}

/** Items that were accepted since the workbook was read count too. */
function whatIsTooLarge(planned: PlannedRound): Refusal | null {
  const large = largePanels(planned).find(({ items, most }) => items > most);
  if (!large) return null;
  const { panel, items, most } = large;
  return { code: 'open.panelTooLarge', number: planned.opening.number, panel, items, most };
}

/**
 * How many items each expert of a planned round is asked: an item once, however many panels share it, or once in each
 * where the kind's answers count in their panel alone.
 */
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
    const asking = own.filter((panel) => !callsForProposals(panel));
    const items = [...new Set(asking.map(({ kind }) => kind))]
      .flatMap((wanted) => {
        const panelIds = asking.filter(({ kind }) => kind === wanted).map(({ panelId }) => panelId);
        return countsApart(wanted) ? panelIds.map((panelId) => [panelId]) : [panelIds];
      })
      .reduce((sum, panelIds) => sum + countItemsOf(tx, panelIds, excludedAudiences), 0);
    counted.set(key, items);
    return items;
  });
}

/** Whether a panel of a planned round is asked for proposals, and for no item. */
export function callsForProposals({ kind }: { readonly kind: RoundKind }): boolean {
  return kindOf(kind).asks === 'proposals';
}
