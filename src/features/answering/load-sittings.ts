import { type Sitting, sittingsOf } from '../../domain/sittings.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanel } from '../../store/panels.ts';
import { type Questionnaire, sitsOnSeveral } from '../../store/questionnaires.ts';
import { BEFORE_ALL, countMissing, loadNextOpen, loadPlacedSteps, type Stretch } from '../../store/steps.ts';
import type { ToldSitting } from './sittings-message.ts';

interface NumberedSitting extends Sitting {
  /** Its number among the sittings, from 1. */
  readonly number: number;
}

/**
 * Cache of sittings by questionnaire and its beginning, for each database: the steps stay as they were laid out then,
 * and every press asks for them.
 */
const remembered = new WeakMap<object, Map<string, NumberedSitting[]>>();
/** Questionnaires being answered at about one time; beyond these the cache starts over. */
const MOST_REMEMBERED = 5000;

/** The sittings of a large questionnaire; empty where it is answered in one go. */
export function loadSittings(tx: Transaction, questionnaire: Questionnaire): NumberedSitting[] {
  const key = `${questionnaire.id}:${questionnaire.begunAt?.getTime()}`;
  const known = remembered.get(tx.$client) ?? new Map<string, NumberedSitting[]>();
  const found = known.get(key);
  if (found) return found;
  const sittings = numbered(sittingsOf(loadPlacedSteps(tx, questionnaire)));
  if (known.size >= MOST_REMEMBERED) known.clear();
  remembered.set(tx.$client, known.set(key, sittings));
  return sittings;
}

function numbered(sittings: readonly Sitting[]): NumberedSitting[] {
  return sittings.map((sitting, at) => ({ ...sitting, number: at + 1 }));
}

/** The same with how far each is answered, and the panel's name where the expert sits on several panels. */
export function tellSittings(tx: Transaction, questionnaire: Questionnaire): ToldSitting[] {
  const namesPanel = sitsOnSeveral(tx, questionnaire);
  return loadSittings(tx, questionnaire).map(({ panelId, path, ...sitting }) => ({
    ...sitting,
    path: namesPanel ? [loadPanel(tx, panelId)!.name, ...path] : path,
    next: loadNextOpen(tx, questionnaire, BEFORE_ALL, sitting)?.position ?? sitting.first,
    missing: countMissing(tx, questionnaire, sitting),
  }));
}

/** The sitting that a step belongs to; undefined where there are none. */
export function sittingAt<Of extends Stretch>(sittings: readonly Of[], position: number): Of | undefined {
  return sittings.find(({ first, last }) => first <= position && position <= last);
}

/** The next sitting with something open after a stretch of steps, and the step to go on with. */
export function followingSitting(
  tx: Transaction,
  questionnaire: Questionnaire,
  stretch: Stretch,
): { number: number; next: number } | null {
  const next = loadNextOpen(tx, questionnaire, stretch)?.position;
  if (next === undefined) return null;
  return { number: sittingAt(loadSittings(tx, questionnaire), next)!.number, next };
}
