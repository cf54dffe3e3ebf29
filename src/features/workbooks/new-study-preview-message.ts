import type { Anonymity } from '../../domain/anonymity.ts';
import type { DraftWorkload } from '../../domain/draft-workload.ts';
import { MOST_REMINDERS } from '../../domain/reminder-manners.ts';
import { minutesFor } from '../../domain/workload.ts';
import { linesWithin } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { plainNumber } from '../../texts/numerals.ts';
import {
  cancelButton,
  createButton,
  totalsText,
  type WorkbookContent,
  warningsText,
} from './workbook-content-message.ts';
import type { MessageWithList } from './workbook-faults-message.ts';

/** The rules, in so far as they stand in the preview. */
export interface WorkbookRules {
  readonly kind: string;
  readonly minRounds: number;
  readonly maxRounds: number;
  readonly openForDays: number;
  readonly reminderHours: readonly number[];
  readonly neutralPoint: number | null;
  readonly keepsBy: 'mean' | 'agreeing';
  readonly agreeingPerCent: number;
  readonly dropsFromRound: number;
  readonly yesPerCent: number | null;
  readonly agreementThreshold: number | null;
  readonly stabilityThreshold: number | null;
  readonly anonymity: Anonymity;
  readonly forgetAfterDays: number | null;
  /** Rows of the round plan; empty: every round is of `kind`. */
  readonly plan: readonly {
    readonly number: number;
    readonly kind: string;
    readonly panelCodes: readonly string[];
    readonly days: number;
  }[];
}

export interface NewStudyPreview {
  readonly previewId: number;
  readonly content: WorkbookContent;
  readonly rules: WorkbookRules;
  readonly workload: DraftWorkload | null;
  /** The first round's, if it opened now. */
  readonly deadline: Date;
  readonly warnings: readonly string[];
  /** Another study of this facilitator bears the title, but is not the chosen one. */
  readonly titleOfAnother: boolean;
  readonly zone: string;
}

/** Characters that each list may take; the rest is told by its number, or in a file. */
const PANELS_ROOM = 1200;
const PLAN_ROOM = 500;

/** What would become of a workbook whose title is new. */
export function newStudyPreviewMessage(preview: NewStudyPreview): MessageWithList {
  const { content, rules, workload, deadline, zone, previewId } = preview;
  const warned = warningsText(preview.warnings);
  const paragraphs = [
    html('facilitator.workbook.newHeading', { title: isolate(content.title) }),
    contentText(content),
    rulesText(rules),
    [
      workload ? workloadText(workload) : '',
      html('facilitator.workbook.ifOpenedNow', { deadline: dateTimeText(deadline, zone) }),
      remindersText(rules.reminderHours),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    warned.text,
    preview.titleOfAnother ? html('facilitator.workbook.titleOfAnother') : '',
    html('facilitator.workbook.nothingYet'),
  ];
  return {
    message: {
      html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
      buttons: [[createButton(previewId)], [cancelButton(previewId)]],
    },
    fileLines: warned.left > 0 ? preview.warnings : null,
  };
}

function contentText(content: WorkbookContent): string {
  const lines = content.panels.map((panel) =>
    html('facilitator.workbook.panel', {
      panel: panelTitle(panel),
      experts: panel.experts,
      items: panel.items,
    }),
  );
  const { shown, left } = linesWithin(lines, PANELS_ROOM);
  return [
    html('facilitator.workbook.panels', { list: shown.join('\n') }),
    left > 0 ? html('facilitator.workbook.morePanels', { left }) : '',
    totalsText(content),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function rulesText(rules: WorkbookRules): string {
  const { kind, minRounds, maxRounds, openForDays } = rules;
  const lines = [
    rules.plan.length > 0
      ? html('facilitator.workbook.plan', { list: planText(rules.plan) })
      : minRounds === maxRounds
        ? html('facilitator.workbook.roundsSame', { kind, maxRounds, days: openForDays })
        : html('facilitator.workbook.rounds', { kind, minRounds, maxRounds, days: openForDays }),
    ...keepingTexts(rules),
    stopText(rules),
    rules.anonymity === 'unlinked' ? html('facilitator.workbook.unlinked') : '',
    rules.forgetAfterDays === null
      ? html('facilitator.workbook.forgetNever')
      : html('facilitator.workbook.forget', { days: rules.forgetAfterDays }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** What keeps an item, in so far as it is not said by default. */
function keepingTexts({
  neutralPoint,
  keepsBy,
  agreeingPerCent,
  dropsFromRound,
  yesPerCent,
}: WorkbookRules): string[] {
  const byScale =
    keepsBy === 'mean'
      ? html('facilitator.workbook.neutralPoint', { neutralPoint: neutralPoint ?? 0 })
      : html('facilitator.workbook.agreeing', { perCent: agreeingPerCent });
  return [
    ...(neutralPoint === null ? [] : [byScale]),
    ...(dropsFromRound > 1 ? [html('facilitator.workbook.dropsFromRound', { round: dropsFromRound })] : []),
    ...(yesPerCent === null ? [] : [html('facilitator.workbook.yesPerCent', { perCent: yesPerCent })]),
  ];
}

function planText(plan: WorkbookRules['plan']): string {
  const lines = plan.map(({ number, kind, panelCodes, days }) => {
    const args = { number, kind: isolate(kind), days };
    return panelCodes.length === 0
      ? html('facilitator.workbook.planRow', args)
      : html('facilitator.workbook.planRowOfPanels', {
          ...args,
          panels: listed(panelCodes.map(isolate)),
        });
  });
  return linesWithin(lines, PLAN_ROOM).shown.join('\n');
}

function stopText({ agreementThreshold: agreement, stabilityThreshold: stability }: WorkbookRules): string {
  if (agreement !== null && stability !== null) {
    return html('facilitator.workbook.stopBoth', { agreement, stability });
  }
  if (agreement !== null) return html('facilitator.workbook.stopAgreement', { agreement });
  if (stability !== null) return html('facilitator.workbook.stopStability', { stability });
  return html('facilitator.workbook.stopNone');
}

function workloadText({ least, most }: DraftWorkload): string {
  const minutes = minutesFor(most);
  if (least === most) return html('facilitator.workbook.workloadSame', { items: most, minutes });
  const fewest = minutesFor(least);
  return fewest === minutes
    ? html('facilitator.workbook.workloadSameMinutes', { least, most, minutes })
    : html('facilitator.workbook.workload', { least, most, fewest, minutes });
}

function remindersText(hours: readonly number[]): string {
  if (hours.length === 0) return '';
  const nearest = [...new Set(hours)].sort((one, other) => other - one).slice(-MOST_REMINDERS);
  const told = listed(nearest.map(plainNumber));
  return hours.length > nearest.length
    ? html('facilitator.workbook.remindersNearest', { hours: told, most: MOST_REMINDERS })
    : html('facilitator.workbook.reminders', { hours: told });
}
