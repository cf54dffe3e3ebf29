import { expect, test } from 'vitest';
import * as buttons from '../../src/messages/buttons.ts';

const numbered = Object.entries(buttons).filter(
  ([name, button]) => name !== 'acceptButton' && typeof button === 'object',
) as [string, buttons.ButtonData<1>][];
const largest = 999_999_999_999_999;

test('what a button carries is read back as it was written', () => {
  expect(buttons.rateButton.read(buttons.rateButton.write(12, 3))).toEqual([12, 3]);
  expect(buttons.beginButton.read(buttons.beginButton.write(7))).toEqual([7]);
  expect(buttons.acceptButton.read(buttons.acceptButton.write('a1B2'.repeat(6)))).toBe('a1B2'.repeat(6));
});

test('every button’s data stays within 64 bytes, with the largest ids', () => {
  const written = [
    ...numbered.map(([, button]) => (button.write as (...ids: number[]) => string)(largest, largest)),
    buttons.acceptButton.write('x'.repeat(60)),
  ];
  for (const data of written) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
});

test('a press matches its own button alone', () => {
  for (const [name, button] of numbered) {
    const write = button.write as (...ids: number[]) => string;
    const data = [write(5), write(5, 6)].filter((each) => button.pattern.test(each));
    expect(data, name).toHaveLength(1);
    const matching = numbered.filter(([, other]) => other.pattern.test(data[0]!));
    expect(matching.map(([each]) => each)).toEqual([name]);
  }
});

test('what nobody wrote matches nothing', () => {
  for (const data of [
    '',
    'r',
    'r:1',
    'r:1:2:3',
    'r:-1:2',
    'r:1:x',
    'r:1:2 ',
    'j:short',
    `j:${'x'.repeat(61)}`,
  ]) {
    expect(numbered.filter(([, button]) => button.pattern.test(data))).toEqual([]);
    expect(buttons.acceptButton.pattern.test(data)).toBe(false);
  }
});
