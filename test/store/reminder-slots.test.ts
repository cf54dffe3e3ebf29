import { expect, test } from 'vitest';
import { loadSentSlots, loadSlotProgress, saveSlot } from '../../src/store/reminder-slots.ts';
import { TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

test('a reminder slot counts as used once everybody’s reminder is queued, and only once', () => {
  const study = new TestStudy(words).open();
  const roundId = study.round.id;
  const save = (hours: number, reachedExpertId: number | null) =>
    saveSlot(study.db, { roundId, hours, sentAt: study.at, reachedExpertId });
  expect(loadSlotProgress(study.db, roundId, 24)).toBe(0);
  save(24, 7);
  expect(loadSlotProgress(study.db, roundId, 24)).toBe(7);
  expect(loadSentSlots(study.db, roundId)).toEqual([]);
  for (const hours of [24, 24, 0.5]) save(hours, null);
  expect(loadSentSlots(study.db, roundId).sort()).toEqual([0.5, 24]);
});
