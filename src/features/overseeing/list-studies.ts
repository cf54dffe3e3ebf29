import type { Transaction } from '../../store/file/database.ts';
import { loadChosenStudy, loadStudiesOf, loadStudiesOfOthers, type Study } from '../../store/studies.ts';
import { loadStanding } from '../studies/load-standing.ts';
import type { StudyList } from './studies-message.ts';

/** Every study of this bot, as one of its facilitators sees them. */
export function listStudies(tx: Transaction, accountId: number, page: number): StudyList {
  const standing = (study: Study) => loadStanding(tx, study);
  return {
    chosenId: loadChosenStudy(tx, accountId)?.id ?? null,
    own: loadStudiesOf(tx, accountId).map(standing),
    others: loadStudiesOfOthers(tx, accountId).map(({ id: studyId, title }) => ({ studyId, title })),
    page,
  };
}
