import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import type { KeptMessenger } from './kept-messenger.ts';

/** Where a messenger keeps its chats over restarts. */
export interface ChatsFile {
  load(): KeptMessenger | null;
  /** Saves within a second; several wishes become one. */
  saveSoon(snapshot: () => KeptMessenger): void;
  /** Saves a last time; later wishes are ignored. */
  close(snapshot: () => KeptMessenger): Promise<void>;
  /** Forgets everything kept. */
  clear(): void;
  readonly filesFolder: string;
}

const SAVE_WITHIN_MS = 1000;

/**
 * A JSON file, written whole and renamed into place, and beside it a folder with the files sent.
 *
 * @param path such as `data/rehearsal.sqlite.chats.json`
 * @param onFailure told when the disk refuses; the next change tries again
 */
export function createChatsFile(path: string, clock: Clock, onFailure: (error: unknown) => void): ChatsFile {
  const filesFolder = path.replace(/\.json$/, '.files');
  let callOff: (() => void) | null = null;
  let closed = false;
  let writing: Promise<void> = Promise.resolve();

  const write = (snapshot: () => KeptMessenger): Promise<void> => {
    writing = writing
      .then(async () => {
        mkdirSync(dirname(path), { recursive: true });
        await writeFile(`${path}.new`, JSON.stringify(snapshot()));
        await rename(`${path}.new`, path);
      })
      .catch(onFailure);
    return writing;
  };

  return {
    filesFolder,
    load: () => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeptMessenger) : null),
    saveSoon(snapshot) {
      if (closed) return;
      callOff ??= clock.after(SAVE_WITHIN_MS, () => {
        callOff = null;
        void write(snapshot);
      });
    },
    async close(snapshot) {
      closed = true;
      callOff?.();
      await write(snapshot);
    },
    clear() {
      rmSync(path, { force: true });
      rmSync(filesFolder, { recursive: true, force: true });
    },
  };
}
