import { type BotApi, startBotApi } from './bot-api.ts';
import { createExperts } from './experts-at-cards.ts';
import type { MessengerCalls } from './messenger.ts';

/* The messenger and the people in a process of their own: what they cost is not the bot's. */

const experts = createExperts(() => api);
const api: BotApi = await startBotApi(experts.answer);

const calls: { [Name in keyof MessengerCalls]: (...args: never[]) => unknown } = {
  work: experts.work,
  say: experts.say,
  press: experts.press,
  limit: experts.limit,
  measured: experts.measured,
};

process.on('message', ({ id, name, args }: { id: number; name: keyof MessengerCalls; args: never[] }) => {
  process.send!({ id, result: calls[name](...args) ?? null });
});
process.on('disconnect', () => process.exit());
process.send!({ apiRoot: api.apiRoot });
