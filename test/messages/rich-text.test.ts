import { expect, test } from 'vitest';
import { richText } from '../../src/messages/rich-text.ts';

test('lines, tables and folds become Rich HTML, set from the right', () => {
  const rich = richText([
    { lines: ['<b>پانل</b>', 'دوم\nسوم'] },
    { fold: 'گویه‌ها', blocks: [{ header: ['گویه', 'میانگین'], rows: [['آب', '۴٫۵۰']] }] },
  ]);
  expect(rich).toEqual({
    html:
      '<p><b>پانل</b><br>دوم<br>سوم</p><details><summary>گویه‌ها</summary>' +
      '<table striped compact><tr><th>گویه</th><th>میانگین</th></tr><tr><td>آب</td><td>۴٫۵۰</td></tr></table></details>',
    fromTheRight: true,
  });
});

test('a line that begins with a Latin code, and a command in one, keep their direction', () => {
  expect(richText([{ lines: ['P1 پانل: /open'] }])!.html).toBe('<p>\u200fP1 پانل: \u2066/open\u2069</p>');
});

test('what a messenger would not take in one message is no rich text', () => {
  const rows = (of: number) => Array.from({ length: of }, () => ['آب']);
  expect(richText([{ header: ['گویه'], rows: rows(440) }])).not.toBeNull();
  expect(richText([{ fold: 'گویه‌ها', blocks: [{ header: ['گویه'], rows: rows(450) }] }])).toBeNull();
  expect(richText([{ lines: ['آب '.repeat(11_000)] }])).toBeNull();
});
