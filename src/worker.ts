import { platform, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { runTask, type Task } from './tasks.ts';

/*
 * Runs tasks in a thread of the program, or (`copy-database`, `scrub-database`, `rehearse-study`) in a process of its
 * own.
 */

/** Of -20 to 19, the higher the later. */
const BEHIND = 10;

interface AskedTask extends Task {
  readonly id: number;
}

if (parentPort) {
  const port = parentPort;
  stepBehind();
  /** By task: who waits until its last piece is kept. */
  const handing = new Map<number, (kept: boolean) => void>();
  const handOver = (id: number, piece: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      handing.set(id, (kept) => (kept ? resolve() : reject(new Error('nobody keeps what this task makes'))));
      port.postMessage({ id, piece });
    });
  port.on('message', async (task: AskedTask | { readonly id: number; readonly kept: boolean }) => {
    const { id } = task;
    if ('kept' in task) return handing.get(id)?.(task.kept);
    try {
      const output = await runTask(task, {
        told: (progress) => port.postMessage({ id, progress }),
        hand: (piece) => handOver(id, piece),
      });
      port.postMessage({ id, output }, ownBytes(output));
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    } finally {
      handing.delete(id);
    }
  });
} else if (process.send) {
  workForProcess(process.send.bind(process));
}

/** The memory of a document, which is handed over rather than copied: it may be tens of megabytes. */
function ownBytes(output: unknown): ArrayBuffer[] {
  const { buffer, length = 0 } = (output as { bytes?: Uint8Array<ArrayBuffer> } | undefined)?.bytes ?? {};
  return buffer && buffer.byteLength === length ? [buffer] : [];
}

/**
 * Where cores are few, the thread that answers presses comes first. Elsewhere this would slow the whole program down.
 */
function stepBehind(): void {
  if (platform() === 'linux') setPriority(BEHIND);
}

/** Gone with the program, and mostly behind it. */
function workForProcess(send: (answer: unknown) => void): void {
  process.on('disconnect', () => process.exit());
  // A terminal gives its signals to the whole group: the program decides what becomes of this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.once('message', async (task: AskedTask) => {
    // Who writes waits for a scrubbing: it is to be over soon.
    if (task.name !== 'scrub-database') setPriority(BEHIND);
    try {
      send({ output: await runTask(task) });
    } catch (error) {
      const { name: type, message, code } = error as Error & { code?: unknown };
      send({ error: { name: type, message, code } });
    }
  });
}
