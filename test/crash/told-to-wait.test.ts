import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { introduce, startMessenger } from '../dialogs/bot-api.ts';
import { until } from '../until.ts';
import { createCrashStudy } from './crash-study.ts';
import { facilitatorAtWork, OPEN_LONG } from './facilitator-at-work.ts';
import { newestRound } from './live-reading.ts';
import { programUnderTest } from './program-under-test.ts';

const { running, run } = programUnderTest();

const RETRY_AFTER_S = 5;

/** `vitest --mode long`. */
const WHOM: readonly (readonly [string, number])[] =
  process.env['MODE'] === 'long'
    ? [
        ['one chat', 1],
        ['everybody', 2],
      ]
    : [['everybody', 2]];

test.each(WHOM)(
  'a wait that the messenger asked of %s is kept by the next run after a kill',
  { timeout: 120_000 },
  async (whom, refusals) => {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-wait-'));
    running.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'hamray.sqlite');
    const study = createCrashStudy(file, { experts: 4 });
    const [first] = study.experts as [number];
    let asked: number | null = null;
    const refused: number[] = [];
    const messenger = await startMessenger({
      intercept({ method, personId, params }) {
        if (!/^(send|edit)/.test(method)) return 'pass';
        const isOpening = String(params['text']).includes('📬');
        const isMeant = whom === 'everybody' || personId === first;
        if (asked === null && !(isOpening && isMeant)) return 'pass';
        asked ??= performance.now();
        const left = Math.ceil(asked / 1000 + RETRY_AFTER_S - performance.now() / 1000);
        if (left <= 0 || !isMeant) return 'pass';
        refused.push(performance.now());
        const description = `Too Many Requests: retry after ${left}`;
        return {
          status: 429,
          body: { ok: false, error_code: 429, description, parameters: { retry_after: left } },
        };
      },
    });
    running.push(() => messenger.stop());
    introduce(messenger, [study.facilitator, ...study.experts]);
    const start = () => run({ file, backups: join(folder, 'backups'), messenger, study });
    const killed = start();
    await killed.polling;
    await facilitatorAtWork(messenger, study.facilitator).bringAbout(
      OPEN_LONG,
      () => newestRound(file) !== null,
    );
    await until(() => refused.length >= refusals, 20_000);
    // Its answer is noted by the end of that turn.
    await pause(200);
    killed.kill();
    await killed.ended;

    refused.length = 0;
    await start().polling;
    const openings = (person: number) =>
      messenger.chat(person).filter(({ text }) => text.includes('📬')).length;
    // Others' openings may have been under way at the kill, and come a second time.
    await until(() => study.experts.every((expert) => openings(expert) > 0), 30_000);
    expect(refused).toEqual([]);
    expect(openings(first)).toBe(1);
  },
);
