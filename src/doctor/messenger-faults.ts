import { request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { GrammyError } from 'grammy';
import type { WebhookInfo } from 'grammy/types';
import { type Clock, within } from '../clock.ts';
import { messengerOf } from '../messengers/all.ts';
import { agentFor, createBot, type MessengerAccess } from '../messengers/client.ts';
import { grammySignal } from '../messengers/grammy-signal.ts';
import { messengerFaultLine } from '../messengers/messenger-fault.ts';
import { webhookAddress } from '../messengers/webhook.ts';

/** What the settings of one messenger are called. */
export interface SettingNames {
  readonly token: string;
  readonly apiRoot: string;
  readonly proxy: string;
}

export interface MessengerCheck {
  readonly access: MessengerAccess;
  readonly names: SettingNames;
  /** Null: polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly clock: Clock;
  readonly newBoundary: () => string;
}

const ANSWERS_WITHIN_MS = 10_000;
/** Its header counts seconds, and its way takes some. */
const CLOCK_MAY_DIFFER_MS = 60_000;
/** What a webhook suffered before is over. */
const WEBHOOK_ERROR_IS_NEWS_FOR_S = 60 * 60;

/** What keeps one messenger from being live: its address, its proxy, the token, the webhook; and a wrong clock. */
export async function messengerFaults(check: MessengerCheck): Promise<string[]> {
  const { access, names, clock } = check;
  const reached = await askForDate(access, clock);
  if ('code' in reached) return [unreachedLine(access, names, reached.code)];
  const { api } = createBot(access, check);
  const call = <Answer>(ask: (signal: ReturnType<typeof grammySignal>) => Promise<Answer>) =>
    within(clock, ANSWERS_WITHIN_MS, (signal) => ask(grammySignal(signal)));
  const ofClock = clockFaults(access, reached.date, clock.now());
  try {
    await call((signal) => api.getMe(signal));
    // Not every messenger can be asked how its webhook fares.
    const info = check.webhook && (await call((signal) => api.getWebhookInfo(signal)).catch(() => null));
    return [...ofClock, ...(info ? webhookFaults(check, info) : [])];
  } catch (error) {
    return [...ofClock, callFaultLine(error, access, names)];
  }
}

type Reached = { readonly date: Date | null } | { readonly code: string };

/** Asks the messenger's server for anything: every answer says what time it is there. */
function askForDate({ apiRoot, proxy }: MessengerAccess, clock: Clock): Promise<Reached> {
  const request = apiRoot.startsWith('https:') ? requestSecurely : requestPlainly;
  const agent = agentFor(proxy);
  return within(
    clock,
    ANSWERS_WITHIN_MS,
    (signal) =>
      new Promise<Reached>((resolve) => {
        const asking = request(apiRoot, { agent, signal }, ({ headers: { date } }) => {
          asking.destroy();
          resolve({ date: date === undefined ? null : new Date(date) });
        });
        asking.on('error', ({ name, code }: NodeJS.ErrnoException) =>
          resolve({ code: name === 'AbortError' ? 'no answer in 10 s' : (code ?? name) }),
        );
        asking.end();
      }),
  );
}

function unreachedLine(access: MessengerAccess, names: SettingNames, code: string): string {
  const { title } = messengerOf(access.messenger);
  if (access.proxy !== null) {
    return `${names.proxy}: ${title} cannot be reached through it (${code}); expected a proxy that runs and lets ${new URL(access.apiRoot).host} through`;
  }
  return `${names.apiRoot}: ${title} cannot be reached at \`${access.apiRoot}\` (${code}); expected a network that lets it through, or a ${names.proxy}`;
}

function clockFaults({ messenger }: MessengerAccess, there: Date | null, here: Date): string[] {
  if (there === null) return [];
  const ahead = here.getTime() - there.getTime();
  if (!(Math.abs(ahead) > CLOCK_MAY_DIFFER_MS)) return [];
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  return [
    `the clock of this machine is ${minutes} min ${ahead > 0 ? 'ahead of' : 'behind'} that of ${messengerOf(messenger).title}; expected the right time (\`timedatectl set-ntp true\`), or deadlines and reminders come at the wrong one`,
  ];
}

function webhookFaults({ access, webhook, clock }: MessengerCheck, info: WebhookInfo): string[] {
  if (!webhook || info.url !== webhookAddress(access.messenger, webhook.url, webhook.secret)) return [];
  const { last_error_date: at, last_error_message: words } = info;
  const isNews = at !== undefined && clock.now().getTime() / 1000 - at < WEBHOOK_ERROR_IS_NEWS_FOR_S;
  return isNews
    ? [
        `WEBHOOK_URL is \`${webhook.url}\`, where ${messengerOf(access.messenger).title} could not deliver within the last hour (${words ?? 'without a reason'}); expected an address that leads to HOST and PORT`,
      ]
    : [];
}

function callFaultLine(error: unknown, access: MessengerAccess, names: SettingNames): string {
  if (!(error instanceof GrammyError)) {
    return `${names.apiRoot} is \`${access.apiRoot}\`, which does not answer as a Bot API; expected such a server`;
  }
  const isRefusal = error.error_code === 401 || error.error_code === 404;
  return isRefusal
    ? messengerFaultLine({ kind: 'token-refused' }, names.token)
    : `${names.token}: ${messengerOf(access.messenger).title} answers \`${error.description}\`; expected a bot in good standing`;
}
