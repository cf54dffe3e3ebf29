import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { type Rehearsal, startRehearsal } from '../../src/rehearsal/start-rehearsal.ts';
import { plain } from '../../src/texts/i18n.ts';
import { BEGINS_AT, SCALE, type SmallBot, startSmallBot, TITLES } from './small-delphi-bot.ts';

const EXPERTS = 14;
let folder: string;
let rehearsal: Rehearsal;
let bot: SmallBot;
/** Whoever waits for minutes waits so long. */
let minutesTakeMs = Number.POSITIVE_INFINITY;
const wallClock: Clock = {
  ...systemClock(),
  after: (ms, run) => systemClock().after(ms < 60_000 ? ms : Math.min(ms, minutesTakeMs), run),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  rehearsal = await start(true);
  bot = await startSmallBot(rehearsal.apiRoot, rehearsal.token, rehearsal.facilitatorId, EXPERTS);
});

afterEach(async () => {
  await bot.stop();
  await rehearsal.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (fresh: boolean) =>
  startRehearsal({
    port: 18_200,
    chatsFile: join(folder, 'rehearsal.sqlite.chats.json'),
    fresh,
    zone: 'Asia/Tehran',
    language: 'fa',
    ...{ run: 'first', beginAnew: () => {}, wallClock, dice: systemDice() },
    clock: {
      now: () => bot?.now() ?? BEGINS_AT,
      moveTo: (at) => bot.moveTo(at),
      nextMoments: () => bot?.nextMoments() ?? {},
    },
  });

describe('the guide', () => {
  test('leads from the first sight to the end of a study, each step by chat', async () => {
    const { guide, messenger, facilitatorId } = rehearsal;
    await rehearsal.guide.whenIdle();
    const steps: string[] = [];
    while (guide.state().step !== 'done') {
      steps.push(`${guide.state().step} ${guide.state().round}`);
      await guide.next();
      expect(guide.state().failed).toBeNull();
    }
    expect(steps).toEqual([
      'invite 1',
      'join 1',
      'open 1',
      'answer 1',
      'remind 1',
      'closeAtDeadline 1',
      'open 2',
      'answer 2',
      'remind 2',
      'closeNow 2',
      'export 2',
      'finish 2',
    ]);
    const typed = messenger.chat(facilitatorId).filter(({ from }) => from === 'person');
    expect(typed.map(({ text, document }) => document?.name ?? text)).toEqual([
      '/start',
      '/example',
      'example.xlsx',
      '/invite',
      '/open',
      '/open',
      '/close',
      '/export',
      '/finish',
    ]);
  });

  test('begins anew with the next study', async () => {
    const { guide, messenger, facilitatorId, cast } = rehearsal;
    await guide.whenIdle();
    while (guide.state().step !== 'done') await guide.next();
    const { document } = messenger.chat(facilitatorId).find((message) => message.document)!;
    messenger.sendDocument(facilitatorId, 'again.xlsx', messenger.fileBytes(document!)!);
    const preview = await messenger.until(() => {
      const last = messenger.chat(facilitatorId).at(-1)!;
      return last.keyboard.length > 0 && last;
    });
    await messenger.press(facilitatorId, preview.id, plain('label.createStudy'));
    await cast.settled();
    // The same experts: they have links of the study before, and none of this one.
    expect(guide.state()).toMatchObject({ step: 'invite', round: 1 });
  });

  test('does not wait where the bot refuses, and points to its answer', async () => {
    const { guide, messenger, facilitatorId } = rehearsal;
    await guide.whenIdle();
    while (guide.state().step !== 'open') await guide.next();
    bot.refuses = '⚠️ این دور اجرا نمی‌شود.';
    await guide.runOn();
    expect(guide.state()).toMatchObject({ step: 'open', failed: 'open', refused: true, automatic: false });
    expect(messenger.chat(facilitatorId).at(-1)!.text).toBe(bot.refuses);
    bot.refuses = null;
    await guide.next();
    expect(guide.state()).toMatchObject({ step: 'answer', failed: null });
  });

  test('forgets that it gave up once the bot has done late what was asked for', async () => {
    const { guide, messenger, cast } = rehearsal;
    await guide.whenIdle();
    while (guide.state().step !== 'open') await guide.next();
    let done = () => {};
    bot.busy = new Promise((resolve) => {
      done = resolve;
    });
    minutesTakeMs = 200;
    await guide.next();
    minutesTakeMs = Number.POSITIVE_INFINITY;
    expect(guide.state()).toMatchObject({ step: 'open', failed: 'open', refused: false });
    done();
    await messenger.until(() => guide.state().step === 'answer');
    expect(guide.state()).toMatchObject({ failed: null });
    // It goes on from there, and has opened one round.
    await guide.next();
    expect(cast.members().some(({ personId }) => bot.handedIn.has(`1 ${personId}`))).toBe(true);
  });

  test('runs on by itself to the last result, and stops there', async () => {
    await rehearsal.guide.whenIdle();
    await rehearsal.guide.runOn();
    expect(rehearsal.guide.state()).toMatchObject({
      step: 'export',
      round: 2,
      automatic: false,
      failed: null,
    });
  });

  test('runs on from the midst of a step', async () => {
    await rehearsal.guide.whenIdle();
    const inviting = rehearsal.guide.next();
    await rehearsal.guide.runOn();
    await inviting;
    expect(rehearsal.guide.state()).toMatchObject({ step: 'export', failed: null });
  });

  test('goes on after a restart where it was', async () => {
    await rehearsal.guide.whenIdle();
    for (let steps = 0; steps < 4; steps += 1) await rehearsal.guide.next();
    const before = rehearsal.guide.state();
    expect(before).toMatchObject({ step: 'remind', round: 1 });
    await bot.stop();
    await rehearsal.stop();
    rehearsal = await start(false);
    await rehearsal.cast.settled();
    expect(rehearsal.guide.state()).toMatchObject({ step: before.step, round: before.round });
  });
});

describe('invented experts', () => {
  test('answer by their tempers: late ones after a reminder, silent ones never', async () => {
    const { guide, cast } = rehearsal;
    await rehearsal.guide.whenIdle();
    for (let steps = 0; steps < 4; steps += 1) await guide.next();
    const handedIn = (temper: string) =>
      cast
        .members()
        .filter((member) => member.temper === temper)
        .map(({ personId }) => bot.handedIn.has(`1 ${personId}`));
    expect(new Set(handedIn('agreeing'))).toEqual(new Set([true]));
    expect(new Set(handedIn('late'))).toEqual(new Set([false]));
    await guide.next();
    expect(new Set(handedIn('late'))).toEqual(new Set([true]));
    expect(bot.ratings.size).toBeGreaterThan(EXPERTS * 3);
    expect([...bot.ratings.values()].every((point) => point >= -1 && point < SCALE.length)).toBe(true);
    expect(new Set([...bot.ratings.keys()].map((key) => key.split(' ').slice(2).join(' ')))).toEqual(
      new Set(TITLES),
    );
  });

  test('one whose temper is changed answers by the new one, after a restart too', async () => {
    const { guide, cast, pageUrl } = rehearsal;
    await guide.whenIdle();
    for (let steps = 0; steps < 3; steps += 1) await guide.next();
    const { personId } = cast.members().find(({ temper }) => temper === 'agreeing')!;
    const choose = (temper: string) =>
      fetch(new URL(`/api/people/${personId}/temper`, pageUrl), {
        method: 'POST',
        body: JSON.stringify({ temper }),
      });
    expect((await choose('angry')).status).toBe(409);
    expect((await choose('silent')).status).toBe(200);
    await guide.next();
    expect(bot.handedIn.has(`1 ${personId}`)).toBe(false);
    await bot.stop();
    await rehearsal.stop();
    rehearsal = await start(false);
    await rehearsal.cast.settled();
    expect(rehearsal.cast.members().find((member) => member.personId === personId)!.temper).toBe('silent');
  });
});
