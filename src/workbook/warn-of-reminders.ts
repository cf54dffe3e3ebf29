import type { QuietHours } from '../domain/quiet-hours.ts';
import { isQuiet } from '../domain/quiet-hours.ts';
import { reminderMoments } from '../domain/reminders.ts';
import type { StudyDraft } from '../domain/study-draft.ts';
import { dateTimeText } from '../texts/dates.ts';
import { PROPERTIES, SHEETS } from './headers.ts';
import type { Field } from './read-cells.ts';
import type { Place, WorkbookWarning } from './remark.ts';

/** The first round's opening, if it opened now. */
export interface Opening {
  readonly at: Date;
  readonly quietHours: QuietHours;
  readonly zone: string;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Warns of each reminder of the first round that falls in an hour when nobody is written to. */
export function warnOfReminders(
  { rules, rounds }: StudyDraft,
  field: Field | null,
  { at: openedAt, quietHours, zone }: Opening,
  warnings: WorkbookWarning[],
): void {
  const days = rounds.find(({ number }) => number === 1)?.openForDays ?? rules.openForDays;
  const deadline = new Date(openedAt.getTime() + days * DAY);
  const moments = reminderMoments({ ...rules, openedAt, deadline, quietHours, zone });
  for (const hours of rules.reminderHours) {
    const ideal = new Date(deadline.getTime() - hours * HOUR);
    if (ideal <= openedAt || !isQuiet(ideal, quietHours, zone)) continue;
    const moved = moments.find((moment) => moment.hours === hours);
    const place: Place = field?.place ?? { sheet: SHEETS.study, row: PROPERTIES.reminderHours, column: null };
    warnings.push(
      moved
        ? { code: 'reminderMoved', ...place, args: { hours, at: dateTimeText(moved.at, zone) } }
        : { code: 'reminderLeftOut', ...place, args: { hours } },
    );
  }
}
