import { createWriteStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answersCsv } from '../../src/features/exporting/answers-csv.ts';
import { answerLabels, loadResults, takeSnapshot } from '../../src/features/exporting/export-study.ts';
import { loadAnswerRows } from '../../src/features/exporting/load-counted-rows.ts';
import { resultsSheets, resultsXlsx } from '../../src/features/exporting/results-xlsx.ts';
import { zoneClock } from '../../src/features/exporting/zone-clock.ts';
import { openForReading, readTogether } from '../../src/store/file/database.ts';
import type { Written } from '../../src/workbook/sheet-writer.ts';

/*
 * Writes one file of an export, in a process of its own (`node --expose-gc`), and tells what that took. The program
 * reads the rows as it writes them; SheetJS is given the same rows, and only its writing is counted.
 */

/** What a file took. */
export interface FileTaken {
  readonly cpuSeconds: number;
  /** At the most, above what the process held before it had read anything. */
  readonly peakMb: number;
  readonly fileMb: number;
}

/** The part of SheetJS that is used. */
interface SheetJs {
  readonly utils: {
    aoa_to_sheet(rows: readonly (readonly unknown[])[]): object;
    sheet_to_csv(sheet: object): string;
    book_new(): object;
    book_append_sheet(book: object, sheet: object, name: string): void;
  };
  write(book: object, options: object): Buffer;
}

const ZONE = 'Asia/Tehran';
const TOLD = { anonymous: false, zone: ZONE };
const [what, by, databaseFile, file, packages] = process.argv.slice(2) as [
  'answers.csv' | 'results.xlsx',
  'program' | 'SheetJS',
  ...[string, string, string],
];

const sheetJs = () => createRequire(join(packages, 'package.json'))('xlsx') as SheetJs;

/** Each reads what it needs first. @returns writes the file */
const WRITERS = {
  'answers.csv': {
    program: () => {
      const counted = load();
      return () => save(answersCsv(loadAnswerRows(counted.db, counted), TOLD));
    },
    SheetJS: () => {
      const counted = load();
      const { utils } = sheetJs();
      return async () => {
        const rows: unknown[][] = [];
        const clock = zoneClock(ZONE);
        for await (const slice of loadAnswerRows(counted.db, counted)) {
          for (const { answeredAt, ...row } of slice) {
            const { round, panel, expert, item, value, reason, submitted, origin } = row;
            const moment = answeredAt && clock.moment(answeredAt);
            rows.push([round, panel, expert, item, value, reason, moment, submitted, origin]);
          }
        }
        return counting(() => writeFileSync(file, utils.sheet_to_csv(utils.aoa_to_sheet(rows))));
      };
    },
  },
  'results.xlsx': {
    program: async () => {
      const { results, at } = await load().results();
      return () => save(resultsXlsx(results, [], at, ZONE));
    },
    SheetJS: async () => {
      const { results } = await load().results();
      const { utils, write } = sheetJs();
      return () => {
        const sheets = resultsSheets(results, [], ZONE).map(({ name, columns, rows }) => ({
          name,
          rows: [columns.map(({ header }) => header), ...rows] as readonly (readonly Written[])[],
        }));
        return counting(() => {
          const book = utils.book_new();
          for (const { name, rows } of sheets) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
          writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
        });
      };
    },
  },
};

function load() {
  const db = openForReading(databaseFile);
  const studyId = db.$client.prepare('SELECT max(id) FROM studies').pluck().get() as number;
  const snapshot = readTogether(db, (tx) => takeSnapshot(tx, studyId));
  const { study, judged, panels } = snapshot;
  return {
    ...{ db, judged, forgotten: new Set<number>() },
    labels: answerLabels(db, study.anonymity, snapshot),
    panelCodes: new Map(panels.map(({ id, code }) => [id, code])),
    results: async () => ({ results: await loadResults(db, snapshot, false), at: study.createdAt }),
  };
}

async function save(pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(pieces), createWriteStream(file));
}

let counted: number | null = null;

/** Counts one piece of work alone, and not what went before it. */
function counting(work: () => void): void {
  const before = process.cpuUsage();
  work();
  counted = secondsSince(before);
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Of this process, by its name in /proc/self/status. */
function memoryMb(name: 'VmRSS' | 'VmHWM'): number {
  return (
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024) /
    1e6
  );
}

globalThis.gc!();
const held = memoryMb('VmRSS');
const write = await WRITERS[what][by]();
const before = process.cpuUsage();
await write();
const taken: FileTaken = {
  cpuSeconds: counted ?? secondsSince(before),
  peakMb: memoryMb('VmHWM') - held,
  fileMb: statSync(file).size / 1e6,
};
process.send!(taken);
process.disconnect();
