import { expect, test } from 'vitest';
import type { Seen } from '../dialogs/walk.ts';
import { walkWholeStudy } from '../dialogs/whole-study.ts';
import { changedOnTheWay, TDLIB } from '../real-programs/tdlib.ts';
import { LONGEST } from './walked-studies.ts';

/** What is set apart: what is isolated, an address, and on Telegram what is code. */
const ISOLATED = /[\u2066\u2068][^\u2066-\u2069]*\u2069/g;
const ADDRESS = /https?:\/\/\S+/g;

function withoutCode({ text, entities }: Seen): string {
  return entities
    .filter(({ type }) => type === 'code' || type === 'pre')
    .reduceRight((rest, { offset, length }) => rest.slice(0, offset) + rest.slice(offset + length), text);
}

/** From the inside out, as isolates nest. */
function withoutIsolates(text: string): string {
  const rest = text.replace(ISOLATED, '◊');
  return rest === text ? rest : withoutIsolates(rest);
}

test('with the longest workbook every screen fits its message, and reads as Persian should', async () => {
  const { seen, complaints, refused } = await walkWholeStudy(LONGEST);
  expect(complaints).toEqual([]);
  expect(refused).toEqual([]);
  expect(seen.length).toBeGreaterThan(500);

  const where = (find: (one: Seen) => boolean | string | undefined) =>
    seen.flatMap((one) => {
      const found = find(one);
      return found ? [`${found === true ? one.text : found}\n  after ${one.after}`] : [];
    });
  const rest = (pattern: RegExp) => where((one) => pattern.exec(withoutIsolates(one.text))?.[0]);

  // Nothing is left over of a text's making.
  expect(where(({ text }) => /\{\{|\}\}|\$t\(|undefined|NaN|\[object/.test(text))).toEqual([]);
  // What was isolated ends where it should, also where it was shortened.
  expect(
    where(({ text }) => text.match(/[\u2066\u2068]/g)?.length !== text.match(/\u2069/g)?.length),
  ).toEqual([]);
  expect(
    where(
      (one) =>
        /[0-9]/.test(withoutIsolates(withoutCode(one)).replace(ADDRESS, '')) && one.messenger === 'telegram',
    ),
  ).toEqual([]);
  expect(rest(/.{0,20}[\u064a\u0643\u0649\u0640\u0660-\u0669].{0,20}/)).toEqual([]);
  expect(rest(/.{0,20} [،؛.:؟!»](?:\s|$)/)).toEqual([]);
  // Telegram's own library leaves texts and buttons as they are, and each fits its message.
  expect(where(({ text, isRich }) => text.length > (isRich ? 32_768 : 4096))).toEqual([]);
  if (TDLIB.missing === null) {
    const buttons = seen.flatMap((one) => one.buttons.map((text) => ({ text, entities: [] })));
    expect(changedOnTheWay([...seen.filter(({ isRich }) => !isRich), ...buttons])).toEqual([]);
  } else process.stdout.write(`Telegram's library was not asked: ${TDLIB.missing}\n`);
  // No tag or sign shows through, on either messenger.
  expect(rest(/.{0,20}(?:<\/?(?:b|i|code|a)>|&(?:lt|gt|amp|quot);).{0,20}/)).toEqual([]);
});
