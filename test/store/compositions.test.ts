import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { listPanels } from '../../src/features/overseeing/list-panels.ts';
import { panelsMessage } from '../../src/features/overseeing/panels-message.ts';
import { loadComposition, seatsOf } from '../../src/store/compositions.ts';
import { experts, forgettings } from '../../src/store/schema.ts';
import { askToForget, carryOut, deliverAll, finish } from '../fixtures/forgetting.ts';
import { TestStudy } from '../fixtures/study.ts';

const background = { post: '', organisation: '', degree: 'دکتری', experience: '', gender: '' };

async function played() {
  const study = new TestStudy({
    experts: { e1: 'A B', e2: 'A B', e3: 'A', e4: 'B' },
    items: { x: 'A', y: 'B' },
    rules: { maxRounds: 1 },
  }).join();
  study.db.update(experts).set({ background }).where(eq(experts.studyId, study.studyId)).run();
  return study.playRound('x y\n e1 5 5\n e2 5 5');
}

const composition = (study: TestStudy) => loadComposition(study.db, study.study);
const panels = (study: TestStudy) =>
  panelsMessage(listPanels(study.db, study.study, 0)).html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');

test('persons and seats are counted apart, and of one whose name was removed it is said that the table lacks it', async () => {
  const study = await played();
  expect(composition(study)).toMatchObject({ persons: 4, forgotten: 0 });
  expect(seatsOf(composition(study))).toBe(6);
  expect(panels(study)).toContain('۴ نفر در ۶ جایگاه');
  expect(panels(study)).not.toContain('جداگانه پاک شده');
  askToForget(study, 'e4');
  await carryOut(study);
  expect(composition(study)).toMatchObject({
    ...{ persons: 3, forgotten: 1 },
    background: [{ field: 'degree', cells: [{ value: 'دکتری', experts: 3 }] }],
  });
  expect(panels(study)).toContain('۱ نفر که نامشان جداگانه پاک شده است، در این شمارش نیستند.');
});

test('the sums outlive the names; where an earlier version removed them too, that is told', async () => {
  const study = await played();
  const before = composition(study);
  finish(study);
  deliverAll(study);
  askToForget(study);
  await carryOut(study);
  expect(composition(study)).toEqual(before);
  expect(panels(study)).toContain('۴ نفر در ۶ جایگاه');
  expect(panels(study)).toContain('دکتری ۴');
  const [{ sums }] = study.db.select().from(forgettings).all() as [typeof forgettings.$inferSelect];
  const { composition: _, ...former } = sums!;
  study.db.update(forgettings).set({ sums: former }).run();
  expect(composition(study)).toMatchObject({ persons: 4, background: null });
  expect(panels(study)).toContain('ترکیب خبرگان همراه نام‌ها پاک شده است');
});
