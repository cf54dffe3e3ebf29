import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { walkWholeStudy } from '../dialogs/whole-study.ts';
import { IN_ENGLISH } from './walked-studies.ts';

/** Letters, digits and marks of Persian; the study's own words are Greek. */
const PERSIAN = /[\p{Script=Arabic}۰-۹٪٫٬،؛؟«»\u200c\u200f].{0,60}/u;

/** Every text in a file, each with where it stands: archives are opened, pictures and copies of the database not. */
function textsIn(name: string, bytes: Uint8Array): { where: string; text: string }[] {
  if (/\.(?:zip|xlsx|docx)$/.test(name)) {
    return Object.entries(unzipSync(bytes)).flatMap(([entry, content]) =>
      textsIn(entry, content).map(({ where, text }) => ({ where: `${name}: ${where}`, text })),
    );
  }
  return /\.(?:png|sqlite)$/.test(name) ? [] : [{ where: name, text: new TextDecoder().decode(bytes) }];
}

test('in an English study every screen, button and file is English, from the first word to the last', async () => {
  const { seen, files, complaints, refused } = await walkWholeStudy(IN_ENGLISH);
  expect(complaints).toEqual([]);
  expect(refused).toEqual([]);
  expect(seen.length).toBeGreaterThan(500);

  const screens = seen.flatMap(({ text, buttons, after }) =>
    [text, ...buttons].flatMap((one) => (PERSIAN.test(one) ? [`${one}\n  after ${after}`] : [])),
  );
  expect(screens).toEqual([]);

  expect(new Set(files.map(({ name }) => /[^.]+$/.exec(name)?.[0]))).toEqual(
    new Set(['xlsx', 'zip', 'png', 'sqlite']),
  );
  const inFiles = files.flatMap(({ name, bytes, after }) =>
    [{ where: 'its name', text: name }, ...textsIn(name, bytes)].flatMap(({ where, text }) => {
      const found = PERSIAN.exec(text)?.[0];
      return found ? [`${where}: ${found}\n  after ${after}`] : [];
    }),
  );
  expect(inFiles).toEqual([]);
});
