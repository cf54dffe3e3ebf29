import { backgroundTable } from '../../domain/background-table.ts';
import { shortfalls } from '../../domain/panel-composition.ts';
import { loadExperts, loadSeats } from '../../store/experts.ts';
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
  const experts = loadExperts(tx, study.id);
  const roles = new Map(experts.map(({ id, role }) => [id, role]));
  const rolesOn = (panelId: number) => (seated.get(panelId) ?? []).map((id) => roles.get(id) ?? '');
  return {
    studyId: study.id,
    title: study.title,
    page,
    persons: new Set([...seated.values()].flat()).size,
    seats: [...seated.values()].reduce((sum, own) => sum + own.length, 0),
    background: backgroundTable(
      experts.filter(({ leftAt }) => leftAt === null).map(({ background }) => background),
    ),
    panels: loadPanels(tx, study.id).map(({ id, code, name, status }) => ({
      panelId: id,
      code,
      name,
      status,
      experts: (seats ? seats.get(id) : seated.get(id)?.length) ?? 0,
      joined: seats ? null : (joined.get(id) ?? 0),
      itemsLeft: itemsLeft.get(id) ?? 0,
      items: itemsEver.get(id) ?? 0,
      // Who is missing on a panel that is out of the study is missed by nobody.
      shortfalls: seats || status === 'dropped' ? [] : shortfalls(study.composition, code, rolesOn(id)),
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
