import { afterEach, expect, test } from 'vitest';
import { createCast } from '../../src/rehearsal/cast.ts';
import { createPlayers } from '../../src/rehearsal/players.ts';
import { watchStudySigns } from '../../src/rehearsal/signs.ts';
import { FACILITATOR, type RunningProgram, startProgram } from '../dialogs/running-program.ts';
import { until } from '../until.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';

const SEED = 362;
const ITEMS = 90;

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

test('invented experts answer a large questionnaire sitting after sitting', async () => {
  program = await startProgram();
  const { messenger } = program;
  const cast = createCast(messenger, FACILITATOR, { seed: SEED, language: 'fa', onChange: () => undefined });
  const players = createPlayers(messenger, cast, watchStudySigns(messenger, FACILITATOR, cast), SEED);
  const items = Array.from({ length: ITEMS }, (_, at) => [
    `S${at}`,
    `زیرفرایند شمارهٔ ${at}`,
    `گروه ${at % 3}`,
    'P1',
  ]);
  const experts = ['مریم', 'کاوه', 'آرش'].map((name) => [name, 'P1']);
  const preview = await program.sendFile(
    'study.xlsx',
    Buffer.from(
      await workbookOf({
        ...VALID,
        پانل‌ها: [
          ['کد', 'نام'],
          ['P1', 'فنی'],
        ],
        خبرگان: [['نام', 'پانل‌ها'], ...experts],
        گویه‌ها: [['کد', 'عنوان', 'گروه', 'پانل‌ها'], ...items],
      }),
    ),
  );
  await program.press(preview, 'ایجاد مطالعه');
  await program.after(preview);
  await program.say('/invite');
  await until(() => players.notJoined().length === experts.length);
  await players.each(players.notJoined(), players.join, () => undefined);
  const opening = await program.say('/open');
  await program.press(opening, 'شروع دور');
  await program.after(opening);
  const whole = players.readyToAnswer().filter(({ temper }) => temper === 'agreeing' || temper === 'split');
  expect(whole.length).toBeGreaterThan(0);
  await players.each(whole, players.answer, () => undefined);
  const answered = program.db.$client
    .prepare("SELECT count(*) FROM answers WHERE state <> 'open' AND how = 'chosen'")
    .pluck()
    .get();
  expect(answered).toBe(ITEMS * whole.length);
  const handedIn = program.db.$client
    .prepare('SELECT count(*) FROM questionnaires WHERE handed_in_at IS NOT NULL')
    .pluck()
    .get();
  expect(handedIn).toBe(whole.length);
});
