import { BEFORE_ROUNDS, type ItemLife } from '../../domain/funnel.ts';
import type { LeavingReason } from '../../domain/item-lives.ts';
import { leavesByAudience, type RoundKind } from '../../domain/study-draft.ts';
import { kindOf } from '../../kinds/all.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type AskedIn, loadBirths, loadLastAsked } from '../../store/item-lives.ts';
import { type Item, loadItemPanels, loadItems } from '../../store/items.ts';
import { loadRounds, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';

export interface FunnelItem
  extends ItemLife<LeavingReason>,
    Pick<Item, 'id' | 'code' | 'title' | 'unit' | 'audience' | 'group'> {}

/** A study's items, with what tells where each left. */
export interface Funnel {
  readonly items: readonly FunnelItem[];
  /** Its judged rounds, each with its number and the kinds of its panels. */
  readonly judged: readonly { readonly number: number; readonly kinds: readonly RoundKind[] }[];
  /** The round not judged yet: nothing of it is told. */
  readonly running: number | null;
}

export function loadFunnel(tx: Transaction, study: Study): Funnel {
  const rounds = loadRounds(tx, study.id);
  const panelRounds = loadJudgedPanelRounds(tx, study.id);
  const places = loadItemPanels(tx, study.id);
  const births = loadBirths(tx, study.id);
  const asked = loadLastAsked(tx, study.id);
  const numbers = new Map(rounds.map(({ id, number }) => [id, number]));
  return {
    items: loadItems(tx, study.id).map((item) => {
      const { id, code, title, unit, audience, group } = item;
      return {
        ...{ id, code, title, unit, audience, group },
        leftOut: leavesByAudience(item, study.excludedAudiences),
        entersAt: firstRoundFor(births.get(item.id)!, rounds),
        places: (places.get(item.id) ?? []).map(({ panelId, droppedWhy, droppedInRoundId }) => ({
          panelId,
          asked: askedIn(asked.get(item.id)?.get(panelId)),
          left: droppedWhy && { why: droppedWhy, round: numbers.get(droppedInRoundId ?? -1) ?? null },
        })),
      };
    }),
    judged: rounds
      .filter(({ state }) => state === 'judged')
      .map(({ id, number }) => ({
        number,
        kinds: [
          ...new Set(
            panelRounds.flatMap(({ round, panelRound }) => (round.id === id ? [panelRound.kind] : [])),
          ),
        ],
      })),
    running: rounds.find(({ state }) => state !== 'judged')?.number ?? null,
  };
}

function askedIn(asked: AskedIn | undefined) {
  return asked ? { round: asked.number, sifts: kindOf(asked.kind).dropsFrom === 'everyPanel' } : null;
}

/**
 * `BEFORE_ROUNDS` where the item was there before the first round; the number of the coming round where none has opened
 * since.
 */
function firstRoundFor(bornAt: Date, rounds: readonly Round[]): number {
  const next = rounds.findIndex(({ openedAt }) => bornAt <= openedAt);
  if (next <= 0) return next === 0 || rounds.length === 0 ? BEFORE_ROUNDS : rounds.at(-1)!.number + 1;
  return rounds[next]!.number;
}
