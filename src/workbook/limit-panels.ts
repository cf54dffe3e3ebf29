import { leavesByAudience, type RoundKind, type StudyRules } from '../domain/study-draft.ts';
import { kindOf } from '../kinds/all.ts';
import { COLUMNS, KIND_WORDS, SHEETS } from './headers.ts';
import type { Findings } from './remark.ts';
import type { Lists } from './warn-of-content.ts';

/** Reports panels with more items than one card of a planned round can hold, or than are easy on a phone. */
export function limitPanels(lists: Lists, rules: StudyRules, { faults, warnings }: Findings): void {
  for (const { row, thing } of lists.panels) {
    const place = { sheet: SHEETS.panels, row, column: COLUMNS.panels.code };
    const items = lists.items.filter(
      (item) =>
        item.thing.panelCodes.includes(thing.code) && !leavesByAudience(item.thing, rules.excludedAudiences),
    ).length;
    for (const name of kindsOf(thing.code, lists, rules)) {
      const kind = kindOf(name);
      if (kind.asks !== 'panel') continue;
      const { most, advised } = kind.panelItems;
      const args = { value: thing.code, kind: KIND_WORDS[kind.name], items };
      if (items > most) faults.push({ code: 'panelTooLarge', ...place, args: { ...args, most } });
      else if (items > advised)
        warnings.push({ code: 'panelLarge', ...place, args: { ...args, most: advised } });
    }
  }
}

/** Kinds of rounds that a panel is to take part in, each once. */
function kindsOf(panelCode: string, { plan }: Lists, rules: StudyRules): RoundKind[] {
  if (plan.length === 0) return [rules.kind];
  const own = plan.filter(({ forAllPanels, panelCodes }) => forAllPanels || panelCodes.includes(panelCode));
  return [...new Set(own.flatMap(({ kind }) => kind ?? []))];
}
