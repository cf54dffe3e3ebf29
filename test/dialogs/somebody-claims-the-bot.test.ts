import { afterEach, expect, test } from 'vitest';
import { prepareClaimCode } from '../../src/features/overseeing/claim-facilitator.ts';
import { FACILITATOR, type RunningProgram, startProgram } from './running-program.ts';

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

test('the printed code opens the facilitator\u2019s commands to the first who sends it', async () => {
  program = await startProgram({ facilitator: false });
  prepareClaimCode(program.db, 'k7f3m9');
  const before = await program.say('/template');
  expect((await program.say('/claim wrong')).text).toContain('این کد درست نیست');
  const claimed = await program.say('/claim k7f3m9');
  expect(claimed.text).toContain('شما برگزارکننده‌اید');
  expect((await program.after(claimed)).text).toContain('از کجا شروع کنید');
  const template = await program.say('/template');
  expect(template.document).toBeDefined();
  expect(before.document).toBeUndefined();
});

test('with no code out the command exists for nobody else', async () => {
  program = await startProgram();
  const stranger = 900;
  program.messenger.addPerson({ id: stranger, firstName: 'رهگذر' });
  const unknown = await program.say('/nosuchcommand', stranger);
  for (const command of ['/claim k7f3m9', '/template', '/status', '/studies']) {
    expect((await program.say(command, stranger)).text).toBe(unknown.text);
  }
  expect((await program.say('/claim k7f3m9', FACILITATOR)).text).toContain('شما برگزارکننده‌اید');
});
