import { describe, expect, test } from 'vitest';
import { stateOf } from '../../src/features/joining/list-experts.ts';
import { owingIn } from '../../src/features/overseeing/load-owing.ts';
import { markUnreachable } from '../../src/store/accounts.ts';
import { countAudiences } from '../../src/store/audiences.ts';
import {
  enrolExpert,
  loadAllExperts,
  loadExperts,
  loadSeats,
  loadUnreachable,
  markDeclined,
  markLeft,
  removeExpert,
} from '../../src/store/experts.ts';
import {
  loadPanels,
  loadPanelsOfExpert,
  loadSeatedExperts,
  loadSeatedRoles,
} from '../../src/store/panels.ts';
import { loadNamed, loadRoster, loadSeatedRoster } from '../../src/store/rosters.ts';
import { loadProgress } from '../../src/store/rounds.ts';
import { DAY, TestStudy } from '../fixtures/study.ts';

const EXPERTS = 120;
const SEATS = ['A', 'B', 'A B', 'C', 'B C'];

/** An open round of many experts, of whom some have left, declined, begun, handed in, or can not be reached. */
function many(): TestStudy {
  const names = Array.from({ length: EXPERTS }, (_, place) => `e${place}`);
  const experts = Object.fromEntries(names.map((name, place) => [name, SEATS[place % SEATS.length]!]));
  const roles = Object.fromEntries(names.map((name, place) => [name, place % 2 === 0 ? 'استاد' : 'مدیر']));
  const study = new TestStudy({ experts, roles, items: { x: 'A B C' } });
  study.join(...names.filter((_, place) => place % 7 !== 0)).open();
  for (const [place, name] of names.entries()) {
    const { id, accountId } = study.expert(name);
    if (accountId !== null && place % 5 === 4) study.begin(name);
    if (accountId !== null && place % 10 === 4) study.rate(name, 'x', 4).handIn(name);
    if (place % 14 === 0) markDeclined(study.db, id, study.at);
    if (place % 11 === 1) markLeft(study.db, id, study.at);
    if (place % 13 === 2) removeExpert(study.db, id, study.at);
    else if (accountId !== null && place % 17 === 3)
      markUnreachable(study.db, accountId, 'blocked', study.at);
    if (place % 40 === 7) study.pass(DAY);
  }
  enrolExpert(study.db, study.expert('e7').id, study.account(), study.at);
  return study;
}

describe('of many experts', () => {
  const study = many();
  const { db, studyId } = study;
  const panels = loadPanels(db, studyId);

  test('the lists tell what the whole rows say, in their order', () => {
    const unreachable = loadUnreachable(db, studyId);
    const seats = loadSeats(db, studyId);
    const rows = loadExperts(db, studyId).map(({ id, name, role, accountId, leftAt, declinedAt }) => {
      return { id, name, role, accountId, leftAt, declinedAt, isUnreachable: unreachable.has(id) };
    });
    expect(new Set(rows.map(stateOf)).size).toBe(5);
    expect(loadRoster(db, studyId)).toEqual(rows);
    for (const { id } of panels) {
      const seated = rows.filter((row) => seats.get(row.id)?.includes(id));
      expect(loadSeatedRoster(db, studyId).get(id)).toEqual(seated);
      expect(loadSeatedRoster(db, studyId, id)).toEqual(new Map([[id, seated]]));
      const staying = seated.filter(({ leftAt }) => leftAt === null);
      expect(countAudiences(db, studyId)(id)).toMatchObject({
        experts: staying.length,
        joined: staying.filter(({ accountId }) => accountId !== null).length,
      });
      expect(loadSeatedExperts(db, studyId).get(id)).toEqual(staying.map((row) => row.id));
      expect(loadSeatedRoles(db, studyId).get(id)).toEqual(staying.map(({ role }) => role));
    }
    for (const { id } of rows) expect(loadPanelsOfExpert(db, id).map((one) => one.id)).toEqual(seats.get(id));
    const all = loadAllExperts(db, studyId).map(({ id: expertId, name }) => ({ expertId, name }));
    expect(loadNamed(db, studyId)).toEqual(all);
  });

  test('who owes the round is the same on one panel, and of one expert, as among all', () => {
    const owing = owingIn(loadProgress(db, study.round.id), study.round, study.at);
    expect(new Set(owing.map(({ silentDays }) => silentDays)).size).toBeGreaterThan(2);
    expect(owing.some(({ isReachable }) => !isReachable)).toBe(true);
    for (const { id: panelId } of panels) {
      const own = loadProgress(db, study.round.id, { panelId });
      expect(owingIn(own, study.round, study.at)).toEqual(
        owing.filter(({ panelIds }) => panelIds.includes(panelId)),
      );
    }
    const known = loadUnreachable(db, studyId);
    for (const { id: expertId, ...expert } of loadExperts(db, studyId)) {
      const own = owingIn(loadProgress(db, study.round.id, { expertId }), study.round, study.at);
      expect(own).toEqual(owing.filter((one) => one.expertId === expertId));
      const isUnreachable = known.has(expertId);
      const [row] = loadProgress(db, study.round.id, { expertId });
      const owes =
        ['joined', 'unreachable'].includes(stateOf({ ...expert, isUnreachable })) && !row?.handedInAt;
      expect(own.length).toBe(owes && row ? 1 : 0);
    }
  });
});
