import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';

/* What the pages for people name: other pages, headings, scripts, commands that a shell understands. */

const PROJECT = join(projectFolder('src'), '..');
const pages = [
  'README.md',
  ...readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const textOf = (page: string) => readFileSync(join(PROJECT, page), 'utf8');

/** As GitHub makes a heading's name, for Latin ones. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

function anchorsOf(page: string): string[] {
  const text = textOf(page);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading!));
  return [...headings, ...[...text.matchAll(/<a name="([^"]+)">/g)].map(([, name]) => name!)];
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  const dead = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path, name] = link.split('#');
      const target = path === '' ? page : relative(PROJECT, join(PROJECT, dirname(page), path!));
      if (!existsSync(join(PROJECT, target))) return true;
      return name !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(name);
    });
  expect(dead).toEqual([]);
});

test('each page is in the list of all pages', () => {
  const listed = textOf('docs/README.md');
  const unlisted = pages
    .filter((page) => /^docs\/(?!README|decisions)/.test(page))
    .filter((page) => !listed.includes(`](${relative('docs', page)})`));
  expect(unlisted).toEqual([]);
});

test('blocks of commands are understood by a shell, and name scripts of package.json', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const blocks = pages.flatMap((page) =>
    [...textOf(page).matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => ({ page, block: block! })),
  );
  expect(blocks.length).toBeGreaterThan(8);
  for (const { page, block } of blocks) {
    execFileSync('sh', ['-n'], { input: block });
    const named = [...block.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name!);
    expect([page, named.filter((name) => !(name in scripts))]).toEqual([page, []]);
  }
});
