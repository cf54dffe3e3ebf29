import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../src/store/file/database.ts';

/** The program's migrations (or others) in a folder of the test's, and one more that is made up. */
export function migrationsWith(sql: string, folder: string, base = projectFolder('migrations')): string {
  const migrations = join(folder, 'migrations');
  cpSync(base, migrations, { recursive: true });
  const journalFile = join(migrations, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  const { idx, when, version } = journal.entries.at(-1);
  journal.entries.push({ idx: idx + 1, version, when: when + 1, tag: '9999_made_up', breakpoints: true });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(join(migrations, '9999_made_up.sql'), sql);
  return migrations;
}

/** The program's migrations before the one of a name: what the version before it had. */
export function migrationsBefore(name: string, folder: string): string {
  const journal = readFileSync(join(projectFolder('migrations'), 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(journal) as { entries: { idx: number; tag: string }[] };
  const found = entries.find(({ tag }) => tag.endsWith(`_${name}`));
  if (!found) throw new Error(`there is no migration ${name}`);
  return migrationsUpTo(found.idx - 1, folder);
}

/** The program's migrations up to one, by its number: what an older version of the program had. */
export function migrationsUpTo(last: number, folder: string): string {
  const migrations = join(folder, `migrations-${last}`);
  cpSync(projectFolder('migrations'), migrations, { recursive: true });
  const journalFile = join(migrations, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= last);
  writeFileSync(journalFile, JSON.stringify(journal));
  return migrations;
}
