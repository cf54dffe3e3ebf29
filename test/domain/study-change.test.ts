import { describe, expect, test } from 'vitest';
import {
  type CurrentStudy,
  compareStudy,
  isNothing,
  loosenedAnonymity,
  wantedRules,
} from '../../src/domain/study-change.ts';
import type { ExpertDraft, ItemDraft, StudyDraft, StudyRules } from '../../src/domain/study-draft.ts';
import { RULES as PLAIN_RULES } from '../fixtures/plain-rules.ts';

const RULES: StudyRules = {
  ...PLAIN_RULES,
  title: 'آزمون',
  question: 'چقدر موافقید؟',
  stabilityThreshold: 0.2,
  agreementThreshold: 0.7,
  minAnswersForFeedback: 5,
};

const DRAFT: StudyDraft = {
  rules: RULES,
  scale: [
    { value: 1, label: 'کم' },
    { value: 5, label: 'زیاد' },
  ],
  panels: [
    { code: 'P1', name: 'فنی' },
    { code: 'P2', name: 'مالی' },
  ],
  experts: [expert('مریم', 'P1', { key: 'E1' }), expert('کاوه', 'P2', { key: 'E2' })],
  items: [item('S1', 'P1'), item('S2', 'P2')],
  rounds: [],
};

function expert(name: string, panels: string, more: Partial<ExpertDraft> = {}): ExpertDraft {
  return { key: null, name, role: '', panelCodes: panels.split(' '), mobile: null, ...more };
}

function item(code: string, panels: string, more: Partial<ItemDraft> = {}): ItemDraft {
  const rest = { title: `عنوان ${code}`, definition: '', unit: '', audience: '', group: [] };
  return { code, ...rest, panelCodes: panels.split(' '), ...more };
}

/** A draft as it stands once stored: ids from 1 on. */
function stored(draft: StudyDraft, more: Partial<CurrentStudy> = {}): CurrentStudy {
  const withIds = <Thing>(things: readonly Thing[]) => things.map((thing, at) => ({ ...thing, id: at + 1 }));
  return {
    ...draft,
    panels: withIds(draft.panels),
    experts: withIds(draft.experts),
    items: withIds(draft.items),
    openRound: null,
    openedRounds: 0,
    consented: false,
    answered: { onScale: false, inNumbers: new Set() },
    ...more,
  };
}

/** What changes where a study of `known` experts meets a workbook with `named` ones. */
function experts(
  known: readonly ExpertDraft[],
  named: readonly ExpertDraft[],
  decisions?: ReadonlyMap<number, number | null>,
) {
  const current = stored({ ...DRAFT, experts: known });
  const { added, changed, removed, uncertain } = compareStudy(
    current,
    { ...DRAFT, experts: named },
    decisions,
  ).experts;
  return {
    added: added.map(({ name }) => name),
    changed: changed.map(({ from, fields }) => [from.id, ...fields]),
    removed: removed.map(({ id }) => id),
    uncertain: uncertain.map(({ index, candidates }) => [
      index,
      ...candidates.map(({ expert: { id }, why }) => `${id} ${why}`),
    ]),
  };
}

const NO_CHANGE = { added: [], changed: [], removed: [], uncertain: [] };

describe('the same workbook again', () => {
  test('changes nothing', () => {
    const change = compareStudy(stored(DRAFT, { openRound: 1, openedRounds: 1 }), DRAFT);
    expect(isNothing(change)).toBe(true);
    expect(change).toMatchObject({ touchesOpenRound: [], deviations: [] });
  });

  test('changes nothing where codes are spelled apart, or rows stand in another order', () => {
    const draft: StudyDraft = {
      ...DRAFT,
      panels: [
        { code: 'p1', name: 'فنی' },
        { code: 'P2', name: 'مالی' },
      ],
      experts: [...DRAFT.experts].reverse(),
      items: [item('s2', 'p2', { title: 'عنوان S2' }), item('S1', 'P1')],
    };
    expect(isNothing(compareStudy(stored(DRAFT), draft))).toBe(true);
  });

  test('is something as soon as one thing differs', () => {
    const drafts: readonly StudyDraft[] = [
      { ...DRAFT, rules: { ...RULES, maxRounds: 4 } },
      { ...DRAFT, scale: [DRAFT.scale[0]!, { value: 5, label: 'خیلی زیاد' }] },
      { ...DRAFT, panels: [DRAFT.panels[0]!, { code: 'P2', name: 'اقتصادی' }] },
      { ...DRAFT, experts: [DRAFT.experts[0]!] },
      { ...DRAFT, items: [item('S1', 'P1'), item('S2', 'P2', { unit: 'تازه' })] },
      { ...DRAFT, rounds: [{ number: 1, kind: 'likert', panelCodes: [], openForDays: null, question: '' }] },
    ];
    for (const draft of drafts) expect(isNothing(compareStudy(stored(DRAFT), draft))).toBe(false);
  });
});

describe('rules, panels and items', () => {
  test('tell each rule that changes, from what to what', () => {
    const rules = { ...RULES, agreementThreshold: null, reminderHours: [24], excludedAudiences: ['G2G'] };
    expect(compareStudy(stored(DRAFT), { ...DRAFT, rules }).rules).toEqual([
      { field: 'agreementThreshold', from: 0.7, to: null },
      { field: 'reminderHours', from: [72, 24, 3], to: [24] },
      { field: 'excludedAudiences', from: [], to: ['G2G'] },
    ]);
  });

  test('know a panel by its code', () => {
    const panels = [
      { code: 'P1', name: 'فنی و عمران' },
      { code: 'P3', name: 'حقوقی' },
    ];
    expect(compareStudy(stored(DRAFT), { ...DRAFT, panels }).panels).toEqual({
      added: [{ code: 'P3', name: 'حقوقی' }],
      renamed: [{ from: { id: 1, code: 'P1', name: 'فنی' }, to: { code: 'P1', name: 'فنی و عمران' } }],
      removed: [{ id: 2, code: 'P2', name: 'مالی' }],
    });
  });

  test('know an item by its code: added, reworded, moved, relabelled, removed', () => {
    const known = ['S1', 'S2', 'S3', 'S4', 'S5'].map((code) => item(code, 'P1'));
    const items = [
      item('S1', 'P1', { title: 'عنوان دیگر' }),
      item('S2', 'P1', { definition: 'تعریف' }),
      item('S3', 'P2 P1'),
      item('S4', 'P2', { title: 'دیگر', group: ['الف'] }),
      item('S6', 'P1'),
    ];
    const change = compareStudy(stored({ ...DRAFT, items: known }), { ...DRAFT, items }).items;
    const codes = (changed: readonly { readonly from: ItemDraft }[]) => changed.map(({ from }) => from.code);
    expect(change.added).toEqual([items[4]]);
    expect(codes(change.reworded)).toEqual(['S1', 'S2', 'S4']);
    expect(codes(change.moved)).toEqual(['S3', 'S4']);
    expect(codes(change.relabelled)).toEqual(['S4']);
    expect(change.removed).toEqual([{ ...known[4], id: 5 }]);
  });
});

describe('an expert is known', () => {
  test('by code, whatever else changes', () => {
    const known = [expert('مریم', 'P1', { key: 'E1', mobile: '989131111111' })];
    const named = [expert('نازنین', 'P2', { key: 'e1', role: 'استاد', mobile: '989132222222' })];
    expect(experts(known, named)).toEqual({
      ...NO_CHANGE,
      changed: [[1, 'key', 'name', 'role', 'mobile', 'panelCodes']],
    });
  });

  test('else by mobile', () => {
    const known = [expert('مریم', 'P1', { mobile: '989131111111' }), expert('کاوه', 'P1')];
    const named = [expert('مریم کاویانی', 'P2', { key: 'E7', mobile: '989131111111' }), expert('کاوه', 'P1')];
    expect(experts(known, named)).toEqual({ ...NO_CHANGE, changed: [[1, 'key', 'name', 'panelCodes']] });
  });

  test('by a code rather than by the mobile of another', () => {
    const known = [
      expert('مریم', 'P1', { key: 'E1', mobile: '989131111111' }),
      expert('کاوه', 'P1', { key: 'E2', mobile: '989132222222' }),
    ];
    const named = [
      expert('مریم', 'P1', { key: 'E1', mobile: '989132222222' }),
      expert('کاوه', 'P1', { key: 'E2', mobile: null }),
    ];
    expect(experts(known, named)).toEqual({
      ...NO_CHANGE,
      changed: [
        [1, 'mobile'],
        [2, 'mobile'],
      ],
    });
  });

  test('else by name and panels, whatever the spelling and order', () => {
    const known = [expert('علي رضائي', 'P1 P2')];
    const named = [expert('علی رضایی', 'p2 P1', { mobile: '989131111111' })];
    expect(experts(known, named)).toEqual({ ...NO_CHANGE, changed: [[1, 'name', 'mobile']] });
  });

  test('whose code the workbook leaves out keeps it', () => {
    const current = stored({ ...DRAFT, experts: [expert('مریم', 'P1', { key: 'E1' })] });
    const draft = { ...DRAFT, experts: [expert('مریم', 'P1')] };
    expect(isNothing(compareStudy(current, draft))).toBe(true);
  });

  test('and whoever is not is added, and whoever is not named is removed', () => {
    const known = [expert('مریم', 'P1', { key: 'E1' }), expert('کاوه', 'P2', { key: 'E2' })];
    const named = [expert('مریم', 'P1', { key: 'E1' }), expert('بهرام', 'P2', { key: 'E3' })];
    expect(experts(known, named)).toEqual({ ...NO_CHANGE, added: ['بهرام'], removed: [2] });
  });
});

describe('an expert is asked about', () => {
  test('where one name stands on other panels', () => {
    expect(experts([expert('مریم', 'P1')], [expert('مریم', 'P2')])).toEqual({
      ...NO_CHANGE,
      uncertain: [[0, '1 sameNameOtherPanels']],
    });
  });

  test('where one name on the same panels has another code', () => {
    const known = [expert('مریم', 'P1', { key: 'E1' })];
    expect(experts(known, [expert('مریم', 'P1', { key: 'E9' })])).toEqual({
      ...NO_CHANGE,
      uncertain: [[0, '1 sameNameOtherKey']],
    });
  });

  test('where one mobile has another code and name; under one name the code was renamed', () => {
    const known = [expert('مریم', 'P1', { key: 'E1', mobile: '989131111111' })];
    const named = (name: string) => [expert(name, 'P1', { key: 'E9', mobile: '989131111111' })];
    expect(experts(known, named('کاوه'))).toEqual({ ...NO_CHANGE, uncertain: [[0, '1 sameMobileOtherKey']] });
    expect(experts(known, named('مریم'))).toEqual({ ...NO_CHANGE, changed: [[1, 'key']] });
  });

  test('where a name is a spelling or a title apart on the same panels', () => {
    const known = [expert('مریم کاویانی', 'P1')];
    for (const name of ['مریم کاویان', 'دکتر مریم کاویانی']) {
      expect(experts(known, [expert(name, 'P1')])).toEqual({
        ...NO_CHANGE,
        uncertain: [[0, '1 similarName']],
      });
    }
    expect(experts(known, [expert('بهرام رادمنش', 'P1')])).toEqual({
      ...NO_CHANGE,
      added: ['بهرام رادمنش'],
      removed: [1],
    });
  });

  test('but not where both codes say that they are two', () => {
    const known = [expert('مریم', 'P1', { key: 'E1' })];
    expect(experts(known, [expert('مریم', 'P2', { key: 'E9' })])).toEqual({
      ...NO_CHANGE,
      added: ['مریم'],
      removed: [1],
    });
  });

  test('and the answer decides: the known one with what changes, or a new one', () => {
    const known = [expert('مریم', 'P1')];
    const named = [expert('مریم', 'P2')];
    expect(experts(known, named, new Map([[0, 1]]))).toEqual({ ...NO_CHANGE, changed: [[1, 'panelCodes']] });
    expect(experts(known, named, new Map([[0, null]]))).toEqual({
      ...NO_CHANGE,
      added: ['مریم'],
      removed: [1],
    });
  });

  test('again where the answer names somebody who is not there', () => {
    const asked = { ...NO_CHANGE, uncertain: [[0, '1 sameNameOtherPanels']] };
    expect(experts([expert('مریم', 'P1')], [expert('مریم', 'P2')], new Map([[0, 99]]))).toEqual(asked);
  });
});

describe('experts of one name on the same panels', () => {
  const twin = expert('مریم', 'P1');

  test('that are alike in all are the same as before', () => {
    expect(experts([twin, twin], [twin, twin])).toEqual(NO_CHANGE);
  });

  test('are told apart by their roles', () => {
    const roles = ['استاد', 'مدیر'].map((role) => expert('مریم', 'P1', { role }));
    expect(experts(roles, [...roles].reverse())).toEqual(NO_CHANGE);
  });

  test('and one more is one more', () => {
    expect(experts([twin, twin], [twin, twin, twin])).toEqual({ ...NO_CHANGE, added: ['مریم'] });
  });

  test('and one fewer is asked about: which of them left?', () => {
    expect(experts([twin, twin], [twin])).toEqual({
      ...NO_CHANGE,
      uncertain: [[0, '1 namesakes', '2 namesakes']],
    });
    expect(experts([twin, twin], [twin], new Map([[0, 2]]))).toEqual({ ...NO_CHANGE, removed: [1] });
  });

  test('that differ on both sides are asked about', () => {
    const known = ['استاد', 'مدیر'].map((role) => expert('مریم', 'P1', { role }));
    const named = ['مشاور', 'کارشناس'].map((role) => expert('مریم', 'P1', { role }));
    expect(experts(known, named).uncertain).toEqual([
      [0, '1 namesakes', '2 namesakes'],
      [1, '1 namesakes', '2 namesakes'],
    ]);
  });

  test('of whom one is known by code or mobile leave the other certain', () => {
    const known = [expert('مریم', 'P1', { key: 'E1' }), twin];
    const named = [expert('مریم', 'P1', { role: 'مدیر' }), expert('مریم', 'P1', { key: 'E1' })];
    expect(experts(known, named)).toEqual({ ...NO_CHANGE, changed: [[2, 'role']] });
  });
});

describe('while a round is open', () => {
  const open = { openRound: 2, openedRounds: 2 };
  const touches = (draft: Partial<StudyDraft>, more: Partial<CurrentStudy> = {}) =>
    compareStudy(stored(DRAFT, { ...open, ...more }), { ...DRAFT, ...draft }).touchesOpenRound;

  test('names, mobiles, roles, codes, deadlines, contact and experts added may change', () => {
    const draft: Partial<StudyDraft> = {
      rules: { ...RULES, openForDays: 9, contact: '۰۳۱', organiser: 'دبیرخانه' },
      panels: [{ code: 'P1', name: 'فنی و عمران' }, DRAFT.panels[1]!],
      experts: [
        expert('مریم کاویانی', 'P1', { key: 'E1', role: 'استاد', mobile: '989131111111' }),
        DRAFT.experts[1]!,
        expert('بهرام', 'P2', { key: 'E3' }),
      ],
    };
    expect(isNothing(compareStudy(stored(DRAFT), { ...DRAFT, ...draft }))).toBe(false);
    expect(touches(draft)).toEqual([]);
  });

  test('rules, the scale, panels, seats and items may not', () => {
    expect(touches({ rules: { ...RULES, question: 'چرا؟', agreementThreshold: 0.6 } })).toEqual([
      { part: 'rule', field: 'question' },
      { part: 'rule', field: 'agreementThreshold' },
    ]);
    expect(touches({ scale: [...DRAFT.scale, { value: 9, label: 'خیلی زیاد' }] })).toEqual([
      { part: 'scale' },
    ]);
    expect(touches({ panels: [DRAFT.panels[0]!, { code: 'P3', name: 'حقوقی' }] })).toEqual([
      { part: 'panelAdded', code: 'P3' },
      { part: 'panelRemoved', code: 'P2' },
    ]);
    expect(touches({ experts: [expert('مریم', 'P2', { key: 'E1' })] })).toEqual([
      { part: 'expertMoved', id: 1, name: 'مریم' },
      { part: 'expertRemoved', id: 2, name: 'کاوه' },
    ]);
    expect(
      touches({ items: [item('S1', 'P2', { title: 'دیگر', unit: 'تازه' }), item('S3', 'P1')] }).map(
        ({ part }) => part,
      ),
    ).toEqual(['itemAdded', 'itemReworded', 'itemMoved', 'itemRelabelled', 'itemRemoved']);
  });

  test('the plan of rounds to come may change, and deadlines; that of the open one may not', () => {
    const plan = (number: number, more: object = {}) => ({
      number,
      kind: 'likert' as const,
      panelCodes: [],
      openForDays: null,
      question: '',
      ...more,
    });
    const rounds = [plan(1), plan(2), plan(3)];
    expect(touches({ rounds: [plan(1), plan(2), plan(3, { kind: 'ranking' })] }, { rounds })).toEqual([]);
    expect(touches({ rounds: [plan(1), plan(2, { openForDays: 3 }), plan(3)] }, { rounds })).toEqual([]);
    expect(touches({ rounds: [plan(1), plan(2, { kind: 'cvr' }), plan(3)] }, { rounds })).toEqual([
      { part: 'rounds' },
    ]);
  });

  test('nothing is touched where none is open', () => {
    expect(touches({ items: [item('S1', 'P1')] }, { openRound: null })).toEqual([]);
  });
});

describe('after the first round opened', () => {
  const deviations = (draft: Partial<StudyDraft>, openedRounds = 1) =>
    compareStudy(stored(DRAFT, { openedRounds }), { ...DRAFT, ...draft }).deviations;

  test('whatever the protocol holds is a deviation', () => {
    expect(
      deviations({
        rules: { ...RULES, maxRounds: 4 },
        scale: [...DRAFT.scale].reverse(),
        items: [item('S1', 'P1'), item('S2', 'P2'), item('S3', 'P1')],
      }),
    ).toEqual([{ part: 'rule', field: 'maxRounds' }, { part: 'scale' }, { part: 'itemAdded', code: 'S3' }]);
  });

  test('who is asked and how they are reached is none', () => {
    expect(
      deviations({
        rules: { ...RULES, contact: '۰۳۱', organiser: 'دبیرخانه', consent: 'متن' },
        experts: [expert('مریم', 'P2', { key: 'E1', mobile: '989131111111' }), expert('بهرام', 'P1')],
      }),
    ).toEqual([]);
  });

  test('before it nothing is', () => {
    expect(deviations({ rules: { ...RULES, maxRounds: 4 } }, 0)).toEqual([]);
  });
});

describe('what would give past answers another meaning', () => {
  const measured = (measure: string, most: number | null = null) => [
    item('S1', 'P1', { bounds: { least: null, most, measure } }),
    item('S2', 'P2'),
  ];
  const past = (draft: Partial<StudyDraft>, answered: CurrentStudy['answered'], openRound: number | null) =>
    compareStudy(stored({ ...DRAFT, items: measured('سال') }, { answered, openRound, openedRounds: 1 }), {
      ...DRAFT,
      items: measured('سال'),
      ...draft,
    }).touchesPast;
  const NOTHING = { onScale: false, inNumbers: new Set<number>() };

  test('is the scale once experts have chosen on it: its values, its labels and its order', () => {
    const [first, ...rest] = DRAFT.scale;
    const scales = [rest, [{ ...first!, label: 'هیچ' }, ...rest], [...DRAFT.scale].reverse()];
    for (const scale of scales) {
      for (const openRound of [null, 2])
        expect(past({ scale }, { ...NOTHING, onScale: true }, openRound)).toEqual([{ part: 'scale' }]);
      expect(past({ scale }, NOTHING, null)).toEqual([]);
    }
  });

  test('is what a number counts once one was written for the item; its bounds may move', () => {
    const inNumbers = new Set([1]);
    expect(past({ items: measured('ماه') }, { ...NOTHING, inNumbers }, null)).toEqual([
      { part: 'itemRelabelled', code: 'S1' },
    ]);
    expect(past({ items: measured('سال', 9) }, { ...NOTHING, inNumbers }, null)).toEqual([]);
    expect(past({ items: measured('ماه') }, { ...NOTHING, inNumbers: new Set([2]) }, null)).toEqual([]);
  });

  test('is no rule: a round keeps those by which it was judged', () => {
    const rules = { ...RULES, neutralPoint: 2, agreementThreshold: 0.5, maxRounds: 9 };
    expect(past({ rules }, { onScale: true, inNumbers: new Set([1, 2]) }, null)).toEqual([]);
  });
});

describe('how long names are kept', () => {
  const named = (forgetAfterDays: number | null) => ({ ...DRAFT, rules: { ...RULES, forgetAfterDays } });
  const broken = (from: number | null, to: number | null, consented = true) =>
    compareStudy(stored(named(from), { consented, openedRounds: 1, openRound: 1 }), named(to)).promisesBroken;

  test('may become shorter after the first consent, never longer', () => {
    expect(broken(180, 30)).toEqual([]);
    expect(broken(null, 3650)).toEqual([]);
    expect(broken(180, 180.5)).toEqual([{ part: 'rule', field: 'forgetAfterDays' }]);
    expect(broken(180, null)).toEqual([{ part: 'rule', field: 'forgetAfterDays' }]);
  });

  test('may change either way while nobody has consented', () => {
    expect(broken(180, null, false)).toEqual([]);
  });

  test('touches no open round and departs from no protocol', () => {
    const change = compareStudy(stored(DRAFT, { openRound: 1, openedRounds: 1 }), named(30));
    expect(change.rules).toEqual([{ field: 'forgetAfterDays', from: 180, to: 30 }]);
    expect(change).toMatchObject({ touchesOpenRound: [], deviations: [] });
  });

  test('stays as it is where a later workbook does not name it', () => {
    const workbook: StudyDraft = { ...named(180), unnamed: ['forgetAfterDays'] };
    for (const present of [null, 30]) {
      expect(isNothing(compareStudy(stored(named(present), { consented: true }), workbook))).toBe(true);
    }
  });
});

describe('ناشناس', () => {
  const wanting = (anonymity: StudyRules['anonymity'], more: Partial<StudyDraft> = {}): StudyDraft => ({
    ...DRAFT,
    rules: { ...RULES, anonymity, openForDays: 3 },
    ...more,
  });
  const opened = (anonymity: StudyRules['anonymity']) =>
    stored({ ...DRAFT, rules: { ...RULES, anonymity } }, { openedRounds: 1 });

  test('is what the workbook says until the first round opens', () => {
    expect(loosenedAnonymity(stored(DRAFT), wanting('named'))).toBeNull();
    expect(wantedRules(stored(DRAFT), wanting('named')).anonymity).toBe('named');
  });

  test('is not loosened from then on, and everything else of the workbook stays', () => {
    const workbook = wanting('named');
    expect(loosenedAnonymity(opened('coded'), workbook)).toBe('named');
    expect(wantedRules(opened('coded'), workbook)).toEqual({ ...RULES, openForDays: 3 });
    expect(compareStudy(opened('coded'), workbook).rules.map(({ field }) => field)).toEqual(['openForDays']);
  });

  test('becomes stricter at any time, which departs from a locked protocol', () => {
    const workbook = { ...DRAFT, rules: { ...RULES, anonymity: 'unlinked' as const } };
    expect(loosenedAnonymity(opened('coded'), workbook)).toBeNull();
    expect(compareStudy(opened('coded'), workbook).deviations).toEqual([
      { part: 'rule', field: 'anonymity' },
    ]);
  });

  test('stays as it is where a later workbook does not name it', () => {
    const workbook: StudyDraft = { ...DRAFT, unnamed: ['anonymity'] };
    for (const present of ['named', 'unlinked'] as const) {
      expect(loosenedAnonymity(opened(present), workbook)).toBeNull();
      expect(isNothing(compareStudy(opened(present), workbook))).toBe(true);
    }
  });
});
