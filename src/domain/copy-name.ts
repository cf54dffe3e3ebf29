import { instantAt, wallTime } from './wall-clock.ts';

/** Why a copy of the database was made; kinds are kept separately, so that none displaces another. */
export type CopyKind = 'nightly' | 'asked' | 'before-update' | 'replaced';

const ENDINGS: Readonly<Record<CopyKind, string>> = {
  nightly: '',
  asked: '-asked',
  'before-update': '-before-update',
  replaced: '-replaced',
};
const ENDING = '.sqlite';
const NAME = /^(.+)-(\d{4}-\d\d-\d\d-\d{6})((?:-[a-z]+)*)(?:-(\d+))?\.sqlite$/;

/**
 * The name of a copy: the database's own, date and time by the wall clock of a zone, and why it was made.
 *
 * @param stem the database's file name without its ending: bots that share a folder do not mix their copies up
 * @param isTaken whether a file of a name is there; a number tells two of one second apart
 * @example
 * copyName('hamray', at, 'Asia/Tehran', 'asked', isTaken) // hamray-2026-12-01-101500-asked.sqlite
 */
export function copyName(
  stem: string,
  at: Date,
  zone: string,
  kind: CopyKind,
  isTaken: (name: string) => boolean,
): string {
  const wall = new Date(wallTime(at, zone)).toISOString();
  const moment = `${wall.slice(0, 10)}-${wall.slice(11, 19).replaceAll(':', '')}`;
  for (let number = 1; ; number += 1) {
    const name = `${stem}-${moment}${ENDINGS[kind]}${number > 1 ? `-${number}` : ''}${ENDING}`;
    if (!isTaken(name)) return name;
  }
}

/**
 * Which copies of one kind are more than are to be kept, eldest first. Names of another database, or of no copy at
 * all, are never among them.
 */
export function surplusCopies(
  names: readonly string[],
  stem: string,
  kind: CopyKind,
  keep: number,
): string[] {
  const copies = names
    .flatMap((name) => {
      const [, ofStem, moment, ending, number] = NAME.exec(name) ?? [];
      if (ofStem !== stem || ending !== ENDINGS[kind]) return [];
      return [{ name, order: `${moment}-${(number ?? '1').padStart(6, '0')}` }];
    })
    .toSorted((one, other) => (one.order < other.order ? -1 : 1));
  return copies.slice(0, Math.max(0, copies.length - keep)).map(({ name }) => name);
}

/** Whether a file's name is one that `copyName` gives. */
export function isCopyName(name: string, stem: string): boolean {
  return NAME.exec(name)?.[1] === stem;
}

/** When a copy was made, as its name tells it; null where that is no copy's name. */
export function momentOfCopy(name: string, zone: string): Date | null {
  const [, day, hour, minute, second] = /-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)(?=[-.])/.exec(name) ?? [];
  return day ? instantAt(Date.parse(`${day}T${hour}:${minute}:${second}Z`), zone) : null;
}

/** A database's file name without its ending. */
export function stemOf(fileName: string): string {
  return fileName.replace(/\.(sqlite3?|db)$/, '');
}
