import type { FormattedText, TextEntity } from '../../../src/rehearsal/telegram-html.ts';

/**
 * What Bale reads in a text: `[text](address)`; `*bold*` and `_italic_` with a space or an edge on their outside;
 * ```` ```[title]hidden``` ````. Everything else, HTML too, stands as it was written.
 */
const MARKUP =
  /\[(?<label>[^\]\n]+)\]\((?<address>[^\s)]+)\)|(?<=^|\s)\*(?<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?=\s|$)|(?<=^|\s)_(?<italic>[^\s_](?:[^\n]*?[^\s_])?)_(?=\s|$)|```\[(?<title>[^\]\n]*)\](?<hidden>[\s\S]*?)```/g;

/** Bale's Markdown to text and entities. */
export function parseBaleMarkdown(source: string): FormattedText {
  const entities: TextEntity[] = [];
  let text = '';
  let position = 0;
  for (const found of source.matchAll(MARKUP)) {
    const { label, address, bold, italic, title, hidden } = found.groups!;
    text += source.slice(position, found.index);
    position = found.index + found[0].length;
    const shown = label ?? bold ?? italic ?? `${title}\n${hidden}`;
    const place = { offset: text.length, length: shown.length };
    if (label !== undefined) entities.push({ type: 'text_link', ...place, url: address! });
    else entities.push({ type: bold ? 'bold' : italic ? 'italic' : 'expandable_blockquote', ...place });
    text += shown;
  }
  return { text: text + source.slice(position), entities };
}
