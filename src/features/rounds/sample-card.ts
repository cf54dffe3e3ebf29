import { type Outcome, refuse } from '../../domain/refusals.ts';
import { sampleButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { MESSENGERS } from '../../messengers/all.ts';
import { ensureAccount } from '../../store/accounts.ts';
import { enrolExpert, insertExpert, replaceSeats } from '../../store/experts.ts';
import { type Transaction, takenBack } from '../../store/file/database.ts';
import { loadPanelRounds } from '../../store/panel-rounds.ts';
import { loadSeatedExperts } from '../../store/panels.ts';
import { insertQuestionnaires, loadQuestionnaireOf } from '../../store/questionnaires.ts';
import { html } from '../../texts/i18n.ts';
import { beginQuestionnaire } from '../answering/begin-questionnaire.ts';
import { composeCard } from '../answering/compose-card.ts';
import { layOutPanel } from './lay-out-round.ts';
import { beginOpening, type OpeningPress } from './open-round.ts';

/** Of nobody, on any messenger: they count from 1. */
const NOBODYS_ACCOUNT = -1;
const SAMPLE_MESSENGER = MESSENGERS[0]!.name;
/** Before everybody else of the study. */
const FIRST = -1;

/**
 * The first card of a previewed round as an expert will see it who sits where most do: the round is opened for one
 * expert more, who has no past that a card would tell, and all of it is taken back.
 */
export function composeSampleCard(tx: Transaction, press: OpeningPress): Outcome<{ message: Message }> {
  return takenBack(tx, () => {
    const begun = beginOpening(tx, press);
    if (!begun.ok) return begun;
    const { studyId, roundId } = begun;
    const asking = loadPanelRounds(tx, roundId);
    const panelIds = mostSharedPanels(
      loadSeatedExperts(tx, studyId),
      asking.map(({ panelId }) => panelId),
    );
    const expertId = seatSample(tx, studyId, panelIds, press.at);
    for (const panelRound of asking) {
      if (panelIds.includes(panelRound.panelId)) layOutPanel(tx, panelRound, studyId);
    }
    insertQuestionnaires(tx, roundId, 1);
    const questionnaireId = loadQuestionnaireOf(tx, roundId, expertId)!.id;
    const accountId = ensureAccount(tx, SAMPLE_MESSENGER, NOBODYS_ACCOUNT, press.at).id;
    // What is remembered of a questionnaire is so by its id and this moment, and its id will be another's.
    const at = new Date(-press.at.getTime());
    const opened = { questionnaireId, accountId, messageId: null, pressedAt: press.at, at };
    const outcome = beginQuestionnaire(tx, opened);
    if (!outcome.ok) return outcome;
    const card = composeCard(tx, questionnaireId);
    return card
      ? { ok: true, message: asSample(card.message, html('round.open.sample')) }
      : refuse({ code: 'preview.outdated' });
  });
}

function seatSample(tx: Transaction, studyId: number, panelIds: readonly number[], at: Date): number {
  const nobody = { key: null, name: '', role: '', mobile: null, pseudonym: 'sample', token: 'sample' };
  const expertId = insertExpert(tx, { studyId, position: FIRST, ...nobody });
  replaceSeats(tx, expertId, panelIds);
  enrolExpert(tx, expertId, ensureAccount(tx, SAMPLE_MESSENGER, NOBODYS_ACCOUNT, at).id, at);
  return expertId;
}

/** Of the panels that are asked, those on which most experts sit together. */
function mostSharedPanels(
  seated: ReadonlyMap<number, readonly number[]>,
  asked: readonly number[],
): readonly number[] {
  const panelsOf = new Map<number, number[]>();
  for (const panelId of asked) {
    for (const expertId of seated.get(panelId) ?? []) {
      panelsOf.set(expertId, [...(panelsOf.get(expertId) ?? []), panelId]);
    }
  }
  const shared = new Map<string, { panelIds: number[]; experts: number }>();
  for (const panelIds of panelsOf.values()) {
    const key = panelIds.join();
    shared.set(key, { panelIds, experts: (shared.get(key)?.experts ?? 0) + 1 });
  }
  const [most] = [...shared.values()].sort((one, other) => other.experts - one.experts);
  return most?.panelIds ?? asked.slice(0, 1);
}

/** A message below words on what it is a sample of; its buttons say that they do nothing. */
export function asSample({ html: card, buttons = [] }: Message, heading: string): Message {
  const data = sampleButton.write({});
  return {
    html: [heading, card].join('\n\n'),
    buttons: buttons.map((row) => row.map((button) => ({ ...button, data }))),
  };
}
