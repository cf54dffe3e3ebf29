import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadAllExperts } from '../../src/store/experts.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { type Walk, walkOn } from './walk.ts';

let both: TwoMessengers;
let walk: Walk;
let facilitator: Chatting;
/** On Telegram; the new account is on Bale. */
let old: Chatting;
let fresh: Chatting;
beforeEach(async () => {
  both = await startOnBoth([{ messenger: 'telegram', userId: 501 }]);
  walk = walkOn(both, 'متن');
  facilitator = both.person('telegram', 501, 'سارا');
  old = both.person('telegram', 601, 'مریم');
  fresh = both.person('bale', 601, 'مریم');
  await walk.sends(facilitator, 'study.xlsx', await workbookOf(VALID));
  await walk.presses(facilitator, 'ایجاد مطالعه');
  await joins(old);
  await walk.says(facilitator, '/open');
  await walk.presses(facilitator, 'شروع دور');
  await walk.presses(old, 'شروع پاسخ‌گویی');
  await walk.presses(old, 'زیاد');

  await walk.says(facilitator, '/experts');
  await walk.presses(facilitator, 'f.seats:1:0');
  await walk.pressesKind(facilitator, 'f.expert');
  await walk.presses(facilitator, 'پیوند تازه');
});
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

async function joins(who: Chatting): Promise<void> {
  await walk.says(who, `/start ${loadAllExperts(both.db, 1)[0]!.token}`);
  await walk.presses(who, 'می‌پذیرم و عضو می‌شوم');
}

const texts = (who: Chatting) => who.seen().map(({ text }) => text);
const cardOf = (who: Chatting) => who.seen().findLast(({ keyboard }) => keyboard.length > 0)!;

test('the old account hears of the link and of its use, and says that it is the same person’s', async () => {
  expect(texts(old).at(-1)).toContain('پیوند تازه‌ای ساخته است');
  await joins(fresh);
  expect(texts(old).at(-1)).toContain('آن حساب از شماست؟');
  await walk.presses(fresh, 'شروع پاسخ‌گویی');
  expect(cardOf(fresh).text).not.toContain('✅');
  await walk.presses(old, 'خودم هستم');
  expect(texts(old).join()).toContain('پاسخ‌های پیشین شما آنجا دیده می‌شود');
  expect(texts(fresh).join()).toContain('این حساب تأیید شد');
  await walk.says(fresh, '/history');
  expect(texts(fresh).at(-1)).toContain('پاسخ شما: زیاد');
});

test('the old account refuses: it goes on as before, and the facilitator hears of it', async () => {
  await joins(fresh);
  await walk.presses(fresh, 'شروع پاسخ‌گویی');
  await walk.presses(fresh, 'کم');
  both.pass(1000);
  await walk.presses(old, 'من نیستم');
  expect(texts(fresh).at(-1)).toContain('دیگر به آن مطالعه وصل نیست');
  expect(texts(facilitator).at(-1)).toContain('خودش باز نکرده است');
  await walk.says(old, '/history');
  expect(texts(old).at(-1)).toContain('پاسخ شما: زیاد');
  await walk.says(fresh, '/history');
  expect(texts(fresh).at(-1)).not.toContain('نظافت');
});
