import { unzipSync } from 'fflate';
import type { Shape } from './schedule.ts';
import type { World } from './world.ts';

/** The files of an archive that tell answers under codes; no other file may name a code, and these no expert. */
const WITH_CODES = /^answers(-wide)?\.(csv|sav)$/;

/** What is wrong in the newest archive that the facilitator has: names beside codes, nulls without a reason. */
export function faultsOfFiles(shape: Shape, { db }: World, bytes: Uint8Array): string[] {
  const files = Object.entries(unzipSync(bytes)).map(
    ([name, content]) => [name, textIn(name, content)] as const,
  );
  const experts = db.$client.prepare('SELECT name, pseudonym FROM experts WHERE forgotten = 0').all() as {
    name: string;
    pseudonym: string;
  }[];
  const told = files.find(([name]) => name === 'results.json')?.[1];
  const anonymous = shape.anonymity !== 'named';
  const codes = experts.map(({ pseudonym }) => pseudonym).filter((code) => /[A-Z]/.test(code));
  const names = experts.map(({ name }) => name);
  return [
    ...(told ? nullsUnexplained(JSON.parse(told) as unknown, 'results.json') : ['there is no results.json']),
    ...(anonymous ? files : []).flatMap(([name, text]) =>
      (WITH_CODES.test(name) ? names : codes)
        .filter((each) => text.includes(each))
        .map((each) => `${each} in ${name}`),
    ),
  ];
}

/** Null figures of agreement that say no reason, and reasons of figures that are there. */
function nullsUnexplained(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const reasons = (value as Record<string, unknown>)['why_null'];
  const parts = Object.entries(value).filter(([key]) => key !== 'why_null');
  const own =
    typeof reasons !== 'object' || reasons === null
      ? []
      : [
          ...parts
            .filter(([key, part]) => path.endsWith('.kendall') && part === null && !(key in reasons))
            .map(([key]) => `${path}.${key} is null, and nothing says why`),
          ...Object.keys(reasons)
            .filter((key) => (value as Record<string, unknown>)[key] !== null)
            .map((key) => `${path}.${key} is no null, and has a reason for being one`),
        ];
  return [...own, ...parts.flatMap(([key, part]) => nullsUnexplained(part, `${path}.${key}`))];
}

/** What can be read in a file, packages unpacked; nothing in a picture. */
function textIn(name: string, bytes: Uint8Array): string {
  if (name.endsWith('.png')) return '';
  if (!/\.(xlsx|docx)$/.test(name)) return Buffer.from(bytes).toString('utf8');
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString('utf8'))
    .join('\n');
}
