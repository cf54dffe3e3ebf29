import { expect, test } from 'vitest';
import { type LogNames, logCsv } from '../../../src/features/exporting/log-csv.ts';
import { joined } from './pieces.ts';
import { readCsv } from './read-csv.ts';

const names: LogNames = {
  rounds: new Map([[41, 2]]),
  panels: new Map([
    [51, 'P1'],
    [52, 'P2'],
  ]),
  items: new Map([[61, 'S1']]),
  experts: new Map([[71, 'مریم']]),
};
const at = new Date('2026-11-30T14:30:00Z');

async function details(told: Record<string, unknown>, experts: LogNames['experts'] = names.experts) {
  const event = { at, actor: 'program', kind: 'x', details: told };
  const [, line] = readCsv(await joined(logCsv([event], { ...names, experts }, 'Asia/Tehran')));
  return JSON.parse(line![3]!);
}

test('an event is a line: when, by whom, what', async () => {
  const event = { at, actor: 'facilitator', kind: 'round.opened', details: { round: 1 } };
  expect(readCsv(await joined(logCsv([event], names, 'Asia/Tehran')))).toEqual([
    ['at', 'actor', 'kind', 'details'],
    ['2026-11-30T18:00:00.000+03:30', 'facilitator', 'round.opened', '{"round":1}'],
  ]);
});

test('ids of the database are told by what people know', async () => {
  expect(await details({ roundId: 41, continuedPanelIds: [51, 52], itemId: 61, expertId: 71 })).toEqual({
    round: 2,
    continuedPanels: ['P1', 'P2'],
    item: 'S1',
    expert: 'مریم',
  });
});

test('what has no meaning outside, or no business there, is left out', async () => {
  expect(await details({ accountId: 1, id: 2, token: 'x', mobile: '98', reason: 'دلیل' })).toEqual({
    reason: 'دلیل',
  });
});

test('an anonymous study names no expert beside a moment', async () => {
  const told = { expertId: 71, expertIds: [71], name: 'مریم', withdrew: true, round: 2 };
  expect(await details(told, null)).toEqual({ round: 2 });
});

test('an anonymous study does not tell when an expert wrote something', async () => {
  const events = ['proposal.made', 'questionnaire.handedIn', 'question.asked', 'proposal.accepted'].map(
    (kind) => ({
      ...{ at, actor: 'expert', kind, details: {} },
    }),
  );
  const kinds = async (experts: LogNames['experts']) => {
    const lines = readCsv(await joined(logCsv(events, { ...names, experts }, 'Asia/Tehran')));
    return lines.slice(1).map(([, , kind]) => kind);
  };
  expect(await kinds(null)).toEqual(['questionnaire.handedIn', 'proposal.accepted']);
  expect(await kinds(names.experts)).toHaveLength(4);
});

test('moments are told in the zone of the study', async () => {
  expect(await details({ to: '2026-11-30T14:30:00.000Z' })).toEqual({ to: '2026-11-30T18:00:00.000+03:30' });
});
