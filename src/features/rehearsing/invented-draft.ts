import type { StudyDraft } from '../../domain/study-draft.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { loadCurrentStudy } from '../workbooks/load-current-study.ts';

/**
 * A study as its workbook stands, to be played by others: its title says that it is a rehearsal, which most files and
 * pictures repeat, and its experts are invented, so that no name stands beside an answer that nobody gave.
 */
export function loadInventedDraft(tx: Transaction, study: Study): StudyDraft {
  const { rules, scale, panels, experts, items, rounds, composition, criteria, report } = loadCurrentStudy(
    tx,
    study,
  );
  return {
    ...{ scale, panels, items, rounds },
    ...(composition && { composition }),
    ...(criteria && { criteria }),
    ...(report && { report }),
    rules: { ...rules, title: plain('rehearse.title', { title: rules.title }) },
    experts: experts.map(({ role, panelCodes, background }, at) => ({
      ...{ role, panelCodes, key: null, mobile: null },
      ...(background && { background }),
      name: plain('rehearse.expert', { number: at + 1 }),
    })),
  };
}
