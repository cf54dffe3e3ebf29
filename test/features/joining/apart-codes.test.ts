import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Anonymity } from '../../../src/domain/anonymity.ts';
import { exportStudy } from '../../../src/features/exporting/export-study.ts';
import { confirmAccount, refuseAccount } from '../../../src/features/joining/change-account.ts';
import { noteNumberShown, updateExpert } from '../../../src/store/experts.ts';
import { loadTenures } from '../../../src/store/tenures.ts';
import { LEFT_BLANK } from '../../fixtures/blank-chart.ts';
import { HOUR, must, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { readCsv } from '../exporting/read-csv.ts';

/** Ratings that nobody else gives: whoever gave them finds them in the files. */
const MARK = 1;
const ROUND_1 = 'G1 G2\nآرش 5 2\nمینا 4 4\nکاوه 4 5';

let study: TestStudy;

/** آرش has answered in a round, and another is open. */
async function inRoundTwo(anonymity: Anonymity = 'coded'): Promise<number> {
  study = new TestStudy({
    experts: { آرش: 'A B', مینا: 'A B', کاوه: 'A B' },
    items: { G1: 'A B', G2: 'A B' },
    // Every item and panel goes on.
    rules: { anonymity, neutralPoint: 0, minRounds: 4, maxRounds: 5 },
  });
  updateExpert(study.db, study.expert('آرش').id, { mobile: '98913' });
  await study.join().playRound(ROUND_1);
  study.open();
  study.pass(HOUR);
  return study.expert('آرش').accountId!;
}

/** A facilitator opens the expert's new link with an account of their own, and gives answers to be known by. */
function marks(...items: string[]): number {
  const account = study.moves('آرش');
  study.begin('آرش', account);
  for (const item of items) study.rate('آرش', item, MARK);
  study.pass(HOUR);
  return account;
}

interface Answered {
  readonly round: number;
  readonly panel: string;
  readonly code: string;
  readonly item: string;
  readonly value: number;
}

/** What the archive's two files of answers say, which must be the same. */
async function answersInFiles(): Promise<Answered[]> {
  const { bytes } = await exportStudy(study.db, study.studyId, {
    now: study.at,
    zone: TEHRAN,
    ...LEFT_BLANK,
  });
  const files = unzipSync(bytes);
  const csv = (name: string) => readCsv(Buffer.from(files[name]!).toString('utf8'));
  const rows = csv('answers.csv')
    .slice(1)
    .map(([round, panel, code, item, value]) => ({
      ...{ round: Number(round), panel: panel!, code: code!, item: item!, value: Number(value) },
    }));
  const [header, ...lines] = csv('answers-wide.csv');
  const wide = lines.flatMap(([code, ...cells]) =>
    cells.flatMap((value, at) => (value === '' ? [] : [`${code} ${header![at + 1]} ${value}`])),
  );
  expect(
    rows.map(({ round, panel, code, item, value }) => `${code} r${round}_${panel}_${item} ${value}`).sort(),
  ).toEqual(wide.sort());
  const codes = rows.filter(({ round, panel }) => round === 2 && panel === 'A').map(({ code }) => code);
  // No order that would tell which codes are one expert's.
  expect(codes).toEqual(codes.toSorted());
  return rows;
}

async function judged(): Promise<Answered[]> {
  await study.close().judge();
  return answersInFiles();
}

const codesOf = (rows: readonly Answered[], which: Partial<Answered>) => [
  ...new Set(
    rows
      .filter((row) => Object.entries(which).every(([key, value]) => row[key as keyof Answered] === value))
      .map(({ code }) => code),
  ),
];
const tenures = () => loadTenures(study.db, study.expert('آرش').id);
const isMe = (accountId: number, tenureId = tenures().at(-1)!.id) =>
  must(study.run((tx) => confirmAccount(tx, { tenureId, accountId, at: study.at })));
const isNotMe = (accountId: number, tenureId = tenures().at(-1)!.id) =>
  must(
    study.run((tx) =>
      refuseAccount(tx, { tenureId, accountId, at: study.at, randomBelow: (n) => study.randomBelow(n) }),
    ),
  );

test('answers to be known by, given through a renewed link, lead to no code of earlier rounds', async () => {
  await inRoundTwo();
  const own = study.expert('آرش').pseudonym;
  marks('G1', 'G2');
  const rows = await judged();
  const known = codesOf(rows, { round: 2, value: MARK });
  expect(known).toHaveLength(1);
  expect(codesOf(rows, { round: 1 })).toHaveLength(3);
  expect(codesOf(rows, { round: 1 })).toContain(own);
  expect(codesOf(rows, { round: 1 })).not.toContain(known[0]);
  expect(codesOf(rows, { round: 2 })).not.toContain(own);
});

test('they keep their code in later rounds, and for good when the account is vouched for', async () => {
  const old = await inRoundTwo();
  const own = study.expert('آرش').pseudonym;
  const account = marks('G1', 'G2');
  const before = await judged();
  const [apart] = codesOf(before, { round: 2, value: MARK });
  study.open().begin('آرش', account).rate('آرش', 'G1', MARK);
  expect(codesOf(await judged(), { round: 3, value: MARK })).toEqual([apart]);
  isMe(old);
  const rows = await answersInFiles();
  expect(rows.filter(({ round }) => round < 3)).toEqual(before);
  expect(codesOf(rows, { round: 3, value: MARK })).toEqual([apart]);
  expect(codesOf(rows, { round: 1 })).toContain(own);
});

test('vouched for before the round closes they are the expert’s', async () => {
  const old = await inRoundTwo();
  marks('G1', 'G2');
  isMe(old);
  expect(codesOf(await judged(), { round: 2, value: MARK })).toEqual([study.expert('آرش').pseudonym]);
});

test('whoever shared the number of the workbook answers under the expert’s code', async () => {
  await inRoundTwo();
  const fresh = study.account();
  study.run((tx) => noteNumberShown(tx, '98913', fresh));
  study.moves('آرش', fresh);
  study.begin('آرش', fresh).rate('آرش', 'G1', MARK);
  expect(codesOf(await judged(), { round: 2, value: MARK })).toEqual([study.expert('آرش').pseudonym]);
});

test('what the account before answered in the round stays under its own code', async () => {
  const old = await inRoundTwo();
  study.begin('آرش', old).rate('آرش', 'G1', 3).rate('آرش', 'G2', 3);
  study.pass(HOUR);
  marks('G1');
  const rows = await judged();
  expect(codesOf(rows, { round: 2, value: 3 })).toEqual([study.expert('آرش').pseudonym]);
  expect(codesOf(rows, { round: 2, value: MARK })).not.toContain(study.expert('آرش').pseudonym);
});

test('an account that only an unknown one vouches for has a code of its own', async () => {
  await inRoundTwo();
  const stranger = marks('G1');
  study.moves('آرش');
  study.begin('آرش').rate('آرش', 'G2', 3);
  isMe(stranger);
  const rows = await judged();
  const codes = [...codesOf(rows, { round: 2, value: MARK }), ...codesOf(rows, { round: 2, value: 3 })];
  expect(new Set([...codes, study.expert('آرش').pseudonym]).size).toBe(3);
});

test('said to be somebody else’s they keep the code that an archive gave them', async () => {
  const old = await inRoundTwo();
  marks('G1', 'G2');
  const before = await judged();
  isNotMe(old);
  expect(await answersInFiles()).toEqual(before);
  study.open().begin('آرش', old).rate('آرش', 'G1', 3);
  expect(codesOf(await judged(), { round: 3, value: 3 })).toEqual([study.expert('آرش').pseudonym]);
});

test('under codes of one round and panel they share none, with the expert or from panel to panel', async () => {
  const old = await inRoundTwo('unlinked');
  study.begin('آرش', old).rate('آرش', 'G2', 3);
  study.pass(HOUR);
  marks('G1');
  const rows = await judged();
  const codes = ['A', 'B'].flatMap((panel) => [
    ...codesOf(rows, { round: 2, panel, value: MARK }),
    ...codesOf(rows, { round: 2, panel, value: 3 }),
  ]);
  expect(codes).toHaveLength(4);
  expect(new Set([...codes, ...codesOf(rows, { round: 1 })]).size).toBe(10);
});

test('under names nothing changes', async () => {
  await inRoundTwo('named');
  marks('G1');
  expect(codesOf(await judged(), { round: 2, value: MARK })).toEqual(['آرش']);
});
