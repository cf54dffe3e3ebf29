import { plain } from '../texts/i18n.ts';
import type { CardSeen } from './card-reading.ts';
import type { ChatMessage } from './chats.ts';
import type { LocalMessenger } from './messenger.ts';
import { hasButton } from './said.ts';

/*
 * What invented experts write beside their answers, so that a rehearsal has something to be read and decided on. Who
 * sees no button for it writes nothing.
 */

const REASONS = [
  'rehearsal.remark.reason.first',
  'rehearsal.remark.reason.second',
  'rehearsal.remark.reason.third',
  'rehearsal.remark.reason.fourth',
] as const;
const PROPOSALS = [
  'rehearsal.remark.proposal.first',
  'rehearsal.remark.proposal.second',
  'rehearsal.remark.proposal.third',
] as const;
const REACTION_WITHIN_MS = 5000;

/** A person at a phone, and what tells which of the words are theirs. */
interface Writer {
  readonly messenger: LocalMessenger;
  readonly personId: number;
  readonly index: number;
}

/** Writes a reason for the answer to the item on a card. @returns the card that comes below it */
export async function writeReason(
  { messenger, personId, index }: Writer,
  card: () => CardSeen | null,
): Promise<CardSeen | null> {
  const seen = card();
  if (!seen?.play || !hasButton(seen.message, plain('label.writeReason'))) return seen;
  const { answered, showAlert } = await messenger.press(
    personId,
    seen.message.id,
    plain('label.writeReason'),
  );
  if (!answered || showAlert) return seen;
  messenger.send(personId, plain(REASONS[index % REASONS.length]!));
  return messenger.until(() => {
    const now = card();
    return now && now.message.id > seen.message.id && now;
  }, REACTION_WITHIN_MS);
}

/** Answers the open question at the end of a round by an item to add. */
export async function propose({ messenger, personId, index }: Writer): Promise<void> {
  const question = newest(messenger, personId);
  if (!question || !hasButton(question, plain('expert.button.suggest'))) return;
  await messenger.press(personId, question.id, plain('expert.button.suggest'));
  const menu = await messenger.until(() => {
    const now = newest(messenger, personId);
    return now && hasButton(now, plain('suggest.button.add')) && now;
  }, REACTION_WITHIN_MS);
  const { answered, showAlert } = await messenger.press(personId, menu.id, plain('suggest.button.add'));
  if (!answered || showAlert) return;
  messenger.send(personId, plain(PROPOSALS[index % PROPOSALS.length]!));
  await messenger.until(() => (newest(messenger, personId)?.id ?? 0) > menu.id, REACTION_WITHIN_MS);
}

function newest(messenger: LocalMessenger, personId: number): ChatMessage | undefined {
  return messenger.chat(personId).findLast(({ from }) => from === 'bot');
}
