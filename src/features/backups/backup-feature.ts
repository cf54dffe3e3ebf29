import type { Command } from '../../bot/command.ts';

import { mayAskForCopy } from '../../store/operators.ts';
import { requestBackup } from './make-backup.ts';

/** `/backup` by an operator or a facilitator: a copy of the whole database, made beside the updates. */
export const backupCommands: readonly Command[] = [
  {
    name: 'backup',
    menus: {
      facilitator: { place: 180, text: 'menu.facilitator.backup' },
      operator: { place: 10, text: 'menu.facilitator.backup' },
    },
    who: 'everybody',
    when: ({ account }, db) => mayAskForCopy(db, account.id),
    run: (ctx) =>
      ctx.run((tx) => {
        requestBackup(tx, { key: ctx.jobKey('backup'), accountId: ctx.account.id, at: ctx.at });
        ctx.jobWaits();
      }),
  },
];
