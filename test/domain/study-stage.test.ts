import { expect, test } from 'vitest';
import { type StagedStudy, type StudyStage, stageOf, whyNoneOpen } from '../../src/domain/study-stage.ts';

const DEADLINE = new Date('2026-12-05T06:30:00Z');

/** Rounds by their states; panels by their statuses. */
function stage(
  rounds: readonly ('open' | 'closed' | 'judged')[],
  panelStatuses: StagedStudy['panelStatuses'] = ['active'],
  study: Partial<StagedStudy> = {},
) {
  return stageOf({
    state: rounds.length === 0 ? 'preparing' : 'running',
    maxRounds: 3,
    rounds: rounds.map((state, at) => ({ number: at + 1, state, deadline: DEADLINE })),
    panelStatuses,
    ...study,
  });
}

test('without a round it is being prepared', () => {
  expect(stage([])).toEqual({ kind: 'preparing' });
});

test('the last round tells whether it is open, being judged, or over', () => {
  expect(stage(['judged', 'open'])).toEqual({ kind: 'open', number: 2, deadline: DEADLINE });
  expect(stage(['judged', 'closed'])).toEqual({ kind: 'judging', number: 2 });
  expect(stage(['judged'])).toEqual({ kind: 'between', number: 1 });
});

test('one active panel is enough for another round', () => {
  expect(stage(['judged'], ['agreed', 'dropped', 'active']).kind).toBe('between');
});

test('with every panel agreed or stable another round is the facilitator\u2019s wish', () => {
  expect(stage(['judged', 'judged'], ['agreed', 'stable', 'dropped'])).toEqual({
    kind: 'settled',
    number: 2,
  });
});

test('with every panel dropped, or the most rounds closed, no round is left', () => {
  expect(stage(['judged'], ['dropped', 'dropped'])).toEqual({ kind: 'exhausted', number: 1 });
  expect(stage(['judged', 'judged', 'judged'], ['agreed'])).toEqual({ kind: 'exhausted', number: 3 });
});

test('a finished study is finished, whatever its rounds', () => {
  expect(stage(['judged'], ['active'], { state: 'finished' })).toEqual({ kind: 'finished' });
});

test('a command about the open round names what can be done where there is none', () => {
  const code = (kind: StudyStage['kind']) => whyNoneOpen({ kind, number: 2, deadline: new Date(0) }).code;
  expect(code('preparing')).toBe('round.noneOpen');
  expect(code('between')).toBe('round.noneOpen');
  expect(code('judging')).toBe('round.judging');
  expect(code('settled')).toBe('round.allSettled');
  expect(code('exhausted')).toBe('round.noneLeft');
  expect(code('finished')).toBe('study.finished');
});
