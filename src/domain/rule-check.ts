import { concordance } from '../statistics/concordance.ts';
import { permutationP } from '../statistics/permutation-p.ts';
import type { SeededRandom } from '../statistics/seeded-random.ts';
import { type JudgingRule, judgeAnswers, type Ruling } from './judging.ts';
import type { FrozenVersions } from './protocol.ts';
import { type AskingKind, planRound, type StudyBeforeRound } from './round-opening.ts';
import type { RoundKind } from './study-draft.ts';
import { judgePanel, type PanelStatus, stopRulesOf } from './verdict.ts';
import type { VerdictRules } from './verdict-rules.ts';

/**
 * How experts answer who say nothing about the items. `random`: anything, anew in each round. `camps`: two halves that
 * see every item the opposite way, with a little chance. `same`: each gives one answer of the own to all items, in all
 * rounds; an order stays as it was first shown.
 */
export const WAYS = ['random', 'camps', 'same'] as const;

export type Way = (typeof WAYS)[number];

/** What the check must know of a kind of round. */
export interface CheckedKind extends AskingKind {
  judging(ruling: Ruling): JudgingRule;
  drops(roundNumber: number, rules: VerdictRules): boolean;
}

/** A study as it stands before its first round. */
export interface CheckedStudy
  extends Pick<StudyBeforeRound, 'kind' | 'question' | 'openForDays' | 'maxRounds' | 'plan'> {
  readonly kindOf: (kind: RoundKind) => CheckedKind;
  /** With the ids of their experts and of all items that they will ever judge. */
  readonly panels: readonly {
    readonly id: number;
    readonly code: string;
    readonly experts: readonly number[];
    readonly items: readonly number[];
  }[];
  readonly rules: VerdictRules;
  readonly versions: FrozenVersions;
  /** The values of the scale; empty where there is none. */
  readonly scale: readonly number[];
  /** Whether each expert gets the items in an own order. */
  readonly isShuffled: boolean;
}

/** How often a panel ended in which way, and how many of its items were left in all runs together. */
export interface PanelEnds {
  readonly panelId: number;
  readonly ends: Readonly<Record<PanelStatus, number>>;
  readonly left: number;
}

/** Whether the study has a round whose rule could end a panel, or drop an item. */
export function canBeChecked(study: CheckedStudy): boolean {
  const kinds = study.plan.length === 0 ? [study.kind] : study.plan.map(({ kind }) => kind);
  return kinds.some((kind) => {
    const { hasConcordance, drops } = ruleOf(study, kind, { itemIds: [], roundNumber: study.maxRounds });
    return hasConcordance || drops;
  });
}

/** Answers drawn in all runs together stay below this: some twenty seconds for all three ways. */
const MOST_ANSWERS = 8_000_000;
const RUNS = { least: 20, most: 200 };

/** In how many runs a study of this size is checked. */
export function runsFor({ panels, maxRounds }: Pick<CheckedStudy, 'panels' | 'maxRounds'>): number {
  const answers = panels.reduce((sum, { experts, items }) => sum + experts.length * items.length, 0);
  const affordable = Math.floor(MOST_ANSWERS / Math.max(1, answers * maxRounds));
  return Math.min(RUNS.most, Math.max(RUNS.least, affordable));
}

/**
 * Plays a study to its end by its own rules, again and again, with experts of whom no verdict should be expected.
 * Everybody answers everything; nobody leaves and no panel is continued by hand.
 */
export function checkRules(
  study: CheckedStudy,
  way: Way,
  { runs, random }: { runs: number; random: SeededRandom },
): PanelEnds[] {
  const told = study.panels.map(({ id }) => ({ panelId: id, ends: noEnds(), left: 0 }));
  const test = shuffling(random);
  for (let run = 0; run < runs; run += 1) {
    const ended = playStudy(study, mindsOf(way, study, random), test);
    for (const [at, { status, items }] of ended.entries()) {
      told[at]!.ends[status] += 1;
      told[at]!.left += items.length;
    }
  }
  return told;
}

function noEnds(): Record<PanelStatus, number> {
  return { active: 0, agreed: 0, stable: 0, dropped: 0, finished: 0 };
}

/** From 0 to below 1: what experts think of items in one round. */
type Opinion = (expertId: number, itemId: number) => number;

/** Of a run: the opinions of its next round. */
type Minds = () => Opinion;

const CAMPS_NOISE = 0.2;
/** Below 1, so that it stands for the highest point. */
const HIGHEST = 1 - Number.EPSILON;

function mindsOf(way: Way, { panels, isShuffled }: CheckedStudy, random: SeededRandom): Minds {
  const experts = [...new Set(panels.flatMap((panel) => panel.experts))];
  const items = [...new Set(panels.flatMap((panel) => panel.items))];
  const perItem = new Map(items.map((id) => [id, random.next()]));
  const first = new Set(random.shuffle(experts).slice(0, Math.ceil(experts.length / 2)));
  const perExpert = new Map(experts.map((id) => [id, random.next()]));
  switch (way) {
    case 'random':
      return () => remembered(() => random.next());
    case 'camps':
      return () =>
        remembered((expertId, itemId) => {
          const worth = perItem.get(itemId)!;
          const own = (first.has(expertId) ? worth : 1 - worth) + (random.next() - 0.5) * CAMPS_NOISE;
          return Math.min(Math.max(own, 0), HIGHEST);
        });
    case 'same': {
      // Too small to move an answer: it only orders the items, as they were shown.
      const place = new Map(items.map((id, at) => [id, at]));
      const shown = remembered((_, itemId) =>
        isShuffled ? random.next() : 1 - place.get(itemId)! / items.length,
      );
      return () => (expertId, itemId) =>
        Math.min(perExpert.get(expertId)! + shown(expertId, itemId) * 1e-9, HIGHEST);
    }
  }
}

/** An opinion is drawn once a round: an item of several panels is asked once. */
function remembered(draw: Opinion): Opinion {
  const drawn = new Map<number, Map<number, number>>();
  return (expertId, itemId) => {
    const own = drawn.get(expertId) ?? new Map<number, number>();
    drawn.set(expertId, own);
    const known = own.get(itemId);
    if (known !== undefined) return known;
    const opinion = draw(expertId, itemId);
    own.set(itemId, opinion);
    return opinion;
  };
}

/** A panel on its way through the rounds. */
interface PlayedPanel {
  readonly id: number;
  readonly code: string;
  readonly experts: readonly number[];
  items: readonly number[];
  status: PanelStatus;
  /** By kind, how many rounds it has taken part in, and the last W. */
  readonly past: Map<RoundKind, { readonly rounds: number; readonly w: number | null }>;
}

const NONE: ReadonlySet<number> = new Set();

function playStudy(study: CheckedStudy, minds: Minds, test: Test): PlayedPanel[] {
  const panels: PlayedPanel[] = study.panels.map((panel) => ({
    ...panel,
    status: 'active',
    past: new Map(),
  }));
  const rounds: { number: number; state: 'judged' }[] = [];
  for (;;) {
    const before = panels.map((panel) => ({
      ...panel,
      ...{ items: panel.items.length, experts: panel.experts.length },
    }));
    const next = planRound({ ...study, state: 'running', rounds, panels: before }, NONE);
    if (!next.ok || next.opening.panels.length === 0) break;
    const { number, panels: asked, emptyPanelIds } = next.opening;
    for (const panel of panels) if (emptyPanelIds.includes(panel.id)) panel.status = 'dropped';
    const tasks = asked.map(({ panelId, kind }) => ({
      panel: panels.find(({ id }) => id === panelId)!,
      kind,
    }));
    judgeRound(study, panels, { number, tasks, opinion: minds() }, test);
    rounds.push({ number, state: 'judged' });
  }
  for (const panel of panels) if (panel.status === 'active') panel.status = 'finished';
  return panels;
}

interface PlayedRound {
  readonly number: number;
  readonly tasks: readonly { readonly panel: PlayedPanel; readonly kind: RoundKind }[];
  readonly opinion: Opinion;
}

function judgeRound(
  study: CheckedStudy,
  panels: readonly PlayedPanel[],
  { number, tasks, opinion }: PlayedRound,
  test: Test,
): void {
  const answered = tasks
    .filter(({ kind }) => study.kindOf(kind).asks !== 'proposals')
    .map(({ panel, kind }) => {
      const rule = ruleOf(study, kind, { itemIds: panel.items, roundNumber: number });
      return { panel, kind, rule, ratings: ratingsOf(panel, rule, opinion) };
    });
  const leaving: { readonly from: readonly PlayedPanel[]; readonly items: ReadonlySet<number> }[] = [];
  for (const { panel, kind, rule, ratings } of answered) {
    const judging = answered.filter((other) => (rule.pools ? other.kind === kind : other.panel === panel));
    const dropped = droppedItems(panel, rule, judging);
    const { drops, dropsFrom } = study.kindOf(kind);
    settle(study, { panel, kind, number, ratings, rule, dropped }, test);
    if (dropsFrom === 'nowhere' || !drops(number, study.rules)) continue;
    leaving.push({ from: dropsFrom === 'itsPanel' ? [panel] : panels, items: dropped });
  }
  for (const { from, items } of leaving) {
    for (const panel of from) {
      const left = panel.items.filter((item) => !items.has(item));
      if (left.length === 0 && panel.items.length > 0) panel.status = 'dropped';
      panel.items = left;
    }
  }
}

function ruleOf(
  study: CheckedStudy,
  kind: RoundKind,
  round: Pick<Ruling, 'itemIds' | 'roundNumber'>,
): JudgingRule {
  const { rules, versions, scale } = study;
  return study.kindOf(kind).judging({ ...round, rules, versions, scale });
}

/** One row an expert, one column an item. */
type Ratings = readonly (readonly number[])[];

function ratingsOf({ experts, items }: PlayedPanel, rule: JudgingRule, opinion: Opinion): Ratings {
  const points = rule.ratings === 'given' ? null : rule.ratings.toSorted((one, other) => one - other);
  return experts.map((expertId) => {
    const opinions = items.map((itemId) => opinion(expertId, itemId));
    if (rule.isOrder) return placesOf(opinions);
    return points === null ? opinions : opinions.map((each) => points[Math.floor(each * points.length)]!);
  });
}

/** Places from 1, the highest opinion first. */
function placesOf(opinions: readonly number[]): number[] {
  const places: number[] = [];
  const ordered = opinions.map((each, at) => [each, at] as const).sort(([one], [other]) => other - one);
  for (const [place, [, at]] of ordered.entries()) places[at] = place + 1;
  return places;
}

/** @param judging all whose answers decide: of several panels each expert counts once */
function droppedItems(
  panel: PlayedPanel,
  rule: JudgingRule,
  judging: readonly { readonly panel: PlayedPanel; readonly ratings: Ratings }[],
): ReadonlySet<number> {
  const counts = new Map(panel.items.map((id) => [id, { n: 0, counts: {} as Record<string, number> }]));
  const counted = new Map(panel.items.map((id) => [id, new Set<number>()]));
  for (const { panel: judge, ratings } of judging) {
    for (const [row, expertId] of judge.experts.entries()) {
      for (const [column, itemId] of judge.items.entries()) {
        const item = counts.get(itemId);
        const by = counted.get(itemId);
        if (!item || !by || by.has(expertId)) continue;
        by.add(expertId);
        const value = String(ratings[row]![column]!);
        item.n += 1;
        item.counts[value] = (item.counts[value] ?? 0) + 1;
      }
    }
  }
  return new Set(panel.items.filter((id) => !judgeAnswers(counts.get(id)!, rule).kept));
}

function settle(
  study: CheckedStudy,
  judged: {
    panel: PlayedPanel;
    kind: RoundKind;
    number: number;
    ratings: Ratings;
    rule: JudgingRule;
    dropped: ReadonlySet<number>;
  },
  test: Test,
): void {
  const { panel, kind, number, ratings, rule, dropped } = judged;
  const { w, p } = rule.hasConcordance ? concordance(ratings) : { w: null, p: null };
  const past = panel.past.get(kind) ?? { rounds: 0, w: null };
  panel.past.set(kind, { rounds: past.rounds + 1, w });
  const figures = {
    ...{ roundNumber: number, roundOfKind: past.rounds + 1, w, p },
    isEmptied: rule.drops && panel.items.length > 0 && dropped.size === panel.items.length,
    change: w === null || past.w === null ? null : w - past.w,
    // Read only where W reaches its threshold: the test takes far longer than all the rest.
    get pPermutation() {
      return test(ratings);
    },
  };
  panel.status = judgePanel(figures, stopRulesOf(study.rules, study.versions));
}

/** The permutation test of a table of ratings. */
type Test = (ratings: Ratings) => number | null;

const SEEDS = 2 ** 31;

/** Who always answers alike gives the same table in every run: it is tested once. */
function shuffling(random: SeededRandom): Test {
  const tested = new Map<string, number | null>();
  return (ratings) => {
    const table = ratings.join(';');
    const known = tested.get(table);
    if (known !== undefined) return known;
    const p = permutationP(ratings, random.below(SEEDS));
    tested.set(table, p);
    return p;
  };
}
