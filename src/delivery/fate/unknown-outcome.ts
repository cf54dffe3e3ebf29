import type { Outgoing } from '../../store/outbox.ts';
import type { OutboxRow } from '../../store/outbox-queue.ts';

/**
 * What becomes of a send that was cut off after its request had left (a timeout, a broken connection, this program
 * killed): it may have arrived, and the messengers offer no way to find out. `again`: it is repeated once, so a person
 * may hear it twice. `never`: it counts as sent, so a person may not hear it. Edits repeat freely and stand in no
 * table. docs/decisions/0005-delivery.md tells the reasons at length.
 */
const UNKNOWN_OUTCOME: Readonly<Record<Outgoing['kind'], 'again' | 'never'>> = {
  // Somebody pressed or asked and is waiting: silence looks like a failure, twice like a hiccup.
  reply: 'again',
  document: 'again',
  'backup-copy': 'again',
  // An edit: the second does nothing.
  strip: 'again',
  // Who does not hear that a round is open loses days of it.
  'round-opened': 'again',
  // Another slot follows, and being urged twice is what drives people away.
  reminder: 'never',
  // An edit.
  'replaced-reminder': 'again',
  // A wrong idea of the deadline costs a whole questionnaire.
  'deadline-moved': 'again',
  // The facilitator is waiting for the figures.
  summary: 'again',
  // The only letter with the expert's own answers and the result.
  'closing-letter': 'again',
  // Somebody waits for the answer, and nobody else would bring it.
  question: 'again',
  'question-answer': 'again',
  // The facilitator relies on everybody's having read it.
  announcement: 'again',
  // `/status` shows it all the time.
  'expert-left': 'never',
  // Whose account is taken, or found to be the same, must hear of it.
  'link-renewed': 'again',
  'link-used': 'again',
  'link-confirmed': 'again',
  // The answers of a round may be another's.
  'link-refused': 'again',
  // Somebody waits for the decision, and for its answer.
  'join-request': 'again',
  'join-decided': 'again',
  // Promised to be told once; `/status` shows it anyway.
  'expert-unreachable': 'never',
  // Whoever is not told looks for names that are gone.
  'names-forgotten': 'again',
  // A week's notice, and nothing to be done twice.
  'forgetting-soon': 'again',
  // The next night tells it again, where it is still so.
  'backup-failed': 'never',
  // Told once in each trouble, and everything hangs on its being heard.
  'bot-refused': 'again',
};

/** Copies that may arrive at most: the one cut off, and its repetition. */
const MOST_COPIES = 2;

/** Whether a row whose last send may have arrived is sent once more. */
export function mayRepeat({ kind, attempts }: Pick<OutboxRow, 'kind' | 'attempts'>): boolean {
  return repeatsUnknown(kind) && attempts < MOST_COPIES;
}

/** Whether this kind prefers twice to never. */
export function repeatsUnknown(kind: Outgoing['kind']): boolean {
  return UNKNOWN_OUTCOME[kind] === 'again';
}
