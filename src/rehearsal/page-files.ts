import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { calendarSpoken } from '../texts/dates.ts';
import { isFromTheRight } from '../texts/direction.ts';
import { plainIn, textsSpoken } from '../texts/i18n.ts';
import { speaking } from '../texts/speaking.ts';

export interface PageFile {
  readonly contentType: string;
  readonly read: () => Buffer;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What the page is made of, by its path; everything ships with the program. */
export function pageFiles(language: Language): ReadonlyMap<string, PageFile> {
  const root = packageRoot();
  const folder = join(root, 'src/rehearsal/page');
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder)) {
    const contentType = CONTENT_TYPES[extname(name)];
    if (contentType) files.set(`/${name}`, { contentType, read: () => readFileSync(join(folder, name)) });
  }
  files.set('/', files.get('/index.html')!);
  for (const script of ['arabic', 'latin']) {
    const font = `node_modules/@fontsource-variable/vazirmatn/files/vazirmatn-${script}-wght-normal.woff2`;
    files.set(`/vazirmatn-${script}.woff2`, {
      contentType: 'font/woff2',
      read: () => readFileSync(join(root, font)),
    });
  }
  files.set('/texts.json', {
    contentType: 'application/json; charset=utf-8',
    read: () => Buffer.from(JSON.stringify(speaking(language, () => wordsOfPage(language)))),
  });
  return files;
}

/** The page's texts, how they are written, and the other languages, each in its own words. */
function wordsOfPage(language: Language) {
  return {
    language,
    direction: directionSpoken(),
    calendar: calendarSpoken(),
    texts: textsSpoken().rehearsal.page,
    others: LANGUAGES.filter((other) => other !== language).map((other) => ({
      language: other,
      direction: speaking(other, directionSpoken),
      name: plainIn(other, 'rehearsal.workbook.itself'),
      question: plainIn(other, 'rehearsal.page.anew.inLanguage'),
      yes: plainIn(other, 'rehearsal.page.anew.button'),
      no: plainIn(other, 'rehearsal.page.anew.cancel'),
    })),
  };
}

const directionSpoken = () => (isFromTheRight() ? 'rtl' : 'ltr');

/** The folder with package.json, from the sources as from the bundle. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${import.meta.url}`);
    folder = parent;
  }
  return folder;
}
