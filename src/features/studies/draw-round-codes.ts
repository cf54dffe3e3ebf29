import { drawPseudonym } from '../../domain/pseudonym.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  loadApart,
  loadTakenCodes,
  loadUncoded,
  saveApartRoundCode,
  saveRoundCode,
} from '../../store/round-codes.ts';

/**
 * Gives every expert of some panel-rounds, and whoever's answers stand apart there, a code of that round and panel; who
 * has one keeps it. No code of the study is
 * drawn twice, so that none seems to lead from one round or panel to another.
 */
export function drawRoundCodes(
  tx: Transaction,
  studyId: number,
  panelRoundIds: readonly number[],
  randomBelow: (limit: number) => number,
): void {
  const taken = loadTakenCodes(tx, studyId);
  for (const panelRoundId of panelRoundIds) {
    for (const expertId of loadUncoded(tx, panelRoundId)) {
      const code = drawPseudonym(taken, randomBelow);
      taken.add(code);
      saveRoundCode(tx, panelRoundId, expertId, code);
    }
    for (const { apartCode } of loadApart(tx, panelRoundId).filter(({ code }) => code === null)) {
      const code = drawPseudonym(taken, randomBelow);
      taken.add(code);
      saveApartRoundCode(tx, panelRoundId, apartCode, code);
    }
  }
}
