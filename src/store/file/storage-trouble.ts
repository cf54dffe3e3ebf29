const PASSING =
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|PROTOCOL)|^(ENOSPC|EDQUOT|EIO|EROFS|EMFILE)$/;
/** `SHMSIZE`: the file beside the WAL could not grow. */
const FULL = /^SQLITE_(FULL|IOERR_SHMSIZE)|^(ENOSPC|EDQUOT)$/;
const READ_ONLY = /^SQLITE_READONLY|^EROFS$/;

/**
 * Whether an error says that the disk or the database cannot take a write just now (full, read-only, busy, failing), so
 * that the same write may be tried again. Errors that wrap others (`cause`, grammY's `error`) are looked into.
 */
export function isStorageTrouble(error: unknown): boolean {
  return troubleCode(error) !== null;
}

/** Whether another program holds the file for now: mostly it lets go within a moment. */
export function isLocked(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(troubleCode(error) ?? '');
}

/** What is wrong with the disk or the database, in a word. */
export function storageFaultOf(error: unknown): 'full' | 'readOnly' | 'failing' {
  const code = troubleCode(error) ?? '';
  if (FULL.test(code)) return 'full';
  return READ_ONLY.test(code) ? 'readOnly' : 'failing';
}

function troubleCode(error: unknown): string | null {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; depth += 1) {
    const { code, cause, error: wrapped } = inner as Error & Record<string, unknown>;
    if (typeof code === 'string' && PASSING.test(code)) return code;
    inner = cause ?? wrapped;
  }
  return null;
}
