import { mayBeAskedAgain } from '../../domain/round-opening.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanelsOfExpert } from '../../store/panels.ts';
import { hasLaterQuestionnaire } from '../../store/questionnaires.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadRoundPlan, needStudy } from '../../store/studies.ts';

/**
 * When an expert is shown the result of a round: with the opening of the next one; at the study's end where their
 * panels have no further round; or it has come already.
 */
export type ResultComes = 'withNextRound' | 'atTheEnd' | 'hasCome';

export function loadResultToCome(
  tx: Transaction,
  { studyId, expertId, roundNumber }: { studyId: number; expertId: number; roundNumber: number },
): ResultComes {
  const study = needStudy(tx, studyId);
  if (study.state === 'finished' || hasLaterQuestionnaire(tx, { studyId, expertId, roundNumber })) {
    return 'hasCome';
  }
  const ahead = { ...study, plan: loadRoundPlan(tx, studyId), rounds: loadRounds(tx, studyId) };
  const panels = loadPanelsOfExpert(tx, expertId);
  return panels.some((panel) => mayBeAskedAgain(ahead, panel)) ? 'withNextRound' : 'atTheEnd';
}
