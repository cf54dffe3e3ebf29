import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { type BuiltProgram, buildProgram, runProgram } from '../crash/built-program.ts';
import type { StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { rounded, table } from './figures.ts';
import { startBenchMessenger, TOKEN } from './messenger.ts';
import { residentMb } from './program-watch.ts';
import { answered } from './settled.ts';
import { COLUMNS, whileOthersTap } from './while-others-tap.ts';

const SIZE: StudySize = { panels: 20, expertsPerPanel: 50, items: 978 };
const REST_MS = 20_000;

/** What the program holds at rest beside a bot that stores nothing, and what the opening to a thousand experts adds. */
export const memory: Benchmark = async ({ say }) => {
  const program = buildProgram();
  try {
    say(HOW);
    const [bare, own] = [await bareAtRest(program), await programAtRest(program)];
    say(`at rest: bare bot ${rounded(bare)} MB, program ${rounded(own)} MB: ${rounded(own / bare, 2)} times`);
    const opened = { size: SIZE, answered: () => undefined };
    const rows = await whileOthersTap(program, opened, async ({ db, messenger, facilitator, during }) => {
      await during('/open', () => answered(db, () => messenger.say(facilitator, '/open')));
      await during('«شروع دور», openings sent', () =>
        answered(db, () => messenger.press(facilitator, 'شروع دور')),
      );
    });
    say(table([COLUMNS, ...rows]));
  } finally {
    program.remove();
  }
};

const { panels, expertsPerPanel, items } = SIZE;
const HOW = `A bare grammY bot and the program (built, an empty database), each in a process of its own, ${REST_MS / 1000} s after they began to poll;
then the opening of a round of ${panels} panels × ${expertsPerPanel} experts × ${items} items, unpaced, while experts of another study tap.
Memory is the resident set of the process, the worker thread included; while others tap: at the most, above what it was.`;

/** Compiled as the program is: a compiler in its process would weigh too. */
async function bareAtRest({ folder }: BuiltProgram): Promise<number> {
  const compiled = join(folder, 'bare-bot.js');
  buildSync({
    ...{ entryPoints: [resolve(import.meta.dirname, 'bare-bot.ts')], outfile: compiled },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm' },
  });
  const messenger = await startBenchMessenger();
  const bot = fork(compiled, [messenger.apiRoot, TOKEN, 'start'], { execArgv: [] });
  try {
    await once(bot, 'message');
    await pause(REST_MS);
    return residentMb(bot.pid!);
  } finally {
    bot.kill('SIGKILL');
    await messenger.stop();
  }
}

async function programAtRest(program: BuiltProgram): Promise<number> {
  const messenger = await startBenchMessenger();
  const run = runProgram(program, {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: messenger.apiRoot,
    DATABASE_FILE: join(program.folder, 'rest.sqlite'),
  });
  try {
    await run.polling;
    await pause(REST_MS);
    return residentMb(run.pid);
  } finally {
    run.kill();
    await run.ended;
    await messenger.stop();
  }
}
