import type { PlacedStep } from '../domain/sittings.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { Questionnaire } from './questionnaires.ts';

/** A step of an expert's round: what one card asks, an item or all that a panel is asked at once. */
export interface Step {
  /** Index among the steps, from 0. */
  readonly position: number;
  readonly kind: RoundKind;
  /** The panel that is asked at once; 0: a single item is asked. */
  readonly panelId: number;
  /** The answer to its item, or to the first of them; null where it asks no item. */
  readonly answerId: number | null;
  /** Whether something in it is still to be answered. */
  readonly isOpen: boolean;
  /** How many answers it asks for, and how many of these are missing; 1 for a step without items. */
  readonly asked: number;
  readonly missing: number;
  /** How many of the answers are «نظری ندارم». */
  readonly noOpinion: number;
  /** Ideas that the expert has written, where it calls for them. */
  readonly ideas: number;
}

/** Positions of the first and the last step of a stretch. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

const ALL_STEPS: Stretch = { first: 0, last: Number.MAX_SAFE_INTEGER };
/** An empty stretch before all steps. */
export const BEFORE_ALL: Stretch = { first: 0, last: -1 };

/** The steps of a questionnaire in order; empty until it is begun. */
export function loadSteps(tx: Transaction, questionnaire: StepsOf, within = ALL_STEPS): Step[] {
  const steps = answeredSteps(tx)
    .all({ id: questionnaire.id, ...within })
    .map((step): Step => ({ ...step, isOpen: step.isOpen === 1 }));
  return [...steps, ...loadCalls(tx, questionnaire, within)].sort(inOrder);
}

/**
 * The next open step after a stretch, continuing from the beginning up to where the stretch starts; undefined where
 * none is open outside it. Every press asks for this and for what is missing: both are found by the index of open
 * answers.
 */
export function loadNextOpen(
  tx: Transaction,
  questionnaire: StepsOf,
  { first, last }: Stretch,
  within = ALL_STEPS,
): NextStep | undefined {
  return (
    firstOpen(tx, questionnaire, { first: Math.max(within.first, last + 1), last: within.last }) ??
    firstOpen(tx, questionnaire, { first: within.first, last: first - 1 })
  );
}

type NextStep = Pick<Step, 'position' | 'panelId' | 'answerId'>;

function firstOpen(tx: Transaction, questionnaire: StepsOf, within: Stretch): NextStep | undefined {
  const step = firstOpenAnswer(tx).get({ id: questionnaire.id, ...within });
  const call = loadCalls(tx, questionnaire, within).find(({ isOpen }) => isOpen);
  return step && call ? [step, call].sort(inOrder)[0] : (step ?? call);
}

/** How many answers are missing; each call for proposals without an idea counts as one. */
export function countMissing(tx: Transaction, questionnaire: StepsOf, within = ALL_STEPS): number {
  const calls = loadCalls(tx, questionnaire, within);
  return missingAnswers(tx).get({ id: questionnaire.id, ...within })! + sumOf(calls, 'missing');
}

/** Positions of panels' steps of which nothing is answered yet. */
export function loadUntouchedPanels(tx: Transaction, questionnaireId: number): number[] {
  return untouchedPanels(tx).all(questionnaireId);
}

/** How many steps a questionnaire has; it must have been begun. */
export function countSteps(tx: Transaction, { id, itemlessSteps }: StepsOf): number {
  const last = lastPosition(tx).get(id) ?? -1;
  return Math.max(last, ...itemlessSteps.map(({ position }) => position)) + 1;
}

/** Whether a step asks items; if not, it calls for proposals. */
export function isOfItems({ answerId }: Pick<Step, 'answerId'>): boolean {
  return answerId !== null;
}

/** Panel, unit and group of each step of a questionnaire, in order; a step without an item has only its panel. */
export function loadPlacedSteps(tx: Transaction, questionnaire: StepsOf): PlacedStep[] {
  const places = placedItems(tx)
    .all(questionnaire)
    .map(
      ([position, items, whole, askedBy, unit, group]): PlacedStep =>
        whole > 0
          ? { position, items, panelId: whole, unit: '', group: [] }
          : { position, items, panelId: askedBy, unit, group: JSON.parse(group) as string[] },
    );
  const calls = questionnaire.itemlessSteps.map((call) => ({ ...call, items: 1, unit: '', group: [] }));
  return [...places, ...calls].sort(inOrder);
}

/**
 * Each step with the panel that is asked at once (0: none), and its first item's place. An item of several panels counts
 * under the first of them, as the steps were laid out. Arrays, as hundreds of rows are read twice as fast so.
 */
const placedItems = prepared(({ $client }) =>
  $client
    .prepare<
      [Pick<StepsOf, 'id' | 'roundId' | 'expertId'>],
      [position: number, items: number, whole: number, askedBy: number, unit: string, group: string]
    >(
      `WITH mine AS (
         SELECT i.item_id, p.kind, p.id AS panel_round_id, p.panel_id FROM panel_rounds p
         JOIN panel_round_experts x ON x.panel_round_id = p.id AND x.expert_id = @expertId
         JOIN panel_round_items i ON i.panel_round_id = p.id WHERE p.round_id = @roundId),
       first AS (SELECT item_id, kind, min(panel_round_id), panel_id FROM mine GROUP BY item_id, kind)
       SELECT a.position, count(*), a.panel_id, coalesce(f.panel_id, 0), t.unit, t.group_path FROM answers a
       JOIN items t ON t.id = a.item_id LEFT JOIN first f ON f.item_id = a.item_id AND f.kind = a.kind
       WHERE a.questionnaire_id = @id GROUP BY a.position`,
    )
    .raw(),
);

/** How many answers the steps ask for, or miss, altogether. */
export function sumOf<What extends 'asked' | 'missing'>(
  steps: readonly Pick<Step, What>[],
  what: What,
): number {
  return steps.reduce((sum, step) => sum + step[what], 0);
}

type StepsOf = Pick<Questionnaire, 'id' | 'roundId' | 'expertId' | 'itemlessSteps'>;

const answeredSteps = prepared(({ $client }) =>
  $client.prepare<[{ id: number } & Stretch], Omit<Step, 'isOpen'> & { isOpen: 0 | 1 }>(
    `SELECT position, kind, panel_id AS panelId, min(id) AS answerId, max(state = 'open') AS isOpen,
       count(*) AS asked, sum(state = 'open' AND value IS NULL) AS missing,
       sum(state = 'no_opinion') AS noOpinion, 0 AS ideas
     FROM answers WHERE questionnaire_id = @id AND position BETWEEN @first AND @last
     GROUP BY position ORDER BY position`,
  ),
);

const OPEN_WITHIN = "questionnaire_id = @id AND state = 'open' AND position BETWEEN @first AND @last";

const firstOpenAnswer = prepared(({ $client }) =>
  $client.prepare<[{ id: number } & Stretch], NextStep>(
    `SELECT position, panel_id AS panelId, id AS answerId FROM answers WHERE ${OPEN_WITHIN} ORDER BY position, value, id LIMIT 1`,
  ),
);

const missingAnswers = prepared(({ $client }) =>
  $client
    .prepare<[{ id: number } & Stretch], number>(
      `SELECT count(*) FROM answers WHERE ${OPEN_WITHIN} AND value IS NULL`,
    )
    .pluck(),
);

const untouchedPanels = prepared(({ $client }) =>
  $client
    .prepare<[number], number>(
      `SELECT position FROM answers WHERE questionnaire_id = ? AND state = 'open' AND panel_id > 0
       GROUP BY position HAVING count(value) = 0`,
    )
    .pluck(),
);

/** Whether any step of a questionnaire asks a panel's items or proposals at once. */
export function hasStepsOfPanels(tx: Transaction, { id, itemlessSteps }: StepsOf): boolean {
  return itemlessSteps.length > 0 || putTogether(tx).get(id) === 1;
}

const putTogether = prepared(({ $client }) =>
  $client
    .prepare<[number], number>(
      'SELECT EXISTS (SELECT 1 FROM answers WHERE questionnaire_id = ? AND panel_id > 0)',
    )
    .pluck(),
);

const lastPosition = prepared(({ $client }) =>
  $client
    .prepare<[number], number | null>('SELECT max(position) FROM answers WHERE questionnaire_id = ?')
    .pluck(),
);

/** Steps that call for proposals; each is open until the expert has written something. */
export function loadCalls(tx: Transaction, questionnaire: StepsOf, { first, last } = ALL_STEPS): Step[] {
  const { roundId, expertId, itemlessSteps } = questionnaire;
  return itemlessSteps
    .filter(({ position }) => first <= position && position <= last)
    .map(({ position, panelId }) => {
      const { kind, ideas } = itemlessStep(tx).get({ roundId, expertId, panelId })!;
      const isOpen = ideas === 0;
      return {
        ...{ position, panelId, kind, answerId: null, isOpen, asked: 1, missing: isOpen ? 1 : 0 },
        ...{ noOpinion: 0, ideas },
      };
    });
}

function inOrder(one: Pick<Step, 'position'>, other: Pick<Step, 'position'>): number {
  return one.position - other.position;
}

const itemlessStep = prepared(({ $client }) =>
  $client.prepare<
    [{ roundId: number; expertId: number; panelId: number }],
    { kind: RoundKind; ideas: number }
  >(
    `SELECT kind, (SELECT count(*) FROM proposals o WHERE o.round_id = @roundId AND o.panel_id = @panelId
       AND o.expert_id = @expertId AND o.kind = 'idea' AND o.state <> 'withdrawn') AS ideas
     FROM panel_rounds WHERE round_id = @roundId AND panel_id = @panelId`,
  ),
);
