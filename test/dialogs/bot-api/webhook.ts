import { badRequest, conflict } from '../../../src/rehearsal/api-refusal.ts';
import { allowUpdates } from '../../../src/rehearsal/bot-api-methods.ts';
import type { CallParameters } from '../../../src/rehearsal/call-parameters.ts';
import type { MessengerCore } from '../../../src/rehearsal/messenger-core.ts';
import type { Method } from '../../../src/rehearsal/method.ts';
import { type QueuedUpdate, type UpdateQueue, updateBody } from '../../../src/rehearsal/update-queue.ts';

interface WebhookSettings {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
}

export interface Webhook {
  /** An empty url removes it. */
  set(settings: WebhookSettings): void;
  url(): string;
  info(): Record<string, unknown>;
  stop(): void;
}

/** Telegram waits this long for an answer, and at most this long between repeats: WebhookActor.cpp. */
const ANSWER_WITHIN_MS = 60_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Delivers updates by POST: one at a time for a chat, several chats side by side; what is not answered
 * with 2xx comes again after a pause that doubles.
 *
 * @param onReply a call that the bot put into the answer's body
 */
export function createWebhook(
  queue: UpdateQueue,
  firstPauseMs: number,
  onReply: (call: Record<string, unknown>) => void,
): Webhook {
  let settings: WebhookSettings = { url: '', secretToken: '', maxConnections: 40 };
  let lastError: { date: number; message: string } | null = null;
  const busyChats = new Set<number>();
  const pauses = new Set<NodeJS.Timeout>();
  let connections = 0;

  const post = async (update: QueuedUpdate): Promise<{ ok: boolean; retryAfterMs: number }> => {
    const response = await fetch(settings.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        'content-type': 'application/json',
        ...(settings.secretToken && { 'x-telegram-bot-api-secret-token': settings.secretToken }),
      },
      body: JSON.stringify(updateBody(update)),
    });
    const body = await response.text();
    if (response.ok) {
      if (body.startsWith('{')) onReply(JSON.parse(body) as Record<string, unknown>);
      return { ok: true, retryAfterMs: 0 };
    }
    noteError(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
    return { ok: false, retryAfterMs: Number(response.headers.get('retry-after') ?? 0) * 1000 };
  };
  const noteError = (message: string) => {
    lastError = { date: Math.floor(Date.now() / 1000), message };
  };
  const deliver = async (update: QueuedUpdate, pauseMs: number) => {
    connections += 1;
    const outcome = await post(update).catch((error: unknown) => {
      noteError(`Connection failed: ${error instanceof Error ? error.message : String(error)}`);
      return { ok: false, retryAfterMs: 0 };
    });
    connections -= 1;
    if (outcome.ok) {
      busyChats.delete(update.chatId);
      queue.forget(({ id }) => id === update.id);
    } else {
      const wait = Math.max(outcome.retryAfterMs, pauseMs);
      const timer = setTimeout(() => {
        pauses.delete(timer);
        const waits = settings.url !== '' && queue.pending().some(({ id }) => id === update.id);
        if (waits) void deliver(update, Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
        else busyChats.delete(update.chatId);
        pump();
      }, wait);
      pauses.add(timer);
    }
    pump();
  };
  const pump = () => {
    if (settings.url === '') return;
    for (const update of queue.pending()) {
      if (connections >= settings.maxConnections) return;
      if (busyChats.has(update.chatId)) continue;
      busyChats.add(update.chatId);
      void deliver(update, firstPauseMs);
    }
  };
  queue.onChange(pump);

  return {
    set(wanted) {
      if (wanted.secretToken && !/^[A-Za-z0-9_-]{1,256}$/.test(wanted.secretToken)) {
        throw badRequest('secret token contains illegal characters');
      }
      if (wanted.url && !URL.canParse(wanted.url)) throw badRequest('bad webhook: invalid URL');
      settings = wanted;
      pump();
    },
    url: () => settings.url,
    info: () => ({
      url: settings.url,
      has_custom_certificate: false,
      pending_update_count: queue.pending().length,
      max_connections: settings.maxConnections,
      ...(queue.allowed().length > 0 && { allowed_updates: queue.allowed() }),
      ...(lastError && { last_error_date: lastError.date, last_error_message: lastError.message }),
    }),
    stop() {
      settings = { ...settings, url: '' };
      for (const timer of pauses) clearTimeout(timer);
    },
  };
}

/** The methods that have to do with a webhook, by their lower-cased names. */
export function webhookMethods(webhook: Webhook, getUpdates: Method): Readonly<Record<string, Method>> {
  const dropIfAsked = ({ updates }: MessengerCore, params: CallParameters) => {
    if (params.boolean('drop_pending_updates')) updates.forget(() => true);
  };
  return {
    setwebhook(core, params) {
      allowUpdates(core, params);
      dropIfAsked(core, params);
      const url = params.text('url') ?? '';
      if (url !== '') core.updates.endPoll('setWebhook request');
      const maxConnections = params.integer('max_connections') ?? 40;
      webhook.set({ url, secretToken: params.text('secret_token') ?? '', maxConnections });
      return true;
    },
    deletewebhook(core, params) {
      dropIfAsked(core, params);
      webhook.set({ url: '', secretToken: '', maxConnections: 40 });
      return true;
    },
    getwebhookinfo: () => webhook.info(),
    getupdates(core, params, signal) {
      if (webhook.url() === '') return getUpdates(core, params, signal);
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    },
  };
}
