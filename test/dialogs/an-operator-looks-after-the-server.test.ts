import { afterEach, describe, expect, test } from 'vitest';
import { syncOperators } from '../../src/features/overseeing/prepare-rights.ts';
import { loadQueuedJobs } from '../../src/store/jobs.ts';
import { addOperator } from '../../src/store/operators.ts';
import { TestChat } from '../fixtures/chat.ts';
import { TestStudy } from '../fixtures/study.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { walkOn } from './walk.ts';

const words = { experts: { e1: 'A' }, items: { x: 'A' } };
let asked = 0;
afterEach(() => {
  asked = 0;
});

function jobsSince(study: TestStudy): number {
  const jobs = loadQueuedJobs(study.db).filter(({ kind }) => kind === 'backup').length;
  const more = jobs - asked;
  asked = jobs;
  return more;
}

test('an operator who is nothing else is told what to do, needs no study, and runs none', async () => {
  const study = new TestStudy(words);
  const chat = new TestChat(study);
  const operator = study.account();
  addOperator(study.db, operator, study.at);
  const [welcome] = await chat.writes(operator, '/start');
  expect(welcome).toContain('مدیر سرور');
  expect(welcome).toContain('/backup');
  const [help] = await chat.writes(operator, '/help');
  expect(help).toContain('/backup');
  expect(help).not.toContain('پیوند شخصی');
  expect((await chat.writes(operator, 'سلام'))[0]).toContain('/backup');
  expect(await chat.writes(operator, '/backup')).toEqual([]);
  expect(jobsSince(study)).toBe(1);
  const [unknown] = await chat.writes(operator, '/nosuchcommand');
  for (const command of ['/status', '/export', '/experts', '/studies', '/template', '/summary']) {
    expect(await chat.writes(operator, command)).toEqual([unknown]);
  }
});

test('an expert who is an operator too has both', async () => {
  const study = new TestStudy(words).join();
  const chat = new TestChat(study);
  const { accountId } = study.expert('e1');
  const before = await chat.writes(accountId!, '/help');
  addOperator(study.db, accountId!, study.at);
  const [help] = await chat.writes(accountId!, '/help');
  expect(help).toContain(before[0]);
  expect(help).toContain('/backup');
  expect((await chat.writes(accountId!, '/start'))[0]).not.toContain('مدیر سرور');
  expect((await chat.writes(accountId!, 'سلام'))[0]).toContain('/continue');
  await chat.writes(accountId!, '/backup');
  expect(jobsSince(study)).toBe(1);
});

test('to who was taken off, and to an expert and a stranger, the command does not exist', async () => {
  const study = new TestStudy(words).join();
  const chat = new TestChat(study);
  const former = study.account();
  addOperator(study.db, former, study.at);
  syncOperators(study.db, [], study.at);
  for (const account of [former, study.account(), study.expert('e1').accountId!]) {
    const unknown = await chat.writes(account, '/nosuchcommand');
    expect(await chat.writes(account, '/backup')).toEqual(unknown);
  }
  expect((await chat.writes(former, '/start'))[0]).toContain('پیوند شخصی');
  expect(jobsSince(study)).toBe(0);
});

test('a facilitator may ask for a copy, operator or not, and is greeted as a facilitator', async () => {
  const study = new TestStudy(words);
  const chat = new TestChat(study);
  await chat.writes(study.facilitator, '/backup');
  expect(jobsSince(study)).toBe(1);
  const greeted = await chat.writes(study.facilitator, '/start');
  addOperator(study.db, study.facilitator, study.at);
  study.pass(1000);
  expect(await chat.writes(study.facilitator, '/start')).toEqual(greeted);
  await chat.writes(study.facilitator, '/backup');
  expect(jobsSince(study)).toBe(1);
});

describe('against the messengers', () => {
  const OPERATOR = { messenger: 'telegram', userId: 698 } as const;
  const FACILITATOR = { messenger: 'telegram', userId: 501 } as const;
  let both: TwoMessengers;
  afterEach(async () => {
    expect(both.complaints).toEqual([]);
    await both.stop();
  });
  const menuOf = ({ id }: Chatting) =>
    both.servers.telegram.core.commands.seenBy(id).map(({ command }) => command);
  const documents = (person: Chatting) => person.seen().filter(({ document }) => document !== undefined);

  test('an operator has a menu of their own and the file; taken off, neither', async () => {
    both = await startOnBoth([FACILITATOR], [OPERATOR]);
    const walk = walkOn(both, 'متن');
    const operator = both.person('telegram', OPERATOR.userId, 'علی');
    const twin = both.person('bale', OPERATOR.userId, 'علی');
    const facilitator = both.person('telegram', FACILITATOR.userId, 'سارا');
    await walk.says(operator, '/start');
    await both.servers.telegram.until(() => menuOf(operator).includes('backup'));
    expect(menuOf(operator)).not.toContain('export');
    for (const person of [operator, twin, facilitator]) await walk.says(person, '/backup');
    expect(documents(operator).map(({ document }) => document!.name)).toEqual([
      expect.stringMatching(/-asked\.sqlite$/),
    ]);
    expect([...documents(twin), ...documents(facilitator)]).toEqual([]);
    expect(facilitator.seen().at(-1)!.text).toMatch(/-asked-2\.sqlite$/m);

    await both.restart([FACILITATOR]);
    await both.servers.telegram.until(() => !menuOf(operator).includes('backup'));
    expect(menuOf(operator)).toContain('continue');
    await walk.says(operator, '/backup');
    expect(documents(operator)).toHaveLength(1);
  });

  test('to an operator who has blocked the bot the copy does not come, and it lies on the server all the same', async () => {
    both = await startOnBoth([FACILITATOR], [OPERATOR]);
    const walk = walkOn(both, 'متن');
    const operator = both.person('telegram', OPERATOR.userId, 'علی');
    await walk.says(operator, '/start');
    both.servers.telegram.send(OPERATOR.userId, '/backup');
    both.servers.telegram.block(OPERATOR.userId);
    await walk.settle();
    expect(documents(operator)).toEqual([]);
    both.servers.telegram.unblock(OPERATOR.userId);
    await walk.says(operator, '/backup');
    expect(documents(operator).length).toBeGreaterThan(0);
  });
});
