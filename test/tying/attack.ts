import { unzipSync } from 'fflate';
import { grouped } from '../../src/domain/grouped.ts';
import { PERSIAN } from '../../src/texts/persian.ts';
import type { FacilitatorsNotes, Look, Received } from './facilitators-notes.ts';
import { candidates, type Followed, followed, mayBe, type ShownInPlace } from './join.ts';
import { type Archive, placeOf, type Row, readArchives } from './known-by-code.ts';
import { type KnownByName, readNames } from './known-by-name.ts';
import { numberIn, type Secrets, STRANGER, type StudyToPlay } from './play-study.ts';

/** Fewer that a code may be of leave no more than a guess between two. */
const LEAST_CANDIDATES = 3;

/** What joining everything in one archive came to. */
export interface Joined {
  readonly codes: number;
  /** Codes that may be of fewer than three experts, each with those. */
  readonly tied: readonly { readonly code: string; readonly names: readonly string[] }[];
  /** Whose they are, of these. */
  readonly tiedExperts: number;
  /** How many its caption said could be told. */
  readonly warned: number;
  /** Codes whose expert was not among the candidates: what was surmised was wrong. */
  readonly misled: number;
}

export interface Attack {
  readonly experts: number;
  readonly archives: readonly Joined[];
  /** Places where a name and a code stand together, or something that should not be there. */
  readonly faults: readonly string[];
  /** What was looked through beside the archives. */
  readonly beside: { readonly pictures: number; readonly forms: number; readonly rehearsals: number };
  /** How far each order told without a name follows each that is told by name. */
  readonly followed: ReadonlyMap<string, Followed>;
}

/** Joins everything that a facilitator got by every key that it has. `secrets` only say whether that was right. */
export function attack(
  study: StudyToPlay,
  { all, looks, drawn }: Pick<FacilitatorsNotes, 'all' | 'looks'> & { readonly drawn: readonly string[] },
  secrets: Secrets,
): Attack {
  const known = readNames(study, looks);
  const archives = readArchives(looks);
  const { owners } = secrets;
  const orders = new Map<string, Followed>();
  const follow = (what: string, people: readonly string[]) => {
    for (const [order, names] of known.orders) {
      const ranks = people.map((name) => names.indexOf(name)).filter((rank) => rank >= 0);
      const key = `${what} / ${order}`;
      const { sum, variance } = followed(ranks);
      const before = orders.get(key) ?? { sum: 0, variance: 0 };
      orders.set(key, { sum: before.sum + sum, variance: before.variance + variance });
    }
  };
  followCodes(archives.at(-1)!, owners, follow);
  followTexts(looks, archives.at(-1)!, secrets, follow);
  const wordings = study.experts.map(({ name }) => name);
  return {
    experts: study.experts.length,
    archives: archives.map((archive) => joinIn(archive, { study, known, owners })),
    faults: [
      ...archives.flatMap((archive) => faultsIn(archive, wordings, study.unlinked)),
      ...changedRows(archives, known),
      ...all.flatMap(({ text }) => codesIn(text, owners).map((code) => `${code} in a message: ${text}`)),
      ...all.flatMap(({ document }) => (document ? codesInDocument(document, owners) : [])),
      ...drawn.flatMap((words) => [
        ...codesIn(words, owners).map((code) => `${code} in a picture: ${words}`),
        ...wordings.filter((name) => words.includes(name)).map((name) => `${name} in a picture: ${words}`),
      ]),
      ...looks.flatMap((look) => faultsOfRehearsal(look, [...wordings, ...secrets.authors.keys()])),
      ...looks.flatMap((look) => faultsOfForm(look, study)),
    ],
    beside: {
      pictures: drawn.length,
      forms: looks.filter((look) => formIn(look)).length,
      rehearsals: looks.filter((look) => rehearsalIn(look)).length,
    },
    followed: orders,
  };
}

/** How many experts a text says could be told. */
function warnedOf(text: string): number {
  const [before, after] = PERSIAN.round.tellable.split('{{experts, number}}') as [string, string];
  const from = text.indexOf(before);
  return from < 0 ? 0 : numberIn(text.slice(from + before.length, text.indexOf(after, from)));
}

interface Joining {
  readonly study: StudyToPlay;
  readonly known: KnownByName;
  readonly owners: ReadonlyMap<string, string>;
}

function joinIn(archive: Archive, { study, known, owners }: Joining): Joined {
  const { rows, asked, caption } = archive;
  const places = [...asked.keys()].map((place) => {
    const [round, panel] = place.split(' ') as [string, string];
    return { place, round: Number(round), panel };
  });
  const shownOf = (code: string, { place, round, panel }: (typeof places)[number]): ShownInPlace => {
    const own = rows.filter((row) => row.code === code && placeOf(row.round, row.panel) === place);
    return {
      ...{ round, panel, rated: new Set(own.map(({ item }) => item)), asked: asked.get(place)! },
      allInBulk: own.length > 0 && own.every(({ origin }) => origin === 'kept_in_bulk'),
    };
  };
  const groups = study.unlinked ? places.map((place) => [place]) : [places];
  const joined = groups.map((group) => {
    const codes = [...new Set(rows.filter((row) => isIn(row, group)).map(({ code }) => code))];
    return joinCodes(
      codes.map((code) => ({ code, shown: group.map((place) => shownOf(code, place)) })),
      {
        ...{ study, known, owners, places: group },
      },
    );
  });
  const tied = joined.flatMap((each) => each.tied);
  return {
    codes: joined.reduce((sum, each) => sum + each.codes, 0),
    tied,
    tiedExperts: expertsBehind(tied, owners).size,
    warned: warnedOf(caption),
    misled: joined.reduce((sum, each) => sum + each.misled, 0),
  };
}

function expertsBehind(tied: Joined['tied'], owners: Joining['owners']): Set<string> {
  const behind = new Set(tied.map(({ code }) => owners.get(code)!));
  behind.delete(STRANGER);
  return behind;
}

function isIn({ round, panel }: Row, group: readonly { readonly place: string }[]): boolean {
  return group.some(({ place }) => place === placeOf(round, panel));
}

function joinCodes(
  codes: readonly { readonly code: string; readonly shown: readonly ShownInPlace[] }[],
  {
    study,
    known,
    owners,
    places,
  }: Joining & { places: readonly { place: string; round: number; panel: string }[] },
): Pick<Joined, 'codes' | 'tied' | 'misled'> {
  const names = study.experts.map(({ name }) => name);
  const seen = (name: string, round: number) => known.rounds.get(round)?.get(name) ?? null;
  // Somebody else may have answered in the rounds that an expert says so of.
  const refusals = names.flatMap((name) =>
    places.filter(({ round }) => seen(name, round)?.refused).map(({ round }) => ({ name, round })),
  );
  const strangers = [...new Set(refusals.map(({ name }) => name))];
  // Whose new link nobody vouches for may stand under another code from then on.
  const linkedIn = (name: string) =>
    Math.min(...places.filter(({ round }) => seen(name, round)?.linked).map(({ round }) => round));
  const moved = names.filter((name) => linkedIn(name) < Number.POSITIVE_INFINITY);
  const nothing = places.map(({ round, panel }) => ({
    ...{ round, panel, rated: new Set<string>(), asked: new Map<string, number>(), allInBulk: false },
  }));
  const people = names.length + strangers.length + moved.length;
  const all = [
    ...codes,
    ...Array.from({ length: people - codes.length }, () => ({ code: '', shown: nothing as ShownInPlace[] })),
  ];
  const maySit = (isStrict: boolean) =>
    all.map(({ code, shown }) => [
      ...names.map((name) =>
        shown.every((each, at) => {
          const place = code === '' ? { ...each, asked: askedIn(codes, at) } : each;
          if (each.rated.size === 0 && each.round >= linkedIn(name)) return true;
          return mayBe(place, seen(name, each.round), each.panel, isStrict);
        }),
      ),
      ...strangers.map((name) =>
        shown.every(
          ({ rated, round }) =>
            rated.size === 0 || refusals.some((each) => each.name === name && each.round === round),
        ),
      ),
      ...moved.map((name) => shown.every(({ rated, round }) => rated.size === 0 || round >= linkedIn(name))),
    ]);
  const found = candidates(maySit(true)) ?? candidates(maySit(false));
  if (!found) return { codes: codes.length, tied: [], misled: codes.length };
  const nameOf = (at: number) => names[at] ?? moved[at - names.length - strangers.length] ?? STRANGER;
  const told = codes.map(({ code }, at) => ({ code, names: [...new Set(found[at]!.map(nameOf))] }));
  return {
    codes: codes.length,
    tied: told.filter((each) => each.names.length < LEAST_CANDIDATES && isOfExpert(each.names)),
    misled: told.filter((each) => !each.names.includes(owners.get(each.code)!)).length,
  };
}

/** A code that can be nobody's but a stranger's tells nothing of an expert. */
function isOfExpert(names: readonly string[]): boolean {
  return names.some((name) => name !== STRANGER);
}

/** What a place asked, for a code that shows nothing. */
function askedIn(codes: readonly { readonly shown: readonly ShownInPlace[] }[], at: number) {
  return codes[0]?.shown[at]?.asked ?? new Map<string, number>();
}

type Follow = (what: string, people: readonly string[]) => void;

function followCodes({ rows }: Archive, owners: ReadonlyMap<string, string>, follow: Follow): void {
  const people = (codes: readonly string[]) => codes.map((code) => owners.get(code)!);
  follow('codes by the alphabet', people([...new Set(rows.map(({ code }) => code))].sort()));
}

/** Texts in the order of pages and of each number that their buttons carry, and as the file lists them. */
function followTexts(looks: readonly Look[], archive: Archive, { authors }: Secrets, follow: Follow): void {
  const authorIn = (text: string) => [...authors].find(([words]) => text.includes(words))?.[1];
  follow(
    'rows of proposals.csv',
    archive.proposals.flatMap((text) => authorIn(text) ?? []),
  );
  const pages = looks
    .filter(({ asked }) => asked.startsWith('/suggestions'))
    .flatMap(({ received, round }) => received.map((message) => ({ ...message, round })));
  const numbers = new Map<string, { number: number; author: string; text: string }[]>();
  // What is not decided on stays: the last time through shows all that the times before did.
  const last = Math.max(...pages.map(({ round }) => round));
  const listed = [
    ...new Map(pages.filter(({ round }) => round === last).map((page) => [page.text, page])).values(),
  ];
  follow(
    'pages of /suggestions',
    listed.flatMap(({ text }) => authorIn(text) ?? []),
  );
  for (const { text, carried } of listed) {
    const author = authorIn(text);
    if (!author) continue;
    for (const data of carried) {
      const [kind, ...fields] = data.split(':');
      for (const [at, field] of fields.entries()) {
        const key = `number ${at} of ${kind} in /suggestions`;
        numbers.set(key, [...(numbers.get(key) ?? []), { number: Number(field), author, text }]);
      }
    }
  }
  for (const [key, list] of numbers) {
    const distinct = [...new Map(list.map((each) => [`${each.number} ${each.text}`, each])).values()];
    // What several pages carry is of no order.
    if (new Set(distinct.map(({ number }) => number)).size < distinct.length) continue;
    follow(
      key,
      distinct.toSorted((one, other) => one.number - other.number).map(({ author }) => author),
    );
  }
}

/** A code that a message shows: codes stand in the files of answers alone. */
function codesIn(text: string, owners: ReadonlyMap<string, string>): string[] {
  // A link's token is one word, whatever letters it is made of; of digits alone, a code could stand in any figure.
  const words = new Set(text.split(/[^A-Za-z0-9]+/));
  return [...owners.keys()].filter((code) => /[A-Z]/.test(code) && words.has(code));
}

/** A document beside the archives, whose files of answers are looked at one by one. */
function codesInDocument(
  { name, bytes }: NonNullable<Received['document']>,
  owners: ReadonlyMap<string, string>,
): string[] {
  if (name.endsWith('.zip')) return [];
  return codesIn(textIn(name, bytes), owners).map((code) => `${code} in ${name}`);
}

const rehearsalIn = ({ asked, received }: Look) =>
  asked === '/rehearse' ? received.find(({ document }) => document?.name.endsWith('.zip'))?.document : null;

const formIn = ({ asked, received }: Look) =>
  asked === '/form' ? received.find(({ document }) => document)?.document : null;

/** A rehearsal knows the workbook's panels and items, and nobody who takes part. */
function faultsOfRehearsal(look: Look, real: readonly string[]): string[] {
  const archive = rehearsalIn(look);
  if (!archive) return [];
  const files = Object.entries(unzipSync(archive.bytes)).map(
    ([name, bytes]) => [name, textIn(name, Buffer.from(bytes))] as const,
  );
  const told = [...files, ...look.received.map(({ text }) => ['a message', text] as const)];
  return told.flatMap(([where, text]) =>
    real.filter((each) => text.includes(each)).map((each) => `${each} in ${where} of a rehearsal`),
  );
}

/** A form asks alike whoever sits on the same panels and has not handed in: its rows tell of no answer. */
function faultsOfForm(look: Look, { experts }: StudyToPlay): string[] {
  const form = formIn(look);
  if (!form) return [];
  const text = textIn(form.name, form.bytes);
  const rows = experts
    .map(({ name, panels }) => ({ seats: panels.join(), count: text.split(`>${name}<`).length - 1 }))
    .filter(({ count }) => count > 0);
  if (rows.length === 0) return [`nobody stands in ${form.name}`];
  const alike = grouped(rows, ({ seats }) => seats);
  return [...alike].flatMap(([seats, list]) => {
    const counts = new Set(list.map(({ count }) => count));
    return counts.size === 1 ? [] : [`${seats} has ${[...counts].join(' and ')} rows in ${form.name}`];
  });
}

/** Files of answers: in no other does a code stand. */
const WITH_CODES: readonly string[] = ['answers.csv', 'answers-wide.csv', 'answers.sav'];

function faultsIn(
  { files, rows, wide, stamps }: Archive,
  names: readonly string[],
  isUnlinked: boolean,
): string[] {
  // Of digits alone, a code could stand in any figure.
  const codes = [...new Set(rows.map(({ code }) => code))].filter((code) => /[A-Z]/.test(code));
  const isInOrder = isByCode(rows) && (isUnlinked || wide.join() === wide.toSorted().join());
  return [
    ...rows.flatMap(({ more, code }) => (more.some((cell) => cell !== '') ? [`${code} with ${more}`] : [])),
    ...(isInOrder ? [] : ['rows are not in the order of the codes']),
    ...(new Set(stamps).size > 1 ? [`files of different moments: ${stamps.join()}`] : []),
    ...[...files].flatMap(([name, bytes]) => {
      const text = textIn(name, bytes);
      const misplaced = WITH_CODES.includes(name) ? names : [...names, ...codes];
      return misplaced.filter((each) => text.includes(each)).map((each) => `${each} in ${name}`);
    }),
  ];
}

/** What can be read in a file, packages unpacked; nothing in a picture, whose bytes may look like a code by chance. */
function textIn(name: string, bytes: Buffer): string {
  if (name.endsWith('.png')) return '';
  if (!/\.(xlsx|docx)$/.test(name)) return bytes.toString('utf8');
  return Object.entries(unzipSync(bytes))
    .map(([part, content]) => textIn(part, Buffer.from(content)).replace(CELL_NAMES, ''))
    .join('\n');
}

/** A sheet calls a cell AB25, as a code may be. */
const CELL_NAMES = / (r|ref|sqref|activeCell|topLeftCell)="[A-Z0-9: ]*"/g;

/** Whether each round of a panel lists its codes in their own order. */
function isByCode(rows: readonly Row[]): boolean {
  return rows.every((row, at) => {
    const before = rows[at - 1];
    const isSamePlace = before?.round === row.round && before.panel === row.panel;
    return !isSamePlace || before.code <= row.code;
  });
}

/** Rows of a closed round that change between two archives, but for those that somebody disowns. */
function changedRows(archives: readonly Archive[], { rounds }: KnownByName): string[] {
  return archives.slice(1).flatMap((archive, at) => {
    const earlier = archives[at]!;
    const refused = new Set(
      [...rounds].flatMap(([round, seen]) =>
        [...seen.values()].some((each) => each.refused) ? [round] : [],
      ),
    );
    const of = ({ rows }: Archive) =>
      rows
        .filter(({ round }) => round <= earlier.rounds && !refused.has(round))
        .map((row) => JSON.stringify(row));
    const now = new Set(of(archive));
    const before = new Set(of(earlier));
    return [...of(earlier).filter((row) => !now.has(row)), ...of(archive).filter((row) => !before.has(row))];
  });
}
