import {
  acceptReasonsButton,
  choosePanelButton,
  decidedButton,
  decideProposalButton,
  decideReasonButton,
  proposalPanelsButton,
  suggestionsButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { namesWithin, pageButtons } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { curationRows, reopen, whyRejected } from './curation-message.ts';

/** A panel that a proposal may be for. */
export interface PanelMeant {
  readonly panelId: number;
  readonly name: string;
  readonly chosen: boolean;
}

/** Something that is like a proposed item: another item of the study, or another proposal. */
export type Similar =
  | { readonly is: 'item'; readonly code: string; readonly title: string; readonly dropped: boolean }
  | { readonly is: 'proposal'; readonly title: string };

/** What waits for the facilitator: a proposal, or the reason of an answer. Whose it is, nobody is told. */
export type Suggested =
  | {
      readonly kind: 'add' | 'remove' | 'comment';
      readonly proposalId: number;
      readonly text: string;
      /** Of an idea, the brainstorming round. */
      readonly round: number | null;
      /** What its proposer answered to an earlier decision; empty: nothing. */
      readonly objection: string;
      /** The item that is to go; null: none is meant. */
      readonly item: { readonly code: string; readonly title: string } | null;
      readonly panels: readonly PanelMeant[];
      readonly similar: readonly Similar[];
    }
  | {
      readonly kind: 'reason';
      readonly text: string;
      readonly item: { readonly id: number; readonly code: string; readonly title: string };
      readonly roundId: number;
      /** Stands for the words. */
      readonly mark: number;
      readonly roundNumber: number;
      /** How many reasons of its round wait. */
      readonly ofRound: number;
    };

export interface Suggestions {
  readonly studyId: number;
  readonly title: string;
  /** Null: nothing waits. */
  readonly suggested: Suggested | null;
  readonly page: number;
  readonly all: number;
  /** A round is open: its reasons come when it is closed. Whether there are any yet would tell who wrote the first. */
  readonly reasonsToCome: boolean;
  /** Accepted proposals that wait for the open round's end. */
  readonly waiting: number;
  /** Decisions that can be changed. */
  readonly changeable: number;
  /** Proposers are being told what became of theirs. */
  readonly isTold: boolean;
}

/** What was decided just before: stands above what comes next. */
export interface JustDecided {
  readonly html: string;
  /** The proposal, which can be opened again; null: it was none. */
  readonly proposalId: number | null;
  /** Its author may be written to. */
  readonly isRejected: boolean;
}

const LONGEST_TITLE = 150;
const LONGEST_ITEM = 300;
const LONGEST_CODE = 40;
const LONGEST_NAME = 60;
const BUTTON_NAME = 40;
/** Panels told by name, in lines and as buttons. */
const MOST_NAMES = 12;
const MOST_BUTTONS = 60;

/** New proposals and reasons, one at a time; a decision brings the next one. */
export function suggestionsMessage(shown: Suggestions, decided: JustDecided | null = null): Message {
  const { suggested } = shown;
  const paragraphs = [
    ...(decided ? [decided.html] : []),
    headingText(shown),
    ...(suggested ? suggestedTexts(suggested) : []),
    ...(suggested === null && shown.reasonsToCome ? [html('suggest.review.reasonsToCome')] : []),
    ...(shown.isTold ? [html('suggest.review.told')] : []),
    ...(shown.waiting > 0 ? [html('suggest.review.waiting', { waiting: shown.waiting })] : []),
  ];
  return {
    html: paragraphs.join('\n\n'),
    buttons: [
      ...(suggested ? suggestedButtons(suggested, shown.page) : []),
      ...pageButtons({ things: [], page: shown.page, pages: Math.max(1, shown.all) }, (page) =>
        suggestionsButton.write({ studyId: shown.studyId, page }),
      ),
      ...decidedRows(decided, shown),
    ],
  };
}

function headingText({ title, suggested, page, all }: Suggestions): string {
  const args = { title: isolate(shorten(title, LONGEST_TITLE)) };
  return suggested
    ? html('suggest.review.heading', { ...args, number: page + 1, all })
    : html('suggest.review.none', args);
}

function suggestedTexts(suggested: Suggested): string[] {
  const text = isolate(suggested.text);
  switch (suggested.kind) {
    case 'add':
      return [
        suggested.round === null
          ? html('suggest.review.add', { text })
          : html('suggest.review.idea', { text, round: suggested.round }),
        ...(suggested.objection === ''
          ? []
          : [html('suggest.review.objection', { text: isolate(suggested.objection) })]),
        html('suggest.review.addTo', { panels: panelNames(suggested.panels) }),
        ...similarTexts(suggested.similar),
      ];
    case 'remove':
      return [
        html('suggest.review.remove', { text, ...itemArgs(suggested.item ?? { code: '', title: '' }) }),
        html('suggest.review.removeFrom', { panels: panelNames(suggested.panels) }),
      ];
    case 'comment':
      return [html('suggest.review.comment', { text })];
    case 'reason':
      return [
        html('suggest.review.reason', { text, round: suggested.roundNumber, ...itemArgs(suggested.item) }),
        html('suggest.review.reasonHint'),
      ];
  }
}

function itemArgs({ code, title }: { code: string; title: string }) {
  return { code: isolate(shorten(code, LONGEST_CODE)), item: isolate(shorten(title, LONGEST_ITEM)) };
}

function panelNames(panels: readonly PanelMeant[]): string {
  const names = panels.filter(({ chosen }) => chosen).map(({ name }) => isolate(shorten(name, LONGEST_NAME)));
  return namesWithin(names, MOST_NAMES);
}

function similarTexts(similar: readonly Similar[]): string[] {
  if (similar.length === 0) return [];
  const lines = similar.map((one) => {
    const title = isolate(shorten(one.title, LONGEST_ITEM));
    if (one.is === 'proposal') return html('suggest.review.similarProposal', { title });
    const code = isolate(shorten(one.code, LONGEST_CODE));
    const key = one.dropped ? 'suggest.review.similarDropped' : 'suggest.review.similarItem';
    return html(key, { code, title });
  });
  return [html('suggest.review.similar', { list: lines.join('\n') })];
}

function suggestedButtons(suggested: Suggested, page: number): Button[][] {
  if (suggested.kind === 'reason') {
    const { item, mark, roundId, roundNumber, ofRound } = suggested;
    const all = plain('suggest.review.button.acceptAll', { round: roundNumber });
    return [
      decisionRow((accept) => decideReasonButton.write({ roundId, itemId: item.id, mark, accept, page })),
      ...(ofRound > 1 ? [[{ text: all, data: acceptReasonsButton.write({ roundId, page }) }]] : []),
    ];
  }
  const { proposalId, panels, kind } = suggested;
  const choose = plain('suggest.review.button.panels');
  return [
    decisionRow((accept) => decideProposalButton.write({ proposalId, accept, page })),
    ...(kind === 'add' ? curationRows(proposalId, page) : []),
    ...(panels.length > 1
      ? [[{ text: choose, data: proposalPanelsButton.write({ proposalId, page }) }]]
      : []),
  ];
}

function decisionRow(data: (accept: 0 | 1) => string): Button[] {
  return [
    { text: plain('label.acceptProposal'), data: data(1), style: 'success' },
    { text: plain('label.rejectProposal'), data: data(0), style: 'danger' },
  ];
}

function decidedRows(decided: JustDecided | null, { studyId, page, changeable }: Suggestions): Button[][] {
  const proposalId = decided?.proposalId ?? null;
  const text = plain('suggest.review.button.decided');
  return [
    ...(proposalId !== null && decided?.isRejected ? [[whyRejected(proposalId, page)]] : []),
    ...(proposalId === null ? [] : [[reopen(proposalId, page)]]),
    ...(changeable > 0 ? [[{ text, data: decidedButton.write({ studyId, place: 0, page }) }]] : []),
  ];
}

/** The panels that a proposal is for, each to be chosen or left by a button. */
export function proposalPanelsMessage(
  studyId: number,
  { proposalId, text, panels }: { proposalId: number; text: string; panels: readonly PanelMeant[] },
  page: number,
): Message {
  const back = {
    text: plain('suggest.review.button.back'),
    data: suggestionsButton.write({ studyId, page }),
  };
  const toggles = panels.slice(0, MOST_BUTTONS).map(({ panelId, name, chosen }): Button => {
    const label = isolate(shorten(name, BUTTON_NAME));
    return {
      text: chosen ? `✅ ${label}` : label,
      data: choosePanelButton.write({ proposalId, panelId, chosen: chosen ? 0 : 1, page }),
    };
  });
  return {
    html: html('suggest.review.panels', { text: isolate(text) }),
    buttons: [...toggles.map((toggle) => [toggle]), [back]],
  };
}

/** Waits for why a proposal was rejected. */
export function whyRejectedMessage(studyId: number, text: string, page: number): Message {
  return {
    html: html('suggest.review.whyAsk', { text: isolate(text) }),
    buttons: [[{ text: plain('label.cancel'), data: suggestionsButton.write({ studyId, page }) }]],
  };
}
