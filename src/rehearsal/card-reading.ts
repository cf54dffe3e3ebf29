import { PLAYS } from '../kinds/all.ts';
import type { CardAtPhone, Play } from '../kinds/play.ts';
import { runsFromTheRight } from '../texts/direction.ts';
import { plain } from '../texts/i18n.ts';
import type { ChatMessage } from './chats.ts';
import { bare, hasButton } from './said.ts';
import { latinDigits, type StudyFile } from './study-files.ts';

/** An expert's card as a person reads it. */
export interface CardSeen {
  readonly message: ChatMessage;
  /** How it is answered; null: it is the overview. */
  readonly play: Play | null;
  /** What tells the item from others in every round. */
  readonly item: string;
  /** How many items the questionnaire has, where the card says. */
  readonly items: number | null;
}

/** @returns the newest card with buttons, or null where there is none */
export function readCard(chat: readonly ChatMessage[], study: StudyFile | null): CardSeen | null {
  const message = chat.findLast((each) => playOf(each) || hasButton(each, plain('label.submit')));
  if (!message) return null;
  const text = bare(message.text);
  return { message, play: playOf(message), item: itemOf(text, study), items: itemsOf(text) };
}

/** A message's words and buttons, each row read from the side that its words begin at. */
export function atPhone(message: ChatMessage): CardAtPhone {
  const labels = message.keyboard.map((row) => row.map(({ text }) => text));
  const buttons = labels.flatMap((row) => (runsFromTheRight(message.html) ? row.toReversed() : row));
  return { text: bare(message.text), buttons };
}

function playOf(message: ChatMessage): Play | null {
  if (message.keyboard.length === 0) return null;
  const card = atPhone(message);
  return PLAYS.find((play) => play.recognises(card)) ?? null;
}

/** Whole titles stand on a card; of two that are there (one within the other) the longer is meant. */
function itemOf(text: string, study: StudyFile | null): string {
  const titles = (study?.itemTitles ?? []).filter((title) => title !== '' && text.includes(title));
  return titles.sort((a, b) => b.length - a.length)[0] ?? text.replace(/\d|[۰-۹]/g, '').slice(0, 200);
}

/** «گویهٔ ۳ از ۲۱» */
function itemsOf(text: string): number | null {
  const number = '([۰-۹\\d]+)';
  const place = plain('rehearsal.sign.place', { position: number, items: number });
  const found = new RegExp(place).exec(text);
  return found ? Number(latinDigits(found[2]!)) : null;
}
