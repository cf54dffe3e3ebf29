import type { Message } from 'grammy/types';
import type { BotContext } from '../../bot/context.ts';
import type { SaidHandler } from '../../bot/said.ts';
import { MESSENGERS } from '../../messengers/all.ts';
import { loadDialog } from '../../store/dialogs.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { openPersonalLink } from './join-feature.ts';

const FORMS = MESSENGERS.flatMap(({ linkForms }) => linkForms);
/** Where a messenger's links to a bot lead. */
const LINK = new RegExp(
  `\\b(?:${FORMS.join('|')})\\?(?:[^\\s?#]*&)?start=([A-Za-z0-9]{16,60})(?![\\w-])`,
  'i',
);

/** The secret of a link by itself, with the signs that a sentence or a quotation leaves around it. */
const SECRET = /^[\s"'«(]*([A-Za-z0-9]{16,60})[\s"'».،)]*$/;

/**
 * A personal link sent as text is as good as opened, for some apps do not pass its secret on: whole or its secret alone,
 * within the invitation that brought it, as a caption, or behind a word. Whoever is in the middle of writing something,
 * or answers a message, means that.
 */
export const pastedLinkSaid: readonly SaidHandler[] = [
  {
    who: 'everybody',
    means: (ctx, { db }) => pastedLink(ctx, db) !== null,
    take: (ctx, tx) => openPersonalLink(ctx, tx, pastedLink(ctx, tx)!),
  },
];

/** The secret of a personal link that a message brings; null: it brings none, or means something else. */
export function pastedLink({ message, account }: BotContext, db: Database | Transaction): string | null {
  const secret = message && !message.reply_to_message ? secretIn(message) : null;
  return secret !== null && !isWriting(db, account.id) ? secret : null;
}

/** While it is asked what is to be proposed, nothing that is typed is for sure a proposal. */
function isWriting(db: Database | Transaction, accountId: number): boolean {
  const dialog = loadDialog(db, accountId);
  return dialog !== undefined && dialog.kind !== 'suggest-kind';
}

function secretIn(
  message: Pick<Message, 'text' | 'caption' | 'entities' | 'caption_entities'>,
): string | null {
  const text = message.text ?? message.caption ?? '';
  if (text.startsWith('/')) return null;
  const behindWords = (message.entities ?? message.caption_entities ?? []).flatMap((entity) =>
    entity.type === 'text_link' ? [entity.url] : [],
  );
  for (const place of [text, ...behindWords]) {
    const secret = LINK.exec(place)?.[1] ?? SECRET.exec(place)?.[1];
    if (secret) return secret;
  }
  return null;
}
