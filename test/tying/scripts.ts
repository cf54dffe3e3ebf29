/** How an expert goes about a round. */
export type Way =
  /** Every item, then hands in. */
  | 'all'
  /** The same, with «نظری ندارم» to one of them. */
  | 'gap'
  /** The own previous answers, all at once; where there are none, every item. */
  | 'bulk'
  /** Some items, and no more. */
  | 'part'
  /** The first card, and no more. */
  | 'begin'
  | 'silent'
  /** Hands in, then leaves the study, with the answers kept or taken back. */
  | 'leave'
  | 'withdraw'
  /** A new link, opened by another account that the old one confirms, refuses after the round, or says nothing of. */
  | 'confirmed'
  | 'refused'
  | 'unconfirmed';

export interface ScriptExpert {
  readonly name: string;
  readonly panels: readonly string[];
  /** The round before which a workbook names the expert. */
  readonly from: number;
  /** What is done in each round, from the first. */
  readonly ways: readonly Way[];
}

/** A study to be played from the outside. */
export interface Script {
  readonly title: string;
  readonly unlinked: boolean;
  readonly experts: readonly ScriptExpert[];
  readonly items: readonly { readonly code: string; readonly panels: readonly string[] }[];
}

/** Numbers that look random and are the same in each run. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed * 2_654_435_761 + 12_345;
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) % limit;
  };
}

/** The same, in an order that is drawn. */
export function shuffled<Thing>(things: readonly Thing[], below: (limit: number) => number): Thing[] {
  const left = [...things];
  return things.map(() => left.splice(below(left.length), 1)[0]!);
}

const ITEMS = 5;
const LETTERS = 'آبپتثجچحخدرزژسشصطعغفقکگلمنوهی';
const USUAL: readonly Way[] = [
  'all',
  'all',
  'all',
  'all',
  'gap',
  'bulk',
  'bulk',
  'bulk',
  'silent',
  'part',
  'begin',
];
const ONCE: readonly Way[] = ['leave', 'withdraw', 'confirmed', 'refused', 'unconfirmed'];

interface Small {
  readonly rounds: number;
  readonly unlinked?: boolean;
}

/** A small study: five to eight experts of one panel, or on two that overlap, who go about it as it comes. */
export function smallScript(seed: number, { rounds, unlinked = false }: Small): Script {
  const below = seeded(seed);
  const experts = 5 + below(4);
  const strange = below(experts);
  const late = below(2) === 0 ? experts - 1 : -1;
  const ways = Array.from({ length: experts }, (_, at) => waysOf(at === strange, rounds, below));
  return scriptOf(seed, { unlinked, ways, late, two: seed % 2 === 0 });
}

/** A small study of one panel with given ways: by expert, then round. */
export function givenScript(seed: number, ways: readonly (readonly Way[])[]): Script {
  return scriptOf(seed, { unlinked: false, ways, late: -1, two: false });
}

/** @param made.late who is named before the second round only; -1: nobody */
function scriptOf(
  seed: number,
  made: { unlinked: boolean; ways: readonly (readonly Way[])[]; late: number; two: boolean },
): Script {
  const { unlinked, ways, late, two } = made;
  const onTwo = (at: number) => (at % 3 === 2 ? ['P1', 'P2'] : [at % 3 === 0 ? 'P1' : 'P2']);
  const itemOf = (at: number) => (at < 2 ? ['P1', 'P2'] : [at % 2 === 0 ? 'P1' : 'P2']);
  return {
    title: `مطالعهٔ ${seed}`,
    unlinked,
    experts: ways.map((own, at) => ({
      name: `خبره ${LETTERS[at]}${LETTERS[seed % LETTERS.length]}`,
      panels: two ? onTwo(at) : ['P1'],
      from: at === late ? 2 : 1,
      ways: own,
    })),
    items: Array.from({ length: ITEMS }, (_, at) => ({
      code: `S${at + 1}`,
      panels: two ? itemOf(at) : ['P1'],
    })),
  };
}

/** @param isStrange something happens to the expert that does not happen to many */
function waysOf(isStrange: boolean, rounds: number, below: (limit: number) => number): Way[] {
  const ways: Way[] = Array.from({ length: rounds }, () => USUAL[below(USUAL.length)]!);
  if (!isStrange) return ways;
  const way = ONCE[below(ONCE.length)]!;
  const round = below(rounds);
  ways[round] = way;
  return way === 'leave' || way === 'withdraw' ? ways.fill('silent', round + 1) : ways;
}

/** The same for a study whose workbook is given. */
export function waysFor(experts: number, rounds: number, seed: number): Way[][] {
  const below = seeded(seed);
  return Array.from({ length: experts }, (_, at) => waysOf(at % 16 === 5, rounds, below));
}
