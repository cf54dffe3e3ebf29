import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { exportStudy } from '../../src/features/exporting/export-study.ts';
import { composeSummary } from '../../src/features/judging/compose-summary.ts';
import type { Message } from '../../src/messages/message.ts';
import { saveReason } from '../../src/store/answers.ts';
import { TestChat } from '../fixtures/chat.ts';
import { DAY, TestStudy } from '../fixtures/study.ts';
import { COMMANDS } from '../roles/rights.ts';

/*
 * Whoever could see where an open round is heading could close it when it pleases. Two studies are alike in all but the
 * ratings of their open round; nothing that anybody is told of them may differ.
 */

const EXPERTS = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'];
const FIRST = 'x1 x2 x3\ne1 5 4 3\ne2 4 4 4\ne3 5 3 4\ne4 4 5 3\ne5 5 4 4\ne6 4 5 5';
/** The first expert says the same in both; the others agree in one study and are at odds in the other. */
const AGREED = 'x1 x2 x3\ne1 5 4 3\ne2 5 4 3\ne3 5 4 3\ne4 5 4 3\ne5 5 4 3';
const APART = 'x1 x2 x3\ne1 5 4 3\ne2 1 2 5\ne3 1 1 5\ne4 4 1 1\ne5 2 5 1';

/** Buttons that confirm a closing: what comes after it may be told. */
const CLOSES = /^rc:/;
/** How many presses a screen is followed. */
const DEEP = 2;

interface World {
  readonly study: TestStudy;
  readonly chat: TestChat;
}

async function inOpenRound(ratings: string): Promise<World> {
  const study = new TestStudy({
    experts: Object.fromEntries(EXPERTS.map((name) => [name, 'A'])),
    items: { x1: 'A', x2: 'A', x3: 'A' },
    rules: { minRounds: 1, maxRounds: 4, stabilityThreshold: null, agreementThreshold: 0.99 },
  }).join();
  await study.playRound(FIRST);
  study.open();
  study.pass(DAY);
  study.answerAll(ratings);
  saveReason(study.db, study.answer('e2', 'x1').id, 'دلیل');
  study.handIn('e1', 'e2', 'e3');
  study.pass(2 * DAY);
  return { study, chat: new TestChat(study) };
}

/** All that an account is told when it says each command, and presses what comes under the answers. */
async function told({ chat }: World, accountId: number): Promise<string[]> {
  const all: string[] = [];
  const follow = async (messages: readonly Message[], presses: number): Promise<void> => {
    all.push(...messages.map((message) => JSON.stringify(message)));
    if (presses === 0) return;
    for (const { data, text } of messages.flatMap(({ buttons = [] }) => buttons.flat())) {
      if (data === undefined || CLOSES.test(data)) continue;
      const before = chat.said(accountId).length;
      all.push(`${text}: ${JSON.stringify(await chat.presses(accountId, data))}`);
      await follow(chat.said(accountId).slice(before), presses - 1);
    }
  };
  for (const command of Object.keys(COMMANDS)) {
    const before = chat.said(accountId).length;
    await chat.writes(accountId, `/${command}`);
    await follow(chat.said(accountId).slice(before), DEEP);
  }
  return all.map(withoutNames);
}

/** Accounts and secrets are drawn anew for each study of a test. */
function withoutNames(text: string): string {
  return text.replace(/start=\w+|token-\w+|:\d{9,}"/g, '…');
}

test('no command, screen or pop-up tells a facilitator anything of an open round’s ratings', async () => {
  const [agreed, apart] = [await inOpenRound(AGREED), await inOpenRound(APART)];
  const one = await told(agreed, agreed.study.facilitator);
  expect(one.length).toBeGreaterThan(150);
  expect(await told(apart, apart.study.facilitator)).toEqual(one);
});

test('nor another expert', async () => {
  const [agreed, apart] = [await inOpenRound(AGREED), await inOpenRound(APART)];
  const accountOf = ({ study }: World, name: string) => study.expert(name).accountId!;
  for (const name of ['e1', 'e6']) {
    const one = await told(agreed, accountOf(agreed, name));
    expect(one.length).toBeGreaterThan(10);
    expect(await told(apart, accountOf(apart, name))).toEqual(one);
  }
});

test('no file of an export does, until the round is judged', async () => {
  const worlds = [await inOpenRound(AGREED), await inOpenRound(APART)];
  const archives = async () => {
    const built = worlds.map(({ study }) =>
      exportStudy(study.db, study.studyId, {
        ...{ now: study.at, zone: 'Asia/Tehran' },
        draw: async (picture) => Buffer.from(JSON.stringify(picture)),
      }),
    );
    return (await Promise.all(built)).map(({ bytes }) => unzipSync(bytes));
  };
  const [agreed, apart] = await archives();
  expect(Object.keys(agreed!).length).toBeGreaterThan(8);
  const differing = Object.keys(agreed!).filter(
    (name) => !Buffer.from(agreed![name]!).equals(Buffer.from(apart![name]!)),
  );
  expect(differing).toEqual([]);
  // Once it is judged all of it may be told, and differs.
  for (const { study } of worlds) await study.close().judge();
  const [one, other] = worlds.map(({ study }) => composeSummary(study.db, study.round.id, 'Asia/Tehran'));
  expect(one).not.toEqual(other);
});
