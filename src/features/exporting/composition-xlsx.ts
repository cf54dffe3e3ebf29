import { plain } from '../../texts/i18n.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import type { StudyResults } from './study-results.ts';

interface CompositionRow {
  readonly what: string;
  readonly value: string;
  /** Null: the row explains why there is no number. */
  readonly count: number | null;
}

/** Who the experts are: persons and seats, the seats of each panel, then each field of the background table. */
export function compositionRows({ panels, composition }: StudyResults): CompositionRow[] {
  const { persons, background, forgotten } = composition;
  const without = { value: '', count: forgotten, what: plain('summary.composition.forgotten') };
  return [
    { what: plain('summary.composition.persons'), value: '', count: persons },
    {
      what: plain('summary.composition.seats'),
      value: '',
      count: panels.reduce((sum, { seats }) => sum + seats, 0),
    },
    ...panels.map(({ code, name, seats }) => ({
      what: plain('summary.composition.ofPanel'),
      value: plain('summary.composition.panel', { code, name }),
      count: seats,
    })),
    ...(background ?? []).flatMap(({ field, cells }) =>
      cells.map(({ value, experts: count }) => ({
        ...{ what: plain(`facilitator.background.${field}`), count },
        value: value ?? plain('summary.composition.others'),
      })),
    ),
    ...(background === null ? [{ what: plain('facilitator.background.lost'), value: '', count: null }] : []),
    ...(forgotten > 0 ? [without] : []),
  ];
}

export function compositionColumns(): SheetColumn<CompositionRow>[] {
  return [
    { header: plain('summary.composition.what'), width: 28, of: ({ what }) => what },
    { header: plain('summary.composition.value'), width: 40, of: ({ value }) => value },
    { header: plain('summary.composition.count'), width: 11, of: ({ count }) => count },
  ];
}
