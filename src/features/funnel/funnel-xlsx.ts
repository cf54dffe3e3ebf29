import { BEFORE_ROUNDS, type FunnelStep } from '../../domain/funnel.ts';
import type { ExclusionReason, ThemeCount } from '../../domain/reason-themes.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import { causeTexts, deciderTexts, themesOf } from './funnel-message.ts';
import type { Exclusion } from './load-exclusions.ts';
import { themeName } from './themes-message.ts';

const NARROW = 12;
const LEVELS = ' / ';

/** How many items reached each step and left at it, a row a step. */
export function stepColumns(): SheetColumn<FunnelStep>[] {
  return [
    { header: plain('funnel.sheet.step'), width: 16, of: ({ step }) => stepName(step) },
    { header: plain('funnel.sheet.entered'), width: NARROW, of: ({ entered }) => entered },
    { header: plain('funnel.sheet.left'), width: NARROW, of: ({ left }) => left },
    { header: plain('funnel.sheet.after'), width: NARROW, of: ({ entered, left }) => entered - left },
  ];
}

/** Items that left: at which step, by whom and why. */
export function exclusionColumns(): SheetColumn<Exclusion>[] {
  return [
    { header: plain('summary.sheet.code'), width: NARROW, of: ({ item }) => item.code, asText: true },
    { header: plain('summary.sheet.title'), width: 60, of: ({ item }) => item.title },
    { header: plain('funnel.sheet.unit'), width: 28, of: ({ item }) => item.unit, ifAny: true },
    {
      ...{ header: plain('funnel.sheet.group'), width: 40, ifAny: true },
      of: ({ item }) => item.group.join(LEVELS),
    },
    { header: plain('funnel.sheet.audience'), width: NARROW, of: ({ item }) => item.audience, ifAny: true },
    { header: plain('funnel.sheet.step'), width: 16, of: ({ step }) => stepName(step) },
    { header: plain('funnel.sheet.decidedBy'), width: 32, of: ({ causes }) => listed(deciderTexts(causes)) },
    {
      header: plain('funnel.sheet.why'),
      width: 60,
      of: ({ item, causes }) => listed(causeTexts({ ...item, causes })),
    },
    {
      header: plain('funnel.sheet.facilitatorsReason'),
      width: 40,
      ifAny: true,
      of: ({ reasons }) => listed(reasons.filter(({ by }) => by === 'facilitator').map(({ text }) => text)),
    },
    { header: plain('funnel.sheet.themes'), width: 28, of: ({ reasons }) => themesOf(reasons), ifAny: true },
  ];
}

interface ReasonRow {
  readonly exclusion: Exclusion;
  readonly reason: ExclusionReason;
}

export function reasonsOf(exclusions: readonly Exclusion[]): ReasonRow[] {
  return exclusions.flatMap((exclusion) => exclusion.reasons.map((reason) => ({ exclusion, reason })));
}

/** Each reason for which an item left, with its theme, and without its author. */
export function reasonColumns(): SheetColumn<ReasonRow>[] {
  return [
    {
      header: plain('summary.sheet.code'),
      width: NARROW,
      of: ({ exclusion }) => exclusion.item.code,
      asText: true,
    },
    { header: plain('summary.sheet.title'), width: 60, of: ({ exclusion }) => exclusion.item.title },
    { header: plain('funnel.sheet.step'), width: 16, of: ({ exclusion }) => stepName(exclusion.step) },
    {
      header: plain('funnel.sheet.writtenBy'),
      width: NARROW,
      of: ({ reason }) => plain(`funnel.sheet.${reason.by}`),
    },
    { header: plain('funnel.sheet.reason'), width: 60, of: ({ reason }) => reason.text },
    { header: plain('funnel.sheet.theme'), width: 16, of: ({ reason }) => themeName(reason.theme) },
  ];
}

/** How often each theme was given, a row a step and theme. */
export function themeColumns(): SheetColumn<ThemeCount>[] {
  return [
    { header: plain('funnel.sheet.step'), width: 16, of: ({ step }) => stepName(step) },
    { header: plain('funnel.sheet.theme'), width: 16, of: ({ theme }) => themeName(theme) },
    { header: plain('funnel.sheet.reasons'), width: NARROW, of: ({ reasons }) => reasons },
    { header: plain('funnel.sheet.items'), width: NARROW, of: ({ items }) => items },
  ];
}

export function stepName(step: number): string {
  return step === BEFORE_ROUNDS ? plain('funnel.sheet.before') : plain('funnel.sheet.round', { round: step });
}
