import type { PollingEnd } from './poller.ts';

/** Why a messenger cannot be live. */
export type MessengerFault =
  | { readonly kind: PollingEnd }
  | { readonly kind: 'webhook-refused'; readonly description: string };

/** The line that tells of it, for whoever looks after the machine. */
export function messengerFaultLine(fault: MessengerFault, tokenSetting: string): string {
  switch (fault.kind) {
    case 'token-refused':
      return `${tokenSetting} is refused by the messenger; expected the token that it gave out last`;
    case 'another-program':
      return `${tokenSetting} is in use by another program that takes the bot's updates; expected a token for this one alone`;
    case 'webhook-refused':
      return `WEBHOOK_URL is refused by the messenger (${fault.description}); expected an address that it can reach`;
  }
}
