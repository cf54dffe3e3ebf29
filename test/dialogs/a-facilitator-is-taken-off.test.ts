import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadAllExperts } from '../../src/store/experts.ts';
import { addStudyFacilitator } from '../../src/store/studies.ts';
import { plain } from '../../src/texts/i18n.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { type Walk, walkOn } from './walk.ts';

const OWNER = { messenger: 'telegram', userId: 501 } as const;
const COLLEAGUE = { messenger: 'telegram', userId: 502 } as const;

let both: TwoMessengers;
let walk: Walk;
let owner: Chatting;
let colleague: Chatting;
let experts: Chatting[];
beforeEach(async () => {
  both = await startOnBoth([OWNER, COLLEAGUE]);
  walk = walkOn(both, 'متن');
  owner = both.person('telegram', OWNER.userId, 'سارا');
  colleague = both.person('telegram', COLLEAGUE.userId, 'بابک');
  await walk.says(colleague, '/start');
  await walk.sends(owner, 'study.xlsx', await workbookOf(VALID));
  await walk.presses(owner, 'ایجاد مطالعه');
  const account = both.db.$client.prepare('SELECT id FROM accounts WHERE user_id = 502').pluck().get();
  addStudyFacilitator(both.db, 1, account as number, new Date());
  experts = [];
  for (const [at, { token }] of loadAllExperts(both.db, 1).entries()) {
    const expert = both.person('telegram', 601 + at, `خبره ${at}`);
    await walk.says(expert, `/start ${token}`);
    await walk.presses(expert, 'می‌پذیرم و عضو می‌شوم');
    experts.push(expert);
  }
});
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

/** What happens in the study from here on, each of it told to its facilitators. */
async function livesOn(): Promise<void> {
  await walk.says(experts[0]!, '/ask تا کی فرصت هست؟');
  await walk.says(experts[1]!, '/leave');
  await walk.presses(experts[1]!, plain('leave.button.leave'));
  await walk.presses(experts[1]!, plain('leave.button.confirm'));
  both.servers.telegram.block(experts[0]!.id);
  await walk.says(owner, '/open');
  await walk.presses(owner, 'شروع دور');
  await walk.says(owner, '/close');
  await walk.presses(owner, 'بستن دور');
  await owner.reads('خلاصهٔ دور');
  await walk.settle();
}

const texts = (person: Chatting) => person.seen().map(({ text }) => text);
const menuOf = ({ id }: Chatting) =>
  both.servers.telegram.core.commands.seenBy(id).map(({ command }) => command);

test('a facilitator of a study is told what happens in it', async () => {
  await livesOn();
  const told = texts(colleague).join('\n');
  for (const words of ['تا کی فرصت هست؟', 'کناره گرفت', 'دیگر نمی‌رسد', 'خلاصهٔ دور']) {
    expect(told).toContain(words);
  }
  expect(menuOf(colleague)).toContain('export');
});

test('who is taken off FACILITATOR_IDS hears of no study from the next start on, and loses commands and menu', async () => {
  await walk.says(colleague, '/status');
  await both.restart([OWNER]);
  const before = colleague.seen().length;
  await livesOn();
  expect(texts(owner).join('\n')).toContain('تا کی فرصت هست؟');
  expect(colleague.seen().length).toBe(before);

  await both.servers.telegram.until(() => !menuOf(colleague).includes('export'));
  expect(menuOf(colleague)).toContain('continue');
  await walk.says(colleague, '/nosuchcommand');
  const unknown = texts(colleague).at(-1);
  for (const command of ['/status', '/export', '/invite', '/experts', '/summary', '/backup', '/studies']) {
    await walk.says(colleague, command);
    expect(texts(colleague).at(-1)).toBe(unknown);
  }
  const status = colleague.seen().find(({ text }) => text.includes('وضعیت در ساعت'))!;
  expect(await colleague.press(status, 'به‌روز کردن')).toMatchObject({ showAlert: true });
});

test('who is named again is a facilitator of the study as before', async () => {
  await both.restart([OWNER]);
  await both.restart([OWNER, COLLEAGUE]);
  await livesOn();
  expect(texts(colleague).join('\n')).toContain('تا کی فرصت هست؟');
});
