import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Experts } from './experts-at-cards.ts';

/** What may be asked of the messenger's process. */
export type MessengerCalls = Omit<Experts, 'answer'>;

type Asking = {
  readonly [Name in keyof MessengerCalls]: (
    ...args: Parameters<MessengerCalls[Name]>
  ) => Promise<ReturnType<MessengerCalls[Name]>>;
};

/** A messenger, with people in it, in a process of its own. */
export interface BenchMessenger extends Asking {
  readonly apiRoot: string;
  stop(): Promise<void>;
}

export const TOKEN = '7100000001:benchmark';

export async function startBenchMessenger(): Promise<BenchMessenger> {
  const child = fork(resolve(import.meta.dirname, 'messenger-process.ts'), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  const [{ apiRoot }] = (await once(child, 'message')) as [{ apiRoot: string }];
  const waiting = new Map<number, (result: unknown) => void>();
  let lastId = 0;
  child.on('message', ({ id, result }: { id: number; result: unknown }) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const ask =
    (name: keyof MessengerCalls) =>
    (...args: unknown[]) =>
      new Promise((resolved) => {
        lastId += 1;
        waiting.set(lastId, resolved);
        child.send({ id: lastId, name, args });
      });
  const names = ['work', 'say', 'press', 'limit', 'measured'] as const satisfies (keyof MessengerCalls)[];
  return {
    ...(Object.fromEntries(names.map((name) => [name, ask(name)])) as unknown as Asking),
    apiRoot,
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
