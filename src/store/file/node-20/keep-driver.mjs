import { existsSync, readdirSync, rmSync } from 'node:fs';

/*
 * After an install: what compiling the driver left, and SQLite's source, go. 25 of its 27 MB are never read again.
 * Where the driver is not there (on another Node), nothing is done.
 */

const driver = new URL('node_modules/better-sqlite3/', import.meta.url);
const made = new URL('build/Release/', driver);
const DRIVER = 'better_sqlite3.node';

if (existsSync(new URL(DRIVER, made))) {
  removeAllBut('Release', new URL('build/', driver));
  removeAllBut(DRIVER, made);
  for (const sources of ['deps', 'src']) rmSync(new URL(sources, driver), { recursive: true, force: true });
}

function removeAllBut(kept, folder) {
  for (const name of readdirSync(folder)) {
    if (name !== kept) rmSync(new URL(name, folder), { recursive: true });
  }
}
