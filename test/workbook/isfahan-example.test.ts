import { describe, expect, test } from 'vitest';
import { judgePanel } from '../../src/domain/verdict.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';

let read: ReturnType<typeof readWorkbook> | null = null;
async function example() {
  read ??= readWorkbook(await exampleWorkbook());
  const reading = await read;
  if (!reading.ok) throw new Error('the example is no study');
  return reading.draft;
}

/** Kendall's W of the three panels that went on, round by round, as printed. */
const PRINTED_W = { P1: [0.689, 0.871, 0.898], P2: [0.768, 0.952, 0.962], P3: [0.73, 0.932, 0.94] };

describe('the example, sent back as it is,', () => {
  test('seats 48 persons on 84 seats, six of them on all seven panels', async () => {
    const { experts, panels } = await example();
    expect(experts).toHaveLength(48);
    expect(experts.flatMap(({ panelCodes }) => panelCodes)).toHaveLength(84);
    expect(experts.filter(({ panelCodes }) => panelCodes.length === panels.length)).toHaveLength(6);
    for (const { code } of panels)
      expect(experts.filter(({ panelCodes }) => panelCodes.includes(code))).toHaveLength(12);
  });

  /** What becomes of a panel round by round, with the W that the study printed. */
  const statuses = async (
    code: keyof typeof PRINTED_W,
    under: { minRounds?: number; agreementThreshold?: number } = {},
  ) => {
    const { rules } = await example();
    return PRINTED_W[code].map((w, at) => {
      const change = at === 0 ? null : w - PRINTED_W[code][at - 1]!;
      const figures = { roundNumber: at + 1, roundOfKind: at + 1, isEmptied: false, w, change };
      return judgePanel({ ...figures, p: 0.001, pPermutation: 0.001 }, { ...rules, version: 2, ...under });
    });
  };

  test('holds the study’s third round, and ends by its rule of stability', async () => {
    for (const code of ['P1', 'P2', 'P3'] as const)
      expect(await statuses(code)).toEqual(['active', 'active', 'stable']);
  });

  test('would not with another least number of rounds, nor with a threshold of agreement', async () => {
    const early = { minRounds: 2 };
    expect((await statuses('P1', early))[1]).toBe('stable');
    expect((await statuses('P2', early))[1]).toBe('stable');
    // 0.202: this one panel had not settled by the study's own rule.
    expect((await statuses('P3', early))[1]).toBe('active');
    for (const code of ['P1', 'P2', 'P3'] as const)
      expect((await statuses(code, { ...early, agreementThreshold: 0.7 }))[1]).toBe('agreed');
  });
});
