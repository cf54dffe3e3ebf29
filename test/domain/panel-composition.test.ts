import { expect, test } from 'vitest';
import { criteriaToConfirm, shortfalls } from '../../src/domain/panel-composition.ts';

const COMPOSITION = [
  { panelCode: 'A', role: 'استاد', seats: 2 },
  { panelCode: 'A', role: '', seats: 4 },
  { panelCode: 'B', role: 'استاد', seats: 1 },
];

test('a panel lacks what its experts do not fill, by role and of any role', () => {
  expect(shortfalls(COMPOSITION, 'A', ['استاد', 'مدیر', 'مدیر'])).toEqual([
    { role: 'استاد', seats: 2, filled: 1 },
    { role: '', seats: 4, filled: 3 },
  ]);
  expect(shortfalls(COMPOSITION, 'B', ['استاد', 'مدیر'])).toEqual([]);
  expect(shortfalls(COMPOSITION, 'C', [])).toEqual([]);
});

test('an expert is asked to confirm what is for all and for the own role', () => {
  const criteria = [
    { text: 'پنج سال سابقه', role: '', toConfirm: true },
    { text: 'دکتری', role: 'استاد', toConfirm: true },
    { text: 'آشنایی', role: '', toConfirm: false },
  ];
  expect(criteriaToConfirm(criteria, 'مدیر').map(({ text }) => text)).toEqual(['پنج سال سابقه']);
  expect(criteriaToConfirm(criteria, 'استاد').map(({ text }) => text)).toEqual(['پنج سال سابقه', 'دکتری']);
});
