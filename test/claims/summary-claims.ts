import {
  type Counts,
  endsOf,
  hasLeft,
  type ItemOfFile,
  type Place,
  pointsOf,
  type RoundOfFile,
  sumOf,
} from './results-file.ts';
import { numberTold, tells, textsUnder } from './told-sentences.ts';

/** What must stand in a gap: a figure of the file, a text, or whatever a rule accepts. */
export type Gap = number | string | ((told: string) => boolean);
export type Gaps = Readonly<Record<string, Gap>>;

/** The times a sentence must stand there, each with its figures; none where its condition does not hold. */
export type Claim<Subject> = (subject: Subject) => readonly Gaps[];

export const when = (holds: boolean, gaps: () => Gaps = () => ({})): Gaps[] => (holds ? [gaps()] : []);
const share = (of: number) => of * 100;

/** A figure that must not read as on another side of a bound than it is. */
export const numberIn = (figure: number, bounds: readonly (number | null)[]) => (told: string) =>
  tells(told, figure) &&
  bounds.every((bound) => bound === null || sign(numberTold(told)!.value, bound) === sign(figure, bound));
const sign = (figure: number, bound: number) => Math.sign(figure - bound);

/** A p in words. */
const likelihood = (p: number) => (told: string) => {
  if (p === 0) return told === 'کمتر از ۱۰ به توان \u2212۳۰۰';
  return p < 0.001 ? told === 'کمتر از ۰٫۰۰۱' : numberIn(p, [0.05])(told);
};

const STRENGTHS: readonly [from: number, key: string][] = [
  [0.9, 'veryStrong'],
  [0.7, 'strong'],
  [0.5, 'moderate'],
  [0.3, 'weak'],
  [0, 'veryWeak'],
];
export const strengthOf = (w: number) =>
  textsUnder('summary.strength').get(`summary.strength.${STRENGTHS.find(([from]) => w >= from)![1]}`)!;
const wTold = (w: number, { protocol }: Place) =>
  numberIn(w, [0.3, 0.5, 0.7, 0.9, protocol.rules.agreement_threshold]);

/** Codes of items, the first eight by name. */
const named = (items: readonly ItemOfFile[]) => (told: string) => {
  const codes = items.map(({ code }) => code);
  return told === (codes.length > 8 ? [...codes.slice(0, 8), '…'] : codes).join('، ');
};

// What the file says of a round, reckoned anew.

const kendall = ({ round }: Place) => round.kendall;
const w = (place: Place) => kendall(place)?.w ?? null;
const version = ({ protocol }: Place) => protocol.computations['panel_status']?.version ?? 1;
const deciding = (place: Place) => {
  const of = kendall(place);
  return of && (version(place) === 1 ? of.p : (of.p_permutation ?? of.p));
};
const reaches = (place: Place) => {
  const threshold = place.protocol.rules.agreement_threshold;
  return threshold !== null && w(place) !== null && w(place)! >= threshold;
};
const isAboveChance = (place: Place) => (deciding(place) ?? 1) < 0.05;
const agrees = (place: Place) => reaches(place) && isAboveChance(place);
const isSteady = (change: number | null | undefined, threshold: number | null) =>
  threshold !== null && change !== null && change !== undefined && Math.abs(change) < threshold;
const settles = (place: Place) => isSteady(kendall(place)?.change, place.protocol.rules.stability_threshold);
export const hasSign = (place: Place) => agrees(place) || settles(place);
const isBelow = (place: Place) => place.protocol.rules.agreement_threshold !== null && !reaches(place);
const missesAgreement = (place: Place) => isBelow(place) || !isAboveChance(place);
const counted = (place: Place) => (version(place) === 1 ? place.round.number : place.ofKind);
const mayEnd = (place: Place) => counted(place) >= place.protocol.rules.min_rounds;
const isLast = ({ round, protocol }: Place) => round.number >= protocol.rules.max_rounds;
const staying = (place: Place) => place.round.items.filter((item) => !hasLeft(place, item)).length;
const levels = ({ round }: Place) => round.kind === 'likert';

/** Half the scale's range; null under five points. */
function halfRange({ counts }: ItemOfFile): number | null {
  const points = pointsOf(counts);
  return points.length < 5 ? null : (points.at(-1)!.value - points[0]!.value) / 2;
}

function isSplit(item: ItemOfFile): boolean {
  const half = halfRange(item);
  return half !== null && item.q1 !== null && item.q3! - item.q1 >= half - 1e-9;
}

function hasMinority(item: ItemOfFile): boolean {
  const half = halfRange(item);
  if (half === null || item.median === null) return false;
  const far = (side: number) =>
    sumOf(
      pointsOf(item.counts).map(({ value, count }) =>
        (value - item.median!) * side >= half - 1e-9 ? count : 0,
      ),
    );
  return Math.max(far(1), far(-1)) >= 2;
}

export function isKeptBy(counts: Counts, { protocol: { rules } }: Place): boolean {
  const points = pointsOf(counts);
  const n = sumOf(points.map(({ count }) => count));
  if (n === 0) return true;
  if (rules.keeps_by === 'agreeing')
    return 100 * sumOf(points.slice(-2).map(({ count }) => count)) >= rules.agreeing_per_cent * n;
  return sumOf(points.map(({ value, count }) => value * count)) > rules.neutral_point * n;
}

function hangsOnOne({ counts, rule_kept }: ItemOfFile, place: Place): boolean {
  return Object.entries(counts).some(
    ([value, count]) => count > 0 && isKeptBy({ ...counts, [value]: count - 1 }, place) !== rule_kept,
  );
}

/** Items that a warning names, by its letter. */
const WARNED = {
  b: (place: Place) => (levels(place) ? place.round.items.filter(isSplit) : []),
  k: (place: Place) =>
    levels(place) ? place.round.items.filter((item) => item.kept && hasMinority(item)) : [],
  n: ({ round }: Place) => (hasWKind(round) ? round.items.filter(({ n }) => 2 * n < round.answered) : []),
  o: (place: Place) => (levels(place) ? place.round.items.filter((item) => hangsOnOne(item, place)) : []),
};
const hasWKind = ({ kind }: RoundOfFile) => kind === 'likert' || kind === 'ranking';

const doubtful = (place: Place) => {
  const warned = new Set(Object.values(WARNED).flatMap((of) => of(place)));
  return place.round.items.filter((item) => item.kept && warned.has(item));
};
const usualStability = ({ protocol }: Place) => protocol.rules.stability_threshold ?? 0.2;
const holds = (place: Place) => isSteady(kendall(place)?.change, usualStability(place));
const holdsInCommon = (place: Place) => {
  const common = kendall(place)?.change_common ?? null;
  return common === null ? holds(place) : isSteady(common, usualStability(place));
};
const hasChange = (place: Place) => (kendall(place)?.change ?? null) !== null;
const isMoving = (place: Place) =>
  hasChange(place) && holds(place) && place.round.unchanged !== null && place.round.unchanged < 0.7;
const differs = (place: Place) => hasChange(place) && holds(place) !== holdsInCommon(place);
const goesOn = (place: Place) => place.round.status === 'stable' && !isLast(place) && hasWKind(place.round);
const advised = ({ round }: Place) => hasWKind(round);
const ends = (place: Place, status: RoundOfFile['status']) => advised(place) && place.round.status === status;
const isOver = (place: Place) =>
  advised(place) && (place.round.status === 'finished' || (place.round.status === 'active' && isLast(place)));
const isOn = (place: Place) => advised(place) && place.round.status === 'active' && !isLast(place);
const oneSided = (place: Place) =>
  place.round.items.filter(({ counts }) => {
    const of = endsOf(counts);
    return of !== null && 4 * Math.max(of.top, of.bottom) >= 3 * of.n;
  });
const rated = ({ round }: Place) => round.items.filter(({ n }) => n > 0);
const settledApart = (place: Place) =>
  w(place) !== null && place.round.status === 'stable' && missesAgreement(place);

/** Who took part: in the summary's part of a panel and on its closing card. */
export const HEAD: Readonly<Record<string, Claim<Place>>> = {
  'summary.panel.heading': ({ panel: { name, code }, round, protocol }) =>
    when(round.kind === protocol.rules.kind, () => ({ name, code })),
  'summary.panel.headingWithKind': ({ panel: { name, code }, round: { kind }, protocol }) =>
    when(kind !== protocol.rules.kind, () => ({
      ...{ name, code },
      kind: textsUnder('summary.kind').get(`summary.kind.${kind}`)!,
    })),
  'summary.panel.nobody': ({ round: { answered, submitted, invited } }) =>
    when(answered === 0 && submitted === 0, () => ({ invited })),
  'summary.panel.turnout': ({ round: { answered, submitted, invited } }) =>
    when(answered + submitted > 0 && answered < invited, () => ({
      ...{ answered, submitted, invited, silent: invited - answered },
    })),
  'summary.panel.turnoutNobodySilent': ({ round: { answered, submitted, invited } }) =>
    when(answered + submitted > 0 && answered === invited && submitted < invited, () => ({
      submitted,
      invited,
    })),
  'summary.panel.turnoutWhole': ({ round: { answered, submitted, invited } }) =>
    when(answered + submitted > 0 && answered === invited && submitted === invited, () => ({ invited })),
  'summary.panel.notHandedIn': ({ round: { not_handed_in: notHandedIn } }) =>
    when(notHandedIn > 0, () => ({ notHandedIn })),
  'summary.panel.onPaper': ({ round: { on_paper, kind } }) =>
    when(on_paper.answers > 0 && kind !== 'brainstorming', () => ({
      ...{ answers: on_paper.answers, experts: on_paper.experts! },
    })),
  'summary.panel.ideasOnPaper': ({ round: { on_paper, kind } }) =>
    when(on_paper.answers > 0 && kind === 'brainstorming', () => ({ ideas: on_paper.answers })),
};

/** What a closing comes to: one sentence in each panel's part, by docs/warnings.md. */
export const ADVICE: Readonly<Record<string, Claim<Place>>> = {
  'summary.advice.dropped': (place) => when(ends(place, 'dropped')),
  'summary.advice.agreed': (place) => when(ends(place, 'agreed') && doubtful(place).length === 0),
  'summary.advice.lookAgain': (place) =>
    when(ends(place, 'agreed') && doubtful(place).length > 0, () => ({
      ...{ items: doubtful(place).length, codes: named(doubtful(place)) },
    })),
  'summary.advice.answersMoving': (place) => when(goesOn(place) && isMoving(place)),
  'summary.advice.changeUnclear': (place) => when(goesOn(place) && !isMoving(place) && differs(place)),
  'summary.advice.settled': (place) =>
    when(ends(place, 'stable') && !isDoubted(place) && !missesAgreement(place)),
  'summary.advice.settledApart': (place) =>
    when(ends(place, 'stable') && !isDoubted(place) && missesAgreement(place)),
  'summary.advice.unsettled': (place) =>
    when(ends(place, 'stable') && isDoubted(place) && isLast(place) && !missesAgreement(place)),
  'summary.advice.unsettledApart': (place) =>
    when(ends(place, 'stable') && isDoubted(place) && isLast(place) && missesAgreement(place)),
  'summary.advice.active': (place) => when(isOn(place) && !hasSign(place)),
  'summary.advice.activeWithSign': (place) => when(isOn(place) && hasSign(place)),
  'summary.advice.finished': (place) => when(isOver(place) && !hasSign(place)),
  'summary.advice.finishedWithSign': (place) => when(isOver(place) && hasSign(place)),
};
/** Whether a warning doubts that opinion has settled. */
const isDoubted = (place: Place) => isMoving(place) || differs(place);

/** The warnings (a) to (o), in their order. */
export const WARNINGS: Readonly<Record<string, Claim<Place>>> = {
  'summary.warning.orderWithoutLevel': (place) => {
    const agreed = oneSided(place).length;
    const items = rated(place).length;
    return when(levels(place) && w(place) !== null && w(place)! < 0.3 && 2 * agreed > items, () => ({
      ...{ w: wTold(w(place)!, place), agreed, items },
    }));
  },
  'summary.warning.split': (place) => aboutItems(WARNED.b(place)),
  'summary.warning.answersMoving': (place) =>
    when(isMoving(place), () => ({ share: numberIn(share(place.round.unchanged!), [70]) })),
  'summary.warning.changeFromItems': (place) => when(differs(place) && !holds(place)),
  'summary.warning.changeHidden': (place) => when(differs(place) && holds(place)),
  'summary.warning.smallBase': (place) => {
    const { raters, items } = place.round;
    return when(w(place) !== null && (raters < 5 || items.length < 5), () => ({
      raters,
      items: items.length,
    }));
  },
  'summary.warning.pApart': (place) => {
    const { p, p_permutation } = kendall(place) ?? { p: null, p_permutation: null };
    return when(p !== null && p_permutation !== null && p < 0.05 !== p_permutation < 0.05, () => ({
      ...{ p: likelihood(p!), pPermutation: likelihood(p_permutation!) },
    }));
  },
  'summary.warning.settledBelow': (place) =>
    when(settledApart(place) && isBelow(place), () => ({ w: wTold(w(place)!, place) })),
  'summary.warning.settledByChance': (place) =>
    when(settledApart(place) && !isBelow(place), () => ({ w: wTold(w(place)!, place) })),
  'summary.warning.flatRaters': (place) =>
    when((kendall(place)?.flat_raters ?? 0) > 0, () => ({ experts: kendall(place)!.flat_raters! })),
  'summary.warning.fewRaters': (place) => {
    const { raters, answered } = place.round;
    return when(w(place) !== null && 3 * raters < 2 * answered, () => ({ raters, answered }));
  },
  'summary.warning.nearChance': (place) =>
    when((kendall(place)?.p_permutation ?? 0) >= 0.05, () => ({
      ...{ w: wTold(w(place)!, place), chance: 1 / place.round.raters },
    })),
  'summary.warning.firmMinority': (place) => aboutItems(WARNED.k(place)),
  'summary.warning.keptInBulk': (place) => {
    const bulk = kendall(place)?.kept_in_bulk ?? 0;
    return when(3 * bulk >= 1, () => ({ share: share(bulk) }));
  },
  'summary.warning.smallP': (place) => {
    const p = kendall(place)?.p_permutation ?? kendall(place)?.p ?? null;
    return when(w(place) !== null && w(place)! < 0.3 && p !== null && p < 0.001, () => ({
      w: wTold(w(place)!, place),
    }));
  },
  'summary.warning.fewAnswers': (place) => aboutItems(WARNED.n(place)),
  'summary.warning.hanging': (place) => aboutItems(WARNED.o(place)),
};

function aboutItems(items: readonly ItemOfFile[]): Gaps[] {
  return when(items.length > 0, () => ({ items: items.length, codes: named(items) }));
}

/** W, its change, and the signs that rest on them: in the summary, and in the report for each panel's last round. */
export const CONCORDANCE: Readonly<Record<string, Claim<Place>>> = {
  'summary.w.undefined.fewItems': (place) => when(isUndefined(place) && place.round.items.length < 2),
  'summary.w.undefined.fewRaters': (place) =>
    when(isUndefined(place) && place.round.items.length >= 2 && place.round.raters < 2, () => ({
      raters: place.round.raters,
    })),
  'summary.w.undefined.allTied': (place) =>
    when(isUndefined(place) && place.round.items.length >= 2 && place.round.raters >= 2),
  'summary.w.value': (place) =>
    when(w(place) !== null, () => ({ w: wTold(w(place)!, place), strength: strengthOf(w(place)!) })),
  'summary.w.chance': (place) => when(w(place) !== null, () => ({ chance: 1 / place.round.raters })),
  'summary.w.base': (place) =>
    when(w(place) !== null, () => ({ raters: place.round.raters, items: place.round.items.length })),
  'summary.w.available': (place) => {
    const { raters, answered } = place.round;
    const available = kendall(place)?.w_available ?? null;
    return when(available !== null && 3 * raters < 2 * answered, () => ({ w: available! }));
  },
  'summary.w.oneOut': (place) => {
    const low = kendall(place)?.w_low ?? null;
    return when(low !== null, () => ({ low: low!, high: kendall(place)!.w_high! }));
  },
  'summary.w.fewForOneOut': (place) => when(w(place) !== null && place.round.raters < 4),
  'summary.w.p': (place) =>
    when(w(place) !== null && kendall(place)!.p_permutation === null, () => ({
      p: likelihood(kendall(place)!.p!),
    })),
  'summary.w.pBoth': (place) => {
    const p = kendall(place)?.p_permutation ?? null;
    return when(p !== null, () => ({ p: likelihood(kendall(place)!.p!), pPermutation: likelihood(p!) }));
  },
  'summary.w.exact': (place) =>
    when(isNearBound(place) && exact(place) !== null && !isExactApart(place), () => ({
      p: exactTold(place),
    })),
  'summary.w.exactApart': (place) =>
    when(isNearBound(place) && exact(place) !== null && isExactApart(place), () => ({ p: exactTold(place) })),
  'summary.w.randomError': (place) => when(isNearBound(place) && exact(place) === null),
  'summary.change.first': (place) => when(hasWKind(place.round) && place.before === null),
  'summary.change.undefined': (place) =>
    when(place.before !== null && hasWKind(place.round) && !hasChange(place), () => ({
      previous: place.before!.number,
    })),
  'summary.change.value': (place) =>
    when(hasChange(place) && kendall(place)!.change_common !== null, () => ({
      previous: place.before!.number,
      change: changeTold(kendall(place)!.change!, place),
      common: changeTold(kendall(place)!.change_common!, place),
    })),
  'summary.change.valueWithoutCommon': (place) =>
    when(hasChange(place) && kendall(place)!.change_common === null, () => ({
      previous: place.before!.number,
      change: changeTold(kendall(place)!.change!, place),
    })),
  'summary.change.unchanged': (place) =>
    when(hasWKind(place.round) && place.before !== null && place.round.unchanged !== null, () => ({
      share: share(place.round.unchanged!),
    })),
};
const isUndefined = (place: Place) => hasWKind(place.round) && w(place) === null;
const exact = (place: Place) => kendall(place)?.p_exact ?? null;
const exactTold = (place: Place) => numberIn(exact(place)!, [0.05]);
const isNearBound = (place: Place) => {
  const p = kendall(place)?.p_permutation ?? null;
  return p !== null && Math.abs(Math.round(p * 10_000) - 500) <= 50;
};
const isExactApart = (place: Place) => exact(place)! < 0.05 !== kendall(place)!.p_permutation! < 0.05;
const changeTold = (change: number, { protocol: { rules } }: Place) => {
  const bound = rules.stability_threshold;
  return numberIn(change, bound === null ? [] : [bound, -bound]);
};

export const SIGNS: Readonly<Record<string, Claim<Place>>> = {
  'summary.sign.agreement': (place) => when(agrees(place), () => ({ threshold: threshold(place) })),
  'summary.sign.byChance': (place) =>
    when(reaches(place) && !agrees(place) && isByPermutation(place), () => ({ threshold: threshold(place) })),
  'summary.sign.byChanceByP': (place) =>
    when(reaches(place) && !agrees(place) && !isByPermutation(place), () => ({
      threshold: threshold(place),
    })),
  'summary.sign.otherwise': (place) => {
    const { p, p_permutation } = kendall(place) ?? { p: null, p_permutation: null };
    const today = p_permutation ?? p ?? 1;
    return when(version(place) === 1 && reaches(place) && today < 0.05 !== agrees(place));
  },
  'summary.sign.stability': (place) =>
    when(settles(place) && !missesAgreement(place), () => ({ threshold: stability(place) })),
  'summary.sign.stabilityBelow': (place) =>
    when(settles(place) && isBelow(place), () => ({
      threshold: stability(place),
      agreement: threshold(place),
    })),
  'summary.sign.stabilityByChance': (place) =>
    when(settles(place) && !isBelow(place) && missesAgreement(place), () => ({
      threshold: stability(place),
    })),
};
const threshold = ({ protocol }: Place) => protocol.rules.agreement_threshold!;
const stability = ({ protocol }: Place) => protocol.rules.stability_threshold!;
const isByPermutation = (place: Place) => version(place) > 1 && kendall(place)!.p_permutation !== null;

/** What becomes of the panel. */
export const VERDICT: Readonly<Record<string, Claim<Place>>> = {
  'summary.verdict.active': (place) =>
    when(isTold(place) && place.round.status === 'active' && !isBeforeMinimum(place), () => ({
      items: staying(place),
    })),
  'summary.verdict.activeBeforeMinimum': (place) =>
    when(isTold(place) && isBeforeMinimum(place) && !isApartCount(place), () => ({
      ...{ items: staying(place), minRounds: place.protocol.rules.min_rounds },
    })),
  'summary.verdict.activeBeforeMinimumOfKind': (place) =>
    when(isTold(place) && isBeforeMinimum(place) && isApartCount(place), () => ({
      ...{ items: staying(place), minRounds: place.protocol.rules.min_rounds, roundOfKind: place.ofKind },
    })),
  'summary.verdict.agreed': (place) => when(place.round.status === 'agreed' && !isLast(place)),
  'summary.verdict.agreedLast': (place) => when(place.round.status === 'agreed' && isLast(place)),
  'summary.verdict.stable': (place) => when(place.round.status === 'stable' && !isLast(place)),
  'summary.verdict.stableLast': (place) => when(place.round.status === 'stable' && isLast(place)),
  'summary.verdict.dropped': (place) => when(place.round.status === 'dropped'),
  'summary.verdict.finished': (place) => when(place.round.status === 'finished'),
};
/** A call for proposals says nothing of a panel that goes on. */
const isTold = ({ round }: Place) => round.kind !== 'brainstorming';
const isBeforeMinimum = (place: Place) =>
  place.round.status === 'active' && hasWKind(place.round) && hasSign(place) && !mayEnd(place);
const isApartCount = (place: Place) => version(place) > 1 && place.round.number !== place.ofKind;

/** What else only some kinds tell. */
export const OF_KINDS: Readonly<Record<string, Claim<Place>>> = {
  'summary.agreement.byRules': (place) =>
    when(agreedByRules(place) !== null && hasNarrow(place), () => ({
      ...agreedByRules(place)!,
      iqr: place.round.items_iqr!,
    })),
  'summary.agreement.byShares': (place) =>
    when(agreedByRules(place) !== null && !hasNarrow(place), () => agreedByRules(place)!),
  'summary.validity.scale': ({ round }) =>
    when(round.kind === 'cvi' && round.items.some(({ n }) => n > 0), () => ({
      ...{ average: round.s_cvi_ave!, universal: round.s_cvi_ua! },
      items: round.items.filter(({ n }) => n > 0).length,
    })),
  'summary.validity.extended': ({ round }) =>
    when(
      round.kind === 'cvi' &&
        round.items.some(({ n }) => n > 0) &&
        round.items.some(({ counts, all_judges }) => judgesOf(counts, all_judges) > 10),
      () => ({ most: 10 }),
    ),
  'summary.ideas.none': ({ round }) => when(round.ideas === 0),
  'summary.ideas.written': ({ round }) => when((round.ideas ?? 0) > 0, () => ({ ideas: round.ideas! })),
};
const judgesOf = (counts: Counts, all: ItemOfFile['all_judges']) =>
  sumOf(Object.values(all?.counts ?? counts));

function agreedByRules(place: Place): Gaps | null {
  const { round } = place;
  const items = round.items.filter(({ counts }) => endsOf(counts) !== null).length;
  if (!levels(place) || items === 0) return null;
  const { items_top70: top70, items_top75: top75, items_top80: top80, items_cos: cos } = round;
  return { ...{ items, top70: top70!, top75: top75!, top80: top80!, cos: cos! } };
}
const hasNarrow = ({ round }: Place) =>
  round.items.some(({ n, counts }) => n > 0 && [4, 5].includes(Object.keys(counts).length));
