import { expect, test } from 'vitest';
import { packOthers } from '../../../src/domain/other-rules.ts';
import { whatifScreens } from '../../../src/features/exploring/whatif-screens.ts';
import { funnelScreens } from '../../../src/features/funnel/funnel-screens.ts';
import { itemScreens } from '../../../src/features/items/item-screens.ts';
import { roundScreens } from '../../../src/features/rounds/round-screens.ts';
import { composeBeside, type Screen } from '../../../src/features/studies/screens.ts';
import type { BackgroundTasks, RunInBackground } from '../../../src/jobs/background.ts';
import type { AskedJob } from '../../../src/jobs/job-kind.ts';
import {
  finalButton,
  funnelButton,
  funnelGroupsButton,
  funnelLeftButton,
  funnelUnitsButton,
  itemButton,
  itemsButton,
  openRoundButton,
  themesButton,
  whatifButton,
  whatifRuleButton,
} from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadEventsOf } from '../../../src/store/events.ts';
import { transact } from '../../../src/store/file/database.ts';
import { loadItems } from '../../../src/store/items.ts';
import { endJob, loadQueuedJobs } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

const screens: Readonly<Record<string, Screen>> = {
  ...funnelScreens,
  ...itemScreens,
  ...roundScreens,
  ...whatifScreens,
};

/** Composes what a job asks for, as the worker thread does. */
async function compose({ study }: TestChat): Promise<AskedJob> {
  const { db, at, surroundings } = study;
  const job = askedJob(loadQueuedJobs(db).find(({ kind }) => kind === 'screen')!);
  const run = (async (_task: string, input: BackgroundTasks['compose-screen']['input']) =>
    screens[input.screen]!(db, study.study, input.numbers, input.surroundings)) as RunInBackground;
  const write = await composeBeside(job, { db, now: () => at, ...surroundings, run });
  transact(db, (tx) => {
    write!(tx);
    endJob(tx, job.id, { state: 'done', finishedAt: at });
  });
  return job;
}

/** So many items, each on all panels. */
function chatOf(items: number, panels: number): TestChat {
  const codes = Array.from({ length: panels }, (_, at) => `P${at}`);
  const named = Array.from({ length: items }, (_, at) => [`i${at}`, codes.join(' ')]);
  const experts = Object.fromEntries(codes.map((code) => [`خبره ${code}`, code]));
  return new TestChat(new TestStudy({ experts, items: Object.fromEntries(named) }).join());
}

const asked = ({ study }: TestChat) => loadQueuedJobs(study.db).filter(({ kind }) => kind === 'screen');

/** What was said last, and in place of which message. */
function said({ study }: TestChat): { message: Message; replacesMessageId?: number } {
  return study.queued('reply').at(-1)!.args as never;
}

const buttonsOf = (studyId: number, itemId: number) =>
  Object.entries({
    funnel: funnelButton.write({ studyId }),
    funnelUnits: funnelUnitsButton.write({ studyId, page: 0 }),
    funnelGroups: funnelGroupsButton.write({ studyId, itemId, depth: 1, page: 0 }),
    funnelLeft: funnelLeftButton.write({ studyId, step: 0, page: 0 }),
    theme: themesButton.write({ studyId, place: 0 }),
    final: finalButton.write({ studyId, page: 0 }),
    items: itemsButton.write({ studyId, page: 1 }),
    item: itemButton.write({ itemId, page: 0 }),
  });

test('a study of a thousand places shows its screens at once, a larger one when they are composed: the same ones', async () => {
  const large = chatOf(48, 21);
  const small = chatOf(48, 20);
  for (const chat of [large, small]) {
    const { db, studyId, facilitator } = chat.study;
    const [item] = loadItems(db, studyId);
    for (const [name, data] of buttonsOf(studyId, item!.id)) {
      const ended = await chat.presses(facilitator, data);
      expect([name, ended.alert ?? false]).toEqual([name, false]);
      if (chat === small) {
        expect([name, asked(chat)]).toEqual([name, []]);
        continue;
      }
      expect(ended.text).toBe('آماده می‌شود…');
      const job = await compose(chat);
      expect(job.args['screen']).toBe(name);
      const numbers = {
        studyId,
        itemId: item!.id,
        page: name === 'items' ? 1 : 0,
        depth: 1,
        step: 0,
        place: 0,
      };
      const { message, replacesMessageId } = said(chat);
      expect(message).toEqual(screens[name]!(db, chat.study.study, numbers, chat.study.surroundings));
      expect(replacesMessageId).toBe(job.args['messageId']);
    }
  }
});

test('what a command asks of a large study comes as a message of its own', async () => {
  const chat = chatOf(48, 21);
  const { facilitator } = chat.study;
  const answers = await chat.writes(facilitator, '/item i7');
  expect(answers).toEqual([]);
  await compose(chat);
  expect(said(chat).message.html).toContain('i7');
  expect(said(chat).replacesMessageId).toBeUndefined();
});

test('the preview of a large opening is shown when it is composed, and again when a panel is taken along', async () => {
  const chat = chatOf(48, 21);
  const { study } = chat;
  expect(await chat.writes(study.facilitator, '/open')).toEqual([]);
  await compose(chat);
  const shown = said(chat);
  expect(shown.message.html).toContain('دور');
  expect(shown.replacesMessageId).toBeUndefined();
  const [open] = shown.message
    .buttons!.flat()
    .filter(({ data }) => data && openRoundButton.pattern.test(data));
  expect((await chat.presses(study.facilitator, open!.data!)).alert ?? false).toBe(false);
});

test('a large round is explored when it is asked for, and the look is logged once it is composed', async () => {
  const chat = chatOf(48, 21);
  const { study } = chat;
  const { db, studyId, facilitator } = study;
  await study.open().close().judge();
  const chosen = packOthers({ maxRounds: 4 });
  const [explored, ofRule] = [
    { studyId, chosen },
    { studyId, chosen, rule: 8 },
  ];
  const looks = () => loadEventsOf(db, studyId, 'rules.explored').map(({ details }) => details);
  for (const [name, data, numbers, logged] of [
    ['whatifRule', whatifRuleButton.write(ofRule), ofRule, 0],
    ['whatif', whatifButton.write(explored), explored, 1],
  ] as const) {
    expect((await chat.presses(facilitator, data)).text).toBe('آماده می‌شود…');
    expect(looks()).toEqual([]);
    await compose(chat);
    const screened = screens[name]!(db, study.study, numbers, study.surroundings);
    expect(said(chat).message).toEqual('message' in screened ? screened.message : screened);
    expect(looks()).toHaveLength(logged);
  }
  expect(looks()).toEqual([{ round: 1, maxRounds: 5, kept: 1008, keptByProtocol: 1008 }]);
});
