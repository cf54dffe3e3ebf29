import type { Clock } from './clock.ts';
import type { RunApart, RunInBackground } from './jobs/background.ts';
import { runInProcess } from './jobs/task-process.ts';
import { type EveryHour, everyHourByCron } from './jobs/tick.ts';
import { startBackgroundWorker } from './jobs/worker.ts';
import { type ConnectionsTo, pooledConnections } from './messengers/client.ts';
import { type GetFile, getOverHttp } from './messengers/download.ts';

/** What the machine lends the program beside its time and its dice: the network, threads and processes, the hours. */
export interface Machine {
  readonly connectionsTo: ConnectionsTo;
  readonly getFile: GetFile;
  readonly run: RunInBackground;
  readonly runApart: RunApart;
  readonly everyHour: EveryHour;
}

/** @param workerEntry the compiled `src/worker.ts` */
export function thisMachine(workerEntry: string, clock: Clock): Machine {
  return {
    connectionsTo: pooledConnections,
    getFile: getOverHttp,
    run: startBackgroundWorker(workerEntry, clock).run,
    runApart: (name, input, signal, heard) => runInProcess(workerEntry, { name, input }, signal, heard),
    everyHour: everyHourByCron,
  };
}
