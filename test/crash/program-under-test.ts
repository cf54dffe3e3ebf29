import { afterAll, afterEach, beforeAll } from 'vitest';
import { type TestMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { type BuiltProgram, copyBuiltProgram, type ProgramRun, runProgram } from './built-program.ts';
import type { CrashStudy } from './crash-study.ts';

/** Where a run of the program finds what it needs. */
interface Place {
  readonly file: string;
  readonly backups: string;
  readonly messenger: Pick<TestMessenger, 'apiRoot'>;
  readonly study: Pick<CrashStudy, 'facilitator'>;
}

/** The program, built once for the tests of a file; what a test has started is stopped after it, the last first. */
export function programUnderTest() {
  let built: BuiltProgram;
  beforeAll(() => {
    built = copyBuiltProgram();
  });
  afterAll(() => built.remove());
  const running: (() => unknown)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });
  return {
    running,
    built: () => built,
    run({ file, backups, messenger, study }: Place, env: Readonly<Record<string, string>> = {}): ProgramRun {
      const program = runProgram(built, {
        BOT_TOKEN: TOKEN,
        BOT_API_ROOT: messenger.apiRoot,
        DATABASE_FILE: file,
        BACKUP_DIR: backups,
        FACILITATOR_IDS: String(study.facilitator),
        ...env,
      });
      running.push(async () => {
        program.kill();
        await program.ended;
      });
      return program;
    },
  };
}
