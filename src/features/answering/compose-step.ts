import { isPointApart } from '../../domain/differing.ts';
import { minutesFor } from '../../domain/workload.ts';
import { kindOf } from '../../kinds/all.ts';
import type { AnyCardState } from '../../kinds/card-state.ts';
import type { KeepAllOffer } from '../../messages/keep-all.ts';
import { loadOwnBesideMedians } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Questionnaire, type QuestionnaireInRound, sitsOnSeveral } from '../../store/questionnaires.ts';
import { countMissing, countSteps, hasStepsOfPanels } from '../../store/steps.ts';
import { loadScale, type StudyOnCard } from '../../store/studies.ts';
import { canKeepAll } from './keep-all.ts';
import { followingSitting, loadSittings, sittingAt } from './load-sittings.ts';

/** What the cards of all kinds of steps have in common. */
export function composeStep(
  tx: Transaction,
  { questionnaire, roundNumber, secondsAnItem }: QuestionnaireInRound,
  study: StudyOnCard,
  position: number,
): Omit<AnyCardState, 'question'> {
  const sittings = loadSittings(tx, questionnaire);
  const sitting = sittingAt(sittings, position);
  const missing = countMissing(tx, questionnaire, sitting);
  const onSeveral = sitsOnSeveral(tx, questionnaire);
  return {
    sitting: sitting
      ? {
          sittings: sittings.length,
          following: position === sitting.last ? followingSitting(tx, questionnaire, sitting) : null,
          ...sitting,
        }
      : null,
    questionnaireId: questionnaire.id,
    roundNumber,
    position,
    steps: countSteps(tx, questionnaire),
    minutesLeft: missing === 0 ? null : minutesFor(missing, secondsAnItem),
    sitsOnSeveral: onSeveral,
    // A single panel is asked in one kind only.
    isMixed: onSeveral && hasStepsOfPanels(tx, questionnaire),
    keepAll: position === 0 ? composeKeepAll(tx, questionnaire, study) : null,
  };
}

/** The offer to keep previous ratings; null where there are none. */
export function composeKeepAll(
  tx: Transaction,
  questionnaire: Questionnaire,
  study: StudyOnCard,
): KeepAllOffer | null {
  if (!canKeepAll(tx, questionnaire.id)) return null;
  // Numbers with units of their own have no points by which to measure a distance.
  const told = loadOwnBesideMedians(tx, questionnaire.id, study.minAnswersForFeedback).filter(
    ({ kind }) => kindOf(kind).usesScale,
  );
  if (told.length === 0) return { apart: null };
  const scale = loadScale(tx, study.id).map(({ value }) => value);
  return { apart: told.filter(({ own, medians }) => isPointApart(own, medians, scale)).length };
}
