import { expect, test } from 'vitest';
import { parseRichHtml } from '../../src/rehearsal/rich-html.ts';

const FOLDED =
  '<p><b>پانل</b> &lt;آب&gt;<br>دوم</p><details><summary>گویه‌ها</summary>' +
  '<table striped compact><tr><th>گویه</th><th>میانگین</th></tr><tr><td>آب</td><td>۴٫۵۰</td></tr></table></details>';

test('its text is a line for each block and row', () => {
  const { text } = parseRichHtml(FOLDED, true);
  expect(text.split('\n')).toEqual(['پانل <آب>', 'دوم', 'گویه‌ها', 'گویه\tمیانگین', 'آب\t۴٫۵۰']);
});

test('a page gets it escaped, of known tags, in its direction', () => {
  const { html } = parseRichHtml(FOLDED, true);
  expect(html).toMatch(/^<div class="rich" dir="rtl"><p><b>پانل<\/b> &#60;آب&#62;<br>دوم<\/p><details>/);
  expect(html).toContain('<div class="table"><table><tr><th>گویه</th>');
  expect(parseRichHtml('<p>a</p>', false).html).toContain('dir="ltr"');
  expect(parseRichHtml('<p><a href="javascript:&quot;">a</a></p>', false).html).not.toContain(
    '"javascript:"',
  );
});

test('it comes back in blocks, as the Bot API tells of them', () => {
  expect(parseRichHtml(FOLDED, true).blocks).toEqual([
    { type: 'paragraph', text: [{ type: 'bold', text: 'پانل' }, ' <آب>', '\n', 'دوم'] },
    {
      type: 'details',
      summary: 'گویه‌ها',
      blocks: [
        {
          type: 'table',
          cells: [
            [
              { text: 'گویه', is_header: true, align: 'left', valign: 'middle' },
              { text: 'میانگین', is_header: true, align: 'left', valign: 'middle' },
            ],
            [
              { text: 'آب', align: 'left', valign: 'middle' },
              { text: '۴٫۵۰', align: 'left', valign: 'middle' },
            ],
          ],
          is_striped: true,
          is_compact: true,
        },
      ],
    },
  ]);
});

test('what Telegram would refuse is refused', () => {
  const refused = (html: string) => () => parseRichHtml(html, true);
  expect(refused('<p>a')).toThrow(/end tag/);
  expect(refused('<p>a</b></p>')).toThrow(/Unmatched/);
  expect(refused('<script>a</script>')).toThrow(/Unsupported/);
  expect(refused('<td>a</td>')).toThrow(/out of place/);
  expect(refused('<p> </p>')).toThrow(/empty/);
  expect(refused(`<table>${'<tr><td>a</td></tr>'.repeat(500)}</table>`)).toThrow(/BLOCKS/);
  expect(refused(`<table><tr>${'<td>a</td>'.repeat(21)}</tr></table>`)).toThrow(/WIDE/);
  expect(refused(`<p>${'a'.repeat(32_769)}</p>`)).toThrow(/too long/);
  expect(refused('<details><summary>a</summary>'.repeat(17) + '</details>'.repeat(17))).toThrow(/DEEP/);
});
