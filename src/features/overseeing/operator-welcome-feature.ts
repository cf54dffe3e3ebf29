import type { Command } from '../../bot/command.ts';

import { loadEnrolments } from '../../store/experts.ts';
import { isOperator } from '../../store/operators.ts';
import { html } from '../../texts/i18n.ts';

/** `/start` by an operator who is nothing else: what the bot expects of them, not of an invited expert. */
export const operatorWelcomeCommands: readonly Command[] = [
  {
    name: 'start',
    who: 'everybody',
    when: ({ account, match }, db) =>
      match === '' && isOperator(db, account.id) && loadEnrolments(db, account.id).length === 0,
    run: (ctx) => ctx.run(() => ctx.say({ html: html('operator.welcome') })),
  },
];
