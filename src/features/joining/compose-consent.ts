import { minutesFor } from '../../domain/workload.ts';
import { type Expert, loadSeats } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { countItemsOf } from '../../store/panels.ts';
import { needStudy } from '../../store/studies.ts';
import type { Consent } from './consent-message.ts';

/** What an expert is told before joining, from the study as it stands. */
export function composeConsent(tx: Transaction, expert: Expert): Consent {
  const study = needStudy(tx, expert.studyId);
  const panelIds = loadSeats(tx, study.id).get(expert.id) ?? [];
  return {
    name: expert.name,
    title: study.title,
    question: study.question,
    organiser: study.organiser,
    contact: study.contact,
    ownWords: study.consent,
    anonymity: study.anonymity,
    forgetAfterDays: study.forgetAfterDays,
    rounds: study.maxRounds,
    minutes: minutesFor(countItemsOf(tx, panelIds, study.excludedAudiences)),
  };
}
