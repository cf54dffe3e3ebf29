import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readStudyFile } from '../../src/rehearsal/study-files.ts';
import { startOnBoth } from '../dialogs/two-messengers.ts';
import { walkOn } from '../dialogs/walk.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { type Attack, attack } from './attack.ts';
import { takeNotes } from './facilitators-notes.ts';
import { deviation, type Followed } from './join.ts';
import { playStudy, type Stage, type StudyToPlay } from './play-study.ts';
import { givenScript, type Script, smallScript, type Way, waysFor } from './scripts.ts';

const LONG = process.env['MODE'] === 'long';
const ROUNDS = LONG ? 3 : 2;
const FACILITATOR = 501;
const LABELS = new Map([
  [1, 'خیلی کم'],
  [2, 'کم'],
  [3, 'متوسط'],
  [4, 'زیاد'],
  [5, 'خیلی زیاد'],
]);
/** An order further from chance than this comes once in a million draws. */
const MOST_DEVIATION = 5;

type Prepare = (stage: Stage) => Promise<StudyToPlay>;

/** Plays studies one after the other, by one facilitator of one program. */
async function playInOrder(studies: readonly Prepare[]): Promise<Attack[]> {
  const both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const walk = walkOn(both, '');
  const facilitator = both.person('telegram', FACILITATOR, 'سارا');
  const attacks: Attack[] = [];
  for (const [at, prepare] of studies.entries()) {
    const notes = takeNotes(both.servers.telegram, FACILITATOR, both.now);
    const drawnBefore = both.drawn.length;
    const stage = { both, walk, facilitator, notes, firstId: 10_000 * (at + 1) };
    const study = await prepare(stage);
    const secrets = await playStudy(stage, study);
    attacks.push(attack(study, { ...notes, drawn: both.drawn.slice(drawnBefore) }, secrets));
    notes.stop();
  }
  expect(both.complaints).toEqual([]);
  await both.stop();
  return attacks;
}

function scripted(script: Script, seed: number): Prepare {
  const { title, unlinked, experts, items } = script;
  const panels = [...new Set(experts.flatMap((expert) => expert.panels))].sort();
  const rules = [
    ['عنوان', title],
    ['پرسش', 'چه اندازه؟'],
    ['حداکثر دورها', 3],
    ['آستانهٔ ثبات', null],
    ['آستانهٔ توافق', null],
    ['نقطهٔ خنثی', 1],
    ['ناشناس', unlinked ? 'کامل' : 'بله'],
  ];
  const workbook = (round: number) =>
    workbookOf({
      مطالعه: [['ویژگی', 'مقدار'], ...rules],
      طیف: [['مقدار', 'برچسب'], ...LABELS],
      پانل‌ها: [['کد', 'نام'], ...panels.map((code) => [code, `پانل ${code}`])],
      خبرگان: [
        ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
        ...experts.flatMap(({ name, panels: own, from }, at) =>
          from <= round ? [[`E${at}`, name, '', own.join('، '), null]] : [],
        ),
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'پانل‌ها'],
        ...items.map(({ code, panels: own }) => [code, `گویهٔ ${code} از فهرست`, own.join('، ')]),
      ],
    });
  const rounds = experts[0]!.ways.length;
  const rehearsed = seed === 2;
  const play = { unlinked, experts, rounds, rehearsed, watchedClosely: true, seed, labels: LABELS, workbook };
  return async () => play;
}

/** The model case, from the workbook that `/example` sends. */
async function modelCase({ walk, facilitator }: Stage): Promise<StudyToPlay> {
  await walk.says(facilitator, '/example');
  const bytes = facilitator.fileOf(facilitator.seen().findLast(({ document }) => document)!);
  const { experts, scaleLabels } = (await readStudyFile(bytes))!;
  const ways = waysFor(experts.length, ROUNDS, 3);
  return {
    experts: experts.map(({ name, panels }, at) => ({
      ...{ name, panels: panels.split(/[,،]/).map((code) => code.trim()), from: 1, ways: ways[at]! },
    })),
    labels: new Map(scaleLabels.map((label, at) => [at + 1, label])),
    workbook: async () => new Uint8Array(bytes),
    ...{ unlinked: false, rounds: ROUNDS, watchedClosely: false, rehearsed: false, seed: 3 },
  };
}

/** Six experts who answer everything, but for what the last one does in the second round. */
const allBut = (seed: number, way: Way) =>
  scripted(
    givenScript(
      seed,
      Array.from({ length: 6 }, (_, at) => ['all', at === 5 ? way : 'all'] as const),
    ),
    seed,
  );
const small = (seed: number, unlinked = false) =>
  scripted(smallScript(seed, { rounds: ROUNDS, unlinked }), seed);

/** By program, so that they go on side by side. */
const STUDIES: readonly (readonly Prepare[])[] = LONG
  ? [
      [modelCase, allBut(30, 'all')],
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => small(seed)),
      [9, 10, 11, 12, 13, 14, 15, 16].map((seed) => small(seed)),
      [17, 18, 19, 20, 21, 22].map((seed) => small(seed, true)),
    ]
  : [[modelCase], [allBut(30, 'all'), allBut(31, 'bulk'), small(3)], [small(2), small(6, true)]];

test('no code leads to a name but by the pattern of taking part, and that is warned of', async () => {
  const attacks = (await Promise.all(STUDIES.map(playInOrder))).flat();
  const archives = attacks.flatMap((each) => each.archives);

  expect(attacks.flatMap(({ faults }) => faults)).toEqual([]);
  expect(archives.filter(({ misled }) => misled > 0)).toEqual([]);
  expect(archives.filter(({ tiedExperts, warned }) => tiedExperts > warned)).toEqual([]);
  const orders = pooled(attacks.map(({ followed }) => followed));
  const strange = [...orders].filter(([, order]) => Math.abs(deviation(order)) > MOST_DEVIATION);
  expect(strange).toEqual([]);

  // What is searched beside the archives was there to be searched.
  const beside = attacks.map((each) => each.beside);
  expect(beside.filter(({ pictures }) => pictures < ROUNDS)).toEqual([]);
  expect(beside.some(({ forms }) => forms > 0)).toBe(true);
  expect(beside.filter(({ rehearsals }) => rehearsals > 0)).toHaveLength(1);

  if (LONG) return;
  const [model, alike, kept] = attacks as [Attack, Attack, Attack];
  // What is there to be found is found: who alone kept everything at once, and nobody where all are alike.
  expect(model.archives[0]!.codes).toBeGreaterThan(20);
  expect(alike.archives.at(-1)).toMatchObject({ codes: 6, tied: [], warned: 0 });
  expect(kept.archives.at(-1)).toMatchObject({ tiedExperts: 1, warned: 1 });
  expect(kept.archives.at(-1)!.tied[0]!.names).toEqual([expect.stringContaining('خبره ج')]);
  expect(countsInDocs()).toEqual(countsOf(attacks));
}, 900_000);

/** What the page on security says of this test. */
function countsInDocs(): Record<string, number> {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('### Codes and names\n');
  const rows = [...section.split('\n#')[0]!.matchAll(/^\| ([^|]+) \| (\d+) \|$/gm)];
  return Object.fromEntries(rows.map(([, what, count]) => [what!, Number(count)]));
}

function countsOf(attacks: readonly Attack[]): Record<string, number> {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
  const last = attacks.map(({ archives }) => archives.at(-1)!);
  return {
    'studies played': attacks.length,
    experts: sum(attacks.map(({ experts }) => experts)),
    'archives joined with all that was told by name': sum(attacks.map(({ archives }) => archives.length)),
    'codes in the last archives': sum(last.map(({ codes }) => codes)),
    'experts with a code that fewer than three could be behind': sum(last.map((each) => each.tiedExperts)),
    'experts that these archives warned of': sum(last.map(({ warned }) => warned)),
    'archives in which more were than it warned of': 0,
  };
}

function pooled(all: readonly ReadonlyMap<string, Followed>[]): Map<string, Followed> {
  const sums = new Map<string, Followed>();
  for (const [key, { sum, variance }] of all.flatMap((each) => [...each])) {
    const before = sums.get(key) ?? { sum: 0, variance: 0 };
    sums.set(key, { sum: before.sum + sum, variance: before.variance + variance });
  }
  return sums;
}
