import { type BesideFigures, besideFigures, type Side } from '../../domain/beside-figures.ts';
import type { JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import { kindOf } from '../../kinds/all.ts';
import {
  loadAskedExperts,
  loadJudgedOtherwise,
  loadRatedAgain,
  loadReasonsOf,
} from '../../store/beside-figures.ts';
import type { Transaction } from '../../store/file/database.ts';

/** What stands beside the advice on a judged round, from its answers, which no longer change. */
export function loadBeside(tx: Transaction, judged: JudgedRound): BesideFigures {
  const { panelRoundId, kind, items } = judged;
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const { asks, ratings } = kindOf(kind);
  return besideFigures({
    experts: loadAskedExperts(tx, panelRoundId),
    judgedOtherwise: loadJudgedOtherwise(tx, panelRoundId).flatMap((id) => byId.get(id)?.code ?? []),
    // Places of two rounds are not comparable as they stand: items between them may have left.
    again: asks === 'item' && ratings === 'numbers' ? loadRatedAgain(tx, panelRoundId) : null,
    reasons: loadReasonsOf(tx, panelRoundId).map(({ itemId, value, isPassedOn }) => ({
      ...{ side: sideOf(value, byId.get(itemId)!, judged), isPassedOn },
    })),
  });
}

function sideOf(value: number, item: JudgedItem, { kind, rules }: JudgedRound): Side {
  const { ratings, speaksAgainst } = kindOf(kind);
  if (ratings === 'words') return speaksAgainst?.(value, item, rules) ? 'against' : 'for';
  const median = item.median!;
  return value > median ? 'above' : value < median ? 'below' : 'at';
}
