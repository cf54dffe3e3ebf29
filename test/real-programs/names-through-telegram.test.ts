import { expect, test } from 'vitest';
import { documentName, titledDocumentName } from '../../src/domain/document-name.ts';
import { certificateFileName } from '../../src/features/closing/certificate-message.ts';
import { archiveFileName } from '../../src/features/exporting/archive-caption-message.ts';
import { historyFileName } from '../../src/features/history/history-message.ts';
import { inviteFileName } from '../../src/features/joining/invite-message.ts';
import { formFileName } from '../../src/features/paper/form-message.ts';
import { starterFileName } from '../../src/features/workbooks/starter-message.ts';
import { telegramFileName } from '../../src/rehearsal/file-name.ts';
import { plain } from '../../src/texts/i18n.ts';
import { describeWhere } from '../describe-where.ts';
import { TDLIB, tdlibFileNames, tdlibMimeTypes } from './tdlib.ts';

const AT = new Date('2026-11-30T14:30:00Z');
const TEHRAN = 'Asia/Tehran';

const TITLES = [
  'اولویت خدمات الکترونیکی شهرداری اصفهان',
  'آب; خاک و «هوا»: ۵۰٪ از ۱٬۲۰۰ گویهٔ ۲٫۰',
  'می‌خواهم بدانم؟ (نسخهٔ دوم) / 1405/09/10',
  '۱۲۳.xlsx %41 "نقل" \\ راه',
  '⁨درون⁩\u200f\u200e بیرون\u00ad',
  '😀🎓',
  'ک'.repeat(300),
  'واژه '.repeat(60),
  'Smart city, phase 2 (A/B): priorities & costs',
];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/**
 * Every document that leaves, with what the apps are to take it for (null: the versions of the library differ). More of
 * a study's own bear its title.
 */
const NAMES: readonly (readonly [name: string, type: string | null])[] = [
  ...TITLES.flatMap((title): [string, string][] => [
    [archiveFileName(title, AT, TEHRAN), 'application/zip'],
    [`${archiveFileName(title, AT, TEHRAN)}.001`, ''],
    [inviteFileName(title), XLSX],
    [historyFileName(title), XLSX],
    [formFileName({ title, round: 3, panel: null }), XLSX],
    [formFileName({ title, round: 3, panel: 'P-1' }), XLSX],
    [certificateFileName(title), 'image/png'],
    [titledDocumentName(title, (cut) => plain('funnel.picture.file', { title: cut }), '.png'), 'image/png'],
    [chartFileName(title), 'image/png'],
  ]),
  [starterFileName('template'), XLSX],
  [starterFileName('example'), XLSX],
  [`${plain('facilitator.workbook.faultsFile')}.txt`, 'text/plain'],
  [`${plain('facilitator.workbook.previewFile')}.txt`, 'text/plain'],
  [`${plain('paper.previewFile')}.txt`, 'text/plain'],
  ['hamray-2026-12-01-101500-asked.sqlite', null],
  ['my bot_2-2026-12-01-101500-asked-2.sqlite', null],
];

function chartFileName(title: string): string {
  const chart = plain('chart.button.attrition');
  return titledDocumentName(title, (cut) => plain('chart.file', { chart, title: cut }), '.png');
}

/** Letters that are younger than the library's tables of Unicode, and a mark that it takes for a sign. */
const EXCEPTED = new Set([0x345, 0x88f, 0xc5c, 0xcdc]);

describeWhere(TDLIB.missing, `TDLib ${TDLIB.version}`, () => {
  // As they are cleaned when they leave, wherever they come from.
  const names = NAMES.map(([name]) => documentName(name));

  test('leaves the name of every document as it is', () => {
    expect(tdlibFileNames(names)).toEqual(names);
    for (const name of names) expect(name).toMatch(/^[\p{L}\p{Nd} .-]{1,60}$/u);
  });

  test('knows every kind of document by its name', () => {
    const known = NAMES.filter(([, type]) => type !== null);
    const types = tdlibMimeTypes(known.map(([name]) => documentName(name)));
    expect(types).toEqual(known.map(([, type]) => type));
  });

  test('treats names as the rehearsal does, sign by sign', () => {
    const signs = [...range(0x20, 0xd7ff), ...range(0xe000, 0xffff), ...range(0x1f300, 0x1f6ff)]
      .filter((code) => !EXCEPTED.has(code))
      .map((code) => String.fromCodePoint(code))
      .filter((sign) => !isYoung(sign))
      .map((sign) => `a${sign}b.xlsx`);
    const theirs = tdlibFileNames(signs);
    expect(signs.filter((name, at) => telegramFileName(name) !== theirs[at])).toEqual([]);
  });

  test.each([
    ['دعوت آب; خاک.xlsx'],
    ['..a . b. .tar.gz'],
    ['😀.png'],
    ['folder\\sub/a&b.txt'],
    [`${'ک'.repeat(80)}.${'x'.repeat(30)}`],
    ['  بی نام '],
  ])('treats %s as the rehearsal does', (name) => {
    expect(tdlibFileNames([name])).toEqual([telegramFileName(name)]);
  });
});

function* range(from: number, to: number): Generator<number> {
  for (let code = from; code <= to; code += 1) yield code;
}

/** Letters and marks outside of what anybody here writes: which of them are known depends on the version of Unicode. */
function isYoung(sign: string): boolean {
  return (
    sign > '\u0900' &&
    /[\p{L}\p{M}\p{N}\p{Cn}]/u.test(sign) &&
    !/[\p{Script=Arabic}\p{Script=Han}]/u.test(sign)
  );
}
