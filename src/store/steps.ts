import type { PlacedStep } from '../domain/sittings.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { Questionnaire } from './questionnaires.ts';

/** A step of an expert's round: what one card puts, an item or all that a panel is asked at once. */
export interface Step {
  /** Among the steps, from 0. */
  readonly position: number;
  readonly kind: RoundKind;
  /** The panel that is asked at once; 0: an item is put. */
  readonly panelId: number;
  /** The answer to its item, or to the first of them; null where it puts none. */
  readonly answerId: number | null;
  /** Whether something of it is still to be answered. */
  readonly isOpen: boolean;
  /** How many answers it asks, and how many of these are missing: items; one of a step that puts none. */
  readonly asked: number;
  readonly missing: number;
  /** How many of the answers are «نظری ندارم». */
  readonly noOpinion: number;
  /** Ideas that the expert has written where it calls for them. */
  readonly ideas: number;
}

/** The steps of a questionnaire that is begun, in the order of its round; none before. */
export function loadSteps(tx: Transaction, questionnaire: StepsOf): Step[] {
  const steps = answeredSteps(tx)
    .all(questionnaire.id)
    .map((step): Step => ({ ...step, isOpen: step.isOpen === 1 }));
  if (questionnaire.itemlessSteps.length === 0) return steps;
  const itemless = questionnaire.itemlessSteps.map((step) => loadItemless(tx, questionnaire, step));
  return [...steps, ...itemless].sort((one, other) => one.position - other.position);
}

/** A step with something still to be answered. */
export type OpenStep = Pick<Step, 'position' | 'panelId' | 'answerId' | 'missing'> & {
  readonly isOpen: true;
};

/**
 * The same of the open steps alone, in less detail; the answer is the first open one. Every press asks for these: they are
 * found by the index of open answers, where all steps of a questionnaire take several times as long to read.
 *
 * @param within positions of the first and the last that are asked about; all where they are left out
 */
export function loadOpenSteps(
  tx: Transaction,
  questionnaire: StepsOf,
  within: { readonly first: number; readonly last: number } = ALL_STEPS,
): OpenStep[] {
  const { first, last } = within;
  const steps = openSteps(tx)
    .all({ id: questionnaire.id, first, last })
    .map(
      ([position, panelId, answerId, missing]): OpenStep => ({
        position,
        panelId,
        answerId,
        missing,
        isOpen: true,
      }),
    );
  const itemless = questionnaire.itemlessSteps.flatMap((step): OpenStep[] => {
    const { position, panelId, answerId, missing, isOpen } = loadItemless(tx, questionnaire, step);
    const isWithin = first <= position && position <= last;
    return isOpen && isWithin ? [{ position, panelId, answerId, missing, isOpen }] : [];
  });
  if (itemless.length === 0) return steps;
  return [...steps, ...itemless].sort((one, other) => one.position - other.position);
}

const ALL_STEPS = { first: 0, last: Number.MAX_SAFE_INTEGER };

/** How many steps a questionnaire has that is begun. */
export function countSteps(tx: Transaction, { id, itemlessSteps }: StepsOf): number {
  const last = lastPosition(tx).get(id) ?? -1;
  return Math.max(last, ...itemlessSteps.map(({ position }) => position)) + 1;
}

/** Whether a step asks items; else it calls for proposals. */
export function isOfItems({ answerId }: Pick<Step, 'answerId'>): boolean {
  return answerId !== null;
}

/** Where the steps of a questionnaire stand in its panels, units and groups; one that puts no item in its panel alone. */
export function loadPlacedSteps(
  tx: Transaction,
  questionnaire: StepsOf,
  steps: readonly Step[],
): PlacedStep[] {
  const places = new Map(
    placedItems(tx)
      .all(questionnaire)
      .map(({ position, group, ...place }) => [position, { ...place, group: JSON.parse(group) as string[] }]),
  );
  return steps.map(({ position, panelId, asked }) => {
    const { unit, group, askedBy } = places.get(position) ?? { unit: '', group: [], askedBy: panelId };
    const isWhole = panelId > 0;
    return {
      ...{ position, items: asked, panelId: isWhole ? panelId : askedBy },
      ...(isWhole ? { unit: '', group: [] } : { unit, group }),
    };
  });
}

/** An item of several panels stands with the first of them, as the steps were laid out. */
const placedItems = prepared(({ $client }) =>
  $client.prepare<
    [Pick<StepsOf, 'id' | 'roundId' | 'expertId'>],
    { position: number; askedBy: number; unit: string; group: string }
  >(
    `WITH mine AS (
       SELECT i.item_id, p.kind, p.id AS panel_round_id, p.panel_id FROM panel_rounds p
       JOIN panel_round_experts x ON x.panel_round_id = p.id AND x.expert_id = @expertId
       JOIN panel_round_items i ON i.panel_round_id = p.id WHERE p.round_id = @roundId),
     first AS (SELECT item_id, kind, min(panel_round_id), panel_id FROM mine GROUP BY item_id, kind)
     SELECT a.position, f.panel_id AS askedBy, t.unit, t.group_path AS "group" FROM answers a
     JOIN items t ON t.id = a.item_id JOIN first f ON f.item_id = a.item_id AND f.kind = a.kind
     WHERE a.questionnaire_id = @id`,
  ),
);

/** How many answers steps ask in all, or miss. */
export function sumOf<What extends 'asked' | 'missing'>(
  steps: readonly Pick<Step, What>[],
  what: What,
): number {
  return steps.reduce((sum, step) => sum + step[what], 0);
}

type StepsOf = Pick<Questionnaire, 'id' | 'roundId' | 'expertId' | 'itemlessSteps'>;

const answeredSteps = prepared(({ $client }) =>
  $client.prepare<[number], Omit<Step, 'isOpen'> & { isOpen: 0 | 1 }>(
    `SELECT position, kind, panel_id AS panelId, min(id) AS answerId, max(state = 'open') AS isOpen,
       count(*) AS asked, sum(state = 'open' AND value IS NULL) AS missing,
       sum(state = 'no_opinion') AS noOpinion, 0 AS ideas
     FROM answers WHERE questionnaire_id = ? GROUP BY position ORDER BY position`,
  ),
);

const openSteps = prepared(({ $client }) =>
  $client
    .prepare<
      [{ id: number; first: number; last: number }],
      [position: number, panelId: number, answerId: number, missing: number]
    >(
      `SELECT position, panel_id, min(id), sum(value IS NULL) FROM answers
       WHERE questionnaire_id = @id AND state = 'open' AND position BETWEEN @first AND @last
       GROUP BY position ORDER BY position`,
    )
    .raw(),
);

const lastPosition = prepared(({ $client }) =>
  $client
    .prepare<[number], number | null>('SELECT max(position) FROM answers WHERE questionnaire_id = ?')
    .pluck(),
);

/** Open until the expert has written something there. */
function loadItemless(
  tx: Transaction,
  { roundId, expertId }: StepsOf,
  { position, panelId }: Questionnaire['itemlessSteps'][number],
): Step {
  const { kind, ideas } = itemlessStep(tx).get({ roundId, expertId, panelId })!;
  const isOpen = ideas === 0;
  return {
    position,
    panelId,
    kind,
    answerId: null,
    isOpen,
    asked: 1,
    missing: isOpen ? 1 : 0,
    noOpinion: 0,
    ideas,
  };
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
