import { Worker } from 'node:worker_threads';
import type { RunInBackground } from '../actions/background.ts';

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  readonly id: number;
  readonly output?: unknown;
  readonly error?: string;
}

/**
 * One worker thread, started at the first task and anew after it died. It keeps no program alive.
 *
 * @param entry the compiled `src/worker.ts`
 */
export function startBackgroundWorker(entry: string): { run: RunInBackground; stop(): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;

  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };
  const start = (): Worker => {
    const started = new Worker(entry);
    started.unref();
    started.on('message', ({ id, output, error }: Answer) => {
      const task = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) task?.resolve(output);
      else task?.reject(new Error(error));
    });
    started.on('error', failAll);
    started.on('exit', () => worker === started && failAll(new Error('the worker thread ended')));
    return started;
  };

  return {
    run: (name, input) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as Waiting['resolve'], reject });
        worker.postMessage({ id: lastId, name, input });
      }),
    stop: async () => {
      await worker?.terminate();
    },
  };
}
