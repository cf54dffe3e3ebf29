import type { MessengerDescription } from './messenger.ts';

export const telegram: MessengerDescription = {
  name: 'telegram',
  title: 'Telegram',
  linkTo: (botName, secret) => `https://t.me/${botName}?start=${secret}`,
  // The last is what the others become within Telegram.
  linkForms: ['t\\.me/\\w+', 'telegram\\.(?:me|dog)/\\w+', 'tg:(?://)?resolve'],
  largestDocument: 50_000_000,
  webhookSecret: 'inHeader',
  dialect: { translate: null, hasRichMessages: true, showsPressAnswer: () => true, refusedAgainAfterMs: [] },
};
