import { MESSENGERS } from '../../messengers/all.ts';
import type { Messenger } from '../../store/accounts.ts';
import { plain } from '../../texts/i18n.ts';
import type { PersonalLink } from './invitation-message.ts';

/** Bots' user names on the messengers that are live. */
export type BotNames = Readonly<Partial<Record<Messenger, string>>>;

/** An expert's personal link on each messenger that is live, the one to go by first. */
export function personalLinks(token: string, botNames: BotNames): readonly PersonalLink[] {
  return MESSENGERS.flatMap(({ name, linkTo }) => {
    const botName = botNames[name];
    return botName === undefined
      ? []
      : [{ messenger: plain(`messenger.${name}`), link: linkTo(botName, token) }];
  });
}

/** The messengers, by name, whose links have a column of their own beside the link to go by. */
export function furtherMessengers(botNames: BotNames): readonly string[] {
  const [, ...further] = MESSENGERS;
  return further.flatMap(({ name }) => (botNames[name] === undefined ? [] : [plain(`messenger.${name}`)]));
}
