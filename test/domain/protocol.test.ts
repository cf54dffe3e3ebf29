import { describe, expect, test } from 'vitest';
import {
  frozenVersions,
  type ProtocolInput,
  protocolText,
  readProtocol,
  versionInForce,
} from '../../src/domain/protocol.ts';
import { RULES } from '../fixtures/judged-study.ts';

const input: ProtocolInput = {
  program: { name: 'hamray', version: '1.2.3' },
  rules: { ...RULES, excludedAudiences: ['G2G'], contact: '0913' },
  scale: [
    { value: 1, label: 'کم' },
    { value: 2, label: 'زیاد' },
  ],
  roundPlan: [],
  kindRules: [{ name: 'item_kept', version: 1, rule: 'the mean' }],
  seed: 7,
  panels: [{ code: 'P1', name: 'خدمات', seats: 12 }],
  items: [
    { code: 'S1', title: 'یک', audience: 'G2C', panelCodes: ['P1'] },
    { code: 'S2', title: 'دو', audience: 'G2G', panelCodes: ['P1'] },
  ],
};

describe('the protocol', () => {
  test('has its keys in order, at every depth, and ends with a newline', () => {
    const text = protocolText(input);
    expect(text.endsWith('}\n')).toBe(true);
    const unsorted: string[] = [];
    JSON.parse(text, (key, value) => {
      const keys = typeof value === 'object' && !Array.isArray(value) && value ? Object.keys(value) : [];
      if (keys.join() !== [...keys].sort().join()) unsorted.push(key);
      return value;
    });
    expect(unsorted).toEqual([]);
  });

  test('is the same text whatever the order in which its parts were put together', () => {
    const reversed = Object.fromEntries(Object.entries(input).reverse()) as unknown as ProtocolInput;
    const rules = Object.fromEntries(Object.entries(input.rules).reverse()) as unknown as typeof RULES;
    expect(protocolText({ ...reversed, rules })).toBe(protocolText(input));
  });

  test('changes with each rule that is in force', () => {
    const before = protocolText(input);
    const changes: Partial<typeof RULES>[] = [
      { neutralPoint: 2 },
      { keepsBy: 'agreeing' },
      { agreeingPerCent: 80 },
      { dropsFromRound: 2 },
      { yesPerCent: 60 },
      { agreementThreshold: null },
      { stabilityThreshold: 0.1 },
      { maxRounds: 4 },
      { minAnswersForFeedback: 6 },
      { reminderHours: [3] },
      { anonymity: 'named' },
      { excludedAudiences: [] },
      { question: 'دیگر' },
    ];
    for (const change of changes) {
      expect(protocolText({ ...input, rules: { ...input.rules, ...change } })).not.toBe(before);
    }
  });

  test('tells which items are left out from the start, and how the figures are computed', () => {
    const protocol = JSON.parse(protocolText(input));
    expect(protocol.items.map((item: { left_out: boolean }) => item.left_out)).toEqual([false, true]);
    expect(protocol.panels).toEqual([{ code: 'P1', name: 'خدمات', seats: 12 }]);
    expect(protocol.computations.w.version).toBe(1);
    expect(protocol.program).toEqual({ name: 'hamray', version: '1.2.3' });
  });

  test('tells how experts are called, in the words of protocols that were locked before there were three ways', () => {
    const told = (anonymity: (typeof RULES)['anonymity']) =>
      JSON.parse(protocolText({ ...input, rules: { ...RULES, anonymity } })).rules.anonymous;
    expect([told('named'), told('coded'), told('unlinked')]).toEqual([false, true, 'by_round_and_panel']);
  });

  test('keeps what is no rule to itself', () => {
    expect(protocolText(input)).not.toContain('0913');
  });

  test('has the rule of each kind of round among its computations', () => {
    const kindRules = [...input.kindRules, { name: 'item_kept_otherwise', version: 2, rule: 'a majority' }];
    const { computations } = JSON.parse(protocolText({ ...input, kindRules }));
    expect(computations.item_kept).toEqual({ version: 1, rule: 'the mean' });
    expect(computations.item_kept_otherwise).toEqual({ version: 2, rule: 'a majority' });
    expect(protocolText({ ...input, kindRules })).not.toBe(protocolText(input));
  });
});

describe('a protocol read back', () => {
  test('has the rules that were written, what is left of items, and the versions', () => {
    const read = readProtocol(protocolText(input));
    const {
      title: _,
      language,
      question,
      guidance,
      organiser,
      contact,
      consent,
      forgetAfterDays,
      ...locked
    } = input.rules;
    expect(read.rules).toEqual(locked);
    expect(read.panels).toEqual([{ code: 'P1', name: 'خدمات', seats: 12, items: 1 }]);
    expect(read).toMatchObject({ items: 1, roundPlan: [] });
    expect(read.versions.named['item_kept']).toBe(1);
    for (const anonymity of ['named', 'coded', 'unlinked'] as const) {
      const text = protocolText({ ...input, rules: { ...input.rules, anonymity } });
      expect(readProtocol(text).rules.anonymity).toBe(anonymity);
    }
  });

  test('of the first form did what its program did where it does not say it', () => {
    const first = JSON.parse(protocolText(input));
    for (const said of ['keeps_by', 'agreeing_per_cent', 'drops_from_round', 'yes_per_cent'])
      delete first.rules[said];
    const { rules } = readProtocol(JSON.stringify({ ...first, form: 1 }));
    const unsaid = { keepsBy: 'mean', agreeingPerCent: 75, dropsFromRound: 1, yesPerCent: null };
    expect(rules).toMatchObject({ ...unsaid, neutralPoint: input.rules.neutralPoint, anonymity: 'coded' });
  });
});

describe('a study goes by', () => {
  const rule = { name: 'item_kept', version: 3 };

  test('the versions that its protocol froze', () => {
    const frozen = frozenVersions(protocolText(input));
    expect(versionInForce(rule, frozen)).toBe(1);
    expect(versionInForce({ name: 'panel_status', version: 9 }, frozen)).toBe(2);
  });

  test('today’s rules before it is locked, and where its protocol does not name one', () => {
    expect(versionInForce(rule, frozenVersions(undefined))).toBe(3);
    expect(versionInForce({ name: 'another', version: 2 }, frozenVersions(protocolText(input)))).toBe(2);
  });

  test('the first version of what a protocol of the first form did not name', () => {
    const first = { form: 1, computations: { panel_status: { version: 1, rule: '…' } } };
    const frozen = frozenVersions(JSON.stringify(first));
    expect(versionInForce({ name: 'item_kept_otherwise', version: 2 }, frozen)).toBe(1);
  });
});
