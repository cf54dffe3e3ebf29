import { statSync } from 'node:fs';
import type { Addressed } from '../../delivery/outgoing-kind.ts';
import { type Rendering, renderReply } from '../../delivery/rendering.ts';
import { composeCopy } from './make-backup.ts';

/** A copy of the database as it lies there now. */
export function renderCopy(
  { db, zone, accountId }: Addressed,
  { path, at, replacesKey }: { path: string; at?: number; replacesKey?: string },
): Rendering {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return { do: 'drop', why: 'file gone' };
  const copy = composeCopy(db, { path, bytes: file.size, at: new Date(at ?? file.mtime), zone }, accountId);
  return 'message' in copy
    ? renderReply(db, { message: copy.message, ...(replacesKey !== undefined && { replacesKey }) })
    : { do: 'document', ...copy };
}
