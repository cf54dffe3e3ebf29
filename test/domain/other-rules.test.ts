import { expect, test } from 'vitest';
import type { JudgedRound } from '../../src/domain/judged-round.ts';
import type { PanelToJudge } from '../../src/domain/judging.ts';
import {
  decidingRules,
  EXPLORED,
  judgeAnew,
  packOthers,
  possibleValues,
  unpackOthers,
  withOthers,
} from '../../src/domain/other-rules.ts';
import { frozenVersions } from '../../src/domain/protocol.ts';
import { verdictRulesOf } from '../../src/domain/verdict-rules.ts';
import { judgePanel, kindOf } from '../../src/kinds/all.ts';
import { panelOf } from '../fixtures/panel.ts';
import { RULES } from '../fixtures/plain-rules.ts';

const SCALE = [1, 2, 3, 4, 5];
const versions = frozenVersions(undefined);

/** As it is read back once it is frozen. */
function frozen(panel: PanelToJudge): JudgedRound {
  const judged = judgePanel(panel);
  return {
    ...judged,
    panelRoundId: 1,
    panel: { id: 1, code: 'A', name: 'A' },
    number: panel.roundNumber,
    kind: panel.kind,
    roundOfKind: panel.roundOfKind,
    items: judged.items.map((item) => ({ ...item, ruled: item, code: '', title: '', left: false })),
  } as unknown as JudgedRound;
}

const anew = (panels: readonly JudgedRound[], rules = panels[0]!.rules) =>
  judgeAnew(
    panels.map((judged) => ({ judged, ...kindOf(judged.kind) })),
    { rules, scale: SCALE, versions },
  );

const TABLE = `
  a b c d
  e1 5 4 3 1
  e2 5 4 2 1
  e3 4 3 3 2
  e4 5 4 4 1
  e5 4 3 3 2`;

test('under its own rules a round is judged as it was', () => {
  for (const rules of [
    RULES,
    { ...RULES, keepsBy: 'agreeing' as const, agreeingPerCent: 60 },
    { ...RULES, minRounds: 1, agreementThreshold: 0.7, stabilityThreshold: 0.2 },
    { ...RULES, neutralPoint: 5 },
    { ...RULES, neutralPoint: 5, dropsFromRound: 2 },
    { ...RULES, maxRounds: 1 },
  ]) {
    const judged = frozen(panelOf(TABLE, { rules }));
    const [same] = anew([judged]);
    expect([...same!.kept]).toEqual(judged.items.flatMap(({ kept, itemId }) => (kept ? [itemId] : [])));
    expect(same!.status).toBe(judged.verdict);
  }
});

test('another rule keeps what judging under it would have kept, to the panel’s end', () => {
  const judged = frozen(panelOf(TABLE, { rules: { ...RULES, minRounds: 1 } }));
  for (const rule of EXPLORED) {
    for (const place of possibleValues(rule, SCALE).keys()) {
      const rules = withOthers(judged.rules, { [rule]: place }, SCALE);
      const direct = judgePanel(panelOf(TABLE, { rules: { ...RULES, ...rules } }));
      const [other] = anew([judged], rules);
      expect([...other!.kept]).toEqual(direct.items.flatMap(({ kept, itemId }) => (kept ? [itemId] : [])));
      expect(other!.status).toBe(direct.verdict);
    }
  }
});

test('an item that a screening round would drop is gone from the panel beside it too', () => {
  const screened = frozen(panelOf('x y\n e1 1 0\n e2 1 1\n e3 1 0', { kind: 'screening', rules: RULES }));
  const rated = frozen(panelOf('x y\n e1 5 5\n e2 4 5\n e3 4 5', { rules: RULES }));
  const strict = { ...screened.rules, yesPerCent: 100 };
  expect(anew([screened, rated], strict).map(({ status }) => status)).toEqual(['active', 'active']);
  const none = frozen(panelOf('x y\n e1 0 0\n e2 1 1\n e3 0 0', { kind: 'screening', rules: RULES }));
  expect(anew([none, rated], strict).map(({ status }) => status)).toEqual(['dropped', 'dropped']);
});

test('only what a round’s verdicts read can be chosen', () => {
  const rules = verdictRulesOf(RULES);
  const of = (...kinds: Parameters<typeof kindOf>[0][]) =>
    decidingRules(
      kinds.map((kind) =>
        kindOf(kind).judging({ rules, scale: SCALE, versions, itemIds: [1], roundNumber: 1 }),
      ),
    );
  expect(of('likert')).toEqual([
    ...['keepsBy', 'neutralPoint', 'agreementThreshold', 'stabilityThreshold', 'minRounds'],
    ...['dropsFromRound', 'maxRounds'],
  ]);
  expect(of('screening', 'cvi')).toEqual(['yesPerCent']);
  expect(of('ranking')).toEqual(['agreementThreshold', 'stabilityThreshold', 'minRounds', 'maxRounds']);
  expect(of('cvr', 'numeric', 'brainstorming')).toEqual([]);
});

test('the points of a scale and the middles between them may be neutral, but for the highest', () => {
  expect(possibleValues('neutralPoint', SCALE)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]);
  expect(possibleValues('neutralPoint', [9, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a study whose shares decide has the middle of its scale for a neutral point', () => {
  const rules = { ...verdictRulesOf(RULES), keepsBy: 'agreeing', neutralPoint: null } as const;
  expect(withOthers(rules, { keepsBy: 0 }, SCALE)).toEqual({ ...rules, keepsBy: 'mean', neutralPoint: 3 });
});

test('what was chosen is one number of a button, and what no version knows changes nothing', () => {
  const others = { keepsBy: 1, neutralPoint: 5, stabilityThreshold: 0, minRounds: 5 };
  expect(unpackOthers(packOthers(others))).toEqual(others);
  expect(packOthers({})).toBe(0);
  const all = Object.fromEntries(
    EXPLORED.map((rule) => [rule, possibleValues(rule, [1, 2, 3, 4, 5, 6, 7]).length - 1]),
  );
  expect(unpackOthers(packOthers(all))).toEqual(all);
  expect(String(packOthers({ ...all, maxRounds: 8 })).length).toBeLessThanOrEqual(15);
  // As buttons of earlier versions have it, which knew seven rules.
  expect(unpackOthers(6_000_000_000_602)).toEqual({ keepsBy: 1, neutralPoint: 5, minRounds: 5 });
  const rules = verdictRulesOf(RULES);
  expect(withOthers(rules, unpackOthers(999_999_999_999_999), SCALE)).toEqual(rules);
});
