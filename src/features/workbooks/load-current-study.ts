import type { CurrentItem, CurrentStudy } from '../../domain/study-change.ts';
import { kindOf } from '../../kinds/all.ts';
import { hasConsent, loadExperts, loadSeats } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels, loadItems } from '../../store/items.ts';
import { loadPanelRoundItems, loadPanelRounds } from '../../store/panel-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadProposedItemIds } from '../../store/proposals.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadRoundPlan, loadScale, rulesOf, type Study } from '../../store/studies.ts';

/** A study as its next workbook is compared with it. */
export function loadCurrentStudy(tx: Transaction, study: Study): CurrentStudy {
  const rounds = loadRounds(tx, study.id);
  const panels = loadPanels(tx, study.id).filter(({ removedAt }) => removedAt === null);
  const codes = new Map(panels.map(({ id, code }) => [id, code]));
  const seats = loadSeats(tx, study.id);
  return {
    rules: rulesOf(study),
    scale: loadScale(tx, study.id),
    panels: panels.map(({ id, code, name }) => ({ id, code, name })),
    experts: loadExperts(tx, study.id).map(({ id, key, name, role, mobile, background }) => ({
      ...{ id, key, name, role, mobile },
      ...(background && { background }),
      panelCodes: codesOf(seats.get(id) ?? [], codes),
    })),
    items: loadWorkbookItems(tx, study.id, codes),
    rounds: loadRoundPlan(tx, study.id),
    ...{ composition: study.composition, criteria: study.criteria, report: study.report },
    // Verdicts read the rules too: what an open round forbids waits until they are reckoned.
    openRound: rounds.find(({ state }) => state !== 'judged')?.number ?? null,
    openedRounds: rounds.length,
    consented: hasConsent(tx, study.id),
    answered: loadAnswered(tx, study.id),
  };
}

/** By what kinds of rounds answers were given. */
function loadAnswered(tx: Transaction, studyId: number): CurrentStudy['answered'] {
  const asked = loadRounds(tx, studyId).flatMap(({ id }) =>
    loadPanelRounds(tx, id).map((panelRound) => ({ id: panelRound.id, kind: kindOf(panelRound.kind) })),
  );
  const inNumbers = asked
    .filter(({ kind }) => kind.asks === 'item' && kind.typed)
    .flatMap(({ id }) => loadPanelRoundItems(tx, id).map(({ itemId }) => itemId));
  return { onScale: asked.some(({ kind }) => kind.usesScale), inNumbers: new Set(inNumbers) };
}

/** Items as the last workbook had them: what a verdict or a proposal dropped is still on its panels. */
function loadWorkbookItems(
  tx: Transaction,
  studyId: number,
  codes: ReadonlyMap<number, string>,
): CurrentItem[] {
  const places = loadItemPanels(tx, studyId);
  const proposed = loadProposedItemIds(tx, studyId);
  return loadItems(tx, studyId)
    .filter(({ removedAt }) => removedAt === null)
    .map(({ id, code, title, definition, unit, audience, group, bounds, parents }) => {
      const listed = (places.get(id) ?? []).filter(({ droppedWhy }) => droppedWhy !== 'workbook');
      const panelIds = listed.map(({ panelId }) => panelId);
      return {
        ...{ id, code, title, definition, unit, audience, group },
        ...(bounds && { bounds }),
        panelCodes: codesOf(panelIds, codes),
        isProposed: proposed.has(id) || parents.length > 0,
      };
    });
}

function codesOf(panelIds: readonly number[], codes: ReadonlyMap<number, string>): string[] {
  return panelIds.flatMap((id) => codes.get(id) ?? []);
}
