import type { Message } from '../../messages/message.ts';
import { loadAccount, type Messenger } from '../../store/accounts.ts';
import { loadFacilitators } from '../../store/facilitators.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadOperators } from '../../store/operators.ts';
import { queueMessage } from '../../store/outbox.ts';
import { plain } from '../../texts/i18n.ts';
import { botRefusedMessage } from './bot-refused-message.ts';

/** Older news of it helps nobody. */
const NEWS_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Reports that a messenger refuses the bot itself: to the operators, at once, through another messenger. Where none of
 * them can be reached that way, to every facilitator who can; where nobody can, to the operators, or else the
 * facilitators, when it is over.
 *
 * @param refusal.live the messengers that the program runs on
 */
export function tellOfRefusedBot(
  tx: Transaction,
  refusal: { messenger: Messenger; reason: string; since: Date; live: readonly Messenger[] },
): void {
  const { messenger, reason, since, live } = refusal;
  const others = live.filter((other) => other !== messenger);
  const [operators, facilitators] = [loadOperators(tx), loadFacilitators(tx)];
  const choices = [
    reachableOn(tx, operators, others),
    reachableOn(tx, facilitators, others),
    reachableOn(tx, operators, [messenger]),
    reachableOn(tx, facilitators, [messenger]),
  ];
  for (const accountId of choices.find((accounts) => accounts.length > 0) ?? []) {
    queueMessage(tx, {
      kind: 'bot-refused',
      key: `bot-refused:${messenger}:${since.toISOString()}:${accountId}`,
      accountId,
      at: since,
      args: { messenger, since: since.getTime(), reason },
    });
  }
}

function reachableOn(
  tx: Transaction,
  accountIds: readonly number[],
  messengers: readonly Messenger[],
): number[] {
  return accountIds.filter((accountId) => {
    const account = loadAccount(tx, accountId);
    return account && messengers.includes(account.messenger) && account.unreachableSince === null;
  });
}

/** Null once it is no longer news. On the refusing messenger itself it is sent when the refusal ends. */
export function composeRefusedBot(
  tx: Transaction,
  { messenger, since, reason }: { messenger: Messenger; since: number; reason: string },
  to: { accountId: number; at: Date; zone: string },
): Message | null {
  const over = loadAccount(tx, to.accountId)?.messenger === messenger;
  if (!over && to.at.getTime() - since > NEWS_FOR_MS) return null;
  const name = plain(`messenger.${messenger}`);
  return botRefusedMessage({ messenger: name, since: new Date(since), reason, zone: to.zone, over });
}
