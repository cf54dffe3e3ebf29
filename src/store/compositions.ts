import { backgroundTable } from '../domain/background-table.ts';
import type { Background } from '../domain/study-draft.ts';
import { loadSeats } from './experts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { loadForgottenSums } from './forgettings.ts';
import { loadSeatedExperts } from './panels.ts';
import type { Composition } from './schema.ts';

/** Composition of the experts who take part now. */
export function reckonComposition(tx: Transaction, studyId: number): Composition {
  const seated = loadSeatedExperts(tx, studyId);
  const told = backgrounds(tx).all(studyId);
  return {
    persons: new Set([...seated.values()].flat()).size,
    seats: Object.fromEntries([...seated].map(([panelId, own]) => [panelId, own.length])),
    background: backgroundTable(told.map((background) => JSON.parse(background) as Background | null)),
    forgotten: forgottenOnes(tx).get(studyId)!,
  };
}

const backgrounds = prepared(({ $client }) =>
  $client
    .prepare<[number], string>(
      `SELECT background FROM experts
       WHERE study_id = ? AND left_at IS NULL AND removed_at IS NULL AND background IS NOT NULL
       ORDER BY position, id`,
    )
    .pluck(),
);

const forgottenOnes = prepared(({ $client }) =>
  $client.prepare<[number], number>('SELECT count(*) FROM experts WHERE study_id = ? AND forgotten').pluck(),
);

export type KeptComposition = Omit<Composition, 'background'> & {
  readonly background: Composition['background'] | null;
};

/**
 * The composition of a study whose names were removed, as it was at the removal. `background` is null where an earlier
 * version removed them, which kept no sums of it; seats are then those of everybody who ever had one.
 */
export function loadComposition(
  tx: Transaction,
  { id, forgottenAt }: { readonly id: number; readonly forgottenAt: Date | null },
): KeptComposition {
  if (forgottenAt === null) return reckonComposition(tx, id);
  const kept = loadForgottenSums(tx, id)?.composition;
  if (kept) return kept;
  const bySeat = [...loadSeats(tx, id).values()];
  const seats: Record<number, number> = {};
  for (const panelId of bySeat.flat()) seats[panelId] = (seats[panelId] ?? 0) + 1;
  return { persons: bySeat.length, seats, background: null, forgotten: 0 };
}

export function seatsOf({ seats }: Pick<Composition, 'seats'>): number {
  return Object.values(seats).reduce((sum, own) => sum + own, 0);
}
