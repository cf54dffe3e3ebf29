import { countTellable, isAnonymous, type PartTaken, type Tellable } from '../../domain/anonymity.ts';
import { loadEventsOf } from '../../store/events.ts';
import { isNobody } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadWhoKeptAll, loadWhoStandsApart } from '../../store/results.ts';
import { loadProgress, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import type { PlannedRound } from './plan-round.ts';

/** How many experts' answers could be told by the rounds and panels that they took part in; null under names. */
export function loadTellable(
  tx: Transaction,
  { id: studyId, anonymity, state }: Study,
  rounds: readonly Round[],
  planned: PlannedRound | null = null,
): Tellable | null {
  if (!isAnonymous(anonymity)) return null;
  const parts = [...loadPartsTaken(tx, studyId, rounds), ...(planned ? partsToCome(planned) : [])];
  const canBeUnlinked = anonymity === 'coded' && state !== 'finished';
  return {
    experts: countTellable(parts, anonymity),
    unlinked: canBeUnlinked ? countTellable(parts, 'unlinked') : null,
  };
}

/**
 * How far each expert came, as it could be seen by name. Whose name was removed is left out: it is not known any more.
 */
function loadPartsTaken(tx: Transaction, studyId: number, rounds: readonly Round[]): PartTaken[] {
  const left = loadEventsOf(tx, studyId, 'expert.left');
  const refused = loadEventsOf(tx, studyId, 'expert.linkRefused');
  return rounds.flatMap(({ id, number, openedAt, closedAt }) => {
    const leavers = left.filter(({ at }) => at >= openedAt && (closedAt === null || at <= closedAt));
    const disowners = refused.filter(({ details }) =>
      ((details['rounds'] ?? []) as number[]).includes(number),
    );
    const hasLeft = idsIn(leavers);
    const hasDisowned = idsIn(disowners);
    // Of a round that is open nothing is told that rests on answers.
    const keptAll = closedAt ? loadWhoKeptAll(tx, id) : new Set<number>();
    const apart = closedAt ? loadWhoStandsApart(tx, id) : new Set<number>();
    return loadProgress(tx, id)
      .filter((row) => !isNobody(row))
      .map(({ expertId, panelRoundId, begunAt, handedInAt }): PartTaken => {
        const isApart = apart.has(expertId) ? 'apart' : null;
        const turn = hasDisowned.has(expertId) ? 'disowned' : hasLeft.has(expertId) ? 'left' : isApart;
        const handedIn = keptAll.has(expertId) ? 'kept' : 'handedIn';
        const reached = handedInAt ? handedIn : begunAt ? 'begun' : 'nothing';
        return { expert: expertId, panelRound: panelRoundId, reached, turn };
      });
  });
}

function idsIn(told: ReturnType<typeof loadEventsOf>): ReadonlySet<unknown> {
  return new Set(told.map(({ details }) => details['expertId']));
}

/** A planned round has no ids yet: its panels stand for them, below 0. */
function partsToCome({ opening, experts }: PlannedRound): PartTaken[] {
  return opening.panels.flatMap(({ panelId }) =>
    (experts.get(panelId) ?? []).map(
      (expert): PartTaken => ({ expert, panelRound: -panelId, reached: 'toCome', turn: null }),
    ),
  );
}
