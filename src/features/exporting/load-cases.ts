import { setImmediate } from 'node:timers/promises';
import { grouped } from '../../domain/grouped.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import { type JudgedPanelRound, loadAskedTitles } from '../../store/export-rows.ts';
import type { Database } from '../../store/file/database.ts';
import { loadCountedAnswers } from '../../store/results.ts';
import { askedIn, type Bearer, type CountedStudy, isRated, type Labels } from './load-counted-rows.ts';

/** An item of a round, in whichever panels it was asked. */
export interface CaseVariable {
  readonly round: number;
  readonly itemId: number;
  readonly code: string;
  readonly title: string;
  /** The kinds of rounds that asked it: panels may do different kinds in one round. */
  readonly kinds: readonly RoundKind[];
}

/** What the expert behind one label answered on one panel. */
export interface AnswerCase {
  readonly expert: string;
  readonly panel: string;
  /** Null unless labels hold for one panel's round only. */
  readonly round: number | null;
  /** In the order of the variables; null: not asked, or not answered. */
  readonly values: readonly (number | 'no_opinion' | null)[];
}

/** The label, panel and round that a case can have. */
interface CaseLine extends Omit<AnswerCase, 'values'> {
  readonly bearer: Bearer;
  readonly from: readonly Block[];
}

interface Block extends JudgedPanelRound {
  readonly labels: Labels;
  /** Those whom the round asked. */
  readonly bearers: ReadonlySet<Bearer>;
}

/**
 * The variables of all judged rounds, by round and item, and a case for each label and panel with at least one rating;
 * where labels hold for one panel's round only, a case for each round too.
 */
export function loadCases(
  db: Database,
  study: CountedStudy,
): { variables: CaseVariable[]; lines: readonly CaseLine[]; cases: AsyncIterable<AnswerCase> } {
  const blocks = study.judged.map((judged) => {
    const { labels, bearers } = askedIn(db, study, judged);
    return { ...judged, labels, bearers: new Set(bearers) };
  });
  const variables = variablesOf(db, blocks);
  const places = new Map(variables.map(({ round, itemId }, at) => [placeKey(round, itemId), at]));
  const lines = caseLines(study, blocks);

  async function* cases(): AsyncGenerator<AnswerCase> {
    for (const { bearer, from, ...line } of lines) {
      const values: (number | 'no_opinion' | null)[] = variables.map(() => null);
      for (const { round, panelRound } of from) {
        for (const { itemId, value } of saidIn(db, panelRound, bearer))
          values[places.get(placeKey(round.number, itemId))!] = value;
      }
      if (values.some((value) => typeof value === 'number')) yield { ...line, values };
      await setImmediate();
    }
  }
  return { variables, lines, cases: cases() };
}

function placeKey(round: number, itemId: number): string {
  return `${round} ${itemId}`;
}

function variablesOf(db: Database, blocks: readonly Block[]): CaseVariable[] {
  const asked = new Map<string, CaseVariable & { kinds: RoundKind[] }>();
  for (const { round, panelRound } of blocks.toSorted(
    (one, other) => one.round.number - other.round.number,
  )) {
    for (const item of loadAskedTitles(db, panelRound.id)) {
      const key = placeKey(round.number, item.itemId);
      const variable = asked.get(key) ?? { ...item, round: round.number, kinds: [] };
      if (!variable.kinds.includes(panelRound.kind)) variable.kinds.push(panelRound.kind);
      asked.set(key, variable);
    }
  }
  return [...asked.values()];
}

function caseLines({ labels, panelCodes }: CountedStudy, blocks: readonly Block[]): CaseLine[] {
  const panelOf = ({ panelRound }: Block) => panelCodes.get(panelRound.panelId)!;
  if (labels.of === 'panelRound') {
    return blocks.flatMap((block) =>
      [...block.labels].flatMap(([bearer, expert]) =>
        block.bearers.has(bearer)
          ? [{ bearer, expert, panel: panelOf(block), round: block.round.number, from: [block] }]
          : [],
      ),
    );
  }
  const byPanel = [...grouped(blocks, panelOf)];
  return [...labels.labels].flatMap(([bearer, expert]) =>
    byPanel.flatMap(([panel, all]) => {
      const from = all.filter(({ bearers }) => bearers.has(bearer));
      return from.length === 0 ? [] : [{ bearer, expert, panel, round: null, from }];
    }),
  );
}

function saidIn(
  db: Database,
  panelRound: JudgedPanelRound['panelRound'],
  bearer: Bearer,
): { itemId: number; value: number | 'no_opinion' }[] {
  return loadCountedAnswers(db, panelRound, [bearer.expertId])
    .filter(({ apartCode }) => apartCode === bearer.apartCode)
    .flatMap((answer) => {
      const value = isRated(answer) ? answer.value : answer.state;
      return value === 'open' || value === 'rated' ? [] : [{ itemId: answer.itemId, value }];
    });
}
