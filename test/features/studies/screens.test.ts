import { expect, test } from 'vitest';
import { funnelScreens } from '../../../src/features/funnel/funnel-screens.ts';
import { itemScreens } from '../../../src/features/items/item-screens.ts';
import { composeBeside, type Screen } from '../../../src/features/studies/screens.ts';
import type { BackgroundTasks, RunInBackground } from '../../../src/jobs/background.ts';
import {
  finalButton,
  funnelButton,
  funnelGroupsButton,
  funnelLeftButton,
  funnelUnitsButton,
  itemButton,
  itemsButton,
  themesButton,
} from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { transact } from '../../../src/store/file/database.ts';
import { loadItems } from '../../../src/store/items.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TEHRAN, TestStudy } from '../../fixtures/study.ts';

const screens: Readonly<Record<string, Screen>> = { ...funnelScreens, ...itemScreens };

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
      const job = askedJob(asked(chat).at(-1)!);
      expect(job.args['screen']).toBe(name);
      const run = (async (_task: string, input: BackgroundTasks['compose-screen']['input']) =>
        screens[input.screen]!(db, chat.study.study, input.numbers, input.zone)) as RunInBackground;
      const write = await composeBeside(job, { db, now: () => chat.study.at, zone: TEHRAN, run });
      transact(db, write!);
      const numbers = {
        studyId,
        itemId: item!.id,
        page: name === 'items' ? 1 : 0,
        depth: 1,
        step: 0,
        place: 0,
      };
      const { message, replacesMessageId } = said(chat);
      expect(message).toEqual(screens[name]!(db, chat.study.study, numbers, TEHRAN));
      expect(replacesMessageId).toBe(job.args['messageId']);
    }
  }
});

test('what a command asks of a large study comes as a message of its own', async () => {
  const chat = chatOf(48, 21);
  const { db, facilitator } = chat.study;
  const answers = await chat.writes(facilitator, '/item i7');
  expect(answers).toEqual([]);
  const job = askedJob(asked(chat)[0]!);
  const run = (async (_task: string, input: BackgroundTasks['compose-screen']['input']) =>
    screens[input.screen]!(db, chat.study.study, input.numbers, input.zone)) as RunInBackground;
  transact(db, (await composeBeside(job, { db, now: () => chat.study.at, zone: TEHRAN, run }))!);
  expect(said(chat).message.html).toContain('i7');
  expect(said(chat).replacesMessageId).toBeUndefined();
});
