import { type Owing, silentDays } from '../../domain/owing.ts';
import type { ExpertProgress, Round } from '../../store/rounds.ts';
import { stateOf } from '../joining/list-experts.ts';

/** An expert who has joined but not handed in the open round. */
export interface OwingExpert extends Owing {
  readonly expertId: number;
  readonly questionnaireId: number;
  readonly name: string;
  readonly panelIds: readonly number[];
  readonly isExcused: boolean;
  readonly isReachable: boolean;
  /** Whole days without any activity. */
  readonly silentDays: number;
}

/** Who owes an open round, of those whose progress is given: those silent longest first. */
export function owingIn(progress: readonly ExpertProgress[], { openedAt }: Round, now: Date): OwingExpert[] {
  const owing = new Map<number, OwingExpert & { panelIds: number[] }>();
  for (const row of progress) {
    const { expertId, panelId, questionnaireId, name, joinedAt, begunAt, lastAnswerAt } = row;
    const known = owing.get(expertId);
    if (known) {
      known.panelIds.push(panelId);
      continue;
    }
    const state = row.isGone ? 'left' : stateOf(row);
    if (row.handedInAt || (state !== 'joined' && state !== 'unreachable')) continue;
    owing.set(expertId, {
      expertId,
      questionnaireId,
      name,
      openedAt,
      joinedAt,
      begunAt,
      lastAnswerAt,
      panelIds: [panelId],
      isExcused: row.excusedAt !== null,
      isReachable: state === 'joined',
      silentDays: silentDays({ openedAt, joinedAt, begunAt, lastAnswerAt }, now),
    });
  }
  return [...owing.values()].sort((one, other) => other.silentDays - one.silentDays);
}
