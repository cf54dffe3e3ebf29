import { wantsReason } from '../../domain/differing.ts';
import { itemKindOf, kindOf } from '../../kinds/all.ts';
import { type Answer, loadAnswer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needItem } from '../../store/items.ts';
import { loadPanel } from '../../store/panels.ts';
import type { Questionnaire, QuestionnaireInRound } from '../../store/questionnaires.ts';
import { BEFORE_ALL, isOfItems, loadCalls, loadSteps, type Step, sumOf } from '../../store/steps.ts';
import type { StudyOnCard } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import { composeKeepAll } from './compose-step.ts';
import { loadMiddleHalves } from './load-differing.ts';
import { loadResultToCome } from './load-result-to-come.ts';
import { followingSitting, sittingAt, tellSittings } from './load-sittings.ts';
import {
  OVERVIEW_PAGE,
  type Overview,
  type OverviewLine,
  type OverviewSittings,
} from './overview-message.ts';
import { loadScaleOf } from './record-answer.ts';
import type { ToldSitting } from './sittings-message.ts';

/** The list of an expert's answers as the card shows it. */
export function composeOverview(
  tx: Transaction,
  { questionnaire, studyId, roundNumber, secondsAnItem }: QuestionnaireInRound,
  study: StudyOnCard,
): Overview {
  const sittings = tellSittings(tx, questionnaire);
  // The sittings have counted the steps already, of which there are hundreds.
  const steps = sittings.length > 0 ? loadCalls(tx, questionnaire) : loadSteps(tx, questionnaire);
  const calls = steps.filter((step) => !isOfItems(step));
  const callsOpen = calls.filter(({ isOpen }) => isOpen).length;
  // What is open comes first: the expert came for that.
  const ordered = [...steps.filter(({ isOpen }) => isOpen), ...steps.filter(({ isOpen }) => !isOpen)];
  const parts = sittings.length > 0 ? sittings : ordered;
  const pages = Math.max(1, Math.ceil(parts.length / OVERVIEW_PAGE));
  const page = Math.min(questionnaire.overviewPage, pages - 1);
  const onPage = <Part>(all: readonly Part[]) => all.slice(page * OVERVIEW_PAGE, (page + 1) * OVERVIEW_PAGE);
  const shown = sittings.length > 0 ? [] : onPage(ordered);
  return {
    questionnaireId: questionnaire.id,
    roundNumber,
    items: sumOf(parts, 'asked') - calls.length,
    open: sumOf(parts, 'missing') - callsOpen,
    calls: calls.length,
    callsOpen,
    handedIn: questionnaire.handedInAt !== null,
    resultComes: questionnaire.handedInAt
      ? loadResultToCome(tx, { studyId, expertId: questionnaire.expertId, roundNumber })
      : null,
    warnedOfOpen: questionnaire.warnedOfOpen,
    keepAll: composeKeepAll(tx, questionnaire, study),
    page,
    pages,
    sittings:
      sittings.length === 0
        ? null
        : { ...aroundOf(tx, questionnaire, sittings), shown: onPage(sittings), secondsAnItem },
    lines: shown.map((step) =>
      step.panelId === 0
        ? itemLine(tx, study, questionnaire, loadAnswer(tx, step.answerId!)!)
        : panelLine(tx, step),
    ),
  };
}

/** The sitting that has just ended, and the one to go on with. */
function aroundOf(
  tx: Transaction,
  questionnaire: Questionnaire,
  sittings: readonly ToldSitting[],
): Pick<OverviewSittings, 'all' | 'ended' | 'following'> {
  const { justAnsweredId } = questionnaire;
  const last = justAnsweredId === null ? undefined : loadAnswer(tx, justAnsweredId);
  const current = last && sittingAt(sittings, last.position);
  const ended = current?.missing === 0 ? current : null;
  const following = followingSitting(tx, questionnaire, ended ?? BEFORE_ALL);
  return { all: sittings.length, ended, following };
}

function panelLine(tx: Transaction, step: Step): OverviewLine {
  const kind = kindOf(step.kind);
  if (kind.asks === 'item') throw new Error(`a ${kind.name} round has no step of a panel`);
  const progress = kind.progress({ ...step, panelName: loadPanel(tx, step.panelId)!.name });
  return { ...progress, position: step.position, asksReason: false };
}

function itemLine(
  tx: Transaction,
  study: StudyOnCard,
  questionnaire: Questionnaire,
  answer: Answer,
): OverviewLine {
  const { title } = needItem(tx, answer.itemId);
  const halves = loadMiddleHalves(tx, questionnaire, study, answer);
  return {
    position: answer.position,
    title,
    answer: answerWords(tx, study, answer),
    asksReason: wantsReason(answer, halves, itemKindOf(answer.kind)),
  };
}

/** @returns null while the item is open */
function answerWords(
  tx: Transaction,
  study: StudyOnCard,
  { state, value, kind: name }: Answer,
): string | null {
  if (state === 'no_opinion') return html('label.noOpinion');
  if (state === 'open' || value === null) return null;
  const kind = kindOf(name);
  return kind.words(value, loadScaleOf(tx, kind, study.id));
}
