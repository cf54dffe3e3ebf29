import { callByName } from '../../domain/anonymity.ts';
import { loadAllExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { expertLabels } from '../exporting/expert-labels.ts';

/** Each expert's name on a form, with « (۲)» after the second bearer of a name, as in the files of an export. */
export function loadExpertNames(tx: Transaction, studyId: number): Map<number, string> {
  return expertLabels(callByName(loadAllExperts(tx, studyId).filter(({ forgotten }) => !forgotten)));
}
