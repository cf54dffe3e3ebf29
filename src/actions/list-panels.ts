import type { PanelList } from '../messages/facilitators/panels.ts';
import type { Transaction } from '../store/database.ts';
import {
  countActiveItems,
  countItemsEver,
  countJoined,
  loadPanels,
  loadSeatedExperts,
} from '../store/panels.ts';
import type { Study } from '../store/studies.ts';

/** How a study's panels stand. */
export function listPanels(tx: Transaction, study: Study, page: number): PanelList {
  const seated = loadSeatedExperts(tx, study.id);
  const itemsLeft = countActiveItems(tx, study.id, study.excludedAudiences);
  const itemsEver = countItemsEver(tx, study.id);
  const joined = countJoined(tx, study.id);
  return {
    studyId: study.id,
    title: study.title,
    page,
    panels: loadPanels(tx, study.id).map(({ id, code, name, status }) => ({
      panelId: id,
      code,
      name,
      status,
      experts: seated.get(id)?.length ?? 0,
      joined: joined.get(id) ?? 0,
      itemsLeft: itemsLeft.get(id) ?? 0,
      items: itemsEver.get(id) ?? 0,
    })),
  };
}
