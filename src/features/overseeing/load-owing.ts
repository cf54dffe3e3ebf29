import { type Owing, silentDays } from '../../domain/owing.ts';
import { loadExperts, loadUnreachable } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadProgress, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { stateOf } from '../joining/list-experts.ts';

/** An expert who has joined but not handed in the open round. */
export interface OwingExpert extends Owing {
  readonly expertId: number;
  readonly questionnaireId: number;
  readonly name: string;
  readonly panelIds: readonly number[];
  readonly isExcused: boolean;
  readonly isReachable: boolean;
}

/** Who owes an open round, those silent longest first. */
export function loadOwing(tx: Transaction, study: Study, round: Round, now: Date): OwingExpert[] {
  const unreachable = loadUnreachable(tx, study.id);
  const states = new Map(loadExperts(tx, study.id).map((one) => [one.id, stateOf(one, unreachable)]));
  const owing = new Map<number, OwingExpert & { panelIds: number[] }>();
  for (const row of loadProgress(tx, round.id)) {
    const { expertId, panelId, questionnaireId, name, joinedAt, begunAt, lastAnswerAt } = row;
    const state = states.get(expertId);
    if (row.handedInAt || (state !== 'joined' && state !== 'unreachable')) continue;
    const known = owing.get(expertId);
    if (known) {
      known.panelIds.push(panelId);
      continue;
    }
    owing.set(expertId, {
      ...{ expertId, questionnaireId, name, joinedAt, begunAt, lastAnswerAt, openedAt: round.openedAt },
      panelIds: [panelId],
      isExcused: row.excusedAt !== null,
      isReachable: state === 'joined',
    });
  }
  return [...owing.values()].sort((one, other) => silentDays(other, now) - silentDays(one, now));
}
