import type { Command } from '../../bot/command.ts';
import { setLanguage } from '../../store/accounts.ts';
import { html } from '../../texts/i18n.ts';
import { LANGUAGE, speaking } from '../../texts/speaking.ts';
import { languageNamed } from './language-named.ts';

/** `/language en`: in which language an account reads what belongs to no study. */
export const languageCommands: readonly Command[] = [
  {
    name: 'language',
    who: 'everybody',
    run: (ctx) =>
      ctx.run((tx) => {
        const language = languageNamed(ctx.match);
        if (language === null) return ctx.say({ html: html('language.which') });
        setLanguage(tx, ctx.account.id, language === LANGUAGE ? null : language);
        speaking(language, () => ctx.say({ html: html('language.chosen') }));
      }),
  },
];
