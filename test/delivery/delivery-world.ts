import { eq } from 'drizzle-orm';
import { Api } from 'grammy';
import pino from 'pino';
import type { Clock } from '../../src/clock.ts';
import { createDelivery, type Delivery } from '../../src/delivery/delivery.ts';
import type { Content, RenderedCard, Rendering } from '../../src/delivery/rendering.ts';
import { OUTGOING } from '../../src/features/all.ts';
import { createLog } from '../../src/log.ts';
import { ensureAccount, type Messenger } from '../../src/store/accounts.ts';
import { type Database, transact } from '../../src/store/file/database.ts';
import { type Outgoing, queueMessage } from '../../src/store/outbox.ts';
import type { OutboxRow } from '../../src/store/outbox-queue.ts';
import { markCardShown } from '../../src/store/questionnaires.ts';
import { experts, outbox, panels, questionnaires, rounds, studies } from '../../src/store/schema.ts';
import { newDatabase } from '../fixtures/database.ts';

/** What a pretended messenger answers: a result, or a refusal; a rejection is a broken connection. */
export type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: { retry_after: number } };

export interface ApiCall {
  readonly method: string;
  readonly chatId: number;
  readonly text: string;
  readonly messageId: number | undefined;
  readonly at: number;
}

/** A Bot API without a network: a transformer answers. */
export function pretendedApi(clock: Clock, answer: (call: ApiCall) => Answer | Promise<Answer>) {
  const calls: ApiCall[] = [];
  let messageId = 100;
  const api = new Api('1:pretended');
  api.config.use(async (_prev, method, payload) => {
    const { chat_id = 0, text = '', message_id } = payload as Record<string, never>;
    const call = { method, chatId: chat_id, text, messageId: message_id, at: clock.elapsed() };
    if (method !== 'getMe') calls.push(call);
    const answered = await answer(call);
    if (!answered.ok || answered.result !== undefined) return answered as never;
    messageId += 1;
    return { ok: true, result: { message_id: messageId } } as never;
  });
  return { api, calls };
}

export const DONE: Answer = { ok: true, result: undefined };

export function tooFast(seconds: number): Answer {
  const description = `Too Many Requests: retry after ${seconds}`;
  return { ok: false, error_code: 429, description, parameters: { retry_after: seconds } };
}

export interface World {
  readonly db: Database;
  readonly delivery: Delivery;
  /** Lines logged so far. */
  readonly logged: Record<string, unknown>[];
  /** What `unreachable` was told. */
  readonly lost: { accountId: number; reason: string }[];
  readonly refusedTokens: Messenger[];
  /** What `botRefused` was told. */
  readonly refusedBots: (string | null)[];
  account(userId: number, messenger?: Messenger): number;
  /** Queues a message under a key; proactive ones are rendered as their kind and key. */
  queue(accountId: number, key: string, message?: Outgoing, notBefore?: Date): void;
  reply(accountId: number, text: string): void;
  row(key: string): typeof outbox.$inferSelect;
  rows(): (typeof outbox.$inferSelect)[];
  /** An expert's questionnaire whose card shows `text`; behind from the beginning. */
  card(accountId: number, text: string): TestCard;
}

interface TestCard {
  readonly questionnaireId: number;
  /** A press: from now on the card should show this. */
  show(text: string): void;
  row(): typeof questionnaires.$inferSelect;
}

export interface WorldOptions {
  readonly clock: Clock;
  readonly links: { messenger?: Messenger; api: Api; messagesPerSecond?: number }[];
  readonly db?: Database;
  readonly render?: (row: OutboxRow, at: Date) => Rendering;
  readonly content?: Partial<Content>;
}

/** Delivery on a database of its own, with experts whose cards are one line of text. */
export function createWorld({ clock, links, db = newDatabase(), render, content }: WorldOptions): World {
  const logged: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line: string) => void logged.push(JSON.parse(line)) });
  const lost: { accountId: number; reason: string }[] = [];
  const refusedTokens: Messenger[] = [];
  const refusedBots: (string | null)[] = [];
  const cards = new Map<number, string>();

  const whole: Content = {
    render: render ?? renderPlainly,
    ifUnknown: (kind) => OUTGOING[kind].ifUnknown,
    renderCard: (questionnaireId) => renderCard(db, questionnaireId, cards.get(questionnaireId)!),
    cardShown: markCardShown,
    fileSent: () => {},
    unreachable: (_tx, accountId, reason) => void lost.push({ accountId, reason }),
    tokenRefused: (messenger) => void refusedTokens.push(messenger),
    botRefused: (_messenger, reason) => void refusedBots.push(reason),
    ...content,
  };
  const delivery = createDelivery({
    db,
    messengers: links.map((link) => ({ messenger: 'telegram', messagesPerSecond: 30, ...link })),
    content: whole,
    clock,
    random: () => 0.5,
    log,
  });
  const row = (key: string) => db.select().from(outbox).where(eq(outbox.key, key)).get()!;
  const queue: World['queue'] = (accountId, key, message, notBefore) => {
    const outgoing = message ?? { kind: 'reminder', args: { questionnaireId: 1, slotHours: 24 } };
    const at = clock.now();
    queueMessage(db, { ...outgoing, key, accountId, at, ...(notBefore && { notBefore }) });
  };
  return {
    db,
    delivery,
    logged,
    lost,
    refusedTokens,
    refusedBots,
    row,
    rows: () => db.select().from(outbox).all(),
    account: (userId, messenger = 'telegram') => ensureAccount(db, messenger, userId, clock.now()).id,
    queue,
    reply: (accountId, text) => queue(accountId, text, { kind: 'reply', args: { message: { html: text } } }),
    card(accountId, text) {
      const questionnaireId = newQuestionnaire(db, accountId);
      cards.set(questionnaireId, text);
      return {
        questionnaireId,
        show(next) {
          cards.set(questionnaireId, next);
          transact(db, (tx) => raiseCard(tx as Database, questionnaireId));
        },
        row: () => db.select().from(questionnaires).where(eq(questionnaires.id, questionnaireId)).get()!,
      };
    },
  };
}

function renderPlainly(row: OutboxRow): Rendering {
  if (row.kind === 'strip') return { do: 'strip', messageId: row.args.messageId };
  if (row.kind === 'document') return { do: 'document', ...row.args };
  if (row.kind !== 'reply') return { do: 'send', message: { html: row.key } };
  const { message, replacesMessageId } = row.args;
  return replacesMessageId === undefined
    ? { do: 'send', message }
    : { do: 'edit', messageId: replacesMessageId, message };
}

function renderCard(db: Database, questionnaireId: number, text: string): RenderedCard {
  const row = db.select().from(questionnaires).where(eq(questionnaires.id, questionnaireId)).get()!;
  return {
    accountId: row.cardAccountId!,
    messageId: row.cardMessageId,
    message: { html: text, buttons: [[{ text: 'بعدی', data: `next:${questionnaireId}` }]] },
    version: row.cardVersion,
    hash: text,
  };
}

function raiseCard(db: Database, questionnaireId: number): void {
  const { cardVersion } = db
    .select()
    .from(questionnaires)
    .where(eq(questionnaires.id, questionnaireId))
    .get()!;
  db.update(questionnaires)
    .set({ cardVersion: cardVersion + 1 })
    .where(eq(questionnaires.id, questionnaireId))
    .run();
}

let pseudonyms = 0;

/** The rows that a questionnaire stands on, one study and round for all of a database. */
function newQuestionnaire(db: Database, accountId: number): number {
  const at = new Date(0);
  const study = db.select().from(studies).get() ?? newStudy(db, at);
  const round =
    db.select().from(rounds).get() ??
    db
      .insert(rounds)
      .values({ studyId: study.id, number: 1, state: 'open', openedAt: at, deadline: at, remindersFrom: at })
      .returning()
      .get();
  pseudonyms += 1;
  const expert = db
    .insert(experts)
    .values({
      studyId: study.id,
      position: pseudonyms,
      name: 'خبره',
      role: '',
      pseudonym: `E${pseudonyms}`,
      accountId,
    })
    .returning()
    .get();
  return db
    .insert(questionnaires)
    .values({ roundId: round.id, expertId: expert.id, cardAccountId: accountId, cardVersion: 1 })
    .returning()
    .get().id;
}

function newStudy(db: Database, createdAt: Date) {
  const study = db
    .insert(studies)
    .values({
      title: 'مطالعه',
      question: 'پرسش',
      guidance: '',
      organiser: '',
      contact: '',
      consent: '',
      kind: 'likert',
      minRounds: 2,
      maxRounds: 3,
      openForDays: 7,
      reminderHours: [24],
      fridayReminders: true,
      minAnswersForFeedback: 5,
      shuffledItems: false,
      anonymity: 'coded',
      forgetAfterDays: 180,
      excludedAudiences: [],
      seed: 1,
      state: 'running',
      createdAt,
    })
    .returning()
    .get();
  db.insert(panels)
    .values({ studyId: study.id, position: 1, code: 'A', name: 'پانل', status: 'active' })
    .run();
  return study;
}

export const silentLog = pino({ level: 'silent' });
