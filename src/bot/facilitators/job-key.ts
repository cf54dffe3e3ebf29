import type { BotContext } from '../context.ts';

/** One job an update; a messenger may start counting its updates anew, so the moment tells them apart. */
export function jobKey({ account, update, at }: BotContext, kind: string): string {
  return `${kind}:${account.messenger}:${update.update_id}:${at.getTime()}`;
}
