import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { composeCard } from '../../src/features/answering/compose-card.ts';
import { textOf } from '../../src/messengers/api-message.ts';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { formatText, TEXT_LIMIT } from '../../src/rehearsal/formatted-text.ts';
import type { LocalMessenger } from '../../src/rehearsal/messenger.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import type { Database } from '../../src/store/file/database.ts';
import { bindSchema, Sqlite } from '../../src/store/file/sqlite.ts';
import * as schema from '../../src/store/schema.ts';

export interface AccountOfCards {
  readonly compared: number;
  readonly faults: readonly string[];
}

/** Compares every card of the open round in a file with what the database holds, once nothing waits to leave. */
export function accountOfCards(file: string, messenger: LocalMessenger): AccountOfCards {
  const client = new Sqlite(file, { readonly: true });
  try {
    return accountOfOpenCards(bindSchema(client), messenger);
  } finally {
    client.close();
  }
}

/** The same of an open database, for those whom one messenger reaches. */
export function accountOfOpenCards(
  db: Database,
  messenger: LocalMessenger,
  name: Messenger = 'telegram',
): AccountOfCards {
  const { accounts, questionnaires, rounds } = schema;
  const cards = db
    .select({ id: questionnaires.id, userId: accounts.userId })
    .from(questionnaires)
    .innerJoin(rounds, eq(rounds.id, questionnaires.roundId))
    .innerJoin(accounts, eq(accounts.id, questionnaires.cardAccountId))
    .where(
      and(
        ...[eq(rounds.state, 'open'), isNotNull(questionnaires.cardMessageId), eq(accounts.messenger, name)],
        isNull(accounts.unreachableSince),
      ),
    )
    .all();
  const faults = cards.flatMap(({ id, userId }) => faultOf(db, id, messenger.chat(userId)) ?? []);
  return { compared: cards.length, faults };
}

function faultOf(db: Database, questionnaireId: number, chat: readonly ChatMessage[]): string | null {
  const card = composeCard(db, questionnaireId)!;
  const shown = chat.find(({ id }) => id === card.messageId);
  if (!shown) return `card ${questionnaireId}: no such message`;
  const { text } = formatText(textOf(card.message), 'HTML', undefined, {
    characters: TEXT_LIMIT,
    refusal: 'too long',
  });
  const expected = (card.message.buttons ?? []).map((row) =>
    row.map(({ text: label, data }) => [label, data]),
  );
  const buttons = shown.keyboard.map((row) =>
    row.map(({ text: label, callback_data: data }) => [label, data]),
  );
  if (withoutMinutes(text) !== withoutMinutes(shown.text))
    return `card ${questionnaireId}: shows «${shown.text}», should «${text}»`;
  if (JSON.stringify(expected) !== JSON.stringify(buttons)) return `card ${questionnaireId}: other buttons`;
  return null;
}

/** The minutes left follow the panel's pace, and are brought up to date with the next press only. */
function withoutMinutes(text: string): string {
  return text.replace(/ · [۰-۹]+ دقیقه مانده/, '');
}
