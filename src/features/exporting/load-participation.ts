import { setImmediate } from 'node:timers/promises';
import { type Attrition, attritionOf } from '../../domain/attrition.ts';
import { type RoleRatings, tellByRole } from '../../domain/by-role.ts';
import { kindOf } from '../../kinds/all.ts';
import { describeRatings } from '../../statistics/describe-ratings.ts';
import type { JudgedPanelRound } from '../../store/export-rows.ts';
import type { Database } from '../../store/file/database.ts';
import { loadPanelRoundExperts } from '../../store/panel-rounds.ts';
import { countIdeas } from '../../store/proposals.ts';
import { loadGivenAnswers } from '../../store/results.ts';
import type { RoleResults, RoundResults } from './study-results.ts';

/** What each expert answered in a panel's round, by the expert's id. */
export type Participation = ReadonlyMap<number, RoleRatings & { readonly answered: boolean }>;

/** Answers read before yielding to the event loop. */
const ANSWERS_A_SLICE = 2000;

/** Who took part in a panel's judged round, with their ratings. @param roles of experts, by their ids */
export async function loadParticipation(
  db: Database,
  { panelRound }: JudgedPanelRound,
  items: RoundResults['items'],
  roles: ReadonlyMap<number, string>,
): Promise<Participation> {
  const asked = new Set(items.map(({ itemId }) => itemId));
  const ideas = countIdeas(db, panelRound);
  const said = new Map<number, RoleRatings & { answered: boolean }>();
  let read = 0;
  for (const expertId of loadPanelRoundExperts(db, panelRound.id)) {
    const { answers } = loadGivenAnswers(db, panelRound, expertId);
    const ratings = new Map(
      answers.flatMap(([itemId, value]) =>
        value !== null && asked.has(itemId) ? [[itemId, value] as const] : [],
      ),
    );
    const answered = ratings.size > 0 || (ideas.get(expertId) ?? 0) > 0;
    said.set(expertId, { role: roles.get(expertId) ?? '', ratings, answered });
    read += answers.length;
    if (read < ANSWERS_A_SLICE) continue;
    read = 0;
    await setImmediate();
  }
  return said;
}

/** A round's answers by role, as far as no single expert's can be told. Answers in words have no mean. */
export function rolesIn(
  participation: Participation,
  { items, kind }: Pick<RoundResults, 'items' | 'kind'>,
): RoleResults[] {
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const told = tellByRole([...participation.values()], [...byId.keys()]);
  return told.map(({ role, experts, items: rated }) => ({
    ...{ role, experts },
    items: rated.map(({ itemId, ratings }) => {
      const { code, title, counts } = byId.get(itemId)!;
      const described = describeRatings(ratings, Object.keys(counts).map(Number));
      return { ...described, code, title, ...(kindOf(kind).ratings === 'words' ? NO_NUMBERS : {}) };
    }),
  }));
}

const NO_NUMBERS = { mean: null, sd: null, median: null, q1: null, q3: null };

/** How many who answered a panel's round also answered its next one. */
export function attritionBetween(
  before: { readonly round: Pick<RoundResults, 'kind' | 'items'>; readonly participation: Participation },
  now: Participation,
): Attrition {
  const medians = new Map(before.round.items.map(({ itemId, median }) => [itemId, median]));
  const experts = [...before.participation].map(([expertId, { role, ratings, answered }]) => ({
    ...{ role, answeredBefore: answered, answeredNow: now.get(expertId)?.answered ?? false },
    before: [...ratings].flatMap(([itemId, rating]) => {
      const median = medians.get(itemId) ?? null;
      return median === null ? [] : [{ rating, median }];
    }),
  }));
  return attritionOf(experts, kindOf(before.round.kind).usesScale);
}
