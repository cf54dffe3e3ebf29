import type { DraftWorkload } from '../../domain/draft-workload.ts';
import { minutesFor } from '../../domain/workload.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';
import type { Button } from '../message.ts';
import { shorten } from '../shorten.ts';
import {
  applyChangesButton,
  cancelWorkbookButton,
  createStudyButton,
  settleExpertButton,
} from './buttons.ts';
import { linesWithin } from './pages.ts';
import { panelTitle } from './panels.ts';
import type { MessageWithList } from './workbook-faults.ts';

/** What a workbook says, as far as its preview tells it. */
export interface WorkbookContent {
  readonly title: string;
  readonly panels: readonly {
    readonly code: string;
    readonly name: string;
    readonly experts: number;
    readonly items: number;
  }[];
  readonly experts: number;
  readonly items: number;
  /** Items that leave by their audience before any round. */
  readonly leftOut: number;
}

/** The rules, in so far as they stand in the preview. */
export interface WorkbookRules {
  readonly kind: string;
  readonly minRounds: number;
  readonly maxRounds: number;
  readonly openForDays: number;
  readonly reminderHours: readonly number[];
  readonly neutralPoint: number | null;
  readonly agreementThreshold: number | null;
  readonly stabilityThreshold: number | null;
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
const WARNINGS_ROOM = 700;

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

/** An expert of the workbook who may be one of those known. */
export interface Doubt {
  /** The place in the workbook. */
  readonly index: number;
  readonly name: string;
  /** The question, then a line for each candidate. */
  readonly lines: readonly string[];
  readonly candidates: readonly { readonly expertId: number; readonly name: string }[];
}

export interface ChangePreview {
  readonly previewId: number;
  readonly content: WorkbookContent;
  readonly changes: readonly string[];
  /** What an open round forbids; nothing can be applied then. */
  readonly forbidden: readonly string[];
  readonly openRound: number | null;
  /** What departs from the locked protocol. */
  readonly deviations: readonly string[];
  readonly doubts: readonly Doubt[];
  readonly warnings: readonly string[];
  readonly state: 'applicable' | 'nothing' | 'studyFinished';
}

const CHANGES_ROOM = 1100;
const PARTS_ROOM = 500;
const DOUBTS_ROOM = 700;
const DOUBTS_AT_ONCE = 3;
/** Of one doubt; who is none of them is a new expert. */
const CANDIDATES_ASKED = 5;
const BUTTON_NAME = 30;

/** What a workbook whose title is the chosen study's would change in it. */
export function changePreviewMessage(preview: ChangePreview): MessageWithList {
  const { content, changes, forbidden, openRound, deviations, doubts, state } = preview;
  const listed = bulletsWithin(changes, CHANGES_ROOM);
  const warned = warningsText(preview.warnings);
  const isForbidden = forbidden.length > 0 && openRound !== null;
  const paragraphs = [
    html('facilitator.workbook.changeHeading', { title: isolate(content.title) }),
    state === 'nothing' ? html('facilitator.workbook.nothingChanges') : listed.text,
    listed.left > 0 ? html('facilitator.workbook.restInFile', { left: listed.left }) : '',
    totalsText(content),
    isForbidden
      ? html('facilitator.workbook.forbidden', {
          number: openRound,
          list: bulletsWithin(forbidden, PARTS_ROOM).text,
        })
      : '',
    deviations.length > 0 && !isForbidden
      ? html('facilitator.workbook.deviations', { list: bulletsWithin(deviations, PARTS_ROOM).text })
      : '',
    doubts.length > 0 && !isForbidden ? doubtsText(doubts) : '',
    warned.text,
    state === 'studyFinished' ? html('facilitator.workbook.studyFinished') : '',
  ];
  const isFileNeeded = listed.left > 0 || warned.left > 0;
  return {
    message: {
      html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
      buttons: changeButtons(preview, isForbidden),
    },
    fileLines: isFileNeeded ? [...changes, ...preview.warnings] : null,
  };
}

function changeButtons({ previewId, doubts, state }: ChangePreview, isForbidden: boolean): Button[][] {
  const isApplicable = state === 'applicable' && !isForbidden;
  return [
    ...(isApplicable
      ? doubts.slice(0, DOUBTS_AT_ONCE).flatMap((doubt) => doubtButtons(previewId, doubt))
      : []),
    ...(isApplicable
      ? [
          [
            {
              text: plain('label.applyChanges'),
              data: applyChangesButton.data({ previewId }),
              style: 'success' as const,
            },
          ],
        ]
      : []),
    [createButton(previewId)],
    [cancelButton(previewId)],
  ];
}

function doubtButtons(previewId: number, { index, name, candidates }: Doubt): Button[][] {
  const draft = isolate(shorten(name, BUTTON_NAME));
  return [
    ...candidates.slice(0, CANDIDATES_ASKED).map(({ expertId, name: known }) => [
      {
        text: plain('facilitator.workbook.samePerson', {
          name: draft,
          known: isolate(shorten(known, BUTTON_NAME)),
        }),
        data: settleExpertButton.data({ previewId, index, expertId }),
      },
    ]),
    [
      {
        text: plain('facilitator.workbook.newPerson', { name: draft }),
        data: settleExpertButton.data({ previewId, index, expertId: 0 }),
      },
    ],
  ];
}

function doubtsText(doubts: readonly Doubt[]): string {
  const asked = doubts.slice(0, DOUBTS_AT_ONCE);
  const lines = asked.flatMap(({ lines: [question, ...candidates] }) => [
    html('facilitator.workbook.doubt', { question: question ?? '' }),
    ...candidates.map((candidate) => html('facilitator.workbook.bullet', { line: candidate })),
  ]);
  const { shown } = linesWithin(lines, DOUBTS_ROOM);
  return html('facilitator.workbook.doubts', { doubts: doubts.length, list: shown.join('\n') });
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

function totalsText({ panels, experts, items, leftOut }: WorkbookContent): string {
  const totals = html('facilitator.workbook.totals', { panels: panels.length, experts, items });
  return leftOut === 0 ? totals : `${totals} ${html('facilitator.workbook.leftOut', { leftOut })}`;
}

function rulesText(rules: WorkbookRules): string {
  const { kind, minRounds, maxRounds, openForDays, neutralPoint } = rules;
  const lines = [
    rules.plan.length > 0
      ? html('facilitator.workbook.plan', { list: planText(rules.plan) })
      : html('facilitator.workbook.rounds', { kind, minRounds, maxRounds, days: openForDays }),
    neutralPoint === null ? '' : html('facilitator.workbook.neutralPoint', { neutralPoint }),
    stopText(rules),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function planText(plan: WorkbookRules['plan']): string {
  const lines = plan.map(({ number, kind, panelCodes, days }) => {
    const args = { number, kind: isolate(kind), days };
    return panelCodes.length === 0
      ? html('facilitator.workbook.planRow', args)
      : html('facilitator.workbook.planRowOfPanels', {
          ...args,
          panels: panelCodes.map(isolate).join('، '),
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
  return least === most
    ? html('facilitator.workbook.workloadSame', { items: most, minutes })
    : html('facilitator.workbook.workload', { least, most, fewest: minutesFor(least), minutes });
}

function remindersText(hours: readonly number[]): string {
  if (hours.length === 0) return '';
  return html('facilitator.workbook.reminders', { hours: hours.map(plainNumber).join('، ') });
}

function warningsText(warnings: readonly string[]): { text: string; left: number } {
  if (warnings.length === 0) return { text: '', left: 0 };
  const { text, left } = bulletsWithin(warnings, WARNINGS_ROOM);
  const more = left > 0 ? `\n${html('facilitator.workbook.restInFile', { left })}` : '';
  return { text: `${html('facilitator.workbook.warnings', { list: text })}${more}`, left };
}

/** Plain lines as a list; HTML. */
function bulletsWithin(lines: readonly string[], room: number): { text: string; left: number } {
  const bullets = lines.map((line) => html('facilitator.workbook.bullet', { line }));
  const { shown, left } = linesWithin(bullets, room);
  // A line too long for the room is still told, cut short.
  if (shown.length === 0 && lines[0]) {
    const cut = shorten(lines[0], room);
    return { text: html('facilitator.workbook.bullet', { line: cut }), left: lines.length - 1 };
  }
  return { text: shown.join('\n'), left };
}

function createButton(previewId: number): Button {
  return { text: plain('label.createStudy'), data: createStudyButton.data({ previewId }), style: 'primary' };
}

function cancelButton(previewId: number): Button {
  return { text: plain('label.cancel'), data: cancelWorkbookButton.data({ previewId }) };
}
