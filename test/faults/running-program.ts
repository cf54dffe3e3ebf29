import { dirname, join } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { createLog } from '../../src/log.ts';
import { thisMachine } from '../../src/machine.ts';
import { type Program, type ProgramOptions, startProgram } from '../../src/program.ts';
import type { Database } from '../../src/store/file/database.ts';
import type { BuiltProgram } from '../crash/built-program.ts';
import { TOKEN } from '../dialogs/bot-api.ts';

export interface RunningProgram extends Program {
  readonly logged: readonly Record<string, unknown>[];
  /** Resolves once its messengers are in. */
  readonly ready: Promise<void>;
}

interface Parts {
  readonly db: Database;
  readonly clock: Clock;
  readonly built: BuiltProgram;
  readonly facilitator: number;
  readonly apiRoots: Partial<Record<'telegram' | 'bale', string>>;
  /** Messengers that are awaited; absent: all. */
  readonly awaited?: number;
  readonly messagesPerSecond?: number;
  readonly webhook?: NonNullable<ProgramOptions['webhook'] & ProgramOptions['listens']>;
}

/** The whole program in this process, on a clock of the test's own. */
export async function runHere(parts: Parts): Promise<RunningProgram> {
  const { db, clock, built, facilitator, apiRoots, messagesPerSecond = 30, webhook } = parts;
  const logged: Record<string, unknown>[] = [];
  const folder = dirname(built.entry);
  const names = Object.keys(apiRoots) as ('telegram' | 'bale')[];
  let missing = parts.awaited ?? names.length;
  let arrived = () => {};
  const ready = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const program = await startProgram({
    messengers: names.map((messenger) => ({
      messenger,
      token: TOKEN,
      apiRoot: apiRoots[messenger]!,
      proxy: null,
      messagesPerSecond,
    })),
    facilitators: [{ messenger: 'telegram', userId: facilitator }],
    operators: [],
    zone: 'Asia/Tehran',
    quietHours: null,
    webhook: webhook ?? null,
    listens: webhook ?? null,
    db,
    backups: {
      shelf: { source: join(folder, 'none.sqlite'), folder, keep: 1, zone: 'Asia/Tehran' },
      nightly: false,
    },
    clock,
    dice: systemDice(),
    log: createLog('info', { write: (line: string) => void logged.push(JSON.parse(line)) }),
    machine: thisMachine(join(folder, 'worker.js'), clock),
    say: () => {
      missing -= 1;
      if (missing === 0) arrived();
    },
    failed: (messenger, { kind }) => void logged.push({ level: 'fatal', messenger, kind }),
  });
  return { ...program, logged, ready };
}
