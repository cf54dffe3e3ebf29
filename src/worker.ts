import { parentPort } from 'node:worker_threads';
import type { BackgroundTasks } from './actions/background.ts';
import { judgePanelRound } from './domain/judging.ts';
import { readWorkbook } from './workbook/read-workbook.ts';

/** The thread for what takes long. It is handed whole inputs, and touches neither database nor network. */
const tasks: { [Name in keyof BackgroundTasks]: (input: BackgroundTasks[Name]['input']) => unknown } = {
  'judge-panel': judgePanelRound,
  'read-workbook': readWorkbook,
};

parentPort?.on(
  'message',
  async ({ id, name, input }: { id: number; name: keyof BackgroundTasks; input: never }) => {
    try {
      parentPort?.postMessage({ id, output: await tasks[name](input) });
    } catch (error) {
      parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  },
);
