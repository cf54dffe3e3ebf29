import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { BotCall, Interception } from '../dialogs/bot-api/faults.ts';
import { startMessenger, type TestMessenger } from '../dialogs/bot-api.ts';

/** A press as the messenger passed it on. */
export interface PassedPress {
  readonly updateId: number;
  readonly personId: number;
  readonly data: string;
  /** The messenger heard the program's answer to it. */
  answered: boolean;
}

/** A message that arrived, with the text that it had then: an opening may become a card later. */
export interface Arrival {
  readonly personId: number;
  readonly messageId: number;
  readonly text: string;
  /** What its buttons carried. */
  readonly data: readonly string[];
}

/** What a trap is told; all of it in the very moment, so that a kill comes before anything that follows. */
export interface Moments {
  /** The program's call has come in and is not carried out yet. A value takes the place of carrying it out. */
  readonly call?: (call: BotCall) => Interception | undefined;
  /** A message has arrived, and the program has not heard so. */
  readonly arrived?: (arrival: Arrival) => void;
  readonly pressed?: (press: PassedPress) => void;
  /** Updates were handed to the program; the newest one's id. */
  readonly updatesLeft?: (newest: number) => void;
}

/** A messenger that writes down what arrives, and lets a trap look on. */
export interface WatchedMessenger extends TestMessenger {
  readonly arrivals: readonly Arrival[];
  pressBehind(callbackQueryId: string): PassedPress | undefined;
  /** Sets a trap, or takes it away. */
  watch(moments: Moments | null): void;
}

const SPINNER_MS = 2500;

export async function startWatchedMessenger(people: readonly number[]): Promise<WatchedMessenger> {
  let moments: Moments | null = null;
  const arrivals: Arrival[] = [];
  const presses = new Map<string, PassedPress>();
  const messenger = await startMessenger({
    answerWithinMs: SPINNER_MS,
    messagesPerChat: 100_000,
    historyLimit: 0,
    intercept(call) {
      const taken = moments?.call?.(call);
      if (taken === undefined && call.method === 'answerCallbackQuery') {
        const press = presses.get(String(call.params['callback_query_id']));
        if (press) press.answered = true;
      }
      return taken ?? 'pass';
    },
  });
  for (const id of people) {
    messenger.addPerson({ id, firstName: `کاربر ${id}` });
    messenger.core.chats.get(id)!.started = true;
  }
  messenger.onChange((change) => {
    if (change.kind === 'sent' && change.message.from === 'bot') {
      const { personId, message } = change;
      const data = message.keyboard.flat().flatMap(({ callback_data: carried }) => carried ?? []);
      const arrival = { personId, messageId: message.id, text: message.text, data };
      arrivals.push(arrival);
      moments?.arrived?.(arrival);
    }
    if (change.kind === 'pressed') {
      const { id: updateId, body } = messenger.core.updates.pending().at(-1)!;
      const press = { updateId, personId: change.personId, data: change.data, answered: false };
      presses.set((body as { id: string }).id, press);
      moments?.pressed?.(press);
    }
  });
  // The newest update that a poll is answered with; on its way once that answer is finished.
  let newest = 0;
  const { updates } = messenger.core;
  const { poll } = updates;
  updates.poll = async (request) => {
    const found = await poll(request);
    newest = found.at(-1)?.id ?? newest;
    return found;
  };
  const onFinish = (message: unknown) => {
    const { request } = message as { request: { url?: string } };
    if (request.url?.endsWith('/getUpdates')) moments?.updatesLeft?.(newest);
  };
  subscribe('http.server.response.finish', onFinish);
  return {
    ...messenger,
    arrivals,
    pressBehind: (id) => presses.get(id),
    watch(wanted) {
      moments = wanted;
    },
    async stop() {
      unsubscribe('http.server.response.finish', onFinish);
      await messenger.stop();
    },
  };
}
