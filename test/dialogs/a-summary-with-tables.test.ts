import { afterEach, expect, test } from 'vitest';
import { ensureAccount } from '../../src/store/accounts.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { addStudyFacilitator } from '../../src/store/studies.ts';
import { TestStudy } from '../fixtures/study.ts';
import type { Interception } from './bot-api/faults.ts';
import { startOnBoth, type TwoMessengers } from './two-messengers.ts';

const FACILITATOR = 900;
const ON_BOTH = [
  { messenger: 'telegram', userId: FACILITATOR },
  { messenger: 'bale', userId: FACILITATOR },
] as const;
const refused = (code: number, description: string): Interception => ({
  ...{ status: code, body: { ok: false, error_code: code, description } },
});

let both: TwoMessengers | undefined;
afterEach(() => both?.stop());

/** Both messengers with a study of one judged round; Telegram answers rich messages so. */
async function withJudgedRound(answer: () => Interception) {
  const running = await startOnBoth(ON_BOTH, [], ({ method }) =>
    method === 'sendRichMessage' ? answer() : 'pass',
  );
  both = running;
  const study = new TestStudy(
    { experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'A', e5: 'A' }, items: { x1: 'A', x2: 'A', x3: 'A' } },
    running.db,
  );
  study.join();
  await study.playRound('x1 x2 x3\ne1 5 4 1\ne2 5 3 2\ne3 4 3 1\ne4 5 4 2\ne5 4 5 1');
  const [onTelegram, onBale] = ON_BOTH.map(({ messenger, userId }) => {
    const account = ensureAccount(running.db, messenger, userId, study.at);
    addStudyFacilitator(running.db, study.studyId, account.id, study.at);
    return { ...running.person(messenger, userId, 'سارا'), accountId: account.id };
  });
  const telegram = running.servers.telegram;
  /** How summaries were sent to the facilitator. */
  const methods = () =>
    telegram.history
      .filter(
        ({ personId, params }) => personId === FACILITATOR && JSON.stringify(params).includes('خلاصهٔ دور'),
      )
      .map(({ method }) => method);
  return { running, study, telegram, methods, sara: onTelegram!, nima: onBale! };
}

const LINE = /^• .*x1.*میانگین ۴٫۶۰/m;

test('Telegram shows a summary with tables and folds, Bale the same in lines', async () => {
  const { sara, nima } = await withJudgedRound(() => 'pass');
  const onTelegram = await sara.say('/summary');
  expect(onTelegram.rich?.html).toMatch(/^<div class="rich" dir="rtl">/);
  const [folded] = (onTelegram.rich!.blocks as { type: string; blocks?: { type: string }[] }[])
    .filter(({ type }) => type === 'details')
    .slice(-1);
  expect(folded?.blocks?.map(({ type }) => type)).toEqual(['paragraph', 'table', 'paragraph', 'table']);
  expect(onTelegram.text).toMatch(/گویهٔ x1\u2069?\t۴٫۶۰\t/);
  expect(onTelegram.text).not.toMatch(LINE);
  const onBale = await nima.say('/summary');
  expect(onBale.rich).toBeUndefined();
  expect(onBale.text).toMatch(LINE);
}, 60_000);

test.each([
  [400, 'Bad Request: can’t parse rich message'],
  [404, 'Not Found: method not found'],
  [404, 'Not Found'],
])(
  'refused once with %i «%s», it comes as plain text, and so does every later one until a restart',
  async (code, why) => {
    const { running, telegram, methods, sara } = await withJudgedRound(() => refused(code, why));
    const plainOnes = () => sara.seen().filter(({ text, rich }) => LINE.test(text) && !rich).length;
    const ask = async (calls: number) => {
      await sara.say('/summary');
      await telegram.until(() => methods().length === calls);
    };
    await ask(2);
    expect(methods()).toEqual(['sendRichMessage', 'sendMessage']);
    await ask(3);
    expect(methods().slice(2)).toEqual(['sendMessage']);
    await running.restart(ON_BOTH);
    await ask(5);
    expect(methods().slice(3)).toEqual(['sendRichMessage', 'sendMessage']);
    expect(plainOnes()).toBe(3);
  },
  60_000,
);

test('where the connection breaks after it arrived, it is sent as any message whose fate is unknown', async () => {
  let broken = 0;
  const { running, sara } = await withJudgedRound(() => (broken++ === 0 ? 'drop-after' : 'pass'));
  await sara.say('/summary');
  await running.servers.telegram.until(() => sara.seen().some(({ rich }) => rich !== undefined));
  expect(sara.seen().every(({ rich }) => rich !== undefined)).toBe(true);
}, 60_000);

test('it is edited in its place, also from plain text and back', async () => {
  const { running, study, sara } = await withJudgedRound(() => 'pass');
  const shown = await sara.say('/help');
  const edit = (key: string, message: { html: string; rich?: { html: string; fromTheRight: boolean } }) => {
    const args = { message, replacesMessageId: shown.id };
    queueMessage(running.db, { kind: 'reply', key, accountId: sara.accountId, at: study.at, args });
    running.pass(0);
  };
  const now = () => sara.seen().find(({ id }) => id === shown.id);
  const { until } = running.servers.telegram;
  edit('edit:1', { html: 'یک', rich: { html: '<p>یک</p><p>دو</p>', fromTheRight: true } });
  await until(() => now()?.text === 'یک\nدو');
  expect(now()?.rich?.html).toBe('<div class="rich" dir="rtl"><p>یک</p><p>دو</p></div>');
  edit('edit:2', { html: 'سه' });
  await until(() => now()?.text === 'سه');
  expect(now()?.rich).toBeUndefined();
}, 60_000);
