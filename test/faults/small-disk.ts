import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, as small as a test needs. */
export interface SmallDisk {
  readonly folder: string;
  /** Writes a file that leaves no room but so many bytes. */
  fill(leaving?: number): void;
  makeRoom(): void;
  /** Takes writing away, or gives it back. */
  remount(how: 'ro' | 'rw'): void;
  remove(): void;
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(leaving = 0) {
      const spare = join(folder, 'spare');
      if (leaving > 0) writeUpTo(spare, leaving);
      writeUpTo(filler, Number.POSITIVE_INFINITY);
      rmSync(spare, { force: true });
    },
    makeRoom: () => rmSync(filler),
    remount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, folder]),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const BLOCK = Buffer.alloc(4096);

/** Writes so many bytes, or until there is no room. */
function writeUpTo(file: string, bytes: number): void {
  const descriptor = openSync(file, 'w');
  try {
    for (let written = 0; written < bytes; written += BLOCK.length) writeSync(descriptor, BLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Mounting takes root. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    mountSmallDisk(1).remove();
    return true;
  } catch {
    return false;
  }
}
