import { BALE_DIALECT } from './bale-dialect.ts';
import type { MessengerDescription } from './messenger.ts';

export const bale: MessengerDescription = {
  name: 'bale',
  title: 'Bale',
  linkTo: (botName, secret) => `https://ble.ir/${botName}?start=${secret}`,
  linkForms: ['ble\\.ir/\\w+'],
  // It states 50 MB and was met refusing what is over 20.
  largestDocument: 20_000_000,
  // It knows no header of the kind.
  webhookSecret: 'inAddress',
  dialect: BALE_DIALECT,
};
