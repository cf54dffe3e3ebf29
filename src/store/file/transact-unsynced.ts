import { type Database, type Transaction, transact } from './database.ts';

/**
 * Runs a transaction whose commit does not wait for the disk: a killed program loses nothing of it, a power cut may.
 * For notes that are safe to lose, such as that a message was sent: its row says that the send had begun, and that
 * was waited for. A commit that does wait costs milliseconds on a busy disk, and takes all before it along.
 */
export function transactUnsynced<T>(db: Database, action: (tx: Transaction) => T): T {
  db.$client.pragma('synchronous = NORMAL');
  try {
    return transact(db, action);
  } finally {
    db.$client.pragma('synchronous = FULL');
  }
}
