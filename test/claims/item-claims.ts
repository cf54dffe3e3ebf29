import { type FiguresOfFile, hasLeft, type ItemOfFile, type Place, pointsOf, sumOf } from './results-file.ts';
import { type Claim, type Gaps, isKeptBy, numberIn, when } from './summary-claims.ts';
import { tells } from './told-sentences.ts';

const ESSENTIAL = 3;

const byHand = ({ why }: ItemOfFile) => why === 'by_hand';
const hasItems = ({ round }: Place) => round.kind !== 'brainstorming';
const kept = ({ round }: Place) => round.items.filter((item) => item.kept);
const left = (place: Place) => place.round.items.filter((item) => !item.kept && !byHand(item));

/** The items that stand below each heading of a list. */
export const LISTED: Readonly<Record<string, (place: Place) => readonly ItemOfFile[]>> = {
  'summary.items.kept': (place) =>
    kept(place).filter((item) => !byHand(item) && item.why !== 'no_answers' && item.why !== 'too_few'),
  'summary.items.tooFew': (place) => kept(place).filter(({ why }) => why === 'too_few'),
  'summary.items.unrated': (place) => kept(place).filter(({ why }) => why === 'no_answers'),
  'summary.items.droppedElsewhere': (place) => kept(place).filter((item) => hasLeft(place, item)),
  'summary.items.keptByHand': (place) => kept(place).filter(byHand),
  'summary.items.dropped': (place) => (isSpared(place) ? [] : left(place)),
  'summary.items.belowRule': (place) => (isSpared(place) ? left(place) : []),
  'summary.items.droppedByHand': ({ round }) => round.items.filter((item) => !item.kept && byHand(item)),
};

/** Items not kept go on. */
const isSpared = ({ round, protocol: { rules } }: Place) =>
  round.kind === 'likert' && round.number < rules.drops_from_round;

const heading =
  (key: string): Claim<Place> =>
  (place) => {
    const items = LISTED[key]!(place).length;
    return when(items > 0, () => ({ items }));
  };

export const HEADINGS: Readonly<Record<string, Claim<Place>>> = {
  ...Object.fromEntries(Object.keys(LISTED).map((key) => [key, heading(key)])),
  'summary.items.kept': (place) => when(kept(place).length > 0, () => ({ items: kept(place).length })),
  'summary.items.keptNone': (place) => when(hasItems(place) && kept(place).length === 0),
  'summary.items.droppedNone': (place) =>
    when(hasItems(place) && left(place).length + LISTED['summary.items.droppedByHand']!(place).length === 0),
  'summary.items.tooFew': (place) => {
    const items = LISTED['summary.items.tooFew']!(place).length;
    return when(items > 0, () => ({ items, least: place.round.kind === 'cvr' ? 5 : 3 }));
  },
  'summary.items.belowRule': (place) => {
    const items = LISTED['summary.items.belowRule']!(place).length;
    return when(items > 0, () => ({ items, round: place.protocol.rules.drops_from_round }));
  },
};

/** For studies that go by an earlier version of a rule: items of which today's would say otherwise. */
export const OTHERWISE: Readonly<Record<string, Claim<Place>>> = {
  'summary.items.otherwise': (place) => {
    const items = otherwise(place);
    return when(items.length > 0 && items.length <= 10, () => ({
      items: items.length,
      codes: items.join('، '),
    }));
  },
  'summary.items.otherwiseMore': (place) => {
    const items = otherwise(place);
    return when(items.length > 10, () => ({ items: items.length, codes: items.slice(0, 10).join('، ') }));
  },
};

const RULE: Partial<Record<Place['round']['kind'], string>> = {
  ...{
    likert: 'item_kept',
    screening: 'item_kept_in_screening',
    cvr: 'item_kept_in_cvr',
    cvi: 'item_kept_in_cvi',
  },
};

function otherwise(place: Place): string[] {
  const { round, protocol } = place;
  const rule = RULE[round.kind];
  if (rule === undefined || protocol.computations[rule]?.version !== 1) return [];
  return round.items
    .filter(({ why }) => why === 'above_rule' || why === 'below_rule')
    .filter((item) => item.kept !== todayKeeps(place, item.all_judges ?? item))
    .map(({ code }) => code);
}

/** With too few answers, or none, an item stays. */
function todayKeeps(place: Place, { n, counts }: FiguresOfFile): boolean {
  const of = (...values: number[]) => sumOf(values.map((value) => counts[value] ?? 0));
  const { yes_per_cent: perCent } = rules(place);
  if (n === 0) return true;
  switch (place.round.kind) {
    case 'screening':
      return perCent === null ? 2 * of(1) > n : 100 * of(1) >= perCent * n;
    case 'cvr':
      return n < 5 || isMoreThanChance(of(ESSENTIAL), n);
    case 'cvi':
      return n < 3 || of(3, 4) >= (n <= 5 ? n : Math.ceil((7 * n) / 9));
    default:
      return isKeptBy(counts, place);
  }
}

/** The one-tailed binomial test of a half, at 5 %. */
function isMoreThanChance(count: number, n: number): boolean {
  let term = 1;
  let tail = 0;
  for (let many = n; many >= count; many -= 1) {
    tail += term;
    term = (term * many) / (n - many + 1);
  }
  return tail / 2 ** n <= 0.05;
}

/** What stands in brackets behind an item: one of these texts, or none where nobody rated it. */
export const FIGURES: Readonly<Record<string, Claim<{ place: Place; item: ItemOfFile }>>> = {
  'summary.items.mean': ({ place, item }) =>
    when(isLevel(place, item) && rules(place).keeps_by === 'mean', () => ({
      mean: numberIn(item.mean!, [rules(place).neutral_point]),
    })),
  'summary.items.agreeing': ({ place, item }) =>
    when(isLevel(place, item) && rules(place).keeps_by === 'agreeing', () => ({
      ...{ n: item.n, mean: item.mean! },
      agreeing: sumOf(
        pointsOf(item.counts)
          .slice(-2)
          .map(({ count }) => count),
      ),
    })),
  'summary.items.number': ({ place, item }) =>
    when(place.round.kind === 'numeric' && item.n > 0 && item.sd === null, () => numeric(item)),
  'summary.items.numberWithSd': ({ place, item }) =>
    when(place.round.kind === 'numeric' && item.n > 0 && item.sd !== null, () => ({
      ...numeric(item),
      sd: item.sd!,
    })),
  'summary.items.place': ({ place, item }) =>
    when(place.round.kind === 'ranking' && item.n > 0 && item.sd === null, () => ranked(item)),
  'summary.items.placeWithSd': ({ place, item }) =>
    when(place.round.kind === 'ranking' && item.n > 0 && item.sd !== null, () => ({
      ...ranked(item),
      sd: item.sd!,
    })),
  'summary.items.ofJudges': ({ item }) => when(hasJudges(item) && item.n === 0, () => ({ all: () => true })),
  'summary.items.ofJudgesAndPanel': ({ item }) =>
    when(hasJudges(item) && item.n > 0, () => ({ all: () => true, own: () => true })),
};

/** The same of answers in words, of a panel or of all judges. */
export const WORDS: Readonly<Record<string, Claim<{ place: Place; of: FiguresOfFile }>>> = {
  'summary.items.yesNo': ({ place, of }) =>
    when(place.round.kind === 'screening' && of.yes !== of.no, () => ({ yes: of.yes!, no: of.no! })),
  'summary.items.yesNoTie': ({ place, of }) =>
    when(place.round.kind === 'screening' && of.yes === of.no, () => ({ yes: of.yes!, no: of.no! })),
  'summary.items.cvr': ({ place, of }) =>
    when(place.round.kind === 'cvr' && of.n < 5, () => ({ essential: of.essential!, n: of.n, cvr: of.cvr! })),
  'summary.items.cvrCritical': ({ place, of }) =>
    when(place.round.kind === 'cvr' && of.n >= 5 && of.lawshe === null, () => essential(of)),
  'summary.items.cvrLawshe': ({ place, of }) =>
    when(place.round.kind === 'cvr' && of.n >= 5 && of.lawshe !== null, () => ({
      ...essential(of),
      lawshe: of.lawshe!,
    })),
  'summary.items.cviTooFew': ({ place, of }) =>
    when(place.round.kind === 'cvi' && of.n < 3, () => relevant(of)),
  'summary.items.cvi': ({ place, of }) =>
    when(place.round.kind === 'cvi' && of.n >= 3, () => ({
      ...relevant(of),
      critical: of.critical_relevant!,
    })),
};

const rules = ({ protocol }: Place) => protocol.rules;
const isLevel = ({ round }: Place, { n }: ItemOfFile) => round.kind === 'likert' && n > 0;
export const hasJudges = ({ all_judges: all }: ItemOfFile) => all !== null && all.n > 0;

function numeric({ n, mean, median, q1, q3, measure }: ItemOfFile): Gaps {
  const unit = measure ? ` ${measure}` : '';
  const withUnit = (told: string) =>
    told.endsWith(unit) && tells(told.slice(0, told.length - unit.length), median!);
  return { n, mean: mean!, median: withUnit, q1: q1!, q3: q3! };
}

function ranked({ n, mean, counts }: ItemOfFile): Gaps {
  return { n, mean: mean!, items: Object.keys(counts).length };
}

function essential({ n, cvr, critical, essential: count }: FiguresOfFile): Gaps {
  return { essential: count!, n, critical: critical!, cvr: cvr! };
}

function relevant({ n, relevant: count, i_cvi, kappa_star }: FiguresOfFile): Gaps {
  return { relevant: count!, n, index: i_cvi!, kappa: kappa_star! };
}
