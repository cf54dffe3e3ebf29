import { loadSeats } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  countActiveItems,
  countItemsEver,
  countJoined,
  loadPanels,
  loadSeatedExperts,
} from '../../store/panels.ts';
import type { Study } from '../../store/studies.ts';
import type { PanelList } from './panels-message.ts';

/** How a study's panels stand. */
export function listPanels(tx: Transaction, study: Study, page: number): PanelList {
  const seated = loadSeatedExperts(tx, study.id);
  const itemsLeft = countActiveItems(tx, study.id, study.excludedAudiences);
  const itemsEver = countItemsEver(tx, study.id);
  const joined = countJoined(tx, study.id);
  const seats = study.forgottenAt ? countSeats(tx, study.id) : null;
  return {
    studyId: study.id,
    title: study.title,
    page,
    panels: loadPanels(tx, study.id).map(({ id, code, name, status }) => ({
      panelId: id,
      code,
      name,
      status,
      experts: (seats ? seats.get(id) : seated.get(id)?.length) ?? 0,
      joined: seats ? null : (joined.get(id) ?? 0),
      itemsLeft: itemsLeft.get(id) ?? 0,
      items: itemsEver.get(id) ?? 0,
    })),
  };
}

/** Of a study whose names were removed: nobody takes part any more, and everybody did. */
function countSeats(tx: Transaction, studyId: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const panelId of [...loadSeats(tx, studyId).values()].flat()) {
    counts.set(panelId, (counts.get(panelId) ?? 0) + 1);
  }
  return counts;
}
