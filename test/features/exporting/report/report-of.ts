import { unzipSync } from 'fflate';
import { exportStudy } from '../../../../src/features/exporting/export-study.ts';
import { playRound, type StudyParts, type StudyWorld, studyWith } from '../../../fixtures/judged-study.ts';
import { readWord } from './read-word.ts';

const PARTS: StudyParts = {
  panels: { P1: 'خدمات شهری', P2: 'فرهنگی' },
  experts: [
    { name: 'مریم احمدی', pseudonym: 'K7', panels: 'P1,P2' },
    { name: 'علی رضایی', pseudonym: 'B2', panels: 'P1' },
    { name: 'سارا کریمی', pseudonym: 'A9', panels: 'P1,P2' },
    { name: 'حسین مرادی', pseudonym: 'Z1', panels: 'P2' },
    { name: 'لیلا نوری', pseudonym: 'Q4', panels: 'P1,P2' },
  ],
  items: [
    { code: 'S1', title: 'رنگ‌آمیزی <جدول> & "نرده"', panels: 'P1' },
    { code: 'S2', title: 'پسماند', panels: 'P1,P2' },
    { code: 'S3', title: 'بازار', panels: 'P1' },
    { code: 'S4', title: 'گردشگری', panels: 'P2' },
    { code: 'S5', title: 'کتابخانه', panels: 'P2' },
  ],
};

const ROUNDS = [
  `item x1 x2 x3 x4 x5
   S1   5  4  5  .  3
   S2   4  -  4  2  5
   S3   1  2  1  .  2
   S4   3  .  5  4  5
   S5   .  .  .  .  .`,
  `item x1 x2 x3 x4 x5
   S1   5  5  5  .  4
   S2   4  4  4  3  4
   S4   4  .  5  5  5
   S5   2  .  1  2  1`,
];

/** Facts of the sheet `گزارش` that a test gives a study, by their properties. */
export type Facts = Readonly<Record<string, string>>;

/** A study of two judged rounds, and what its archive says. */
export async function reportOf(facts: Facts = {}, rules: StudyParts['rules'] = {}) {
  const world: StudyWorld = studyWith({ ...PARTS, rules });
  const report = Object.entries(facts).map(([property, text]) => ({ property, text }));
  world.db.$client.prepare('UPDATE studies SET report = ?').run(JSON.stringify(report));
  for (const round of ROUNDS) await playRound(world, round);
  const where = { now: new Date('2026-12-20T12:00:00Z'), zone: 'Asia/Tehran' };
  const { bytes, caption } = await exportStudy(world.db, world.studyId, where);
  const files = unzipSync(bytes);
  const docx = files['report.docx']!;
  const results = JSON.parse(Buffer.from(files['results.json']!).toString());
  const xlsx = files['results.xlsx']!;
  return { docx, xlsx, word: readWord(docx), results, caption, names: PARTS.experts.map(({ name }) => name) };
}
