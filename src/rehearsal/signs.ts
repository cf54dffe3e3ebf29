import { plain } from '../texts/i18n.ts';
import { isLabelled } from '../texts/labelled.ts';
import { speaking } from '../texts/speaking.ts';
import type { Cast, KnownStudy } from './cast.ts';
import type { ChatMessage, PressMade } from './chats.ts';
import type { LocalMessenger } from './messenger.ts';
import { bare, says } from './said.ts';
import { latinDigits } from './study-files.ts';

/**
 * What a person recognises in a chat with the bot: the words and labels that stay as they are, whatever
 * else a message says.
 */

/** What the facilitator's chat tells about the study that the facilitator works on. */
export interface StudySigns {
  readonly created: boolean;
  /** The newest round that was opened, 0: none. */
  readonly openedRound: number;
  /** Where its opening stands among the messages' ids: before whatever came of it. */
  readonly openedAt: number;
  readonly closedRound: number;
  /** The newest round whose result has come. */
  readonly summarizedRound: number;
  /** The newest result leads to experts' ideas, and nobody has looked at them since. */
  readonly ideasWait: boolean;
  /** The last `/open` opened nothing: no panel goes on, and the reply names `/finish`. */
  readonly toldToFinish: boolean;
  readonly finished: boolean;
  /** A document came after the last closing, in answer to `/export`. */
  readonly exported: boolean;
}

/** The signs in the facilitator's chat, read anew only when that or the study has changed. */
export function watchStudySigns(
  messenger: LocalMessenger,
  facilitatorId: number,
  cast: Pick<Cast, 'current' | 'studyOf' | 'language'>,
): () => StudySigns {
  let known: { of: KnownStudy | null; signs: StudySigns } | null = null;
  messenger.onChange((change) => {
    if ('personId' in change && change.personId === facilitatorId) known = null;
  });
  return () => {
    const of = cast.current();
    if (known && known.of === of) return known.signs;
    const chat = of ? messenger.chat(facilitatorId).filter((message) => cast.studyOf(message) === of) : [];
    const { presses } = messenger.chatState(facilitatorId);
    known = { of, signs: speaking(cast.language(), () => readStudySigns(chat, presses, of !== null)) };
    return known.signs;
  };
}

/** @param since the study was created, the messages that are about it */
function readStudySigns(
  since: readonly ChatMessage[],
  presses: readonly PressMade[],
  created: boolean,
): StudySigns {
  const opened = newestRound(since, (number) => plain('rehearsal.sign.opened', { number }));
  const closed = newestRound(since, (number) => plain('rehearsal.sign.closed', { number }));
  const summarizedRound = newestRound(since, (number) => plain('rehearsal.sign.summary', { number })).round;
  const asked = since.findLastIndex(({ from, text }) => from === 'person' && text.startsWith('/export'));
  return {
    created,
    openedRound: opened.round,
    openedAt: openingPress(opened.messageId, presses),
    // A round whose summary has come is closed, whatever the summary says of it.
    closedRound: Math.max(closed.round, summarizedRound),
    summarizedRound,
    ideasWait: ideasWait(since),
    toldToFinish: isToldToFinish(since, opened.messageId),
    finished: since.some((message) => says(message, plain('rehearsal.sign.finished'))),
    exported: asked >= 0 && since.slice(asked).some(({ from, document }) => from === 'bot' && document),
  };
}

/** The highest round that a message tells of, and the first message that does. */
function newestRound(chat: readonly ChatMessage[], sign: (number: string) => string) {
  const pattern = new RegExp(sign('([\\d۰-۹]+)'));
  let newest = { round: 0, messageId: 0 };
  for (const message of chat) {
    const round = message.from === 'bot' && pattern.exec(bare(message.text))?.[1];
    if (round && Number(latinDigits(round)) > newest.round) {
      newest = { round: Number(latinDigits(round)), messageId: message.id };
    }
  }
  return newest;
}

function ideasWait(chat: readonly ChatMessage[]): boolean {
  const told = chat.findLastIndex((message) => says(message, plain('rehearsal.sign.ideasWait')));
  const looked = chat.findLastIndex(({ from, text }) => from === 'person' && text.startsWith('/suggestions'));
  return told > looked;
}

function isToldToFinish(chat: readonly ChatMessage[], openedAt: number): boolean {
  const asked = chat.findLast(({ from, text }) => from === 'person' && text.startsWith('/open'));
  if (!asked || asked.id < openedAt) return false;
  return chat.some(({ id, from, text }) => id > asked.id && from === 'bot' && text.includes('/finish'));
}

/** The first press on the preview that opened a round: experts may hear of the round before the facilitator does. */
function openingPress(toldIn: number, presses: readonly PressMade[]): number {
  const openings = presses.filter(({ label }) => isLabelled(label, plain('label.openRound')));
  const preview = openings.findLast(({ messageId }) => messageId <= toldIn)?.messageId;
  return openings.find(({ messageId }) => messageId === preview)?.order ?? toldIn;
}
