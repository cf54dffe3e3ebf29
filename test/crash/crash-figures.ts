import type { CrashFigures } from './crash-run.ts';
import { WINDOWS } from './kill-windows.ts';
import type { MigrationFigures } from './killed-while-migrating.ts';

/** What was done and what came of it, for people. */
export function crashFigures(figures: CrashFigures, migration: MigrationFigures): string {
  const { answers, messages, rounds, cardsCompared } = figures;
  const kills = killsByWindow(figures, migration);
  const lines = [
    `kills ${sum(Object.values(kills))}: ${WINDOWS.map((window) => `${window} ${kills[window]}`).join(', ')}`,
    `presses for an answer ${answers.pressed}: acknowledged ${answers.acknowledged}, refused ${answers.refused}, ` +
      `unheard ${answers.pressed - answers.acknowledged - answers.refused}`,
    `acknowledged answers lost ${answers.lost.length}, reasons shown ${answers.reasonsSeen}, ` +
      `lost ${answers.reasonsLost.length}`,
    `rounds closed and judged ${rounds}, cards compared with the database ${cardsCompared}`,
    ...Object.entries(messages.byKind).map(
      ([kind, { due, arrived, cutOff, twice, never }]) =>
        `${kind}: due ${due}, arrived ${arrived}, sends cut off ${cutOff}, heard twice ${twice}, never ${never}`,
    ),
    `migration of ${migration.rows} rows: killed ${migration.whileMigrating + migration.elsewhere} times`,
  ];
  return lines.join('\n');
}

export function killsByWindow(
  { kills }: CrashFigures,
  { whileMigrating, elsewhere }: MigrationFigures,
): CrashFigures['kills'] {
  return {
    ...kills,
    'while migrating': whileMigrating,
    'any moment': kills['any moment'] + elsewhere,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
