import { describe, expect, test } from 'vitest';
import {
  insertItemPanel,
  insertItemVersion,
  loadItemPanels,
  loadItems,
  loadWording,
  needItem,
  removeItem,
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
