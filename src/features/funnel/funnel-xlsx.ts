import { BEFORE_ROUNDS, type FunnelStep } from '../../domain/funnel.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import { causeTexts } from './funnel-message.ts';
import type { Cause, Exclusion } from './load-exclusions.ts';

const NARROW = 12;
const LEVELS = ' / ';

/** How many items came to each step and left at it, a row a step. */
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
    { header: plain('funnel.sheet.unit'), width: 28, of: ({ item }) => item.unit },
    { header: plain('funnel.sheet.group'), width: 40, of: ({ item }) => item.group.join(LEVELS) },
    { header: plain('funnel.sheet.audience'), width: NARROW, of: ({ item }) => item.audience },
    { header: plain('funnel.sheet.step'), width: 16, of: ({ step }) => stepName(step) },
    { header: plain('funnel.sheet.decidedBy'), width: 32, of: ({ causes }) => listed(decidersOf(causes)) },
    {
      header: plain('funnel.sheet.why'),
      width: 60,
      of: ({ item, causes }) => listed(causeTexts({ ...item, causes })),
    },
  ];
}

function stepName(step: number): string {
  return step === BEFORE_ROUNDS ? plain('funnel.sheet.before') : plain('funnel.sheet.round', { round: step });
}

function decidersOf(causes: readonly Cause[]): string[] {
  return [...new Set(causes.map(deciderOf))];
}

function deciderOf(cause: Cause): string {
  switch (cause.why) {
    case 'audience':
      return plain('funnel.sheet.byAudience');
    case 'below_rule':
      return cause.panel.name;
    case 'removed':
      return plain('funnel.sheet.byProposal');
    default:
      return plain('funnel.sheet.byFacilitator');
  }
}
