import type { JudgedRound } from './judged-round.ts';
import { answersOf, type JudgingRule, judgeAnswers, type Ruling } from './judging.ts';
import type { FrozenVersions } from './protocol.ts';
import { judgePanel, type PanelStatus, stopRulesOf } from './verdict.ts';
import type { VerdictRules } from './verdict-rules.ts';

/** Rules that can be varied when a judged round is explored, in the order told. Buttons carry places in this list. */
export const EXPLORED = [
  ...(['keepsBy', 'neutralPoint', 'agreeingPerCent', 'yesPerCent'] as const),
  ...(['agreementThreshold', 'stabilityThreshold', 'minRounds'] as const),
  ...(['dropsFromRound', 'maxRounds'] as const),
] as const;

export type ExploredRule = (typeof EXPLORED)[number];

type Value = VerdictRules[ExploredRule];

const PER_CENTS = [51, 60, 67, 70, 75, 80, 85, 90];
const ROUNDS = [1, 2, 3, 4, 5, 6];
/** A longer scale has points enough without the midpoints between them. */
const MIDDLES_UP_TO = 7;

/** The values that a rule could have had. Buttons carry a value's place: new ones go at the end. */
export function possibleValues(rule: ExploredRule, scale: readonly number[]): readonly Value[] {
  switch (rule) {
    case 'keepsBy':
      return ['mean', 'agreeing'];
    case 'neutralPoint':
      return neutralPoints(scale);
    case 'agreeingPerCent':
      return PER_CENTS;
    case 'yesPerCent':
      return [null, ...PER_CENTS];
    case 'agreementThreshold':
      return [null, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9];
    case 'stabilityThreshold':
      return [null, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3];
    case 'minRounds':
    case 'dropsFromRound':
    case 'maxRounds':
      return ROUNDS;
  }
}

/** The points of the scale and the midpoints between them, below the highest point: no mean lies above that. */
function neutralPoints(scale: readonly number[]): number[] {
  const points = scale.toSorted((one, other) => one - other);
  const below = points.slice(0, -1);
  if (points.length > MIDDLES_UP_TO) return below;
  return below.flatMap((point, at) => [point, (point + points[at + 1]!) / 2]);
}

/** By rule, the place of the chosen value among the possible ones; an absent rule is as in the protocol. */
export type OtherRules = Readonly<Partial<Record<ExploredRule, number>>>;

/**
 * For how many numbers a rule has room: two digits, and one where it is a number of rounds, as a button's number has 15.
 */
const widthOf = (rule: ExploredRule): number => 10 ** (possibleValues(rule, []) === ROUNDS ? 1 : 2);

/** For each rule 0 where it is as in the protocol, else its value's place counted from 1. */
export function packOthers(others: OtherRules): number {
  return EXPLORED.reduceRight((packed, rule) => packed * widthOf(rule) + (others[rule] ?? -1) + 1, 0);
}

export function unpackOthers(packed: number): OtherRules {
  let rest = packed;
  const places = EXPLORED.map((rule) => {
    const place = (rest % widthOf(rule)) - 1;
    rest = Math.floor(rest / widthOf(rule));
    return [rule, place] as const;
  });
  return Object.fromEntries(places.filter(([, place]) => place >= 0));
}

/** A study's rules with some replaced; a place that has no value leaves its rule as it is. */
export function withOthers(own: VerdictRules, others: OtherRules, scale: readonly number[]): VerdictRules {
  const chosen = EXPLORED.flatMap((rule) => {
    const place = others[rule];
    const value = place === undefined ? undefined : possibleValues(rule, scale)[place];
    return value === undefined ? [] : [[rule, value] as const];
  });
  const rules: VerdictRules = { ...own, ...Object.fromEntries(chosen) };
  // Where shares decide, a study need not have a neutral point.
  return rules.keepsBy === 'mean' && rules.neutralPoint === null && scale.length > 0
    ? { ...rules, neutralPoint: (Math.min(...scale) + Math.max(...scale)) / 2 }
    : rules;
}

/** The rules that could change a verdict of these kinds of rounds, in the order told. */
export function decidingRules(judging: readonly JudgingRule[]): ExploredRule[] {
  const ofConcordance: readonly ExploredRule[] = [
    ...(['agreementThreshold', 'stabilityThreshold', 'minRounds', 'maxRounds'] as const),
  ];
  return EXPLORED.filter((rule) =>
    judging.some(
      ({ reads, hasConcordance }) => reads.includes(rule) || (hasConcordance && ofConcordance.includes(rule)),
    ),
  );
}

/** A panel's judged round, and how its kind judges. */
export interface PanelToJudgeAnew {
  readonly judged: JudgedRound;
  judging(ruling: Ruling): JudgingRule;
  /** Where an item leaves that it drops. */
  readonly dropsFrom: 'itsPanel' | 'everyPanel' | 'nowhere';
}

/** The outcome by the rules alone, without decisions by hand and what came of proposals. */
export interface JudgedAnew {
  readonly judged: JudgedRound;
  /** Items that the rule keeps, by id. */
  readonly kept: ReadonlySet<number>;
  /** Whether the others leave with this round. */
  readonly drops: boolean;
  readonly status: PanelStatus;
}

/**
 * Judges a round again from its frozen figures, by the same functions that judged it, under rules that may differ. W, p
 * and the change stay as they were: none of these rules enters them.
 *
 * @param panels all that took part in the round
 */
export function judgeAnew(
  panels: readonly PanelToJudgeAnew[],
  study: {
    readonly rules: VerdictRules;
    readonly scale: readonly number[];
    readonly versions: FrozenVersions;
  },
): JudgedAnew[] {
  const anew = panels.map(({ judged, judging, dropsFrom }) => {
    const itemIds = judged.items.map(({ itemId }) => itemId);
    const rule = judging({ ...study, itemIds, roundNumber: judged.number });
    const dropped = judged.items.filter(({ counts, judgesCounts }) => {
      const answers = answersOf({ counts, judgesCounts: rule.pools ? judgesCounts : null });
      return !judgeAnswers(answers, rule).kept;
    });
    const ids = new Set(dropped.map(({ itemId }) => itemId));
    return { judged, rule, ids, everywhere: rule.drops && dropsFrom === 'everyPanel' };
  });
  const gone = new Set(anew.flatMap(({ ids, everywhere }) => (everywhere ? [...ids] : [])));
  return anew.map(({ judged, rule, ids }) => ({
    judged,
    drops: rule.drops,
    kept: new Set(judged.items.map(({ itemId }) => itemId).filter((id) => !ids.has(id))),
    status: judgePanel(
      {
        ...{ roundNumber: judged.number, roundOfKind: judged.roundOfKind },
        isEmptied:
          judged.items.length > 0 &&
          judged.items.every(({ itemId }) => gone.has(itemId) || (rule.drops && ids.has(itemId))),
        w: judged.concordance?.w ?? null,
        p: judged.concordance?.p ?? null,
        pPermutation: judged.concordance?.pPermutation ?? null,
        change: judged.concordance?.change ?? null,
      },
      stopRulesOf(study.rules, study.versions),
    ),
  }));
}
