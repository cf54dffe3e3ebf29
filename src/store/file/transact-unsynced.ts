import { type Database, type Transaction, transact } from './database.ts';

/**
 * Runs a transaction whose commit does not wait for the disk: a killed program loses none of it, a power cut may. For
 * notes that may be lost, such as that a message was sent: its row already says that the send had begun, and that
 * commit was waited for. A synced commit costs milliseconds on a busy disk, and syncs all before it too.
 */
export function transactUnsynced<T>(db: Database, action: (tx: Transaction) => T): T {
  db.$client.pragma('synchronous = NORMAL');
  try {
    return transact(db, action);
  } finally {
    db.$client.pragma('synchronous = FULL');
  }
}
