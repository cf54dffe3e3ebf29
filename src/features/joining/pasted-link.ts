import { MESSENGERS } from '../../messengers/all.ts';
import { loadDialog } from '../../store/dialogs.ts';
import type { Database, Transaction } from '../../store/file/database.ts';

const FORMS = MESSENGERS.flatMap(({ linkForms }) => linkForms);
/** Where a messenger's links to a bot lead. */
const LINK = new RegExp(
  `\\b(?:${FORMS.join('|')})/?\\?(?:[^\\s?#]*&)?start=([A-Za-z0-9]{16,60})(?![\\w-])`,
  'i',
);

/** The secret of a link by itself, with the signs that a sentence or a quotation leaves around it. */
const SECRET = /^[^\p{L}\p{N}]*([A-Za-z0-9]{16,60})[^\p{L}\p{N}]*$/u;

interface TextLink {
  readonly type: string;
  readonly url?: string;
}

/** What is looked at of a message. */
interface Written {
  readonly text?: string;
  readonly caption?: string;
  readonly entities?: readonly TextLink[];
  readonly caption_entities?: readonly TextLink[];
  readonly reply_to_message?: object;
}

/**
 * The secret of a personal link that a message brings: whole or its secret alone, within the invitation that brought
 * it, as a caption, or behind a word. Whoever is in the middle of writing something, or answers a message, means that.
 */
export function pastedLink(
  db: Database | Transaction,
  message: Written | undefined,
  accountId: number,
): string | null {
  const secret = message && !message.reply_to_message ? secretIn(message) : null;
  return secret !== null && !isWriting(db, accountId) ? secret : null;
}

/** While it is asked what is to be proposed, nothing that is typed is for sure a proposal. */
function isWriting(db: Database | Transaction, accountId: number): boolean {
  const dialog = loadDialog(db, accountId);
  return dialog !== undefined && dialog.kind !== 'suggest-kind';
}

function secretIn(message: Written): string | null {
  const text = message.text ?? message.caption ?? '';
  if (text.startsWith('/')) return null;
  const behindWords = (message.entities ?? message.caption_entities ?? []).flatMap((entity) =>
    entity.type === 'text_link' ? [entity.url ?? ''] : [],
  );
  for (const place of [text, ...behindWords]) {
    const secret = LINK.exec(place)?.[1] ?? SECRET.exec(place)?.[1];
    if (secret) return secret;
  }
  return null;
}
