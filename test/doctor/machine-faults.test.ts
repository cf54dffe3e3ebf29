import { expect, test } from 'vitest';
import { machineFaults } from '../../src/doctor/machine-faults.ts';

test.each([
  ['20.19.0', '2025c', []],
  ['22.0.0', '2022b', []],
  // Built on the system's own table.
  ['24.1.0', null, []],
  ['20.18.3', '2025c', ['Node is 20.18.3; expected 20.19 or newer']],
  ['18.20.1', '2025c', ['Node is 18.20.1; expected 20.19 or newer']],
  [
    '22.0.0',
    '2021a',
    [
      'the table of time zones that Node brings is of 2021a, so that hours of Asia/Tehran may be wrong; expected 2022b or newer: install another build of Node',
    ],
  ],
])('Node %s with the zones of %s', (node, zones, lines) => {
  expect(machineFaults({ node, zones }, 'Asia/Tehran')).toEqual(lines);
});
