import { judgePanel, type PanelStatus, stopRulesOf } from '../../domain/verdict.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { loadLastPanelRound, setPanelVerdict } from '../../store/panel-rounds.ts';
import { loadActiveItems, loadPanels, setPanelStatus } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadVersions, type Study } from '../../store/studies.ts';

/**
 * Adjusts panels to the items they have left after a decision: a panel without any is dropped, and one that was dropped
 * for want of items gets the status that its last round's figures give.
 */
export function followItems(tx: Transaction, study: Study, panelIds: readonly number[]): void {
  const left = loadActiveItems(tx, study.id, study.excludedAudiences);
  const rounds = loadRounds(tx, study.id);
  for (const { id, status: former } of loadPanels(tx, study.id).filter((panel) =>
    panelIds.includes(panel.id),
  )) {
    const status = left.has(id) ? standing(tx, study, { id, former, rounds: rounds.length }) : 'dropped';
    if (status === former) continue;
    setPanelStatus(tx, id, status);
    const last = rounds.at(-1);
    if (last) setPanelVerdict(tx, last.id, id, status);
  }
}

function standing(
  tx: Transaction,
  study: Study,
  { id, former, rounds }: { id: number; former: PanelStatus; rounds: number },
): PanelStatus {
  if (former !== 'dropped') return former;
  const last = loadLastPanelRound(tx, id, rounds + 1);
  const judged = last ? loadJudgedRound(tx, last.id) : null;
  const figures = judged?.concordance ?? { w: null, p: null, pPermutation: null, change: null };
  const status = judged
    ? judgePanel(
        { ...figures, roundNumber: judged.number, roundOfKind: judged.roundOfKind, isEmptied: false },
        stopRulesOf(judged.rules, loadVersions(tx, study.id)),
      )
    : 'active';
  return status === 'active' && rounds >= study.maxRounds ? 'finished' : status;
}
