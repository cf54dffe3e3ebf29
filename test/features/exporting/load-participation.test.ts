import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { exportStudy } from '../../../src/features/exporting/export-study.ts';
import { updateExpert } from '../../../src/store/experts.ts';
import { LEFT_BLANK } from '../../fixtures/blank-chart.ts';
import { playRound, type StudyWorld, studyWith } from '../../fixtures/judged-study.ts';

const EXPERTS = 12;
const SILENT = 5;

/** Twelve experts, five of them `مدیر`, who rate low and then fall silent; the others have the role `استاد`. */
async function twoRounds(roles: (at: number) => string): Promise<StudyWorld> {
  const world = studyWith({
    panels: { P1: 'خدمات' },
    experts: Array.from({ length: EXPERTS }, (_, at) => ({
      ...{ name: `خبرهٔ ${at + 1}`, pseudonym: `K${at + 1}`, panels: 'P1' },
    })),
    items: [
      { code: 'S1', title: 'یک', panels: 'P1' },
      { code: 'S2', title: 'دو', panels: 'P1' },
    ],
  });
  for (const [at, id] of world.expertIds.entries()) updateExpert(world.db, id, { role: roles(at) });
  const names = Array.from({ length: EXPERTS }, (_, at) => `x${at + 1}`);
  const line = (code: string, of: (at: number) => string) =>
    `${code} ${names.map((_, at) => of(at)).join(' ')}`;
  const first = [
    line('S1', (at) => (at < SILENT ? '2' : '5')),
    line('S2', (at) => (at < SILENT ? '4' : '5')),
  ];
  const second = [
    line('S1', (at) => (at < SILENT ? '.' : '5')),
    line('S2', (at) => (at < SILENT ? '.' : '4')),
  ];
  for (const lines of [first, second])
    await playRound(world, [`item ${names.join(' ')}`, ...lines].join('\n'));
  return world;
}

async function resultsOf({ db, studyId }: StudyWorld) {
  const archive = await exportStudy(db, studyId, {
    now: new Date('2027-01-01T00:00:00Z'),
    zone: 'UTC',
    ...LEFT_BLANK,
  });
  return JSON.parse(Buffer.from(unzipSync(archive.bytes)['results.json']!).toString('utf8'));
}

test('who fell silent, by role, and that they had answered otherwise', async () => {
  const [panel] = (await resultsOf(await twoRounds((at) => (at < SILENT ? 'مدیر' : 'استاد')))).panels;
  expect(panel.attrition).toEqual([
    {
      ...{ from: 1, to: 2, answered: 12, left: 5 },
      by_role: [
        { role: 'مدیر', answered: 5, left: 5 },
        { role: 'استاد', answered: 7, left: 0 },
      ],
      // Their means are 3 of 5, against a median of 5 on both items.
      ...{ left_mean: 3, left_distance: 2, stayed_mean: 5, stayed_distance: 0, why_null: {} },
    },
  ]);
});

test('what each role said, where nobody’s answers could be told apart', async () => {
  const [first, second] = (await resultsOf(await twoRounds((at) => (at < SILENT ? 'مدیر' : 'استاد'))))
    .panels[0].rounds;
  expect(first.by_role).toEqual([
    {
      ...{ role: 'مدیر', experts: 5 },
      items: [
        { code: 'S1', n: 5, mean: 2, sd: 0, median: 2, counts: { 1: 0, 2: 5, 3: 0, 4: 0, 5: 0 } },
        { code: 'S2', n: 5, mean: 4, sd: 0, median: 4, counts: { 1: 0, 2: 0, 3: 0, 4: 5, 5: 0 } },
      ],
    },
    expect.objectContaining({ role: 'استاد', experts: 7 }),
  ]);
  // One role alone answered: it is the whole panel.
  expect(second.by_role).toEqual([]);
});

test('a role whose others are few is not told, and few who left are not described', async () => {
  const [panel] = (await resultsOf(await twoRounds((at) => (at < 9 ? 'مدیر' : 'استاد')))).panels;
  expect(panel.rounds[0].by_role).toEqual([]);
  expect(panel.attrition[0]).toMatchObject({ answered: 12, left: 5, by_role: [] });
});
