import { shortfalls } from '../../domain/panel-composition.ts';
import { loadComposition, seatsOf } from '../../store/compositions.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  countActiveItems,
  countItemsEver,
  countJoined,
  loadPanels,
  loadSeatedRoles,
} from '../../store/panels.ts';
import type { Study } from '../../store/studies.ts';
import type { PanelList } from './panels-message.ts';

/** The state of a study's panels. */
export function listPanels(tx: Transaction, study: Study, page: number): PanelList {
  const roles = loadSeatedRoles(tx, study.id);
  const itemsLeft = countActiveItems(tx, study.id, study.excludedAudiences);
  const itemsEver = countItemsEver(tx, study.id);
  const joined = countJoined(tx, study.id);
  const composition = loadComposition(tx, study);
  const areForgotten = study.forgottenAt !== null;
  return {
    studyId: study.id,
    title: study.title,
    page,
    persons: composition.persons,
    seats: seatsOf(composition),
    background: composition.background,
    forgotten: composition.forgotten,
    panels: loadPanels(tx, study.id).map(({ id, code, name, status }) => ({
      panelId: id,
      code,
      name,
      status,
      experts: composition.seats[id] ?? 0,
      joined: areForgotten ? null : (joined.get(id) ?? 0),
      itemsLeft: itemsLeft.get(id) ?? 0,
      items: itemsEver.get(id) ?? 0,
      // On a panel that has left the study, missing experts no longer matter.
      shortfalls:
        areForgotten || status === 'dropped' ? [] : shortfalls(study.composition, code, roles.get(id) ?? []),
    })),
  };
}
