import { systemClock } from './clock.ts';
import { newSecret, systemDice } from './dice.ts';
import { readEnvironment } from './environment.ts';

/*
 * `npm run doctor`: says in one line each all that is wrong with an installation, and ends with code 1 where anything
 * is.
 */

const BOUNDARY_LENGTH = 22;

async function findAll(): Promise<string[]> {
  const environment = readEnvironment();
  // Where the driver of SQLite is missing, only the import says so.
  const { findFaults } = await import('./doctor/find-faults.ts');
  const { node, tz = null } = process.versions;
  const dice = systemDice();
  return findFaults(environment, {
    clock: systemClock(),
    runtime: { node, zones: tz },
    newBoundary: () => newSecret(dice, BOUNDARY_LENGTH),
  });
}

const faults = await findAll().catch((error: unknown) => [(error as Error).message]);
const lines =
  faults.length > 0
    ? faults
    : ['Nothing is wrong with the settings, the messengers, the clock, the disk and the database.'];
process.stdout.write(`${lines.join('\n')}\n`);
// Connections to messengers are kept open, for calls that will not come.
process.exit(faults.length > 0 ? 1 : 0);
