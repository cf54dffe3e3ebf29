import { createServer } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Environment } from '../environment.ts';
import { listeningFault } from '../listening-fault.ts';
import {
  HOW_NAMED,
  idleSettings,
  parseSettings,
  type Settings,
  settingNames,
  unknownSettings,
} from '../settings.ts';
import { diskFaults, isRunning } from './disk-faults.ts';
import { machineFaults, type Runtime } from './machine-faults.ts';
import { messengerFaults } from './messenger-faults.ts';

export interface DoctorTools {
  readonly clock: Clock;
  readonly runtime: Runtime;
  readonly newBoundary: () => string;
}

/** All that is wrong with an installation, a line each. Nothing is changed, whether the program runs or not. */
export async function findFaults({ env, inFile }: Environment, tools: DoctorTools): Promise<string[]> {
  const parsed = parseSettings(env);
  const settings = parsed.ok ? parsed.settings : parsed.rest;
  const { messengers, databaseFile: source, backups, zone, webhook } = settings;
  const ofMessengers = messengers.map((access) =>
    messengerFaults({ access, names: settingNames(access.messenger), webhook, ...tools }),
  );
  return [
    ...(parsed.ok ? [] : parsed.lines),
    ...idleFaults(settings, inFile),
    ...machineFaults(tools.runtime, zone),
    ...diskFaults(
      { ...backups, source, zone },
      messengers.length > 0 ? 'live' : 'rehearsal',
      tools.clock.now(),
    ),
    ...(await portFaults(settings)),
    ...new Set((await Promise.all(ofMessengers)).flat()),
  ];
}

function idleFaults(settings: Settings, inFile: readonly string[]): string[] {
  const idle = settings.messengers.length > 0 ? idleSettings(settings) : [];
  return [
    ...unknownSettings(inFile).map((name) => `${name} in .env is no setting; expected one of the README's`),
    ...idle.map((name) => `${name} names accounts of a messenger without a token; expected ${HOW_NAMED}`),
  ];
}

/** Where it runs, it listens there itself. */
async function portFaults({ host, port, listens, messengers, databaseFile }: Settings): Promise<string[]> {
  const isRehearsal = messengers.length === 0;
  if (!(listens || isRehearsal) || isRunning(databaseFile)) return [];
  const error = await new Promise<unknown>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
  if (error === null) return [];
  return [listeningFault(error, { host, port }) ?? `PORT is \`${port}\`; ${(error as Error).message}`];
}
