import type { ScalePoint } from '../../domain/study-draft.ts';
import { isMeasured, kindOf } from '../../kinds/all.ts';
import { cutToBytes } from '../../texts/cut-to-bytes.ts';
import { plain } from '../../texts/i18n.ts';
import type { AnswerCase, CaseVariable } from './load-cases.ts';
import {
  LONGEST_TEXT,
  type SavValue,
  type SavValueLabel,
  type SavVariable,
  systemFile,
} from './sav/system-file.ts';
import type { StudyResults } from './study-results.ts';

/** The code of «نظری ندارم», unless somebody wrote this very number. */
const NO_OPINION = -9;

/** What was asked in a study, and whose answers there are. */
export interface AskedForCases {
  readonly results: Pick<StudyResults, 'title' | 'panels'>;
  readonly scale: readonly ScalePoint[];
  readonly variables: readonly CaseVariable[];
  /** Each item's row among the items of the workbook, from 1, by item id. */
  readonly numbers: ReadonlyMap<number, number>;
  /** The first columns of every case that may occur. */
  readonly lines: readonly Pick<AnswerCase, 'expert' | 'panel' | 'round'>[];
}

/**
 * `answers.sav`: a case for each expert and panel (and round, where labels hold for one round only), a variable for
 * each item of a round: `R2_5` is the fifth item of the workbook in round 2.
 */
export function answersSav(
  asked: AskedForCases,
  cases: AsyncIterable<AnswerCase>,
  writtenAt: Date,
): AsyncGenerator<Uint8Array> {
  const { variables, lines, results } = asked;
  const given = valuesOf(results);
  const ofRounds = lines.some(({ round }) => round !== null);
  const columns = variables.map((variable) =>
    variableOf(variable, asked, given.get(variable.itemId) ?? new Set()),
  );
  const heads = [
    textVariable(
      'expert',
      plain('summary.sav.expert'),
      lines.map(({ expert }) => expert),
    ),
    textVariable(
      'panel',
      plain('summary.sheet.panel'),
      lines.map(({ panel }) => panel),
    ),
    ...(ofRounds ? [roundVariable()] : []),
  ];

  async function* rows(): AsyncGenerator<SavValue[]> {
    for await (const { expert, panel, round, values } of cases) {
      const head = [cutToBytes(expert, LONGEST_TEXT), cutToBytes(panel, LONGEST_TEXT)];
      const answers = values.map((value, at) => (value === 'no_opinion' ? columns[at]!.missing : value));
      yield [...head, ...(ofRounds ? [round] : []), ...answers];
    }
  }
  return systemFile({ title: results.title, writtenAt }, [...heads, ...columns], rows());
}

function textVariable(name: string, label: string, texts: readonly string[]): SavVariable {
  const longest = Math.max(1, ...texts.map((text) => Buffer.byteLength(text)));
  const width = Math.min(longest, LONGEST_TEXT);
  return { name, label, width, decimals: 0, measure: 'nominal', valueLabels: [], missing: null };
}

function roundVariable(): SavVariable {
  const label = plain('summary.sheet.round');
  return {
    name: 'round',
    label,
    width: null,
    decimals: 0,
    measure: 'ordinal',
    valueLabels: [],
    missing: null,
  };
}

function variableOf(
  variable: CaseVariable,
  { scale, numbers }: AskedForCases,
  values: ReadonlySet<number>,
): SavVariable {
  const { round, itemId, code, title, kinds } = variable;
  const choices = choicesOf(variable, scale);
  const missing = noOpinionCode(values);
  return {
    name: `R${round}_${numbers.get(itemId)}`,
    label: plain('summary.sav.variable', { round, code, title }),
    width: null,
    decimals: [...values].every(Number.isInteger) ? 0 : 2,
    measure: kinds.some(isMeasured) ? 'scale' : 'ordinal',
    valueLabels: [...choices, { value: missing, label: plain('label.noOpinion') }],
    missing,
  };
}

/** Values that each item was or could be given in any round, by item id. */
function valuesOf({ panels }: Pick<StudyResults, 'panels'>): Map<number, Set<number>> {
  const given = new Map<number, Set<number>>();
  for (const { itemId, counts } of panels.flatMap(({ rounds }) => rounds.flatMap(({ items }) => items))) {
    const values = given.get(itemId) ?? new Set();
    for (const value of Object.keys(counts)) values.add(Number(value));
    given.set(itemId, values);
  }
  return given;
}

/** Empty where panels had different kinds in one round: a value could mean one thing here and another there. */
function choicesOf({ kinds }: CaseVariable, scale: readonly ScalePoint[]): SavValueLabel[] {
  const labels = new Map<number, Set<string>>();
  for (const kind of kinds.map(kindOf)) {
    if (kind.asks !== 'item') continue;
    for (const { value, label } of kind.choices(scale))
      labels.set(value, (labels.get(value) ?? new Set()).add(label));
  }
  return [...labels].map(([value, words]) => ({ value, label: [...words].join(' / ') }));
}

function noOpinionCode(given: ReadonlySet<number>): number {
  let code = NO_OPINION;
  while (given.has(code)) code = code * 10 - 9;
  return code;
}

/**
 * Each item's row among the items of the workbook, from 1. Where a later workbook put another item into a row, the one
 * that was taken off comes after all.
 *
 * @param items in their order
 */
export function workbookNumbers(
  items: readonly { readonly id: number; readonly position: number; readonly removedAt: Date | null }[],
): Map<number, number> {
  const numbers = new Map<number, number>();
  const taken = new Set<number>();
  let next = Math.max(0, ...items.map(({ position }) => position + 1)) + 1;
  for (const { id, position } of items.toSorted(
    (one, other) => Number(one.removedAt !== null) - Number(other.removedAt !== null),
  )) {
    const own = position + 1;
    const number = taken.has(own) ? next++ : own;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
}
