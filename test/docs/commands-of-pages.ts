import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../src/store/file/database.ts';

/** The blocks of commands below a heading of a page of docs/, and below its subheadings. */
export function commandsBelow(page: string, heading: string): string[] {
  const text = readFileSync(join(projectFolder('docs'), page), 'utf8');
  const [, below] = text.split(`\n## ${heading}\n`);
  if (below === undefined) throw new Error(`${page} has no heading «${heading}»`);
  return [...below.split('\n## ')[0]!.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block!);
}
