import { describe, expect, test } from 'vitest';
import { removeExpert } from '../../src/store/experts.ts';
import {
  countJoined,
  dropItems,
  loadActiveItems,
  loadPanels,
  loadSeatedExperts,
  removePanel,
  restorePanel,
} from '../../src/store/panels.ts';
import { TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

function itemsOf(study: TestStudy, code: string): string[] {
  const active = loadActiveItems(study.db, study.studyId, study.study.excludedAudiences);
  return (active.get(study.panel(code).id) ?? []).map((id) => study.itemCode(id));
}

describe('a panel’s items', () => {
  test('stand in the workbook’s order', () => {
    const study = new TestStudy(words);
    expect([itemsOf(study, 'A'), itemsOf(study, 'B')]).toEqual([
      ['x', 's'],
      ['s', 'y'],
    ]);
  });

  test('are without those of excluded audience classes, however these are written', () => {
    const study = new TestStudy({
      ...words,
      audiences: { x: 'g2g', s: 'G2G، G2E', y: 'G2C, G2G' },
      rules: { excludedAudiences: ['G2G', 'G2E'] },
    });
    expect(itemsOf(study, 'A')).toEqual([]);
    // An item for a class that stays is asked, though it is for an excluded one too.
    expect(itemsOf(study, 'B')).toEqual(['y']);
  });

  test('leave the panels that dropped them, and stay in the others', () => {
    const study = new TestStudy(words);
    dropItems(study.db, [study.panel('A').id], [study.itemId('s')], 'below_rule', null);
    expect([itemsOf(study, 'A'), itemsOf(study, 'B')]).toEqual([['x'], ['s', 'y']]);
  });

  test('keep the reason for which they left first', () => {
    const study = new TestStudy(words);
    const panelIds = [study.panel('A').id, study.panel('B').id];
    dropItems(study.db, panelIds.slice(0, 1), [study.itemId('s')], 'by_hand', null);
    dropItems(study.db, panelIds, [study.itemId('s')], 'below_rule', null);
    const reasons = study.db.$client
      .prepare('SELECT dropped_why AS why FROM item_panels WHERE item_id = ? ORDER BY panel_id')
      .all(study.itemId('s'));
    expect(reasons).toEqual([{ why: 'by_hand' }, { why: 'below_rule' }]);
  });

  test('can leave by the thousand', () => {
    const items = Object.fromEntries(Array.from({ length: 1201 }, (_, at) => [`i${at}`, 'A']));
    const study = new TestStudy({ experts: { e1: 'A' }, items });
    const ids = loadActiveItems(study.db, study.studyId, []).get(study.panel('A').id)!;
    dropItems(study.db, [study.panel('A').id], ids.slice(1), 'below_rule', null);
    expect(itemsOf(study, 'A')).toEqual(['i0']);
  });
});

describe('a panel’s experts', () => {
  const seated = (study: TestStudy, code: string) =>
    (loadSeatedExperts(study.db, study.studyId).get(study.panel(code).id) ?? []).length;

  test('are those with a seat, joined or not, without who left or was taken off', () => {
    const study = new TestStudy(words);
    expect([seated(study, 'A'), seated(study, 'B')]).toEqual([2, 2]);
    removeExpert(study.db, study.expert('e2').id, study.at);
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('e3');
    expect([seated(study, 'A'), seated(study, 'B')]).toEqual([1, 0]);
  });

  test('count as joined while they have an account', () => {
    const study = new TestStudy(words).join('e1', 'e2');
    const joined = (code: string) => countJoined(study.db, study.studyId).get(study.panel(code).id) ?? 0;
    expect([joined('A'), joined('B')]).toEqual([2, 1]);
    removeExpert(study.db, study.expert('e2').id, study.at);
    expect([joined('A'), joined('B')]).toEqual([1, 0]);
  });
});

describe('a panel taken off', () => {
  test('is gone wholly where no round knows it', () => {
    const study = new TestStudy(words);
    const { id } = study.panel('B');
    study.db.$client.prepare('DELETE FROM seats WHERE panel_id = ?').run(id);
    removePanel(study.db, id, study.at);
    expect(loadPanels(study.db, study.studyId).map(({ code }) => code)).toEqual(['A']);
  });

  test('stays with its results where one does, and comes back active', () => {
    const study = new TestStudy(words).open();
    removePanel(study.db, study.panel('B').id, study.at);
    expect(study.panel('B')).toMatchObject({ status: 'dropped', removedAt: study.at });
    restorePanel(study.db, study.panel('B').id);
    expect(study.panel('B')).toMatchObject({ status: 'active', removedAt: null });
  });
});
