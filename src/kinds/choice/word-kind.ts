import type { ItemJudgement, JudgedRound } from '../../domain/judged-round.ts';
import {
  type Answers,
  answersOf,
  type JudgingRule,
  judgePanelRound,
  type Ruling,
} from '../../domain/judging.ts';
import { type FrozenVersions, versionInForce } from '../../domain/protocol.ts';
import { type ItemVerdict, stopRulesOf } from '../../domain/verdict.ts';
import type { VerdictRules } from '../../domain/verdict-rules.ts';
import { plain, type TextKey } from '../../texts/i18n.ts';
import { eitherOf } from '../../texts/listed.ts';
import { type CountRow, fateOf, type ItemChart } from '../item-chart.ts';
import { ANSWER_COLUMNS, type ItemColumn, shareInterval } from '../item-column.ts';
import type { ItemKind } from '../kind.ts';
import { itemsFold, otherwiseTexts } from '../told/items.ts';
import { verdictText } from '../told/verdict.ts';
import { fixedChoices } from './choice.ts';
import { choiceKind } from './choice-kind.ts';

/** A choice in the kind's own words: its value, and the key of its text. */
type Word = readonly [value: number, key: TextKey];

/** An item's answers: how many there are, and how many spoke for the item. */
export interface Spoken extends Answers {
  readonly speaking: number;
}

/** How one kind of round with answers in words differs from the others. */
export interface WordKind extends Pick<ItemKind, 'name' | 'sheetWord' | 'rule' | 'tooFew' | 'whyDropped'> {
  /** What keeps an item, in words. @param version of the kind's rule */
  keeps(rules: VerdictRules, version: number): string;
  /** The choices, in the order shown. */
  readonly words: readonly Word[];
  /** Values that speak for an item. */
  readonly speakingFor: readonly number[];
  /** The verdict on an item that somebody rated. @param version of the kind's rule */
  verdict(answers: Spoken, rules: VerdictRules, version: number): ItemVerdict;
  /** Rules of the study that the verdict reads. */
  readonly reads?: JudgingRule['reads'];
  /** The field's usual index of such answers, in words. */
  index?(answers: Spoken): string;
  /** What a verdict is based on, in words. */
  figures(answers: Spoken): string;
  /** Besides the number of answers; the first column counts those who spoke for the item. */
  readonly columns: readonly [ItemColumn, ...ItemColumn[]];
}

/** From this version of each rule on, an item of several panels gets one verdict, from all its judges together. */
const POOLED_FROM = 2;

/**
 * What kinds whose items are answered by one of a few words have in common: a drop takes the item from all panels, and
 * neither W nor a mean applies.
 */
export function wordKind(own: WordKind): ItemKind {
  const ratings = own.words.map(([value]) => value);
  const speaking = own.words.filter(([value]) => own.speakingFor.includes(value)).map(([, key]) => key);
  const spoken = (answers: Answers) => ({ ...answers, speaking: speakingIn(answers, own.speakingFor) });
  const verdict = (answers: Answers, rules: VerdictRules, version: number) =>
    own.verdict(spoken(answers), rules, version);
  const judging = ({ rules, versions }: Ruling): JudgingRule => {
    const version = versionInForce(rule, versions);
    return {
      ratings,
      verdict: (answers) => verdict(answers, rules, version),
      compares: false,
      pools: version >= POOLED_FROM,
      hasConcordance: false,
      drops: true,
      reads: own.reads ?? [],
    };
  };
  const figures = (item: ItemJudgement) => figuresText(item, (answers) => own.figures(spoken(answers)));
  const choice = () => eitherOf(speaking.map((key) => plain(key)));
  const { name, sheetWord, rule, tooFew, whyDropped } = own;
  const gist: ItemKind['gist'] = (item) =>
    item.n === 0
      ? null
      : {
          share: speakingIn(item, own.speakingFor) / item.n,
          choice: choice(),
          ...(own.index && { index: own.index(spoken(item)) }),
        };
  return {
    ...choiceKind(fixedChoices(own.words), { ratings: 'words', gist }),
    ...{ name, sheetWord, rule, tooFew, whyDropped },
    needsPlan: true,
    usesScale: false,
    ruleText: (rules, versions) => ruleText(own, rules, versions),
    dropsFrom: 'everyPanel',
    asksReason: () => false,
    judging,
    judge: (panel) => judgePanelRound(panel, judging(panel)),
    drops: () => true,
    speaksAgainst: (value) => !own.speakingFor.includes(value),
    cutoff: () => null,
    advice: (judged, { versions }) => [verdictText(judged, stopRulesOf(judged.rules, versions))],
    told: (judged, { versions }, listLength) => {
      const few = tooFew(versions);
      return [
        ...itemsFold(judged.items, listLength, {
          orderOf: (item) => shareOf(spoken(answersOf(item))),
          figures,
          ...(few && { leastAnswers: few.answers }),
        }),
        ...otherwiseTexts(judged.items, rule, versions, (answers) =>
          verdict(answers, judged.rules, rule.version),
        ),
      ];
    },
    chart: (rounds, { versions }) =>
      chartOf(own, rounds.at(-1), (answers, rules) =>
        own.verdict(answers, rules, versionInForce(rule, versions)),
      ),
    figures,
    columns: [
      ...ANSWER_COLUMNS,
      ...own.columns,
      ...shareInterval({
        json: own.columns[0].json,
        share: () => plain('summary.sheet.wilson.choice', { choice: choice() }),
        counted: (item) => ({ count: speakingIn(item, own.speakingFor), n: item.n }),
      }),
    ],
    roundColumns: [],
  };
}

/** How many spoke for each item that somebody judged, beside the number that the rule requires. */
function chartOf(
  { words, speakingFor }: WordKind,
  judged: JudgedRound | undefined,
  verdict: (answers: Spoken, rules: VerdictRules) => ItemVerdict,
): ItemChart | null {
  if (!judged) return null;
  const rows = judged.items
    .flatMap((item) => {
      const answers = answersOf(item);
      return answers.n === 0 ? [] : [{ item, ...answers, speaking: speakingIn(answers, speakingFor) }];
    })
    .toSorted((one, other) => shareOf(other) - shareOf(one))
    .map(({ item, n, speaking, counts }): CountRow => {
      const keeps = (some: number) => {
        const { why: because } = verdict({ n, counts, speaking: some }, judged.rules);
        return because === 'above_rule';
      };
      const needed = Array.from({ length: n + 1 }, (_, some) => some).find(keeps) ?? null;
      return {
        ...{ title: item.title, fate: fateOf(item), answers: n, speaking, needed },
        figure:
          needed === null
            ? plain('summary.chart.count', { speaking, answers: n })
            : plain('summary.chart.countNeeded', { speaking, answers: n, needed }),
        marks: item.why === 'too_few' ? [{ of: 'doubt', text: plain('summary.chart.mark.tooFew') }] : [],
      };
    });
  if (rows.length === 0) return null;
  const choice = words.filter(([value]) => speakingFor.includes(value)).map(([, key]) => plain(key));
  return { of: 'counts', heading: plain('summary.chart.counts'), choice: eitherOf(choice), rows };
}

function ruleText({ rule, keeps, tooFew }: WordKind, rules: VerdictRules, versions: FrozenVersions): string {
  const version = versionInForce(rule, versions);
  const few = tooFew(versions);
  return [
    keeps(rules, version),
    few === null
      ? plain('protocol.kinds.unrated')
      : plain(few.drops ? 'protocol.kinds.tooFewDrop' : 'protocol.kinds.tooFew', { answers: few.answers }),
    ...(version >= POOLED_FROM ? [plain('protocol.kinds.oneVerdict')] : []),
    plain('protocol.kinds.everyPanel'),
  ].join('\n');
}

function speakingIn({ counts }: Pick<Answers, 'counts'>, speakingFor: readonly number[]): number {
  return speakingFor.reduce((sum, value) => sum + (counts[String(value)] ?? 0), 0);
}

function shareOf({ n, speaking }: Spoken): number {
  return n === 0 ? 0 : speaking / n;
}

/** For an item that several panels judged, all judges' figures come first: its verdict is based on those. */
function figuresText(
  { n, counts, judgesCounts }: ItemJudgement,
  figures: (answers: Answers) => string,
): string | null {
  const own = n === 0 ? null : figures({ n, counts });
  const judges = answersOf({ counts, judgesCounts });
  if (judgesCounts === null || judges.n === 0) return own;
  const all = figures(judges);
  return own === null
    ? plain('summary.items.ofJudges', { all })
    : plain('summary.items.ofJudgesAndPanel', { all, own });
}
