import { PER_CENT, TWO_DECIMALS } from '../../kinds/item-column.ts';
import { plain } from '../../texts/i18n.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import type {
  PanelAttrition,
  PanelResults,
  RoleResults,
  RoundResults,
  StudyResults,
} from './study-results.ts';

const NARROW = 11;
const WIDE = 60;

interface AttritionRow extends Pick<PanelAttrition, 'from' | 'to' | 'answered' | 'left' | 'compared'> {
  readonly panel: PanelResults;
  /** Null: the whole panel. */
  readonly role: string | null;
}

/** Each panel from round to round: the whole panel, and below it each role that may be told. */
export function attritionRows({ panels }: StudyResults): AttritionRow[] {
  return panels.flatMap((panel) =>
    panel.attrition.flatMap(({ byRole, ...all }) => [
      { ...all, panel, role: null },
      ...byRole.map((role) => ({ ...all, ...role, panel, compared: null })),
    ]),
  );
}

export function attritionColumns(): SheetColumn<AttritionRow>[] {
  return [
    { header: plain('summary.sheet.panelCode'), width: NARROW, of: ({ panel }) => panel.code, asText: true },
    { header: plain('summary.attrition.from'), width: NARROW, of: ({ from }) => from },
    { header: plain('summary.attrition.to'), width: NARROW, of: ({ to }) => to },
    {
      ...{ header: plain('summary.attrition.role'), width: 24 },
      of: ({ role }) => role ?? plain('summary.attrition.all'),
    },
    { header: plain('summary.attrition.answered'), width: NARROW, of: ({ answered }) => answered },
    { header: plain('summary.attrition.left'), width: NARROW, of: ({ left }) => left },
    {
      ...{ header: plain('summary.attrition.share'), width: NARROW, format: PER_CENT },
      of: ({ left, answered }) => (answered === 0 ? null : left / answered),
    },
    ...(['left', 'stayed'] as const).flatMap((who) =>
      (['mean', 'distance'] as const).map((figure) => ({
        ...{ header: plain(`summary.attrition.${who === 'left' ? 'leavers' : 'stayers'}.${figure}`) },
        ...{ width: 16, format: TWO_DECIMALS, note: plain('summary.attrition.note'), ifAny: true },
        of: ({ compared }: AttritionRow) => compared?.[who][figure] ?? null,
      })),
    ),
  ];
}

interface RoleRow {
  readonly panel: PanelResults;
  readonly round: RoundResults;
  readonly role: RoleResults;
  readonly item: RoleResults['items'][number];
}

/** What each role said of each item, as far as it may be told. */
export function roleRows({ panels }: StudyResults): RoleRow[] {
  return panels.flatMap((panel) =>
    panel.rounds.flatMap((round) =>
      round.byRole.flatMap((role) => role.items.map((item) => ({ panel, round, role, item }))),
    ),
  );
}

export function roleColumns(): SheetColumn<RoleRow>[] {
  const figure = (of: 'mean' | 'sd' | 'median', format?: string): SheetColumn<RoleRow> => ({
    ...{ header: plain(`summary.sheet.${of}`), width: NARROW, of: ({ item }) => item[of] },
    ...(format === undefined ? {} : { format }),
  });
  return [
    { header: plain('summary.sheet.panelCode'), width: NARROW, of: ({ panel }) => panel.code, asText: true },
    { header: plain('summary.sheet.round'), width: NARROW, of: ({ round }) => round.number },
    {
      ...{ header: plain('summary.attrition.role'), width: 24, note: plain('summary.roles.note') },
      of: ({ role }) => role.role,
    },
    { header: plain('summary.sheet.answered'), width: NARROW, of: ({ role }) => role.experts },
    { header: plain('summary.sheet.code'), width: NARROW, of: ({ item }) => item.code, asText: true },
    { header: plain('summary.sheet.title'), width: WIDE, of: ({ item }) => item.title },
    { header: plain('summary.sheet.n'), width: NARROW, of: ({ item }) => item.n },
    ...[figure('mean', TWO_DECIMALS), figure('sd', TWO_DECIMALS), figure('median')],
  ];
}
