import type { Command } from '../../bot/command.ts';
import { projectFolder } from '../../store/file/database.ts';
import { mayAskForCopy } from '../../store/operators.ts';
import type { Feature } from '../feature.ts';
import { makeBackup, requestBackup } from './make-backup.ts';
import { composeFailedBackup, queueDueBackup } from './nightly-backup.ts';
import { renderCopy } from './render-copy.ts';

/** `/backup` by an operator or a facilitator: a copy of the whole database, made beside the updates. */
const backupCommands: readonly Command[] = [
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

/** Copies of the database, every night and on request. */
export const backups = {
  commands: backupCommands,
  jobs: {
    backup: {
      run(job, tools, signal) {
        const migrations = projectFolder('migrations');
        const copy = (files: { source: string; target: string }, copying: AbortSignal) =>
          tools.runApart('copy-database', { ...files, migrations }, copying);
        return makeBackup(job, { ...tools, copy }, signal);
      },
      asker: { forOperatorOrFacilitator: true },
      working: 'facilitator.job.working.backup',
      failed: 'facilitator.job.failed.backup',
    },
  },
  messages: {
    'backup-copy': {
      ifUnknown: 'again',
      reaches: (tx, _args, accountId) => mayAskForCopy(tx, accountId),
      render: renderCopy,
    },
    // The next night tells it again, where it is still so.
    'backup-failed': {
      ifUnknown: 'never',
      reaches: (tx, _args, accountId) => mayAskForCopy(tx, accountId),
      keepsQuiet: () => true,
      render: ({ db }, failure) => composeFailedBackup(db, failure),
    },
  },
  due: (tx, at, { backsUp, zone }) => ({ jobs: backsUp && queueDueBackup(tx, at, zone) }),
} satisfies Feature;
