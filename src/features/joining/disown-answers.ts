import { drawPseudonym } from '../../domain/pseudonym.ts';
import { loadAnswers, moveAnswers } from '../../store/answers.ts';
import { type Expert, insertNobody, loadAllExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { addPanelRoundExpert, loadPanelRoundsOfExpert } from '../../store/panel-rounds.ts';
import { loadQuestionnaireOf } from '../../store/questionnaires.ts';
import { loadTakenCodes } from '../../store/round-codes.ts';
import { loadRounds } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';
import { drawRoundCodes } from '../studies/draw-round-codes.ts';

/**
 * Takes answers of judged rounds from an expert who says that somebody else gave them. They have counted, and frozen
 * results are never rewritten; so they stay in the files, under a code that is nobody's, and neither the expert's
 * history nor later rounds know them.
 *
 * @param window when they were given
 * @returns the numbers of the rounds
 */
export function disownAnswers(
  tx: Transaction,
  expert: Expert,
  { from, until }: { from: Date; until: Date | null },
  { at, randomBelow }: { at: Date; randomBelow: (limit: number) => number },
): number[] {
  const study = needStudy(tx, expert.studyId);
  let nobodyId: number | null = null;
  const rounds: number[] = [];
  for (const round of loadRounds(tx, study.id)) {
    const questionnaire = round.state === 'judged' ? loadQuestionnaireOf(tx, round.id, expert.id) : undefined;
    if (!questionnaire) continue;
    const given = loadAnswers(tx, questionnaire.id).filter(
      ({ state, how, answeredAt }) =>
        state !== 'open' &&
        how !== 'paper' &&
        answeredAt !== null &&
        answeredAt >= from &&
        (!until || answeredAt < until),
    );
    if (given.length === 0) continue;
    nobodyId ??= addNobody(tx, expert, { at, randomBelow });
    moveAnswers(tx, questionnaire, nobodyId, given);
    const panelRounds = loadPanelRoundsOfExpert(tx, round.id, expert.id);
    for (const { id } of panelRounds) addPanelRoundExpert(tx, id, nobodyId);
    if (study.anonymity === 'unlinked') {
      drawRoundCodes(
        tx,
        study.id,
        panelRounds.map(({ id }) => id),
        randomBelow,
      );
    }
    rounds.push(round.number);
  }
  return rounds;
}

function addNobody(
  tx: Transaction,
  { studyId }: Expert,
  { at, randomBelow }: { at: Date; randomBelow: (limit: number) => number },
): number {
  const all = loadAllExperts(tx, studyId);
  const pseudonym = drawPseudonym(loadTakenCodes(tx, studyId), randomBelow);
  // Neither role nor place of the expert: they would lead there when the name has long been removed.
  return insertNobody(tx, { studyId, position: all.at(-1)!.position + 1, pseudonym, removedAt: at });
}
