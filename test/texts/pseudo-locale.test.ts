import { expect, test, vi } from 'vitest';
import type { TextKey } from '../../src/texts/i18n.ts';
import { PERSIAN, type Texts } from '../../src/texts/persian.ts';
import type { Seen } from '../dialogs/walk.ts';

const used = vi.hoisted(() => new Set<string>());

/** Every text is wrapped in marks, wherever it is used; what is used is noted. */
vi.mock('../../src/texts/i18n.ts', async (original) => {
  const real = await original<typeof import('../../src/texts/i18n.ts')>();
  const marked = (tree: object): object =>
    Object.fromEntries(
      Object.entries(tree).map(([name, text]) => [
        name,
        typeof text === 'string' ? `⟦${text}⟧` : marked(text as object),
      ]),
    );
  const { html, plain } = real.createTranslator('fa', marked(PERSIAN) as Texts);
  const noting =
    (render: typeof html): typeof html =>
    (key, args) => {
      used.add(key);
      return render(key, args);
    };
  return { ...real, html: noting(html), plain: noting(plain) };
});

const { walkWholeStudy } = await import('../dialogs/whole-study.ts');
const { GREEK } = await import('./walked-studies.ts');

const PERSIAN_WORDS = /[\u0621-\u064a\u066e-\u06d3\u060c\u061b\u061f]/;

/** What stands outside of all marks. */
function outside(text: string): string {
  let depth = 0;
  let rest = '';
  for (const sign of text) {
    if (sign === '⟦') depth += 1;
    else if (sign === '⟧') depth -= 1;
    else if (depth === 0) rest += sign;
    if (depth < 0) return `a mark too many: ${text}`;
  }
  return depth === 0 ? rest : `a mark too few: ${text}`;
}

function keysOf(tree: object, path = ''): TextKey[] {
  return Object.entries(tree).flatMap(([name, text]) =>
    typeof text === 'string' ? [`${path}${name}` as TextKey] : keysOf(text as object, `${path}${name}.`),
  );
}

test('every word of ours on every screen is a whole text of its own', async () => {
  const { seen, complaints, refused } = await walkWholeStudy(GREEK);
  expect(complaints).toEqual([]);
  expect(refused).toEqual([]);
  expect(seen.length).toBeGreaterThan(500);

  // Captions of an archive and of links are put into words by the worker's thread, where no text is marked.
  const marked = seen.filter(({ after }) => !/^«\/(export|invite)»/.test(after));
  const faults = (find: (text: string, one: Seen) => unknown) =>
    marked.flatMap((one) =>
      [one.text, ...one.buttons].flatMap((text) =>
        find(text, one) ? [`${text}\n  after ${one.after}`] : [],
      ),
    );
  // Persian that stands in the code, outside of any text; the study's own words are Greek.
  expect(faults((text) => PERSIAN_WORDS.test(outside(text)))).toEqual([]);
  // Two texts put side by side within a line: their order would be Persian's.
  expect(faults((text) => text.split('\n').some((line) => /⟧[ \u200c]+⟦/.test(line)))).toEqual([]);

  // A walk that sees less than before has lost its way; texts that it never meets are added all the time.
  const all = keysOf(PERSIAN).filter((key) => !/^(rehearsal|workbook)\./.test(key));
  expect(all.filter((key) => used.has(key)).length).toBeGreaterThan(511);
});
