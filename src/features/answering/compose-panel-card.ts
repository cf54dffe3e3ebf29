import { kindOf } from '../../kinds/all.ts';
import type { PanelCardState, ProposalsCardState, RatingsBefore, StepState } from '../../kinds/card-state.ts';
import type { Message } from '../../messages/message.ts';
import { loadAnswersAt } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadWording, needItem } from '../../store/items.ts';
import {
  loadPanelRound,
  loadPanelRoundExperts,
  loadPanelRoundItems,
  loadPanelRoundsOfExpert,
  type PanelRound,
} from '../../store/panel-rounds.ts';
import { loadPanel } from '../../store/panels.ts';
import { loadIdeas, loadRemovedIdea } from '../../store/proposals.ts';
import type { QuestionnaireInRound } from '../../store/questionnaires.ts';
import { loadCountedAnswers } from '../../store/results.ts';
import { loadNextOpen, type Step } from '../../store/steps.ts';
import type { StudyOnCard } from '../../store/studies.ts';
import { composeStep } from './compose-step.ts';
import { ideasOf } from './write-ideas.ts';

/** The card of a step that asks a whole panel's items at once. */
export function composePanelCard(
  tx: Transaction,
  place: QuestionnaireInRound,
  { study, step }: { study: StudyOnCard; step: Step },
): Message {
  const { questionnaire } = place;
  const { position } = step;
  const panelRound = loadPanelRoundsOfExpert(tx, questionnaire.roundId, questionnaire.expertId).find(
    ({ panelId }) => panelId === step.panelId,
  )!;
  const state: StepState = {
    ...composeStep(tx, place, study, position),
    question: panelRound.question,
    panelId: step.panelId,
    panelName: loadPanel(tx, step.panelId)!.name,
    othersOpen: loadNextOpen(tx, questionnaire, { first: position, last: position }) !== undefined,
    handedIn: questionnaire.handedInAt !== null,
    screen: questionnaire.screen === 'details' ? 'details' : 'panel',
    page: questionnaire.overviewPage,
  };
  const kind = kindOf(step.kind);
  switch (kind.asks) {
    case 'item':
      throw new Error(`a ${kind.name} round has no step of a panel`);
    case 'panel':
      return kind.card({ ...state, ...composeItems(tx, place, { study, step, panelRound }) });
    case 'proposals':
      return kind.card({ ...state, ...composeIdeas(tx, place, study, step.panelId) });
  }
}

function composeIdeas(
  tx: Transaction,
  { questionnaire }: QuestionnaireInRound,
  study: StudyOnCard,
  panelId: number,
): Pick<ProposalsCardState, 'ideas' | 'canBringBack'> {
  const of = ideasOf(tx, study, questionnaire, panelId);
  return {
    ideas: loadIdeas(tx, of).map(({ id: proposalId, text }) => ({ proposalId, text })),
    canBringBack: loadRemovedIdea(tx, of) !== undefined,
  };
}

function composeItems(
  tx: Transaction,
  { questionnaire }: QuestionnaireInRound,
  { study, step, panelRound }: { study: StudyOnCard; step: Step; panelRound: PanelRound },
): Pick<PanelCardState, 'items' | 'chosenId' | 'hasBefore' | 'before'> {
  const versions = new Map(loadPanelRoundItems(tx, panelRound.id).map((item) => [item.itemId, item.version]));
  const items = loadAnswersAt(tx, questionnaire.id, step.position).map((answer) => {
    const wording = loadWording(tx, answer.itemId, versions.get(answer.itemId) ?? 1);
    const { title, definition } = wording ?? needItem(tx, answer.itemId);
    return { itemId: answer.itemId, title, definition, answer };
  });
  const itemIds = items.map(({ itemId }) => itemId);
  return {
    items,
    chosenId: questionnaire.currentAnswerId,
    hasBefore: panelRound.feedbackFromId !== null,
    before: loadBefore(tx, panelRound, itemIds, study.minAnswersForFeedback),
  };
}

/** The panel's last round of the kind, over the items still left; null where too few answered. */
function loadBefore(
  tx: Transaction,
  { feedbackFromId }: PanelRound,
  itemIds: readonly number[],
  least: number,
): RatingsBefore | null {
  const previous = feedbackFromId === null ? undefined : loadPanelRound(tx, feedbackFromId);
  if (!previous) return null;
  const asked = loadPanelRoundItems(tx, previous.id).map(({ itemId }) => itemId);
  const left = itemIds.filter((itemId) => asked.includes(itemId));
  const rows = new Map<number, Map<number, number>>();
  for (const { expertId, itemId, state, value } of loadCountedAnswers(
    tx,
    previous,
    loadPanelRoundExperts(tx, previous.id),
  )) {
    if (state !== 'rated' || value === null) continue;
    rows.set(expertId, (rows.get(expertId) ?? new Map<number, number>()).set(itemId, value));
  }
  const ratings = [...rows.values()]
    .map((row) => left.flatMap((itemId) => row.get(itemId) ?? []))
    .filter((row) => row.length === left.length);
  return left.length === 0 || ratings.length < least ? null : { itemIds: left, ratings };
}
