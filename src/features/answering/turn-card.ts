import type { Outcome } from '../../domain/refusals.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Questionnaire, updateQuestionnaire } from '../../store/questionnaires.ts';
import { loadSteps, type Step } from '../../store/steps.ts';
import { loadSittings, sittingAt } from './load-sittings.ts';
import { type CardPress, loadOwn, loadPressedAnswer } from './record-answer.ts';
import { showing } from './show-step.ts';

/** The result of turning the card: `leftOpen` where «بعدی» skipped something not answered yet. */
type Turned = Outcome<{ leftOpen: boolean }>;

/** Shows another step of the questionnaire. */
export function showStep(
  tx: Transaction,
  questionnaireId: number,
  position: number,
  press: CardPress,
): Turned {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const { questionnaire } = own.place;
  const steps = loadSteps(tx, questionnaire, { first: position - 1, last: position });
  const step = steps.find((each) => each.position === position);
  if (!step) return refuse({ code: 'answer.itemGone' });
  updateQuestionnaire(tx, questionnaireId, { ...showing(step), justAnsweredId: null });
  return { ok: true, leftOpen: passesOver(questionnaire, steps, position) };
}

/** The position after the last step that the card can be turned to: that of its sitting, where there are sittings. */
function endOf(tx: Transaction, questionnaire: Questionnaire, steps: readonly Step[]): number {
  const current = steps.find(({ answerId }) => answerId === questionnaire.currentAnswerId);
  const sitting = current && sittingAt(loadSittings(tx, questionnaire), current.position);
  return sitting ? sitting.last + 1 : steps.length;
}

/** Whether an open step is being skipped. @param next the position turned to; past the last step: the overview */
function passesOver(
  { screen, currentAnswerId, currentPanelId }: Questionnaire,
  steps: readonly Step[],
  next: number,
): boolean {
  if (screen !== 'item' && screen !== 'panel') return false;
  const current = steps.find(({ panelId, answerId }) =>
    currentPanelId === null ? answerId === currentAnswerId : panelId === currentPanelId,
  );
  return current !== undefined && current.isOpen && next === current.position + 1;
}

/** Shows everything there is to read about what a card asks. */
export function showDetails(tx: Transaction, answerId: number, press: CardPress): Outcome {
  return showPage(tx, answerId, 'details', press);
}

/** Shows other experts' reasons for their answers to an item. */
export function showReasons(tx: Transaction, answerId: number, press: CardPress): Outcome {
  return showPage(tx, answerId, 'reasons', press);
}

function showPage(
  tx: Transaction,
  answerId: number,
  screen: 'details' | 'reasons',
  press: CardPress,
): Outcome {
  const found = loadPressedAnswer(tx, answerId, press);
  if (!found.ok) return found;
  const { questionnaireId, panelId } = found.answer;
  updateQuestionnaire(tx, questionnaireId, { ...showing({ panelId, answerId }), screen });
  return { ok: true };
}

/** Shows a page of the overview. */
export function showOverview(
  tx: Transaction,
  questionnaireId: number,
  page: number,
  press: CardPress,
): Turned {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const { questionnaire } = own.place;
  const steps = loadSteps(tx, questionnaire);
  updateQuestionnaire(tx, questionnaireId, { screen: 'overview', overviewPage: page, justAnsweredId: null });
  return { ok: true, leftOpen: passesOver(questionnaire, steps, endOf(tx, questionnaire, steps)) };
}
