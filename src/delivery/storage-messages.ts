import type { Message } from '../messages/message.ts';
import { html } from '../texts/i18n.ts';

/** Why nothing can be written. */
export type StorageFault = 'full' | 'readOnly' | 'failing';

/** To facilitators, once an outage of the disk. */
export function storageFaultMessage(fault: StorageFault): Message {
  return { html: html(`storage.${fault}`) };
}

/** To facilitators, when it is over. */
export function storageSoundMessage(): Message {
  return { html: html('storage.sound') };
}

/** To somebody who wrote meanwhile. */
export function messageWaitsMessage(): Message {
  return { html: html('storage.messageWaits') };
}
