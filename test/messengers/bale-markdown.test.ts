import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baleMarkdown } from '../../src/messengers/bale-markdown.ts';
import { isolate } from '../../src/texts/direction.ts';
import { escapeHtml } from '../../src/texts/i18n.ts';
import { parseBaleMarkdown } from '../dialogs/bot-api/bale-markdown.ts';

const markdown = (html: string) => baleMarkdown(html, 4000);

describe('what Bale can show', () => {
  test('bold and italic stretches, where space or an edge parts them', () => {
    expect(markdown('<b>مهلت:</b> فردا')).toBe('*مهلت:* فردا');
    expect(markdown('تا <i>فردا</i>')).toBe('تا _فردا_');
  });

  test('a stretch takes in the punctuation beside it', () => {
    expect(markdown('مطالعهٔ «<b>خدمات</b>»، دور ۲')).toBe('مطالعهٔ *«خدمات»،* دور ۲');
    expect(markdown('تا <b>فردا</b>.')).toBe('تا *فردا.*');
  });

  test('a stretch that letters touch stays plain, and so do two that touch each other', () => {
    expect(markdown('<b>دور</b>\u200cها')).toBe('دور\u200cها');
    expect(markdown('<b>الف</b><i>ب</i>')).toBe('الفب');
  });

  test('each line of a stretch is one of its own, without the space at its ends', () => {
    expect(markdown('<i>یک \n دو</i>')).toBe('_یک_ \n _دو_');
  });

  test('of nested looks the outer one', () => {
    expect(markdown('<b>الف <i>ب</i></b>')).toBe('*الف ب*');
  });

  test('links', () => {
    expect(markdown('<a href="https://x.ir/a_(b)?c=1&amp;d=2">این‌جا</a>')).toBe(
      '[این‌جا](https://x.ir/a_%28b%29?c=1&d=2)',
    );
  });
});

describe('what Bale cannot show', () => {
  test('tags without a counterpart leave their text', () => {
    expect(markdown('<blockquote>نقل</blockquote>\n<code>/open 3d</code> <u>زیرخط</u>')).toBe(
      'نقل\n/open 3d زیرخط',
    );
  });

  test('entities are read', () => {
    expect(markdown('1 &lt; 2 &amp;&amp; &quot;x&quot; &#x2F; &#1588;')).toBe('1 < 2 && "x" / ش');
  });
});

describe('what people typed', () => {
  test('holds no sign that would be read as markup', () => {
    expect(markdown('2*3 *ستاره* [نام](https://x.ir) `کد` _خط_')).toBe(
      '2٭3 ٭ستاره٭ (نام)(https://x.ir) ’کد’ ＿خط＿',
    );
  });

  test('keeps underlines within words: codes, addresses, paths', () => {
    const text = 'ITEM_01 https://ble.ir/hamray_test_bot?start=a_b';
    expect(markdown(text)).toBe(text);
  });

  test('in italics with an underline gives up the italics', () => {
    expect(markdown('<i>کد ITEM_01</i> تمام')).toBe('کد ITEM_01 تمام');
  });

  test('is never read as markup by Bale, whatever it is, and loses nothing but the signs', () => {
    const typed = fc.string({
      unit: fc.constantFrom('*', '_', '[', ']', '(', ')', '`', ' ', '\n', 'ب', 'a', '<', '&', '،'),
    });
    fc.assert(
      fc.property(typed, (text) => {
        const { text: shown, entities } = parseBaleMarkdown(markdown(escapeHtml(text)));
        expect(entities).toEqual([]);
        expect(shown).toHaveLength(text.length);
      }),
    );
  });

  test('inside our own bold is bold as a whole, or plain: no sign is left over', () => {
    const typed = fc.string({ unit: fc.constantFrom('*', '_', '[', ']', '`', ' ', '\n', 'ب', '.') });
    fc.assert(
      fc.property(typed, (text) => {
        const html = `<b>${escapeHtml(isolate(text))}</b>، <i>${escapeHtml(text)}</i>`;
        expect(parseBaleMarkdown(markdown(html)).text).not.toMatch(
          /[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
        );
      }),
    );
  });
});

describe('a text that is too long', () => {
  test('is cut within the limit, markup counted, and says so', () => {
    const cut = baleMarkdown('<b>سلام</b> دنیا '.repeat(500), 4000);
    expect(cut.length).toBeLessThanOrEqual(4000);
    expect(cut.length).toBeGreaterThan(3900);
    expect(cut.endsWith('…') || cut.endsWith('…*')).toBe(true);
    expect(cut.match(/\*/g)!.length % 2).toBe(0);
  });

  test('that fits is not touched', () => {
    expect(baleMarkdown('الف'.repeat(10), 30)).toBe('الف'.repeat(10));
  });
});
