import type { OutboxRow } from '../../store/outbox-queue.ts';
import type { Content } from '../rendering.ts';

/** Copies that may arrive at most: the one cut off, and its repetition. */
const MOST_COPIES = 2;

/** Whether a row whose last send may have arrived is sent once more. */
export function mayRepeat(
  content: Pick<Content, 'ifUnknown'>,
  row: Pick<OutboxRow, 'kind' | 'attempts'>,
): boolean {
  return content.ifUnknown(row.kind) === 'again' && row.attempts < MOST_COPIES;
}
