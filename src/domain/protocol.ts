import { PERMUTATION_VERSION } from '../statistics/permutation-p.ts';
import type { RoundPlan, ScalePoint, StudyRules } from './study-draft.ts';

/** What is laid down before the first answer. Whom to ask and how to reach them is not part of it. */
export interface ProtocolInput {
  readonly program: { readonly name: string; readonly version: string };
  readonly rules: StudyRules;
  readonly scale: readonly ScalePoint[];
  readonly roundPlan: readonly RoundPlan[];
  /** The rules by which the study's kinds of rounds keep an item. */
  readonly kindRules: readonly KindRule[];
  /** Permutation tests and shuffled orders are derived from it. */
  readonly seed: number;
  readonly panels: readonly { readonly code: string; readonly name: string; readonly seats: number }[];
  readonly items: readonly {
    readonly code: string;
    readonly title: string;
    readonly audience: string;
    readonly panelCodes: readonly string[];
  }[];
}

/** How a kind of round decides which items stay; its version is raised with the rule. */
export interface KindRule {
  /** Its key among the protocol's computations. */
  readonly name: string;
  readonly version: number;
  readonly rule: string;
}

/**
 * Raised when the format of the text changes, so that two protocols can be compared. Format 1 dates from when every
 * rule was in its first version, and does not name all of them.
 */
const FORM = 2;

/** The versions of the rules that a study goes by, however the program has changed them since. */
export interface FrozenVersions {
  readonly form: number;
  readonly named: Readonly<Record<string, number>>;
}

/** @param protocol the locked text; undefined: the study is not locked, and goes by today's rules */
export function frozenVersions(protocol: string | undefined): FrozenVersions {
  if (protocol === undefined) return { form: FORM, named: {} };
  const { form, computations }: LockedProtocol = JSON.parse(protocol);
  const named = Object.entries(computations).map(([name, { version }]) => [name, version]);
  return { form, named: Object.fromEntries(named) };
}

interface LockedProtocol {
  readonly form: number;
  readonly computations: Readonly<Record<string, { readonly version: number }>>;
}

/** The version of a rule that a study goes by; today's, where its protocol does not name the rule. */
export function versionInForce(
  { name, version }: Pick<KindRule, 'name' | 'version'>,
  { form, named }: FrozenVersions,
): number {
  return named[name] ?? (form === 1 ? 1 : version);
}

/**
 * How each figure and verdict is computed, whatever the kind of round. Whoever changes a computation raises its version
 * here: a study's hash vouches for it.
 */
const COMPUTATIONS = {
  counted_answers: {
    version: 1,
    rule: 'an answer saved before the closing counts, handed in or not; "no opinion" is no answer and is counted apart',
  },
  item_figures: {
    version: 1,
    rule: 'from every answer that counts in the panel; SD divides by n-1; quartiles by linear interpolation at 1+(n-1)q (R type 7)',
  },
  raters: {
    version: 1,
    rule: 'experts with an answer to every item of the panel and round; only they enter W',
  },
  w: { version: 1, rule: '12 S / (m^2 (n^3 - n) - m T) on average ranks, corrected for ties' },
  w_uncorrected: { version: 1, rule: '12 S / (m^2 (n^3 - n)) on average ranks' },
  chi2: { version: 1, rule: 'm (n - 1) w' },
  p: {
    version: 1,
    rule: 'upper tail of the chi-square distribution with n-1 degrees of freedom; 0 below 1e-300',
  },
  p_exact: {
    version: 1,
    rule: "the share with W at least as large among all differing arrangements of the raters' own ratings, one rater's held; none over a million of them; told where p_permutation is within 0.005 of 0.05, and read by no rule",
  },
  mean_spearman: { version: 1, rule: '(m w - 1) / (m - 1)' },
  change: { version: 1, rule: 'w less the w of the last round of the same kind that the panel took part in' },
  change_common: {
    version: 1,
    rule: 'both w anew over the items asked in both rounds and the experts who rated all of those in both',
  },
  w_low_high: {
    version: 1,
    rule: 'the smallest and the largest w with one rater left out; none under four raters',
  },
  w_chance: { version: 1, rule: '1 / m' },
  w_available: {
    version: 1,
    rule: "(1 + r (k - 1)) / k, r the mean of the pairs' Spearman correlations over the items that both rated, weighted with one less than their number, k the mean number of ratings of an item; told where raters are under two thirds of those who answered, and read by no rule",
  },
  mean_spearman_pairwise: {
    version: 1,
    rule: "the mean of the pairs' Spearman correlations; none with a rater who ties everything",
  },
  agreement_figures: {
    version: 1,
    rule: 'of an item rated on a scale: the shares in the two highest and the two lowest points (three each from eight points on; none under four and above ten); q3 - q1; sd / mean of values above 0; split where q3 - q1 is at least half the range (none under five points); the larger number of ratings half the range or more below or above the median',
  },
  item_change: {
    version: 1,
    rule: "over experts who rated the item in both rounds: the share unchanged, with and without answers kept in bulk; Cohen's kappa with linear weights by scale value; the two-sided signed-rank p, exact given the ties, zeros dropped, over 200 changes the normal approximation corrected for ties and continuity",
  },
  content_validity: {
    version: 1,
    rule: 'CVR (2e - n) / n; I-CVI the share of 3 and 4; kappa (I-CVI - p) / (1 - p) with p = C(n, a) / 2^n; S-CVI/Ave their mean, S-CVI/UA the share of I-CVI 1, over items that somebody judged',
  },
} as const;

/** Its versions differ in what a seed gives, not in what is estimated. */
export const PERMUTATION: KindRule = {
  name: 'p_permutation',
  version: PERMUTATION_VERSION,
  rule: "(1 + shuffles with W at least as large) / 10000, of 9999 seeded shuffles of the raters' own ratings, one rater's held; none where raters x items exceeds 20000",
};

export const PANEL_STATUS: KindRule = {
  name: 'panel_status',
  version: 2,
  rule: 'in this order: dropped, no item is left; agreed, w reaches its threshold with p_permutation < 0.05 (with p where that is none); stable, the absolute change is below its threshold; finished, no round is left. Agreed and stable from the least number of rounds of the kind on',
};

/**
 * The protocol of a study as canonical JSON: keys in the order of their UTF-16 code units, two spaces of indentation,
 * numbers as ECMAScript writes them, and a newline at the end. The same study gives the same bytes in UTF-8, whose
 * SHA-256 is its seal.
 */
export function protocolText(input: ProtocolInput): string {
  return `${JSON.stringify(sortKeys(protocolOf(input)), null, 2)}\n`;
}

function protocolOf(input: ProtocolInput) {
  const { program, rules, scale, roundPlan, kindRules, seed, panels, items } = input;
  return {
    form: FORM,
    program,
    study: { title: rules.title, question: rules.question, guidance: rules.guidance },
    scale,
    rules: rulesInForce(rules),
    round_plan: roundPlan.map((row) => ({
      number: row.number,
      kind: row.kind,
      panels: row.panelCodes,
      open_for_days: row.openForDays,
      question: row.question,
    })),
    panels,
    items: items.map(({ code, title, audience, panelCodes }) => ({
      code,
      title,
      audience,
      panels: panelCodes,
      left_out: rules.excludedAudiences.includes(audience),
    })),
    computations: { ...COMPUTATIONS, ...namedRules([PERMUTATION, PANEL_STATUS, ...kindRules]) },
    seed,
  };
}

function namedRules(rules: readonly KindRule[]): Record<string, Omit<KindRule, 'name'>> {
  return Object.fromEntries(rules.map(({ name, version, rule }) => [name, { version, rule }]));
}

/** The rules that the first opening locks, by their names in the protocol. */
const LOCKED_RULES = [
  ...(['kind', 'neutralPoint', 'keepsBy', 'agreeingPerCent', 'dropsFromRound', 'yesPerCent'] as const),
  ...(['minRounds', 'maxRounds', 'stabilityThreshold', 'agreementThreshold', 'openForDays'] as const),
  ...(['reminderHours', 'fridayReminders', 'minAnswersForFeedback', 'shuffledItems'] as const),
  ...(['anonymity', 'excludedAudiences'] as const),
];

export type LockedRules = Pick<StudyRules, (typeof LOCKED_RULES)[number]>;

/** The wording that protocols had before there were three levels is kept. */
const ANONYMITY = { named: false, coded: true, unlinked: 'by_round_and_panel' } as const;

/** What a rule is called in the protocol. */
export function protocolName(field: string): string {
  return field === 'anonymity'
    ? 'anonymous'
    : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The value of a rule as the protocol has it. */
export function protocolValue(field: string, value: unknown): unknown {
  return field === 'anonymity' ? (ANONYMITY[value as StudyRules['anonymity']] ?? value) : value;
}

function rulesInForce(rules: StudyRules): Record<string, unknown> {
  return Object.fromEntries(
    LOCKED_RULES.map((field) => [protocolName(field), protocolValue(field, rules[field])]),
  );
}

/** A protocol read back, in whichever format. */
export interface ReadProtocol {
  readonly rules: LockedRules;
  readonly roundPlan: readonly Pick<RoundPlan, 'number' | 'kind' | 'panelCodes'>[];
  readonly panels: readonly {
    readonly code: string;
    readonly name: string;
    readonly seats: number;
    /** Without those left out. */
    readonly items: number;
  }[];
  /** Without those left out. */
  readonly items: number;
  readonly versions: FrozenVersions;
}

interface WrittenProtocol {
  readonly rules: Readonly<Record<string, unknown>>;
  readonly round_plan: readonly { number: number; kind: RoundPlan['kind']; panels: readonly string[] }[];
  readonly panels: ProtocolInput['panels'];
  readonly items: readonly { panels: readonly string[]; left_out: boolean }[];
}

/** What older programs did where their protocols do not mention it. */
const UNSAID: Partial<LockedRules> = {
  ...{ keepsBy: 'mean', agreeingPerCent: 75, dropsFromRound: 1, yesPerCent: null },
};

/** @param text as `protocolText`, or an older version of it, wrote it */
export function readProtocol(text: string): ReadProtocol {
  const { rules, round_plan: plan, panels, items }: WrittenProtocol = JSON.parse(text);
  const judged = items.filter((item) => !item.left_out);
  const written = LOCKED_RULES.map((field) => [field, rules[protocolName(field)] ?? UNSAID[field] ?? null]);
  return {
    rules: {
      ...(Object.fromEntries(written) as LockedRules),
      anonymity: anonymityOf(rules[protocolName('anonymity')]),
    },
    roundPlan: plan.map(({ number, kind, panels: panelCodes }) => ({ number, kind, panelCodes })),
    panels: panels.map((panel) => ({
      ...panel,
      items: judged.filter((item) => item.panels.includes(panel.code)).length,
    })),
    items: judged.length,
    versions: frozenVersions(text),
  };
}

function anonymityOf(written: unknown): StudyRules['anonymity'] {
  const levels = Object.entries(ANONYMITY) as [StudyRules['anonymity'], unknown][];
  return levels.find(([, said]) => said === written)?.[0] ?? 'coded';
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}
