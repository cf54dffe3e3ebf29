import type { Command } from '../../bot/command.ts';
import { loadFile } from '../../store/files.ts';
import { runsStudy } from '../../store/studies.ts';
import type { Feature } from '../feature.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { requestRehearsal } from './request-rehearsal.ts';
import { runRehearsal } from './run-rehearsal.ts';

/** `/rehearse`: the chosen study with invented experts, told in the chat and as an archive. */
const rehearsingCommands: readonly Command[] = [
  {
    name: 'rehearse',
    menus: { facilitator: { place: 65, text: 'menu.facilitator.rehearse' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        const { account, at } = ctx;
        const asked = requestRehearsal(tx, study, { key: ctx.jobKey('rehearse'), accountId: account.id, at });
        if (!asked.ok) return ctx.sayRefusal(asked.refusal);
        ctx.jobWaits();
      }),
  },
];

/** A study is played before its experts hear of it. */
export const rehearsing = {
  commands: rehearsingCommands,
  jobs: {
    rehearse: {
      run: runRehearsal,
      asker: { forFacilitator: true },
      lane: 'rehearsal',
      working: 'facilitator.job.working.rehearse',
      failed: 'facilitator.job.failed.rehearse',
    },
  },
  messages: {
    'rehearsal-card': {
      ifUnknown: 'again',
      reaches: (tx, { studyId }, accountId) => runsStudy(tx, accountId, studyId),
      render({ db }, { message, fileId }) {
        const file = fileId === null ? undefined : loadFile(db, fileId);
        if (!file) return message;
        return { do: 'media', medium: 'photo', file: { name: file.name, content: file.bytes }, message };
      },
    },
  },
} satisfies Feature;
