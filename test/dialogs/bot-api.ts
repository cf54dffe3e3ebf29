import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import type { ServerSeams } from '../../src/rehearsal/answer-call.ts';
import { methodNamed } from '../../src/rehearsal/bot-api-methods.ts';
import { type BotApiServer, startBotApiServer } from '../../src/rehearsal/bot-api-server.ts';
import { readCallParameters } from '../../src/rehearsal/call-parameters.ts';
import { createMessenger, type LocalMessenger } from '../../src/rehearsal/messenger.ts';
import type { MessengerOptions } from '../../src/rehearsal/messenger-core.ts';
import { baleMethods } from './bot-api/bale-methods.ts';
import { type CallRecord, createCallHistory } from './bot-api/call-history.ts';
import { type Intercept, watched } from './bot-api/faults.ts';
import { createRateGate, isPaced, type RateGate, type RateLimits } from './bot-api/rate-limits.ts';
import { createWebhook, type Webhook, webhookMethods } from './bot-api/webhook.ts';

export const TOKEN = '7100000001:rehearsal-token-of-the-tests';

export interface TestMessengerOptions extends Omit<MessengerOptions, 'clock' | 'dice'> {
  /** Monotonic milliseconds: what expires, expires by it. */
  readonly elapsed?: () => number;
  /** As which messenger it answers: Telegram, unless said otherwise. */
  readonly dialect?: 'telegram' | 'bale';
  readonly intercept?: Intercept;
  readonly limits?: RateLimits;
  /** Most calls that are remembered; the eldest go first. */
  readonly historyLimit?: number;
  /** First pause before a webhook delivery is repeated. */
  readonly webhookPauseMs?: number;
  /** Of the server; absent: any free one. */
  readonly port?: number;
}

export interface TestMessenger extends LocalMessenger, Pick<BotApiServer, 'apiRoot'> {
  readonly webhook: Webhook;
  /** Calls of the bot, eldest first; getUpdates is left out. */
  readonly history: readonly CallRecord[];
  isPolled(): boolean;
  /** Resolves when the bot has confirmed every update. */
  whenConfirmed(): Promise<void>;
  /** Presses whose spinner still turns. */
  openPresses(): number;
  refusedByLimits(): number;
}

/** Lets people be in touch with the bot already, as those are who have joined. */
export function introduce(
  messenger: Pick<LocalMessenger, 'addPerson' | 'core'>,
  people: readonly number[],
): void {
  for (const id of people) {
    messenger.addPerson({ id, firstName: `${id}` });
    messenger.core.chats.get(id)!.started = true;
  }
}

/** A messenger with a Bot API server on a free port; `stop` ends both. */
export async function startMessenger(options: Partial<TestMessengerOptions> = {}): Promise<TestMessenger> {
  const {
    elapsed,
    dialect,
    intercept,
    limits = {},
    historyLimit = 20_000,
    webhookPauseMs = 1000,
    port = 0,
  } = options;
  const messenger = createMessenger({
    ...{ token: TOKEN, botUsername: 'hamray_test_bot', ...options },
    clock: { ...systemClock(), ...(elapsed && { elapsed }) },
    dice: systemDice(),
  });
  const { core } = messenger;
  const webhook = createWebhook(core.updates, webhookPauseMs, ({ method, ...params }) => {
    void methodNamed(String(method))?.(core, readCallParameters(params, new Map()));
  });
  const ofWebhook = webhookMethods(webhook, methodNamed('getUpdates')!);
  const gate = createRateGate(limits, core.time.elapsed);
  const ofTelegram = paced(gate, (name) => ofWebhook[name.toLowerCase()] ?? methodNamed(name));
  const history = createCallHistory(historyLimit);
  const around = watched(intercept, history, core.time.elapsed);
  const server = await startBotApiServer(messenger, {
    port,
    ...(dialect === 'bale'
      ? { methodNamed: baleMethods(messenger, ofTelegram), around: answeringWith200(around) }
      : { methodNamed: ofTelegram, around }),
  });
  let confirmed: (() => void)[] = [];
  const tellConfirmed = () => {
    if (core.updates.pending().length > 0) return;
    for (const resolve of confirmed) resolve();
    confirmed = [];
  };
  core.updates.onChange(tellConfirmed);
  let openPresses = 0;
  messenger.onChange(({ kind }) => {
    if (kind === 'pressed') openPresses += 1;
    if (kind === 'answered') openPresses -= 1;
  });
  return {
    ...messenger,
    apiRoot: server.apiRoot,
    webhook,
    history: history.calls,
    isPolled: core.updates.isPolled,
    whenConfirmed: () =>
      new Promise((resolve) => {
        confirmed.push(resolve);
        tellConfirmed();
      }),
    openPresses: () => openPresses,
    refusedByLimits: gate.refused,
    async stop() {
      webhook.stop();
      await messenger.stop();
      await server.stop();
    },
  };
}

function paced(gate: RateGate, methodNamed: ServerSeams['methodNamed']): ServerSeams['methodNamed'] {
  return (name) => {
    const method = methodNamed(name);
    if (!method || !isPaced(name)) return method;
    return (core, params, signal) => {
      gate.admit(params.integer('chat_id') ?? 0);
      return method(core, params, signal);
    };
  };
}

/** Some of Bale's refusals have been met with HTTP 200. */
function answeringWith200(around: ServerSeams['around']): ServerSeams['around'] {
  return (call, carryOut) => around(call, async () => ({ ...(await carryOut()), status: 200 }));
}
