import { fork } from 'node:child_process';
import { languageSpoken } from '../texts/speaking.ts';
import type { BackgroundTasks, RehearsalProgress } from './background.ts';

interface Answer {
  /** There is more to come. */
  readonly progress?: RehearsalProgress;
  readonly output?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: unknown };
}

/**
 * Runs one task in a process of its own, which is gone afterwards. A thread would not do for what spends seconds inside
 * SQLite: it cannot be stopped there, and the program's end would wait for it.
 *
 * @param entry the compiled `src/worker.ts`
 * @param signal kills the process, whatever it is doing
 * @param heard hears how far the task is, where it tells
 * @throws what the task threw, by its name, message and code
 */
export function runInProcess<Name extends keyof BackgroundTasks>(
  entry: string,
  task: { name: Name; input: BackgroundTasks[Name]['input'] },
  signal: AbortSignal,
  heard: (progress: RehearsalProgress) => void = () => {},
): Promise<BackgroundTasks[Name]['output']> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = fork(entry, { stdio: 'ignore', execArgv: [], serialization: 'advanced' });
    const kill = () => void child.kill('SIGKILL');
    let answer: Answer | null = null;
    signal.addEventListener('abort', kill);
    child.on('message', (message) => {
      const { progress, ...last } = message as Answer;
      if (progress) return heard(progress);
      answer = last;
      child.disconnect();
    });
    child.once('error', reject);
    // Not before it is gone: what it had open is closed then. (`close` never comes after a `disconnect`.)
    child.once('exit', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      if (!answer)
        reject(new Error(`the process of ${task.name} ended without an answer (${killedBy ?? code})`));
      else if (answer.error) reject(Object.assign(new Error(answer.error.message), answer.error));
      else resolve(answer.output as BackgroundTasks[Name]['output']);
    });
    child.send({ id: 0, language: languageSpoken(), ...task });
  });
}
