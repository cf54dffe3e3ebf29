import { seededRandom } from '../statistics/seeded-random.ts';

/**
 * How an invented expert goes about a round. Agreeing: leans towards the panel from round to round. Split: keeps
 * an own pole. Lazy: answers few, keeps the rest. Late: answers only once reminded. Silent: never.
 */
export type Temper = 'agreeing' | 'split' | 'lazy' | 'late' | 'silent';

/** Of 24 experts. Most lean towards the panel, so that a panel of twelve has enough complete questionnaires. */
const TEMPERS_OF_24: readonly Temper[] = [
  ...Array<Temper>(17).fill('agreeing'),
  ...Array<Temper>(2).fill('split'),
  ...Array<Temper>(2).fill('lazy'),
  ...Array<Temper>(2).fill('late'),
  'silent',
];

export const isTemper = (word: string): word is Temper => TEMPERS_OF_24.includes(word as Temper);

/** @param expert the expert's place in the workbook, from 0 */
export function temperOf(seed: number, expert: number): Temper {
  const block = Math.floor(expert / TEMPERS_OF_24.length);
  const order = seededRandom(hashOf(seed, 'tempers', block)).shuffle(TEMPERS_OF_24);
  return order[expert % TEMPERS_OF_24.length]!;
}

/** What an expert does with a whole round. */
export interface AnsweringPlan {
  /** False until a reminder has come. */
  readonly takesPart: boolean;
  /** Keeps every answer of the last round, where there was one. */
  readonly keepsAll: boolean;
  /** How much of the questionnaire is answered before the expert stops, from 0 to 1. */
  readonly share: number;
  readonly handsIn: boolean;
}

/** @param reminded whether a reminder came in this round */
export function planAnswering(
  { seed, expert, temper }: { seed: number; expert: number; temper: Temper },
  round: number,
  reminded: boolean,
): AnsweringPlan {
  const chance = seededRandom(hashOf(seed, 'plan', expert, round));
  switch (temper) {
    case 'silent':
      return { takesPart: false, keepsAll: false, share: 0, handsIn: false };
    case 'late':
      return { takesPart: reminded, keepsAll: false, share: 1, handsIn: true };
    case 'lazy': {
      const keepsAll = round > 1 && chance.next() < 0.5;
      const share = keepsAll ? 0 : 0.3 + 0.4 * chance.next();
      return { takesPart: true, keepsAll, share, handsIn: keepsAll || chance.next() < 0.3 };
    }
    case 'agreeing':
    case 'split':
      return { takesPart: true, keepsAll: false, share: 1, handsIn: true };
  }
}

/** What an expert writes in a round besides the answers. */
export interface Remarks {
  /** Before which item a reason is written, from 0; null: before none. */
  readonly reasonAt: number | null;
  /** Answers the open question at the round's end by proposing an item. */
  readonly proposes: boolean;
}

/** For experts who answer everything; those who keep their own pole give reasons more often. */
const REASON_CHANCE = { agreeing: 0.12, split: 0.6, late: 0.12, lazy: 0, silent: 0 } as const;
const PROPOSAL_CHANCE = 0.05;
const FIRST_ITEMS = 4;

export function remarksOf(
  { seed, expert, temper }: { seed: number; expert: number; temper: Temper },
  round: number,
): Remarks {
  const chance = seededRandom(hashOf(seed, 'remarks', expert, round));
  const writes = chance.next() < REASON_CHANCE[temper];
  const at = Math.floor(chance.next() * FIRST_ITEMS);
  const proposes = REASON_CHANCE[temper] > 0 && chance.next() < PROPOSAL_CHANCE;
  return { reasonAt: writes ? at : null, proposes };
}

export interface Judgement {
  readonly seed: number;
  readonly expert: number;
  readonly temper: Temper;
  /** Identifies the item in every round, such as by its title. */
  readonly item: string;
  readonly round: number;
  /** How many points the scale has, lowest first. */
  readonly points: number;
  /** The panel's mean of the last round as a place on the scale (1 to `points`), where the expert was shown one. */
  readonly panelMean: number | null;
}

/**
 * First judgements are kinder than later ones, so that items near the neutral point leave over several rounds, not all
 * at once.
 */
const KINDNESS = [0.5, 0.1, -0.2];
/** The share of their distance from the panel that an agreeing expert keeps from one round to the next. */
const KEPT_DISTANCE = 0.4;
const OWN_SPREAD = 1.15;
const POLE_DISTANCE = 1.4;

/**
 * The point an expert presses.
 *
 * @returns a place on the scale, 0 for the lowest point; null for no opinion
 */
export function judge(judgement: Judgement): number | null {
  const { seed, expert, temper, item, round, points } = judgement;
  const once = seededRandom(hashOf(seed, 'no opinion', expert, item));
  if (temper !== 'split' && once.next() < (temper === 'lazy' ? 0.15 : 0.004)) return null;
  const place = opinion(judgement) + (seededRandom(hashOf(seed, expert, item, round)).next() - 0.5) * 0.5;
  return Math.min(Math.max(Math.round(place), 1), points) - 1;
}

/** A place on the scale, 1 for the lowest point, not rounded. */
function opinion({ seed, expert, temper, item, round, points, panelMean }: Judgement): number {
  const unit = (points - 1) / 4;
  const worth = 1 + (points - 1) * (0.08 + 0.9 * seededRandom(hashOf(seed, 'worth', item)).next());
  const own = seededRandom(hashOf(seed, 'own', expert, item));
  if (temper === 'split') return worth + unit * POLE_DISTANCE * (own.next() < 0.5 ? -1 : 1);

  const kind = unit * (KINDNESS[round - 1] ?? KINDNESS.at(-1)!);
  const distance = unit * OWN_SPREAD * bell(own) * KEPT_DISTANCE ** (round - 1);
  const anchor = panelMean === null ? worth : 0.7 * worth + 0.3 * panelMean;
  return anchor + kind + distance;
}

/** Approximately normal, with mean 0 and variance 1, by the same arithmetic on every machine. */
function bell({ next }: { next(): number }): number {
  return (next() + next() + next() + next() - 2) * Math.sqrt(3);
}

/** FNV-1a over the parts as text: one seed for their combination. */
function hashOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\u0000')) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return hash >>> 0;
}
