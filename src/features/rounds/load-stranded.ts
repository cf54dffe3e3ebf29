import { leftAt } from '../../domain/funnel.ts';
import { mayBeAskedAgain } from '../../domain/round-opening.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadRoundPlan, type Study } from '../../store/studies.ts';
import { loadFunnel } from '../funnel/load-funnel.ts';

/**
 * Items that no panel is to judge any more although nothing but a round of screening or validity, or no round at all,
 * has judged them: told by their codes, so that they are given to a panel, or left.
 */
export function loadStranded(tx: Transaction, study: Study): string[] {
  const { items, judged } = loadFunnel(tx, study);
  const ahead = { ...study, plan: loadRoundPlan(tx, study.id), rounds: loadRounds(tx, study.id) };
  const going = new Set(
    loadPanels(tx, study.id)
      .filter((panel) => mayBeAskedAgain(ahead, panel))
      .map(({ id }) => id),
  );
  const numbers = judged.map(({ number }) => number);
  return items
    .filter((item) => leftAt(item, numbers) === null)
    .filter(({ places }) =>
      places.every(
        ({ panelId, asked, left }) => (left !== null || !going.has(panelId)) && asked?.sifts !== false,
      ),
    )
    .map(({ code }) => code);
}
