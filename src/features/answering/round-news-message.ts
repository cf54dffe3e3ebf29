import type { ReminderTurn } from '../../domain/reminder-manners.ts';
import { minutesFor } from '../../domain/workload.ts';
import { beginButton, putOffButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { dateTimeText, spanText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { proposalsTold, type ToldProposal } from './proposals-told-message.ts';
import { type RoundChange, roundChangeText } from './round-change-message.ts';

/** An expert's open round, as messages about it need it. */
export interface ExpertRound {
  readonly questionnaireId: number;
  readonly roundNumber: number;
  readonly title: string;
  readonly items: number;
  /** Number of items not answered yet. */
  readonly open: number;
  /** Panels that call for proposals, and how many of them have none written yet. */
  readonly calls: number;
  readonly callsOpen: number;
  readonly begun: boolean;
  readonly handedIn: boolean;
  readonly deadline: Date;
  /** The panel's own pace; null: not known yet. */
  readonly secondsAnItem: number | null;
}

/** A round has opened: how much work it is, until when, and what changed since the last one. */
export function openingMessage(
  round: ExpertRound,
  details: {
    zone: string;
    /** Changes to items since the last rounds of the expert's panels; null: there was none. */
    change: RoundChange | null;
    hasFeedback: boolean;
    /** Whether the expert was asked any of the items before. */
    hasOwnPast: boolean;
    /** Names of panels that did not ask the expert in the last round that did; empty in the expert's first. */
    newPanels: readonly string[];
    /** The expert's own proposals decided since. */
    proposals: readonly ToldProposal[];
  },
): Message {
  const texts = LIST_LENGTHS.map((length) => () => openingText(round, details, length));
  const fitting = texts.map((text) => text()).find((text) => textLength(text) <= LONGEST_TEXT);
  return { html: fitting ?? openingText(round, details, 0), buttons: [[goOn(round)]] };
}

/** Most items of each list of changes; shorter where the opening would outgrow a message. */
const LIST_LENGTHS = [5, 3, 1, 0];

function openingText(
  round: ExpertRound,
  details: Parameters<typeof openingMessage>[1],
  listLength: number,
): string {
  const { change } = details;
  const paragraphs = [
    html('expert.opening.heading', { round: round.roundNumber, title: isolate(round.title) }),
    details.newPanels.length > 0
      ? html('expert.opening.panels', { panels: listed(details.newPanels.map(isolate)) })
      : '',
    change ? roundChangeText(change, listLength) : '',
    proposalsTold(details.proposals),
    round.items > 0
      ? html(workKey(details), {
          items: round.items,
          minutes: minutesFor(round.items, round.secondsAnItem),
        })
      : '',
    round.calls > 0 ? html(round.items > 0 ? 'expert.opening.ideasToo' : 'expert.opening.ideas') : '',
    html('expert.opening.deadline', { deadline: dateTimeText(round.deadline, details.zone) }),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Whoever came later, or from another panel, sees the panel's result beside the items, but no answer of their own. */
function workKey({
  hasFeedback,
  hasOwnPast,
}: Pick<Parameters<typeof openingMessage>[1], 'hasFeedback' | 'hasOwnPast'>) {
  if (!hasFeedback) return 'expert.opening.work';
  return hasOwnPast ? 'expert.opening.workWithFeedback' : 'expert.opening.workWithResult';
}

/**
 * Reminds in words that fit the state (not begun, half way, or only the last press missing), differently each time. One
 * tap goes on to the next open item; another puts reminders off until tomorrow.
 */
export function reminderMessage(
  round: ExpertRound,
  details: { at: Date; zone: string; turn: ReminderTurn; mayPutOff: boolean },
): Message {
  const { at, zone, turn, mayPutOff } = details;
  const left = html('reminder.deadline', {
    left: spanText(round.deadline.getTime() - at.getTime()),
    deadline: dateTimeText(round.deadline, zone),
  });
  const putOff: Button = {
    text: plain('reminder.button.putOff'),
    data: putOffButton.write({ questionnaireId: round.questionnaireId }),
  };
  return {
    html: `${reminderText(round, turn)}\n\n${left}`,
    buttons: [[goOn(round)], ...(mayPutOff ? [[putOff]] : [])],
  };
}

function reminderText(round: ExpertRound, turn: ReminderTurn): string {
  const { items, open, secondsAnItem } = round;
  const args = { round: round.roundNumber, title: isolate(round.title) };
  if (open === 0 && round.callsOpen > 0) return html(`reminder.noIdeas.${turn}`, args);
  if (items === 0) return html(`reminder.ideas.${turn}`, { ...args, label: plain('label.submit') });
  if (!round.begun || open === items) {
    return html(`reminder.notBegun.${turn}`, { ...args, items, minutes: minutesFor(items, secondsAnItem) });
  }
  if (open === 0) return html(`reminder.lastPress.${turn}`, { ...args, label: plain('label.submit') });
  return html(`reminder.halfWay.${turn}`, {
    ...args,
    answered: items - open,
    items,
    open,
    minutes: minutesFor(open, secondsAnItem),
  });
}

/** Replaces a reminder that was put off. */
export function putOffMessage(round: ExpertRound, until: Date, zone: string): Message {
  return {
    html: html('reminder.putOff', { round: round.roundNumber, until: dateTimeText(until, zone) }),
    buttons: [[goOn(round)]],
  };
}

/** Tells that the deadline has changed. */
export function deadlineMovedMessage(round: ExpertRound, zone: string): Message {
  return {
    html: html('expert.moved', { round: round.roundNumber, deadline: dateTimeText(round.deadline, zone) }),
    buttons: [[goOn(round)]],
  };
}

/** Begins the round, or goes on where the expert stopped. */
export function goOn({ questionnaireId, begun }: Pick<ExpertRound, 'questionnaireId' | 'begun'>): Button {
  return {
    text: plain(begun ? 'label.resume' : 'label.start'),
    data: beginButton.write({ questionnaireId }),
    style: 'primary',
  };
}
