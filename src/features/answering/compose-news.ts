import type { SurroundingsAt } from '../../domain/quiet-hours.ts';
import { countsApart, kindOf } from '../../kinds/all.ts';
import type { Message } from '../../messages/message.ts';
import { loadAskedItems } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { isOvertaken, type RoundNews } from '../../store/outbox.ts';
import { loadPanelRoundsOfExpert, type PanelRound } from '../../store/panel-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import {
  loadQuestionnaire,
  type Questionnaire,
  type QuestionnaireInRound,
} from '../../store/questionnaires.ts';
import { loadRounds } from '../../store/rounds.ts';
import { isOfItems, loadSteps, sumOf } from '../../store/steps.ts';
import { needStudy } from '../../store/studies.ts';
import { isPutOff, reminderManners } from '../reminding/send-reminders.ts';
import { loadAsked } from './begin-questionnaire.ts';
import { loadRoundChange } from './load-round-change.ts';
import { loadToldProposals } from './load-told-proposals.ts';
import {
  deadlineMovedMessage,
  type ExpertRound,
  openingMessage,
  reminderMessage,
} from './round-news-message.ts';

/**
 * A message about an open round, checked again when it is sent. Null where it has become pointless: the round has
 * closed, the expert has handed in, the account is no longer the expert's, or a later message of its kind is waiting:
 * whoever could not be reached for days gets only the last reminder.
 */
export function composeNews(
  tx: Transaction,
  news: {
    rowId: number;
    kind: RoundNews;
    questionnaireId: number;
    accountId: number;
    /** For a reminder: whether it is the one that «امروز نه» promised. */
    afterPutOff?: boolean;
  },
  { at, zone, quietHours }: SurroundingsAt,
): Message | null {
  const place = loadQuestionnaire(tx, news.questionnaireId);
  if (!place || place.accountId !== news.accountId || !place.roundOpen || at >= place.deadline) return null;
  const round = expertRound(tx, place);
  if (round.handedIn || isOvertaken(tx, news)) return null;
  switch (news.kind) {
    case 'round-opened':
      return openingMessage(round, { zone, ...sinceLastRound(tx, place) });
    case 'reminder': {
      if (!news.afterPutOff && isPutOff(place, at)) return null;
      const manners = reminderManners(tx, place, at, { quietHours, zone });
      return reminderMessage(round, { ...manners, at, zone });
    }
    case 'deadline-moved':
      return deadlineMovedMessage(round, zone);
  }
}

/** Where an expert stands in a round. */
export function expertRound(tx: Transaction, place: QuestionnaireInRound): ExpertRound {
  const { questionnaire } = place;
  const begun = questionnaire.begunAt !== null;
  const steps = begun ? loadSteps(tx, questionnaire) : [];
  const ofItems = steps.filter(isOfItems);
  const { items, calls } = begun
    ? { items: sumOf(ofItems, 'asked'), calls: steps.length - ofItems.length }
    : countAsked(tx, questionnaire);
  const missing = sumOf(ofItems, 'missing');
  return {
    questionnaireId: questionnaire.id,
    roundNumber: place.roundNumber,
    title: needStudy(tx, place.studyId).title,
    items,
    open: begun ? missing : items,
    calls,
    callsOpen: begun ? sumOf(steps, 'missing') - missing : calls,
    begun,
    handedIn: questionnaire.handedInAt !== null,
    deadline: place.deadline,
    secondsAnItem: place.secondsAnItem,
  };
}

/** How many items a questionnaire not yet begun asks, and how many panels call for proposals. */
function countAsked(tx: Transaction, { roundId, expertId }: Questionnaire) {
  const itemless = loadPanelRoundsOfExpert(tx, roundId, expertId).filter(
    ({ kind }) => kindOf(kind).asks === 'proposals',
  );
  const asked = loadAskedItems(tx, { roundId, expertId, hidden: null }, countsApart);
  return { items: asked.length, calls: itemless.length };
}

/** Names of panels that did not ask the expert in the last round that did: a workbook may have moved the expert. */
function newPanels(
  tx: Transaction,
  { questionnaire: { expertId }, studyId, roundNumber }: QuestionnaireInRound,
  asking: readonly PanelRound[],
): string[] {
  for (const { id } of loadRounds(tx, studyId)
    .filter(({ number }) => number < roundNumber)
    .toReversed()) {
    const before = loadPanelRoundsOfExpert(tx, id, expertId).map(({ panelId }) => panelId);
    if (before.length === 0) continue;
    const added = asking.filter(({ panelId }) => !before.includes(panelId)).map(({ panelId }) => panelId);
    return loadPanels(tx, studyId).flatMap(({ id: panelId, name }) => (added.includes(panelId) ? name : []));
  }
  return [];
}

/** What happened since the last rounds of the expert's panels: to their items, and to the expert's own proposals. */
function sinceLastRound(tx: Transaction, place: QuestionnaireInRound) {
  const { questionnaire, studyId } = place;
  const { roundId, expertId } = questionnaire;
  const asked = loadAsked(tx, questionnaire, needStudy(tx, studyId));
  const panelRounds = loadPanelRoundsOfExpert(tx, roundId, expertId);
  return {
    change: loadRoundChange(tx, roundId, expertId),
    hasFeedback: panelRounds.some(({ feedbackFromId }) => feedbackFromId !== null),
    newPanels: newPanels(tx, place, panelRounds),
    hasOwnPast: asked.some(({ previousValue }) => previousValue !== null),
    proposals: loadToldProposals(tx, expertId, roundId),
  };
}
