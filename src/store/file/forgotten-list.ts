import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { asc, eq, isNotNull } from 'drizzle-orm';
import { forgettings, studies } from '../schema.ts';
import { syncToDisk } from './copy-database.ts';
import type { Transaction } from './database.ts';
import { makeFolder } from './make-folder.ts';
import { FILE_MODE } from './private-files.ts';

/**
 * A removal of names, for whoever holds an older copy of the database: without name, number or code. Ids are only
 * meaningful in a database and its copies; the moment of a study's creation identifies it among these.
 */
export interface ListedForgetting {
  readonly study: number;
  /** When the study was created, as its id may belong to another study after a restore. */
  readonly createdAt: string;
  /** The expert's id at that time; null: all experts of the study. */
  readonly expert: number | null;
  /** Since when no byte of the database's files has held the names. */
  readonly at: string;
}

interface Place {
  /** The database's file. */
  readonly source: string;
  /** Where its copies are kept. */
  readonly folder: string;
}

/** A damaged list no longer tells whose names were removed. */
export class DamagedList extends Error {
  override readonly name = 'DamagedList';
}

/** Beside the copies, and named after the database. */
export function forgottenListOf({ source, folder }: Place): string {
  return join(resolve(folder), `${basename(source)}.forgotten.json`);
}

/** @throws DamagedList */
export function readForgottenList(file: string): ListedForgetting[] {
  let written: string;
  try {
    written = readFileSync(file, 'utf8');
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
  try {
    return (JSON.parse(written) as { forgotten: ListedForgetting[] }).forgotten.map(checked);
  } catch {
    throw new DamagedList(`the list of removed names ${file} is damaged`);
  }
}

function checked({ study, createdAt, expert, at }: ListedForgetting): ListedForgetting {
  const sound =
    Number.isSafeInteger(study) &&
    (expert === null || Number.isSafeInteger(expert)) &&
    [createdAt, at].every((moment) => !Number.isNaN(Date.parse(moment)));
  if (!sound) throw new TypeError('no removal of names');
  return { study, createdAt, expert, at };
}

/** Removals that a database knows of, eldest first; on request also those asked for but not carried out yet. */
export function loadListable(tx: Transaction, { alsoAsked }: { alsoAsked: boolean }): ListedForgetting[] {
  // Only columns that every version has, as the database may be of another version.
  const { studyId, expertId, askedAt, scrubbedAt } = forgettings;
  return tx
    .select({ studyId, expertId, askedAt, scrubbedAt, createdAt: studies.createdAt })
    .from(forgettings)
    .innerJoin(studies, eq(studies.id, forgettings.studyId))
    .where(alsoAsked ? undefined : isNotNull(forgettings.scrubbedAt))
    .orderBy(asc(forgettings.id))
    .all()
    .map((one) => ({
      study: one.studyId,
      createdAt: one.createdAt.toISOString(),
      expert: one.expertId,
      at: (one.scrubbedAt ?? one.askedAt).toISOString(),
    }));
}

/** For a removal listed twice, the earlier moment counts. */
export function joinLists(...lists: readonly (readonly ListedForgetting[])[]): ListedForgetting[] {
  const known = new Map<string, ListedForgetting>();
  for (const one of lists.flat()) {
    const key = `${one.study}:${one.createdAt}:${one.expert}`;
    const other = known.get(key);
    if (!other || one.at < other.at) known.set(key, one);
  }
  return [...known.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

/**
 * Brings the list beside the copies up to date with the database. Its old entries stay, as copies outlive a database
 * that is replaced. A damaged list is put aside. A kill at any moment leaves the old list or the new one.
 *
 * @returns the list
 */
export function keepForgottenList(tx: Transaction, place: Place): ListedForgetting[] {
  const file = forgottenListOf(place);
  const before = readOrPutAside(file);
  const list = joinLists(before, loadListable(tx, { alsoAsked: false }));
  if (JSON.stringify(list) !== JSON.stringify(before)) writeList(file, list);
  return list;
}

function readOrPutAside(file: string): ListedForgetting[] {
  try {
    return readForgottenList(file);
  } catch (error) {
    if (!(error instanceof DamagedList)) throw error;
    renameSync(file, `${file}.damaged`);
    return [];
  }
}

function writeList(file: string, forgotten: readonly ListedForgetting[]): void {
  const fresh = `${file}.new`;
  makeFolder(dirname(file));
  rmSync(fresh, { force: true });
  closeSync(openSync(fresh, 'wx', FILE_MODE));
  writeFileSync(fresh, `${JSON.stringify({ about: ABOUT, forgotten }, null, 1)}\n`);
  syncToDisk(fresh);
  renameSync(fresh, file);
  syncToDisk(dirname(file));
}

const ABOUT =
  'Names that were removed from the database. Keep this beside its copies: `npm run restore` removes them anew from an older one.';
