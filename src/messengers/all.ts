import type { Messenger } from '../store/accounts.ts';
import { bale } from './bale.ts';
import type { MessengerDescription } from './messenger.ts';
import { telegram } from './telegram.ts';

const BY_NAME: Readonly<Record<Messenger, MessengerDescription>> = { telegram, bale };

/** In the order in which links are told. */
export const MESSENGERS = Object.values(BY_NAME);

export function messengerOf(name: Messenger): MessengerDescription {
  return BY_NAME[name];
}
