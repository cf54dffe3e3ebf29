import { expect, test } from 'vitest';
import { menuOf } from '../../src/bot/command.ts';
import { COMMANDS, JOBS, OUTGOING, PRESSES } from '../../src/features/all.ts';
import { gather } from '../../src/features/feature.ts';
import * as buttons from '../../src/messages/buttons.ts';

/** As rows of earlier versions spell them. */
const JOBS_ONCE_QUEUED = [
  ...['read-workbook', 'starter-workbook', 'export', 'invite', 'open-round', 'judge-round', 'after-verdict'],
  ...['history-file', 'certificate', 'backup', 'forget', 'form', 'read-briefing', 'rehearse'],
];
const MESSAGES_ONCE_QUEUED = [
  ...['reply', 'strip', 'document', 'round-opened', 'reminder', 'replaced-reminder', 'deadline-moved'],
  ...['summary', 'closing-letter', 'question', 'question-answer', 'announcement', 'expert-left'],
  ...['link-renewed', 'link-used', 'link-confirmed', 'link-refused', 'join-request', 'join-decided'],
  ...['expert-unreachable', 'names-forgotten', 'forgetting-soon', 'backup-copy', 'backup-failed'],
  ...['bot-refused', 'paper-kept', 'criteria-open', 'briefing', 'rehearsal-card', 'expert-removed'],
];

test('every kind of job and message that was ever queued is still handled', () => {
  expect(Object.keys(JOBS)).toEqual(expect.arrayContaining(JOBS_ONCE_QUEUED));
  expect(Object.keys(OUTGOING)).toEqual(expect.arrayContaining(MESSAGES_ONCE_QUEUED));
});

test('a message that is repeated by itself or seen elsewhere is never sent twice; one that somebody waits for may be', () => {
  for (const kind of ['reminder', 'expert-left', 'expert-unreachable', 'backup-failed'] as const) {
    expect([kind, OUTGOING[kind].ifUnknown]).toEqual([kind, 'never']);
  }
  for (const kind of [
    'reply',
    'document',
    'round-opened',
    'closing-letter',
    'question',
    'summary',
  ] as const) {
    expect([kind, OUTGOING[kind].ifUnknown]).toEqual([kind, 'again']);
  }
});

test('two slices that declare the same name throw', () => {
  const one = { jobs: { export: JOBS.export } };
  expect(() => gather([one, one], 'jobs')).toThrow('two slices declare export');
});

test('the menus have these commands in this order', () => {
  const names = (menu: 'expert' | 'facilitator' | 'operator') =>
    menuOf(COMMANDS, menu).map(({ name }) => name);
  expect(names('expert')).toEqual(['continue', 'suggest', 'ask', 'history', 'privacy', 'leave', 'help']);
  expect(names('facilitator')).toEqual([
    ...[
      'template',
      'example',
      'studies',
      'panels',
      'experts',
      'invite',
      'rehearse',
      'open',
      'status',
      'announce',
      'briefing',
      'remind',
      'form',
    ],
    ...[
      'extend',
      'close',
      'summary',
      'item',
      'funnel',
      'charts',
      'whatif',
      'suggestions',
      'protocol',
      'export',
      'finish',
      'forget',
      'backup',
      'help',
      'cancel',
    ],
  ]);
  expect(names('operator')).toEqual(['backup', 'help', 'cancel']);
});

test('every button has exactly one press that handles it', () => {
  for (const [name, button] of Object.entries(buttons)) {
    const data =
      'names' in button
        ? (button.write as (numbers: object) => string)(
            Object.fromEntries(button.names.map((one) => [one, 1])),
          )
        : button.write('a'.repeat(24));
    expect([name, PRESSES.filter(({ pattern }) => pattern.test(data)).length]).toEqual([name, 1]);
  }
});
