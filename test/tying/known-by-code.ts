import { unzipSync } from 'fflate';
import { readCsv } from '../features/exporting/read-csv.ts';
import type { Look, Received } from './facilitators-notes.ts';

/** A rating as a file tells it. */
export interface Row {
  readonly round: number;
  readonly panel: string;
  readonly code: string;
  readonly item: string;
  readonly value: number;
  readonly reason: string;
  readonly origin: string;
  /** Every other cell of the row: empty in an anonymous study. */
  readonly more: readonly string[];
}

/** One archive, unpacked. */
export interface Archive {
  readonly rounds: number;
  readonly caption: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly rows: readonly Row[];
  /** Codes as the wide file lists them. */
  readonly wide: readonly string[];
  readonly proposals: readonly string[];
  /** Items that were asked, by round and panel, each with how many gave no opinion. */
  readonly asked: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Every moment that the package itself bears. */
  readonly stamps: readonly string[];
}

export function readArchives(looks: readonly Look[]): Archive[] {
  return looks.flatMap(({ asked, received, round }) => {
    const sent = asked === '/export' ? received.findLast(({ document }) => document) : undefined;
    return sent ? [readArchive(sent, round)] : [];
  });
}

function readArchive({ document, text }: Received, rounds: number): Archive {
  const bytes = document!.bytes;
  const files = new Map(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content)]),
  );
  const csv = (name: string) => readCsv(files.get(name)!.toString('utf8')).slice(1);
  return {
    ...{ rounds, caption: text, files },
    rows: csv('answers.csv').map(([round, panel, code, item, value, reason, at, submitted, origin]) => ({
      ...{ round: Number(round), panel: panel!, code: code!, item: item!, value: Number(value) },
      ...{ reason: reason!, origin: origin!, more: [at!, submitted!] },
    })),
    wide: csv('answers-wide.csv').map(([code]) => code!),
    proposals: csv('proposals.csv').map(([proposal]) => proposal!),
    asked: itemsAsked(JSON.parse(files.get('results.json')!.toString('utf8'))),
    stamps: [bytes, ...[...files].flatMap(([name, file]) => (name.endsWith('.xlsx') ? [file] : []))].flatMap(
      stampsOf,
    ),
  };
}

interface Results {
  readonly panels: readonly {
    readonly code: string;
    readonly rounds: readonly {
      readonly number: number;
      readonly items: readonly { readonly code: string; readonly no_opinion: number }[];
    }[];
  }[];
}

function itemsAsked({ panels }: Results): Map<string, Map<string, number>> {
  return new Map(
    panels.flatMap(({ code, rounds }) =>
      rounds.map(({ number, items }) => [
        placeOf(number, code),
        new Map(items.map((item) => [item.code, item.no_opinion])),
      ]),
    ),
  );
}

/** A round of one panel. */
export const placeOf = (round: number, panel: string): string => `${round} ${panel}`;

const DIRECTORY_END = Buffer.from('PK\u0005\u0006', 'latin1');

/** Date and time of each entry of a ZIP's directory, as they stand there. */
function stampsOf(zip: Buffer): string[] {
  // From entry to entry, as the directory's end counts them: packed bytes may look like an entry by chance.
  const end = zip.lastIndexOf(DIRECTORY_END);
  const stamps: string[] = [];
  for (let at = zip.readUInt32LE(end + 16); stamps.length < zip.readUInt16LE(end + 10); ) {
    stamps.push(zip.subarray(at + 12, at + 16).toString('hex'));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return stamps;
}
