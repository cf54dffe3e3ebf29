import { plain } from '../texts/i18n.ts';
import type { ChatMessage } from './chats.ts';
import { isLabelled } from './keyboards.ts';
import { bare, hasButton, newestWith } from './signs.ts';
import { latinDigits, type StudyFile } from './study-files.ts';

/** An expert's card as a person reads it. */
export interface CardSeen {
  readonly message: ChatMessage;
  readonly kind: 'item' | 'overview';
  /** What tells the item from others in every round. */
  readonly item: string;
  /** The labels of its answers, lowest first. */
  readonly choices: readonly string[];
  /** How many items the questionnaire has, where the card says. */
  readonly items: number | null;
  /** The mean of the panels' means that the card shows, as a place on the scale. */
  readonly panelMean: number | null;
}

/** @returns the newest card with buttons, or null where there is none */
export function readCard(chat: readonly ChatMessage[], study: StudyFile | null): CardSeen | null {
  const message = newestWith(chat, plain('label.noOpinion'), plain('label.submit'));
  if (!message) return null;
  const text = bare(message.text);
  const kind = hasButton(message, plain('label.noOpinion')) ? 'item' : 'overview';
  const choices = kind === 'item' ? choicesOf(message, study) : [];
  return { message, kind, item: itemOf(text, study), choices, items: itemsOf(text), panelMean: meanOf(text) };
}

/** Whole titles stand on a card; of two that are there (one within the other) the longer is meant. */
function itemOf(text: string, study: StudyFile | null): string {
  const titles = (study?.itemTitles ?? []).filter((title) => title !== '' && text.includes(title));
  return titles.sort((a, b) => b.length - a.length)[0] ?? text.replace(/\d|[۰-۹]/g, '').slice(0, 200);
}

function choicesOf(message: ChatMessage, study: StudyFile | null): string[] {
  const labels = study?.scaleLabels ?? [];
  const onScale = labels.filter((label) => hasButton(message, label));
  if (onScale.length > 1) return onScale;
  // Other kinds of rounds have answers of their own: what stands before «نظری ندارم» and is no fixed label.
  const buttons = message.keyboard.flat().map(({ text }) => text);
  const end = buttons.findIndex((text) => isLabelled(text, plain('label.noOpinion')));
  const fixed = [plain('label.keepPrevious'), plain('label.keepAllPrevious'), plain('label.writeReason')];
  return buttons.slice(0, end).filter((text) => !fixed.some((label) => isLabelled(text, label)));
}

/** «گویهٔ ۳ از ۲۱» */
function itemsOf(text: string): number | null {
  const number = '([۰-۹\\d]+)';
  const place = plain('rehearsal.sign.place', { position: number, items: number });
  const found = new RegExp(place).exec(text);
  return found ? Number(latinDigits(found[2]!)) : null;
}

/** A mean on a card has one or two decimals; nothing else on it has any. */
function meanOf(text: string): number | null {
  const means = [...latinDigits(text).matchAll(/(?<!\d)\d+[٫.]\d{1,2}(?!\d)/g)].map(([mean]) =>
    Number(mean.replace('٫', '.')),
  );
  return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
