import { expect, test } from 'vitest';
import { EXPLORED, type OtherRules, packOthers, possibleValues } from '../../../src/domain/other-rules.ts';
import { exploreRules, whatifRuleScreen } from '../../../src/features/exploring/explore-rules.ts';
import { whatifButton } from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadEventsOf } from '../../../src/store/events.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';
import { takeSnapshot } from '../../roles/dump.ts';

function words({ html }: Message): string {
  return html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');
}

const lines = (message: Message) => words(message).split('\n');
const buttons = ({ buttons: rows = [] }: Message) => rows.flat().map(({ text }) => text);

const TABLE = `
  x1 x2 x3
  e1 5 4 1
  e2 5 3 2
  e3 4 3 1
  e4 5 4 2
  e5 4 5 1`;

async function judged(rules: object = {}): Promise<TestStudy> {
  const study = new TestStudy({
    experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'A', e5: 'A' },
    items: { x1: 'A', x2: 'A', x3: 'A' },
    rules: { minRounds: 1, agreementThreshold: 0.95, ...rules },
  }).join();
  return study.playRound(TABLE);
}

const look = (study: TestStudy, others: OtherRules = {}) =>
  study.run((tx) => exploreRules(tx, study.study, others));
const screen = (study: TestStudy, others: OtherRules = {}) => must(look(study, others)).message;

test('before a round is judged there is nothing to look at', async () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x1: 'A' } }).join();
  expect(refusalOf(look(study))).toBe('round.noneJudged');
  study.open().answerAll('x1\ne1 5');
  expect(refusalOf(look(study))).toBe('round.noneJudged');
});

test('it shows the protocol’s own outcome first, and says whose the chosen rules are', async () => {
  const study = await judged();
  const shown = screen(study);
  expect(words(shown)).toContain('اکتشافی است، نه حکم پروتکل: این قواعد پس از دیدن داده‌ها انتخاب می‌شود.');
  expect(lines(shown).slice(5)).toEqual([
    '• قاعدهٔ ماندن: میانگین',
    '• نقطهٔ خنثی: ۳',
    '• آستانهٔ توافق: ۰٫۹۵',
    '• آستانهٔ ثبات: به کار نرود',
    '• حداقل دورها: ۱',
    '• حذف گویه از دور: ۱',
    '• حداکثر دورها: ۳',
    '',
    'پانل A (A)',
    '۲ گویه از ۳ گویه می‌ماند.',
    'وضع پانل پس از دور: در جریان',
  ]);
  expect(buttons(shown)).toEqual([
    'قاعدهٔ ماندن: میانگین',
    'نقطهٔ خنثی: ۳',
    'آستانهٔ توافق: ۰٫۹۵',
    'آستانهٔ ثبات: به کار نرود',
    'حداقل دورها: ۱',
    'حذف گویه از دور: ۱',
    'حداکثر دورها: ۳',
  ]);
});

test('items that change side are named, with how the panel would have ended', async () => {
  const study = await judged();
  // The mean of x2 is 3.8, and 4 is neutral; W is 0.84.
  expect(lines(screen(study, { neutralPoint: 6 })).slice(-5)).toEqual([
    'پانل A (A)',
    '۱ گویه از ۳ گویه می‌ماند؛ با پروتکل ۲ گویه.',
    'وضع پانل پس از دور: در جریان',
    'با این قواعد ۱ گویه کنار می‌رود که با پروتکل می‌ماند:',
    '• گویهٔ x2 (x2)',
  ]);
  expect(lines(screen(study, { neutralPoint: 0 })).slice(-2)).toEqual([
    'با این قواعد ۱ گویه می‌ماند که با پروتکل کنار می‌رود:',
    '• گویهٔ x3 (x3)',
  ]);
  const agreed = words(screen(study, { agreementThreshold: 5 }));
  expect(agreed).toContain('• آستانهٔ توافق: ۰٫۸ (در پروتکل: ۰٫۹۵)');
  expect(agreed).toContain('وضع پانل پس از دور: به توافق رسیده؛ با پروتکل: در جریان');
  expect(words(screen(study, { stabilityThreshold: 4 }))).toContain(
    'با این قواعد هیچ گویه و پانلی حکم دیگری نمی‌گیرد.',
  );
});

test('with other numbers of rounds items leave earlier or later, and a panel is finished or goes on', async () => {
  const study = await judged();
  const later = words(screen(study, { dropsFromRound: 1 }));
  expect(later).toContain('• حذف گویه از دور: ۲ (در پروتکل: ۱)');
  expect(later).toContain('آنچه نمی‌ماند در دور بعد هم پرسیده می‌شود؛ با پروتکل از همین دور کنار می‌رود.');
  const finished = words(screen(study, { maxRounds: 0 }));
  expect(finished).toContain('وضع پانل پس از دور: پایان یافته؛ با پروتکل: در جریان');
  const held = await judged({ dropsFromRound: 3 });
  expect(words(screen(held, { dropsFromRound: 0 }))).toContain(
    'آنچه نمی‌ماند از همین دور کنار می‌رود؛ با پروتکل در دورهای بعد هم پرسیده می‌شود.',
  );
  // Nothing leaves under the one nor the other.
  expect(words(screen(held, { dropsFromRound: 1 }))).toContain('هیچ گویه و پانلی حکم دیگری نمی‌گیرد');
});

test('fewer rounds than were held cannot be chosen', async () => {
  const study = await (await judged()).playRound(TABLE.replace(' x3', '').replaceAll(/ \d$/gm, ''));
  const place = EXPLORED.indexOf('maxRounds');
  const rules = must(study.run((tx) => whatifRuleScreen(tx, study.study, { others: {}, place }))).message;
  expect(buttons(rules)).toEqual(['۴', '۲', '۶', '۵', 'مانند پروتکل: ۳', 'بازگشت']);
});

test('a round that drops nothing yet says so, and one whose rules have no threshold has no buttons', async () => {
  const later = await judged({ dropsFromRound: 2 });
  expect(words(screen(later))).toContain('در این دور هنوز گویه‌ای کنار گذاشته نمی‌شود');
  const fixed = await new TestStudy({
    experts: { e1: 'A', e2: 'A', e3: 'A' },
    items: { x1: 'A' },
    rounds: [{ number: 1, kind: 'cvi' }],
    rules: { maxRounds: 1 },
  })
    .join()
    .playRound('x1\ne1 4\ne2 4\ne3 4');
  expect(words(screen(fixed))).toContain('حکم این دور به آستانه‌ای بسته نیست');
  expect(buttons(screen(fixed))).toEqual([]);
});

test('nothing in the database changes, whatever is looked at', async () => {
  const study = await judged();
  const snapshot = takeSnapshot(study.db, new Set());
  screen(study);
  const scale = [1, 2, 3, 4, 5];
  for (const rule of EXPLORED) {
    for (const place of possibleValues(rule, scale).keys()) screen(study, { [rule]: place });
    const place = EXPLORED.indexOf(rule);
    must(study.run((tx) => whatifRuleScreen(tx, study.study, { others: {}, place })));
  }
  expect(snapshot.changes()).toEqual([]);
});

test('each look at other rules stands in the log, with what came of it', async () => {
  const study = await judged();
  expect(must(look(study)).event).toBeNull();
  const chat = new TestChat(study);
  const chosen = packOthers({ neutralPoint: 6 });
  await chat.presses(study.facilitator, whatifButton.write({ studyId: study.studyId, chosen }));
  const [event] = loadEventsOf(study.db, study.studyId, 'rules.explored');
  expect(event).toMatchObject({ accountId: study.facilitator, actor: 'facilitator', at: study.at });
  expect(event?.details).toEqual({ round: 1, neutralPoint: 4, kept: 1, keptByProtocol: 2 });
});

test('in the chat a rule is chosen by two presses, and taken back by one', async () => {
  const study = await judged();
  const chat = new TestChat(study);
  await chat.writes(study.facilitator, '/help');
  const snapshot = takeSnapshot(
    study.db,
    new Set(['events', 'outbox', 'handled_updates', 'sqlite_sequence']),
  );
  const [first] = await chat.writes(study.facilitator, '/whatif');
  expect(first).toContain('دور ۱ با قواعد دیگر');
  const press = async (label: string) => {
    const shown = chat.said(study.facilitator).at(-1)!;
    const button = shown.buttons!.flat().find(({ text }) => text === label)!;
    await chat.presses(study.facilitator, button.data!);
    return words(chat.said(study.facilitator).at(-1)!);
  };
  expect(await press('نقطهٔ خنثی: ۳')).toContain('در پروتکل: ۳. در این حساب چه باشد؟');
  expect(await press('۴')).toContain('• نقطهٔ خنثی: ۴ (در پروتکل: ۳)');
  expect(await press('نقطهٔ خنثی: ۴')).toContain('در پروتکل: ۳. در این حساب چه باشد؟');
  expect(await press('بازگشت')).toContain('• نقطهٔ خنثی: ۴ (در پروتکل: ۳)');
  expect(await press('همه مانند پروتکل')).toContain('• نقطهٔ خنثی: ۳');
  expect(snapshot.changes()).toEqual([]);
});
