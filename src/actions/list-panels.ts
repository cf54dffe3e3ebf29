import type { PanelList } from '../messages/facilitators/panels.ts';
import type { Transaction } from '../store/database.ts';
import { loadExperts } from '../store/experts.ts';
import { countActiveItems, countItemsEver, loadPanels, loadSeatedExperts } from '../store/panels.ts';
import type { Study } from '../store/studies.ts';
import { hasJoined } from './load-standing.ts';

/** How a study's panels stand. */
export function listPanels(tx: Transaction, study: Study, page: number): PanelList {
  const seated = loadSeatedExperts(tx, study.id);
  const itemsLeft = countActiveItems(tx, study.id, study.excludedAudiences);
  const itemsEver = countItemsEver(tx, study.id);
  const joined = new Set(
    loadExperts(tx, study.id)
      .filter(hasJoined)
      .map(({ id }) => id),
  );
  return {
    studyId: study.id,
    title: study.title,
    page,
    panels: loadPanels(tx, study.id).map(({ id, code, name, status }) => {
      const experts = seated.get(id) ?? [];
      return {
        panelId: id,
        code,
        name,
        status,
        experts: experts.length,
        joined: experts.filter((expertId) => joined.has(expertId)).length,
        itemsLeft: itemsLeft.get(id) ?? 0,
        items: itemsEver.get(id) ?? 0,
      };
    }),
  };
}
