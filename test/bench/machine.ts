import { cpus, release, totalmem, type } from 'node:os';
import { Sqlite } from '../../src/store/file/sqlite.ts';

/** The machine on which something is measured, in one line. */
export function machine(): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}`,
    `${gigabytes} GB`,
    `${type()} ${release()}`,
    `Node.js ${process.version}`,
    `SQLite ${sqliteVersion()}`,
  ].join(', ');
}

function sqliteVersion(): string {
  const client = new Sqlite(':memory:');
  const version = client.prepare<[], string>('SELECT sqlite_version()').pluck().get();
  client.close();
  return version ?? 'unknown';
}
