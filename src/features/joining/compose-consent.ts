import { criteriaToConfirm } from '../../domain/panel-composition.ts';
import { roundsToCome } from '../../domain/round-opening.ts';
import { minutesFor } from '../../domain/workload.ts';
import type { Expert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { countItemsOf, loadPanels, loadPanelsOfExpert } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadRoundPlan, needStudy, type Study } from '../../store/studies.ts';
import type { Consent } from './consent-message.ts';

/** What an expert is told before joining, from the study as it stands. */
export function composeConsent(tx: Transaction, expert: Expert): Consent {
  const study = needStudy(tx, expert.studyId);
  const panelIds = loadPanelsOfExpert(tx, expert.id).map(({ id }) => id);
  return {
    name: expert.name,
    title: study.title,
    question: study.question,
    organiser: study.organiser,
    contact: study.contact,
    ownWords: study.consent,
    anonymity: study.anonymity,
    forgetAfterDays: study.forgetAfterDays,
    criteria: loadCriteria(tx, expert),
    rounds: loadRoundsToCome(tx, study, panelIds),
    minutes: minutesFor(countItemsOf(tx, panelIds, study.excludedAudiences)),
  };
}

/** At most so many rounds ask the expert: a panel may take part in some of a plan alone. */
function loadRoundsToCome(tx: Transaction, study: Study, panelIds: readonly number[]): number {
  const codes = loadPanels(tx, study.id).flatMap(({ id, code }) => (panelIds.includes(id) ? [code] : []));
  const ahead = { ...study, plan: loadRoundPlan(tx, study.id), rounds: loadRounds(tx, study.id) };
  return Math.max(1, roundsToCome(ahead, codes));
}

/** What an expert is asked to confirm on joining, and whether that has been done. */
export function loadCriteria(
  tx: Transaction,
  { studyId, role, confirmedCriteria }: Expert,
): readonly { readonly text: string; readonly confirmed: boolean }[] {
  return criteriaToConfirm(needStudy(tx, studyId).criteria, role).map(({ text }) => ({
    text,
    confirmed: confirmedCriteria.includes(text),
  }));
}
