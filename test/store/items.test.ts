import { describe, expect, test } from 'vitest';
import { heirsOf } from '../../src/domain/item-lives.ts';
import {
  insertItemPanel,
  insertItemVersion,
  loadItemPanels,
  loadItems,
  loadWording,
  loadWordings,
  needItem,
  removeItem,
  replaceItems,
  restoreItem,
  updateItem,
} from '../../src/store/items.ts';
import { dropItems } from '../../src/store/panels.ts';
import { TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A B' }, items: { x: 'A', y: 'A B' } };

describe('an item’s wording', () => {
  test('is the newest; rounds that are over keep theirs', () => {
    const study = new TestStudy(words);
    const id = study.itemId('x');
    const wording = { title: 'عنوان تازه', definition: 'تعریف', reason: 'غلط املایی', createdAt: study.at };
    insertItemVersion(study.db, id, wording);
    expect(needItem(study.db, id)).toMatchObject({ title: 'عنوان تازه', version: 2 });
    expect(loadItems(study.db, study.studyId).map(({ title }) => title)).toEqual(['عنوان تازه', 'گویهٔ y']);
    expect(loadWording(study.db, id, 1)?.title).toBe('گویهٔ x');
  });

  test('of an item that is not there is a fault of the program', () => {
    const study = new TestStudy(words);
    expect(() => needItem(study.db, 99)).toThrow('item 99');
  });
});

test('items stand in the workbook’s order, also after it changes', () => {
  const study = new TestStudy(words);
  updateItem(study.db, study.itemId('x'), {
    position: 7,
    unit: 'واحد',
    audience: 'G2C',
    group: ['الف', 'ب'],
    bounds: { least: 0, most: null, measure: 'سال' },
  });
  expect(loadItems(study.db, study.studyId)).toMatchObject([
    { code: 'y' },
    { code: 'x', unit: 'واحد', audience: 'G2C', group: ['الف', 'ب'], bounds: { least: 0, measure: 'سال' } },
  ]);
});

test('an item that left a panel comes back to it', () => {
  const study = new TestStudy(words);
  const [item, panel] = [study.itemId('y'), study.panel('A').id];
  dropItems(study.db, [panel], [item], 'workbook', null);
  const left = () =>
    loadItemPanels(study.db, study.studyId)
      .get(item)!
      .map(({ droppedWhy }) => droppedWhy);
  expect(left()).toEqual(['workbook', null]);
  insertItemPanel(study.db, item, panel);
  expect(left()).toEqual([null, null]);
});

describe('an item taken off', () => {
  test('is gone wholly where no round asked it', () => {
    const study = new TestStudy(words);
    removeItem(study.db, study.itemId('x'), study.at);
    expect(loadItems(study.db, study.studyId).map(({ code }) => code)).toEqual(['y']);
  });

  test('stays with its results where one did, and can come back', () => {
    const study = new TestStudy(words).open();
    const id = study.itemId('x');
    removeItem(study.db, id, study.at);
    expect(needItem(study.db, id).removedAt).toEqual(study.at);
    restoreItem(study.db, id);
    expect(needItem(study.db, id).removedAt).toBeNull();
  });
});

test('items take the place of others: these leave every panel, and those tell whose it was', () => {
  const study = new TestStudy(words);
  const [x, y] = loadItems(study.db, study.studyId);
  const panels = (id: number) =>
    (loadItemPanels(study.db, study.studyId).get(id) ?? []).map((place) => place);
  const parents = [x!, y!].map((item) => ({
    ...item,
    panelIds: panels(item.id).map(({ panelId }) => panelId),
  }));
  const heirs = heirsOf(parents, [{ title: 'هر دو', definition: 'با هم' }], ['x', 'y']);
  const replacing = { studyId: study.studyId, heirs, why: 'merged', reason: 'یکی است' } as const;
  const [id] = replaceItems(study.db, { ...replacing, roundId: null, at: study.at });
  expect(needItem(study.db, id!)).toMatchObject({ code: 'x_2', title: 'هر دو', parents: [x!.id, y!.id] });
  expect(panels(id!).map(({ panelId }) => panelId)).toEqual([study.panel('A').id, study.panel('B').id]);
  expect([x!, y!].flatMap((item) => panels(item.id)).map(({ droppedWhy }) => droppedWhy)).toEqual(
    Array(3).fill('merged'),
  );
  expect(loadWordings(study.db, id!)).toMatchObject([{ version: 1, title: 'هر دو', reason: 'یکی است' }]);
});
