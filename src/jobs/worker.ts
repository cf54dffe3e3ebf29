import { AsyncResource } from 'node:async_hooks';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { languageSpoken } from '../texts/speaking.ts';
import type { Progress, RunInBackground, TellProgress } from './background.ts';

interface Waiting {
  readonly told: TellProgress | undefined;
  readonly take: ((piece: Uint8Array) => void) | undefined;
  resolve(output: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  readonly id: number;
  readonly output?: unknown;
  readonly error?: string;
  /** The task goes on. */
  readonly progress?: Progress;
  /** The same: it waits until this is kept. */
  readonly piece?: Uint8Array;
}

/** A worker that has had nothing to do for so long gives back the memory that its tasks needed. */
const IDLE_FOR_MS = 10_000;

/** V8 would take 48 MB for what is mostly garbage within a moment. */
const YOUNG_MB = 4;

/**
 * One worker thread, started at the first task, and anew after it died or was idle. It keeps no program alive.
 *
 * @param entry the compiled `src/worker.ts`
 */
export function startBackgroundWorker(
  entry: string,
  clock: Clock,
  idleForMs = IDLE_FOR_MS,
): { run: RunInBackground; stop(): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let stayAwake = () => {};
  let lastId = 0;

  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };
  const ended = () => new Error('the worker thread ended');
  const stop = async () => {
    stayAwake();
    const stopped = worker;
    failAll(ended());
    await stopped?.terminate();
  };
  const start = (): Worker => {
    const started = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    started.unref();
    started.on('message', ({ id, output, error, progress, piece }: Answer) => {
      const task = waiting.get(id);
      if (progress) return task?.told?.(progress);
      if (piece) return started.postMessage({ id, kept: isKept(task, piece) });
      waiting.delete(id);
      if (error === undefined) task?.resolve(output);
      else task?.reject(new Error(error));
      if (waiting.size === 0) stayAwake = clock.after(idleForMs, () => void stop());
    });
    started.on('error', (error) => worker === started && failAll(error));
    started.on('exit', () => worker === started && failAll(ended()));
    return started;
  };

  return {
    run: (name, input, told, take) =>
      new Promise((resolve, reject) => {
        stayAwake();
        worker ??= start();
        lastId += 1;
        waiting.set(lastId, {
          resolve: resolve as Waiting['resolve'],
          reject,
          told: told && AsyncResource.bind(told),
          take,
        });
        worker.postMessage({ id: lastId, name, language: languageSpoken(), input });
      }),
    stop,
  };
}

/** Where a piece cannot be kept, whoever waits for the task hears why at once. */
function isKept(task: Waiting | undefined, piece: Uint8Array): boolean {
  try {
    task?.take?.(piece);
    return task?.take !== undefined;
  } catch (error) {
    task?.reject(error as Error);
    return false;
  }
}
