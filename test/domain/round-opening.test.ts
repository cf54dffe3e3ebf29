import { describe, expect, test } from 'vitest';
import {
  mayBeAskedAgain,
  type PanelBeforeRound,
  type PlannedPanels,
  planRound,
  type StudyBeforeRound,
} from '../../src/domain/round-opening.ts';
import { kindOf } from '../../src/kinds/all.ts';

function panel(code: string, its: Partial<PanelBeforeRound> = {}): PanelBeforeRound {
  return { id: code.charCodeAt(0) - 64, code, status: 'active', items: 3, experts: 2, ...its };
}

function row(number: number, panelCodes: string, its: Partial<PlannedPanels> = {}): PlannedPanels {
  const codes = panelCodes.split(' ').filter((code) => code !== '');
  return { number, kind: 'likert', panelCodes: codes, openForDays: null, question: '', ...its };
}

function judged(...numbers: number[]): StudyBeforeRound['rounds'] {
  return numbers.map((number) => ({ number, state: 'judged' }));
}

const study: StudyBeforeRound = {
  state: 'running',
  kind: 'likert',
  question: 'چه اندازه؟',
  openForDays: 7,
  maxRounds: 3,
  plan: [],
  rounds: [],
  panels: [panel('A'), panel('B')],
  kindOf,
};

function plan(its: Partial<StudyBeforeRound>, continued: number[] = []) {
  return planRound({ ...study, ...its }, new Set(continued));
}

function opening(its: Partial<StudyBeforeRound>, continued: number[] = []) {
  const planned = plan(its, continued);
  if (!planned.ok) throw new Error(`refused: ${planned.refusal.code}`);
  return planned.opening;
}

function panelsOf(its: Partial<StudyBeforeRound>, continued: number[] = []) {
  return opening(its, continued).panels.map(({ panelId }) => panelId);
}

function refusal(its: Partial<StudyBeforeRound>) {
  const planned = plan(its);
  return planned.ok ? null : planned.refusal;
}

describe('without a plan', () => {
  test('every active panel does the study’s kind of round, with its question, for its days', () => {
    expect(opening({ rounds: judged(1) })).toEqual({
      number: 2,
      openForDays: 7,
      panels: [
        { panelId: 1, kind: 'likert', question: 'چه اندازه؟' },
        { panelId: 2, kind: 'likert', question: 'چه اندازه؟' },
      ],
      settledPanelIds: [],
      emptyPanelIds: [],
      itemlessPanelIds: [],
    });
  });

  test('a dropped or finished panel takes no part', () => {
    const panels = [panel('A', { status: 'dropped' }), panel('B', { status: 'finished' }), panel('C')];
    expect(panelsOf({ panels })).toEqual([3]);
  });

  test('a panel that the plan has in it sits it out for want of items, and goes on', () => {
    const plan = [
      row(1, 'A', { kind: 'brainstorming' }),
      row(2, 'A', { kind: 'ranking' }),
      row(2, 'B'),
      row(3, ''),
    ];
    const panels = [panel('A', { items: 0 }), panel('B')];
    expect(opening({ panels, plan, rounds: judged(1) })).toMatchObject({
      panels: [{ panelId: 2 }],
      ...{ itemlessPanelIds: [1], emptyPanelIds: [] },
    });
  });

  test('a panel without an item leaves, one without an expert waits', () => {
    const panels = [panel('A', { items: 0 }), panel('B', { experts: 0 }), panel('C')];
    expect(opening({ panels })).toMatchObject({ emptyPanelIds: [1], panels: [{ panelId: 3 }] });
  });
});

describe('an agreed or stable panel', () => {
  const panels = [panel('A', { status: 'agreed' }), panel('B', { status: 'stable' }), panel('C')];

  test('takes part only where the facilitator asks for it', () => {
    expect(panelsOf({ panels })).toEqual([3]);
    expect(panelsOf({ panels }, [1])).toEqual([1, 3]);
    expect(opening({ panels }, [1]).settledPanelIds).toEqual([1, 2]);
  });

  test('can be asked for where no other is left', () => {
    const settled = panels.slice(0, 2);
    expect(opening({ panels: settled })).toMatchObject({ panels: [], settledPanelIds: [1, 2] });
    expect(panelsOf({ panels: settled }, [2])).toEqual([2]);
  });

  test('is not offered where it has no item or no expert left', () => {
    const emptied = [
      panel('A', { status: 'agreed', items: 0 }),
      panel('B', { status: 'stable', experts: 0 }),
    ];
    expect(opening({ panels: [...emptied, panel('C')] }).settledPanelIds).toEqual([]);
    expect(refusal({ panels: emptied })).toEqual({ code: 'open.nothingToJudge' });
  });

  test('is not offered a round in which the plan gives it nothing to do', () => {
    const rows = [row(1, ''), row(2, 'B C'), row(3, '')];
    expect(opening({ panels, plan: rows, rounds: judged(1) }).settledPanelIds).toEqual([2]);
  });

  test('that is dropped cannot be asked for', () => {
    expect(panelsOf({ panels: [panel('A', { status: 'dropped' }), panel('B')] }, [1])).toEqual([2]);
  });
});

describe('a plan', () => {
  test('gives each panel its kind and question, and the round one deadline', () => {
    const rows = [
      row(1, 'A', { kind: 'screening', question: 'بماند؟' }),
      row(1, 'B', { kind: 'cvr', openForDays: 2.5 }),
    ];
    expect(opening({ plan: rows, maxRounds: 1 })).toMatchObject({
      openForDays: 2.5,
      panels: [
        { panelId: 1, kind: 'screening', question: 'بماند؟' },
        { panelId: 2, kind: 'cvr', question: 'چه اندازه؟' },
      ],
    });
  });

  test('lets a panel skip a round', () => {
    const rows = [row(1, ''), row(2, 'B'), row(3, '')];
    expect(panelsOf({ plan: rows, rounds: judged(1) })).toEqual([2]);
    expect(panelsOf({ plan: rows, rounds: judged(1, 2) })).toEqual([1, 2]);
  });

  test('passes over a number whose panels have all left', () => {
    const rows = [row(1, ''), row(2, 'A'), row(3, 'B')];
    const panels = [panel('A', { status: 'dropped' }), panel('B')];
    expect(opening({ plan: rows, panels, rounds: judged(1) })).toMatchObject({
      number: 3,
      panels: [{ panelId: 2 }],
    });
    expect(refusal({ plan: rows, panels, rounds: judged(1, 3) })).toMatchObject({
      code: 'open.noRoundsLeft',
    });
  });

  test('ends where it has nothing more for the panels that are left', () => {
    const rows = [row(1, ''), row(2, 'A')];
    const panels = [panel('A', { status: 'dropped' }), panel('B')];
    expect(refusal({ plan: rows, panels, maxRounds: 2, rounds: judged(1) })).toEqual({
      code: 'open.nothingToJudge',
    });
  });
});

describe('a panel without items', () => {
  const panels = [panel('A', { items: 0 }), panel('B')];

  test('takes part where its kind of round asks for none', () => {
    const plan = [row(1, 'A', { kind: 'brainstorming' }), row(1, 'B'), row(2, '')];
    expect(opening({ plan, panels, maxRounds: 2 })).toMatchObject({
      panels: [{ panelId: 1, kind: 'brainstorming' }, { panelId: 2 }],
      emptyPanelIds: [],
      itemlessPanelIds: [],
    });
  });

  test('waits for a round that may give it some', () => {
    const plan = [row(1, 'B'), row(2, 'A', { kind: 'brainstorming' }), row(3, '')];
    expect(opening({ plan, panels })).toMatchObject({ panels: [{ panelId: 2 }], emptyPanelIds: [] });
    expect(opening({ plan, panels, rounds: judged(1) })).toMatchObject({
      ...{ number: 2, panels: [{ panelId: 1 }], emptyPanelIds: [] },
    });
    expect(opening({ plan, panels, rounds: judged(1, 2) })).toMatchObject({
      ...{ number: 3, panels: [{ panelId: 2 }], emptyPanelIds: [1] },
    });
  });

  test('is not dropped by a kind of round that drops nothing', () => {
    expect(opening({ panels, plan: [row(1, '', { kind: 'numeric' })], maxRounds: 1 })).toMatchObject({
      ...{ panels: [{ panelId: 2 }], emptyPanelIds: [] },
    });
  });
});

describe('no round opens', () => {
  test('beside one that is open', () => {
    expect(refusal({ rounds: [{ number: 1, state: 'open' }] })).toEqual({
      code: 'open.alreadyOpen',
      number: 1,
    });
  });

  test('before the verdicts of the last one', () => {
    expect(refusal({ rounds: [{ number: 1, state: 'closed' }] })).toEqual({
      code: 'open.judging',
      number: 1,
    });
  });

  test('after the last one', () => {
    expect(refusal({ rounds: judged(1, 2, 3) })).toEqual({ code: 'open.noRoundsLeft', rounds: 3 });
  });

  test('in a study that has ended', () => {
    expect(refusal({ state: 'finished' })).toEqual({ code: 'study.finished' });
  });

  test('where no panel is left', () => {
    expect(refusal({ panels: [panel('A', { status: 'dropped' })] })).toEqual({ code: 'open.nothingToJudge' });
  });
});

describe('another round may come to a panel', () => {
  const again = (its: Partial<StudyBeforeRound>, of: Partial<PanelBeforeRound> = {}) =>
    mayBeAskedAgain({ ...study, ...its }, panel('A', of));

  test('while numbers are left, also where it has settled and may be taken along', () => {
    expect(again({})).toBe(true);
    expect(again({ rounds: judged(1, 2) }, { status: 'stable' })).toBe(true);
    expect(again({ rounds: judged(1, 2, 3) })).toBe(false);
  });

  test('not once it has left, nor where the plan has none for it', () => {
    expect(again({}, { status: 'dropped' })).toBe(false);
    expect(again({}, { status: 'finished' })).toBe(false);
    expect(again({ plan: [row(1, ''), row(2, 'B')], maxRounds: 2, rounds: judged(1) })).toBe(false);
    expect(again({ plan: [row(1, ''), row(2, 'B A')], maxRounds: 2, rounds: judged(1) })).toBe(true);
  });
});
