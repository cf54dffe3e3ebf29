import { expect, test } from 'vitest';
import { BACKGROUND_FIELDS } from '../../src/domain/background-table.ts';
import type { ItemChange } from '../../src/domain/item-change.ts';
import { itemChangeMessage } from '../../src/features/items/item-change-message.ts';
import { itemListMessage, unknownItemMessage } from '../../src/features/items/item-list-message.ts';
import { type ItemLife, itemMessage } from '../../src/features/items/item-message.ts';
import {
  expertMessage,
  expertsMessage,
  panelExpertsMessage,
} from '../../src/features/joining/experts-message.ts';
import { invitationText } from '../../src/features/joining/invitation-message.ts';
import { inviteCaption, inviteFileName } from '../../src/features/joining/invite-message.ts';
import { helpMessage } from '../../src/features/overseeing/help-message.ts';
import { liveStatusMessage } from '../../src/features/overseeing/live-status-message.ts';
import { panelsMessage } from '../../src/features/overseeing/panels-message.ts';
import { panelStatusMessage, statusMessage } from '../../src/features/overseeing/status-message.ts';
import { studiesMessage } from '../../src/features/overseeing/studies-message.ts';
import { welcomeMessage } from '../../src/features/overseeing/welcome-message.ts';
import type { StudyStanding } from '../../src/features/studies/study-standing-message.ts';
import { changePreviewMessage } from '../../src/features/workbooks/change-preview-message.ts';
import { newStudyPreviewMessage } from '../../src/features/workbooks/new-study-preview-message.ts';
import { starterCaption } from '../../src/features/workbooks/starter-message.ts';
import { workbookFaultsMessage } from '../../src/features/workbooks/workbook-faults-message.ts';
import type { Message } from '../../src/messages/message.ts';

/** Telegram: 4096 characters, 64 bytes a button, 100 buttons, about 10 kB of keyboard. */
function expectToFit({ html, buttons = [] }: Message): void {
  expect(seen(html).length).toBeLessThanOrEqual(4096);
  expect(html).not.toMatch(/\{\{|undefined|NaN/);
  const all = buttons.flat();
  expect(all.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(buttons).length).toBeLessThan(10_000);
  for (const row of buttons) expect(row.length).toBeLessThanOrEqual(8);
  for (const { data = '' } of all) {
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    expect(data).toMatch(/^f\.[\w.:]+$/);
  }
}

/** Telegram counts what is left when tags and escapes are read. */
function seen(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|amp|quot);/g, '.');
}

/** As long as a workbook lets it be, with signs that HTML must escape. */
const long = (length: number) => 'عنوان <بلند> & "دراز" '.repeat(length).slice(0, length);
const BIG_ID = 4_294_967_295;
const NOW = new Date('2026-11-28T06:30:00Z');
const zone = 'Asia/Tehran';

const standing: StudyStanding = {
  studyId: BIG_ID,
  title: long(300),
  stage: { kind: 'open', number: 50, deadline: new Date('2026-12-05T06:30:00Z') },
  panels: 200,
  experts: 1000,
  joined: 999,
};

const panels = Array.from({ length: 200 }, (_, at) => ({
  panelId: BIG_ID - at,
  code: long(60),
  name: long(200),
  status: 'agreed' as const,
  experts: 1000,
  joined: 999,
  itemsLeft: 1000,
  items: 1000,
  shortfalls: Array.from({ length: 20 }, () => ({ role: long(200), seats: 999, filled: 0 })),
}));

const background = BACKGROUND_FIELDS.map((field) => ({
  field,
  cells: Array.from({ length: 20 }, () => ({ value: long(200), experts: 999 })),
}));

test.each([0, 3, 99])('the lists of studies, panels and experts fit a message (page %i)', (page) => {
  const own = Array.from({ length: 30 }, (_, at) => ({ ...standing, studyId: BIG_ID - at }));
  expectToFit(studiesMessage({ chosenId: BIG_ID, own, others: own, page }));
  expectToFit(
    panelsMessage({
      studyId: BIG_ID,
      title: long(300),
      persons: 1000,
      seats: 9000,
      background,
      forgotten: 999,
      panels,
      page,
    }),
  );
  expectToFit(
    expertsMessage({ studyId: BIG_ID, title: long(300), experts: 1000, joined: 999, panels, page }),
  );
  const expert = { expertId: BIG_ID, name: long(200), role: long(200), state: 'unreachable' as const };
  const experts = Array.from({ length: 1000 }, () => expert);
  expectToFit(
    panelExpertsMessage({ studyId: BIG_ID, panel: panels[0]!, experts, page, hasOtherPanels: true }),
  );
  expectToFit(
    expertMessage({
      expert,
      panels,
      linkMark: 2 ** 48 - 1,
      linkPending: true,
      missedRound: { id: BIG_ID, number: 99 },
      backTo: { panelId: BIG_ID, page: 49 },
    }),
  );
});

test.each([0, 12])('status fits a message, and each panel of it (page %i)', (page) => {
  const experts = Array.from({ length: 1000 }, () => ({ name: long(200), progress: 'silent' as const }));
  const status = {
    standing,
    round: {
      ...{ invited: 1000, handedIn: 500, nextReminder: NOW, forecast: 900, minutes: 999 },
      reminders: { sent: 3000, answered: 1500 },
    },
    panels: panels.map(({ panelId, code, name }) => ({ panelId, code, name, experts })),
    orientation: {
      confirmed: experts.map(({ name }) => name),
      attended: experts.map(({ name }) => name),
      open: experts.map(({ name }) => name),
    },
    parked: [{ messages: 12, reason: { messenger: 'x'.repeat(500) } }],
    now: NOW,
    zone,
  };
  expectToFit(statusMessage(status, page));
  expectToFit(panelStatusMessage(status, status.panels[0]!, page));
  expectToFit(
    liveStatusMessage({
      ...{ ...status, deadline: NOW, silence: [300, 300, 300], owing: 900, unopened: 300, excused: 99 },
      panels: status.panels.map((panel) => ({ ...panel, owing: 900 })),
      orientation: { confirmed: 999, attended: 999, open: 999 },
    }),
  );
});

test('welcome and help fit a message', () => {
  for (const of of [null, standing]) {
    const expertOf = Array.from({ length: 9 }, () => 'ع'.repeat(300));
    expectToFit(welcomeMessage({ standing: of, expertOf, colleagues: 1000, now: NOW, zone }));
    expectToFit(helpMessage(of, { now: NOW, zone, isExpert: true }));
  }
});

test('captions fit under a document, and a name fits a file system', () => {
  expect(starterCaption('template').length).toBeLessThanOrEqual(1024);
  expect(starterCaption('example').length).toBeLessThanOrEqual(1024);
  expect(
    inviteCaption({ title: long(300), experts: 1000, joined: 1, unused: 999 }).length,
  ).toBeLessThanOrEqual(1024);
  expect(inviteFileName(long(300))).toMatch(/^[^\\/:*?"<>|]+\.xlsx$/);
  expect(Buffer.byteLength(inviteFileName(long(300)))).toBeLessThan(255);
});

test('an invitation fits a message', () => {
  const text = invitationText({
    expertName: long(200),
    studyTitle: long(300),
    organiser: long(500),
    contact: long(500),
    panelNames: panels.map(({ name }) => name),
    maxRounds: 3,
    anonymous: true,
    links: [
      { messenger: 'تلگرام', link: 'https://t.me/x?start=y' },
      { messenger: 'بله', link: 'https://ble.ir/x?start=y' },
    ],
  });
  expect(text.length).toBeLessThanOrEqual(4096);
  expect(text).toContain('https://ble.ir/x?start=y');
});

const content = { title: long(300), panels, experts: 1000, seats: 9000, items: 1000, leftOut: 10 };
const lines = Array.from({ length: 500 }, () => long(250));

test('a preview of any workbook fits a message, and says what it had no room for in a file', () => {
  const { message, fileLines } = newStudyPreviewMessage({
    previewId: BIG_ID,
    content,
    rules: {
      kind: 'لیکرت',
      minRounds: 2,
      maxRounds: 50,
      openForDays: 365,
      reminderHours: Array.from({ length: 100 }, (_, at) => 8760 - at),
      keepsBy: 'agreeing',
      ...{ agreeingPerCent: 66.667, dropsFromRound: 50, yesPerCent: 66.667 },
      neutralPoint: 3,
      anonymity: 'unlinked',
      agreementThreshold: 0.7,
      stabilityThreshold: 0.2,
      forgetAfterDays: 180,
      plan: Array.from({ length: 50 }, (_, at) => ({
        number: at + 1,
        kind: 'روایی CVR',
        panelCodes: panels.map(({ code }) => code),
        days: 7,
      })),
    },
    workload: { least: 1, most: 1000 },
    deadline: NOW,
    warnings: lines,
    titleOfAnother: true,
    zone,
  });
  expectToFit(message);
  expect(fileLines).toHaveLength(500);
});

test('a preview of any change fits a message, doubts and all', () => {
  const doubts = Array.from({ length: 40 }, (_, index) => ({
    index,
    name: long(200),
    lines: [long(300), long(300), long(300)],
    candidates: Array.from({ length: 30 }, () => ({ expertId: BIG_ID, name: long(200) })),
  }));
  const shown = {
    previewId: BIG_ID,
    content,
    changes: lines,
    loosened: { kept: 'کامل', refused: 'بله' },
    anonymity: { from: 'coded', to: 'unlinked', opened: true } as const,
    reworded: Array<string>(40).fill(long(60)),
    deviations: lines,
    past: [],
    promisesBroken: [],
    doubts,
    warnings: lines,
    state: 'applicable' as const,
  };
  expectToFit(changePreviewMessage({ ...shown, waiting: lines, openRound: 50 }).message);
  const refused = { ...shown, waiting: lines, promisesBroken: lines, past: lines, openRound: 50 };
  const { message, fileLines } = changePreviewMessage(refused);
  expectToFit(message);
  expect(fileLines).toHaveLength(1000);
});

test('faults fill one message and go on in a file', () => {
  const { message, fileLines } = workbookFaultsMessage(lines, lines);
  expectToFit(message);
  expect(fileLines).toHaveLength(1000);
  expect(workbookFaultsMessage(['یک', 'دو'], lines).fileLines).toBeNull();
  expectToFit(workbookFaultsMessage(['یک', 'دو'], lines).message);
});

test('an item of any length, its change and lists of such fit a message', () => {
  const item = { id: BIG_ID, code: long(60), title: long(900), definition: long(3000) };
  const panelNames = Array.from({ length: 40 }, () => long(200));
  const change: ItemChange = {
    ...{ act: 'split', itemId: BIG_ID, otherId: null, keepsMeaning: null, panelIds: [], stood: '' },
    wordings: Array.from({ length: 10 }, () => ({ title: long(300), definition: '' })),
    reason: null,
  };
  const shown = { previewId: BIG_ID, change, item, other: item, isShared: true, emptied: panelNames };
  const choosable = panelNames.map((name, panelId) => ({ panelId, name, isChosen: true }));
  const acts: Partial<ItemChange>[] = [
    { act: 'split' },
    { act: 'drop', wordings: [] },
    { act: 'merge', otherId: 1, wordings: [{ title: long(300), definition: long(1000) }] },
    { act: 'reword', keepsMeaning: false, wordings: [{ title: long(300), definition: long(1000) }] },
  ];
  for (const act of acts) {
    for (const reason of [null, long(500)])
      expectToFit(itemChangeMessage({ ...shown, change: { ...change, ...act, reason }, panels: choosable }));
  }
  const items = Array.from({ length: 60 }, () => ({ ...item, state: 'differs' as const }));
  expectToFit(itemListMessage({ studyId: BIG_ID, title: long(900), items }, 3));
  expectToFit(unknownItemMessage(long(3000), items.slice(0, 5)));
  const life: ItemLife = {
    ...{ ...item, itemId: BIG_ID, unit: long(200), audience: 'G2C', group: [long(200), long(200)] },
    ...{ isLeftOut: true, differs: true, origin: { from: 'proposals', texts: [long(1000), long(1000)] } },
    places: panelNames.map((panel) => ({ panel, droppedWhy: 'below_rule' as const, round: 2 })),
    ...{ bornAt: NOW, heirs: items.slice(0, 10), rounds: [], refusal: null },
    wordings: [{ at: NOW, reason: long(500), former: long(900) }],
    decisions: panelNames.map((panel) => ({ at: NOW, kept: true, panel, reason: long(500) })),
    ...{ mayKeep: true, mayDrop: true, mayChange: true },
  };
  for (let page = 0; page < 20; page += 1) expectToFit(itemMessage(life, page, zone));
});
