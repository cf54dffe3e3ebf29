import type { Asked, BotApi, Told } from './bot-api.ts';
import { createGate, type Limits } from './telegram-limits.ts';

/** What was measured since the last look. Times are milliseconds. */
export interface Measured {
  readonly seconds: number;
  /** Presses that were acknowledged and whose card came back. */
  readonly taps: number;
  /** Of all presses, ratings that were acknowledged without an alert, since the beginning. */
  readonly ratingsAccepted: number;
  readonly alerts: number;
  /** From press to acknowledgement, and to the edited card. */
  readonly acknowledged: readonly number[];
  readonly shown: readonly number[];
  readonly calls: Readonly<Record<string, number>>;
  readonly refusedAsTooFast: number;
  /** When the first and the last send or edit of `sendMessage` came, on this process's clock. */
  readonly firstSendAt: number | null;
  readonly lastSendAt: number | null;
  readonly bytesOfDocuments: number;
}

interface Tap {
  readonly pressedAt: number;
  readonly rates: boolean;
  acknowledged: boolean;
  shown: boolean;
}

interface Chat {
  readonly id: number;
  card: { readonly messageId: number; readonly text: string; readonly markup: Markup } | null;
  tap: Tap | null;
  /** Until the next press. */
  pause: NodeJS.Timeout | undefined;
  presses: number;
}

interface Markup {
  readonly inline_keyboard: readonly (readonly {
    readonly text: string;
    readonly callback_data?: string;
  }[])[];
}

/** How the experts go about it. */
export interface Work {
  readonly people: readonly number[];
  /** Between a card's coming and the next press; 0: as fast as it comes. */
  readonly pauseMs: number;
}

/** Experts at their cards, and the server's answers to the bot. */
export interface Experts {
  answer(asked: Asked): Told;
  /** Who sits at the cards from now on; whoever is left out rests once the present tap is over. */
  work(work: Work): void;
  say(person: number, text: string): void;
  /** Presses a button of the newest message that has any: the one with this label, else a rating. */
  press(person: number, label?: string): void;
  limit(limits: Limits | null): void;
  measured(): Measured;
}

const now = () => performance.now();

export function createExperts(api: () => BotApi): Experts {
  const chats = new Map<number, Chat>();
  const queries = new Map<string, Chat>();
  let pauseMs = 0;
  let working = new Set<number>();
  let gate: ReturnType<typeof createGate> = () => 0;
  let nextMessageId = 1;
  let nextQueryId = 1;
  let ratingsAccepted = 0;
  let since = now();
  let fresh = emptyMeasures();

  const chatOf = (id: number): Chat => {
    const known = chats.get(id);
    if (known) return known;
    const chat: Chat = { id, card: null, tap: null, pause: undefined, presses: 0 };
    chats.set(id, chat);
    return chat;
  };
  const userOf = (id: number) => ({ id, is_bot: false, first_name: 'خبره', language_code: 'fa' });
  const messageOf = (chat: Chat) => ({
    message_id: chat.card!.messageId,
    chat: { id: chat.id, type: 'private', first_name: 'خبره' },
    date: 1_790_000_000,
    text: chat.card!.text,
    reply_markup: chat.card!.markup,
  });

  const press = (chat: Chat, label?: string) => {
    const data = chat.card && buttonOf(chat.card.markup, chat.presses, label);
    if (!data || (chat.tap && label === undefined)) return;
    const id = String(nextQueryId);
    nextQueryId += 1;
    chat.presses += 1;
    chat.tap = { pressedAt: now(), rates: data.startsWith('r:'), acknowledged: false, shown: false };
    queries.set(id, chat);
    const query = {
      id,
      from: userOf(chat.id),
      message: messageOf(chat),
      chat_instance: String(chat.id),
      data,
    };
    api().add({ callback_query: query });
  };
  const goOn = (chat: Chat) => {
    const { tap } = chat;
    if (tap?.acknowledged && tap.shown) {
      chat.tap = null;
      fresh.taps += 1;
    }
    if (chat.tap || !working.has(chat.id)) return;
    if (pauseMs === 0) press(chat);
    else {
      clearTimeout(chat.pause);
      chat.pause = setTimeout(() => working.has(chat.id) && press(chat), pauseMs);
    }
  };
  const show = (chat: Chat, messageId: number, params: Asked['params']) => {
    const markup = params['reply_markup'] as Markup | undefined;
    if (!markup?.inline_keyboard) return;
    chat.card = { messageId, text: String(params['text']), markup };
    const { tap } = chat;
    if (tap && !tap.shown) {
      tap.shown = true;
      fresh.shown.push(now() - tap.pressedAt);
    }
    goOn(chat);
  };
  const acknowledge = (params: Asked['params']) => {
    const id = String(params['callback_query_id']);
    const chat = queries.get(id);
    const tap = chat?.tap;
    queries.delete(id);
    if (!chat || !tap) return;
    tap.acknowledged = true;
    fresh.acknowledged.push(now() - tap.pressedAt);
    if (params['show_alert']) fresh.alerts += 1;
    else if (tap.rates) ratingsAccepted += 1;
    goOn(chat);
  };
  const pass = (chatId: number): number => {
    const seconds = gate(chatId);
    if (seconds > 0) fresh.refusedAsTooFast += 1;
    else {
      fresh.firstSendAt ??= now();
      fresh.lastSendAt = now();
    }
    return seconds;
  };

  return {
    answer({ method, params, bytes }) {
      fresh.calls[method] = (fresh.calls[method] ?? 0) + 1;
      if (method === 'answerCallbackQuery') {
        acknowledge(params);
        return { result: true };
      }
      if (method === 'sendDocument') fresh.bytesOfDocuments += bytes.length;
      if (!/^(send|edit)/.test(method)) return { result: true };
      const chat = chatOf(Number(params['chat_id'] ?? 0));
      const retryAfter = pass(chat.id);
      if (retryAfter > 0) return { retryAfter };
      const messageId = Number(params['message_id'] ?? nextMessageId++);
      // After the bot has its answer, as in a real chat.
      setImmediate(() => show(chat, messageId, params));
      return {
        result: {
          message_id: messageId,
          date: 1_790_000_000,
          chat: { id: chat.id, type: 'private' },
          text: params['text'],
        },
      };
    },
    work({ people, pauseMs: pause }) {
      pauseMs = pause;
      working = new Set(people);
      for (const id of people) goOn(chatOf(id));
    },
    say(person, text) {
      const message = {
        message_id: nextMessageId++,
        from: userOf(person),
        chat: { id: person, type: 'private', first_name: 'خبره' },
        date: 1_790_000_000,
        text,
        ...(text.startsWith('/') && {
          entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]!.length }],
        }),
      };
      api().add({ message });
    },
    press: (person, label) => press(chatOf(person), label),
    limit(limits) {
      gate = limits ? createGate(limits, now) : () => 0;
    },
    measured() {
      const measured = { ...fresh, ratingsAccepted, seconds: (now() - since) / 1000 };
      fresh = emptyMeasures();
      since = now();
      return measured;
    },
  };
}

type Fresh = {
  -readonly [Name in keyof Omit<
    Measured,
    'seconds' | 'ratingsAccepted'
  >]: Measured[Name] extends readonly number[]
    ? number[]
    : Measured[Name] extends Readonly<Record<string, number>>
      ? Record<string, number>
      : Measured[Name];
};

function emptyMeasures(): Fresh {
  return {
    taps: 0,
    alerts: 0,
    acknowledged: [],
    shown: [],
    calls: {},
    refusedAsTooFast: 0,
    firstSendAt: null,
    lastSendAt: null,
    bytesOfDocuments: 0,
  };
}

/** The button with a label; without one a rating, each time another one, else what begins the round. */
function buttonOf({ inline_keyboard: rows }: Markup, turn: number, label?: string): string | undefined {
  if (label !== undefined) return rows.flat().find(({ text }) => text.includes(label))?.callback_data;
  const data = rows.flat().flatMap(({ callback_data: carried }) => carried ?? []);
  const ratings = data.filter((one) => one.startsWith('r:'));
  // A large questionnaire lists its sittings; the first button leads into the next.
  return (
    ratings[turn % Math.max(1, ratings.length)] ??
    data.find((one) => one.startsWith('b:')) ??
    data.find((one) => one.startsWith('g:'))
  );
}
