import { describe, expect, test } from 'vitest';
import { allowedWhileOpen } from '../../src/domain/allowed-change.ts';
import { type CurrentStudy, compareStudy } from '../../src/domain/study-change.ts';
import type { ExpertDraft, StudyDraft } from '../../src/domain/study-draft.ts';
import { draftOf } from '../fixtures/study.ts';

const DRAFT = draftOf({ experts: { مریم: 'A', کاوه: 'A B' }, items: { x: 'A', y: 'B' } });

function open(more: Partial<CurrentStudy> = {}): CurrentStudy {
  return {
    ...DRAFT,
    panels: DRAFT.panels.map((panel, at) => ({ ...panel, id: at + 1 })),
    experts: DRAFT.experts.map((expert, at) => ({ ...expert, id: at + 1 })),
    items: DRAFT.items.map((item, at) => ({ ...item, id: at + 1 })),
    ...{ openRound: 1, openedRounds: 1, consented: true },
    answered: { onScale: true, inNumbers: new Set() },
    ...more,
  };
}

const newcomer = (name: string, panelCodes: string[]): ExpertDraft => ({
  ...{ key: null, name, role: '', mobile: null, panelCodes },
});

/** What is left of a workbook, and what it would change. */
function left(change: Partial<StudyDraft>, decisions = new Map<number, number | null>()) {
  const current = open();
  const allowed = allowedWhileOpen(current, { ...DRAFT, ...change }, decisions);
  return { ...allowed, change: compareStudy(current, allowed.draft, allowed.decisions) };
}

describe('while a round is open a workbook', () => {
  test('changes names and deadlines, and no rule, scale or item', () => {
    const { draft, change } = left({
      rules: { ...DRAFT.rules, contact: 'تماس', openForDays: 3, neutralPoint: 1 },
      panels: [{ ...DRAFT.panels[0]!, name: 'نام تازه' }, DRAFT.panels[1]!],
      scale: [],
      items: [],
    });
    expect(change.rules.map(({ field }) => field).sort()).toEqual(['contact', 'openForDays']);
    expect(change.panels.renamed.map(({ to }) => to.name)).toEqual(['نام تازه']);
    expect(draft).toMatchObject({ scale: DRAFT.scale, items: DRAFT.items });
    expect(change.touchesOpenRound).toEqual([]);
  });

  test('moves and removes nobody, but corrects who they are', () => {
    const [, kaveh] = DRAFT.experts;
    const elsewhere = { ...kaveh!, panelCodes: ['A'], mobile: '989131234567' };
    const { change } = left({ experts: [elsewhere] }, new Map([[0, 2]]));
    expect(change.experts).toMatchObject({ added: [], removed: [], uncertain: [] });
    expect(change.experts.changed.map(({ fields }) => fields)).toEqual([['mobile']]);
  });

  test('adds experts to panels that stand, and lets those wait whose panel is new', () => {
    const { change } = left({
      panels: [...DRAFT.panels, { code: 'Z', name: 'تازه' }],
      experts: [newcomer('دور', ['Z']), ...DRAFT.experts, newcomer('نو', ['B'])],
    });
    expect(change.panels.added).toEqual([]);
    expect(change.experts.added.map(({ name }) => name)).toEqual(['نو']);
  });

  test('plans later rounds only where it leaves the open one as it was planned', () => {
    const row = { panelCodes: [], openForDays: null, question: '' };
    const screening = { ...row, number: 1, kind: 'screening' } as const;
    expect(left({ rounds: [screening] }).change.rounds).toBeNull();
  });
});
