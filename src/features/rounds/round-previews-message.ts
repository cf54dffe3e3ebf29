import type { Recognisable } from '../../domain/anonymity.ts';
import { minutesFor } from '../../domain/workload.ts';
import {
  cancelPreviewButton,
  closeRoundButton,
  continuePanelButton,
  finishButton,
  openRoundButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { linesWithin } from '../../messages/pages.ts';
import { dateTimeText, spanText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { persianDigits } from '../../texts/numerals.ts';

/** What opening the next round would do. */
export interface OpeningPreview {
  readonly previewId: number;
  readonly number: number;
  readonly title: string;
  readonly panels: readonly {
    readonly name: string;
    readonly items: number;
    readonly experts: number;
    readonly joined: number;
  }[];
  /** Agreed or stable panels; they stay out unless taken along. */
  readonly settled: readonly {
    readonly panelId: number;
    readonly name: string;
    readonly status: 'agreed' | 'stable';
    readonly continued: boolean;
  }[];
  readonly invited: number;
  readonly joined: number;
  /** Items of each expert. */
  readonly workloads: readonly number[];
  readonly openedAt: Date;
  readonly deadline: Date;
  readonly firstReminder: Date | null;
  /** Proposals and reasons that wait for the facilitator: accepted now, they count in this round. */
  readonly undecided: number;
  /** Of an anonymous study: by what answers could be told all the same. */
  readonly recognisable: Recognisable<string, string>;
  /** The end of the quiet hours, where it is quiet now. */
  readonly quietUntil: Date | null;
  readonly zone: string;
}

/** `/open`: what will happen, and the button that makes it happen. */
export function openingPreviewMessage(preview: OpeningPreview): Message {
  const { panels, settled, zone } = preview;
  const paragraphs = [
    html('round.open.heading', { round: preview.number, title: isolate(preview.title) }),
    panels.length > 0
      ? html('round.open.panels', { list: listText(panels.map(panelLine), PANELS_ROOM) })
      : html('round.open.noneActive'),
    settled.length > 0
      ? html('round.open.settled', { list: listText(settled.map(settledLine), SETTLED_ROOM) })
      : '',
    ...(panels.length > 0 ? roundLines(preview) : []),
    recognisableText(preview.recognisable, 'round.open.smallPanel'),
    preview.undecided > 0 ? html('round.open.undecided', { undecided: preview.undecided }) : '',
    preview.quietUntil ? html('round.open.quiet', { until: dateTimeText(preview.quietUntil, zone) }) : '',
    preview.number === 1 ? html('round.open.locks') : '',
  ];
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: openingButtons(preview),
  };
}

function recognisableText(
  { smallPanels, alone, aloneInTime }: OpeningPreview['recognisable'],
  smallPanel: 'round.open.smallPanel' | 'round.close.fewAnswered',
): string {
  const lines = [
    ...smallPanels.map(({ panel, experts }) => html(smallPanel, { panel: isolate(panel), experts })),
    ...alone.map((name) => html('round.open.panelsOfOne', { name: isolate(name) })),
    ...aloneInTime.map((name) => html('round.open.roundsOfOne', { name: isolate(name) })),
  ];
  return lines.length === 0
    ? ''
    : html('round.open.recognisable', {
        list: listText(lines, RECOGNISABLE_ROOM, 'round.open.moreRecognisable'),
      });
}

/** Characters for lists of panels, so that a study of many fits into one message. */
const PANELS_ROOM = 2000;
const SETTLED_ROOM = 1000;
const RECOGNISABLE_ROOM = 500;

function listText(
  lines: readonly string[],
  room: number,
  more: 'round.morePanels' | 'round.open.moreRecognisable' = 'round.morePanels',
): string {
  const { shown, left } = linesWithin(lines, room);
  return [...shown, ...(left > 0 ? [html(more, { left })] : [])].join('\n');
}

function panelLine({ name, items, experts, joined }: OpeningPreview['panels'][number]): string {
  return html('round.open.panel', { panel: isolate(name), items, experts, joined });
}

function settledLine({ name, status, continued }: OpeningPreview['settled'][number], at: number): string {
  const key = continued
    ? 'round.open.continued'
    : status === 'agreed'
      ? 'round.open.agreed'
      : 'round.open.stable';
  return html(key, { place: at + 1, panel: isolate(name) });
}

function roundLines(preview: OpeningPreview): string[] {
  const { invited, joined, workloads, openedAt, deadline, firstReminder, zone } = preview;
  const most = Math.max(0, ...workloads);
  const least = Math.min(most, ...workloads);
  const work = { least, most, minutes: minutesFor(most) };
  return [
    joined < invited
      ? html('round.open.people', { invited, joined, missing: invited - joined })
      : html('round.open.peopleAllJoined', { invited }),
    html(least === most ? 'round.open.workloadSame' : 'round.open.workload', work),
    html('round.open.deadline', {
      deadline: dateTimeText(deadline, zone),
      span: spanText(deadline.getTime() - openedAt.getTime()),
    }),
    firstReminder
      ? html('round.open.reminder', { at: dateTimeText(firstReminder, zone) })
      : html('round.open.noReminder'),
  ];
}

function openingButtons({ previewId, panels, settled }: OpeningPreview): Button[][] {
  const toggles = settled.map(({ panelId, continued }, at): Button[] => {
    const label = `${plain('label.continuePanel')} ${persianDigits(String(at + 1))}`;
    return [
      { text: continued ? `✅ ${label}` : label, data: continuePanelButton.write({ previewId, panelId }) },
    ];
  });
  const decide: Button[] = [{ text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) }];
  if (panels.length > 0) {
    decide.unshift({
      text: plain('label.openRound'),
      data: openRoundButton.write({ previewId }),
      style: 'success',
    });
  }
  return [...toggles, decide];
}

/** What closing the open round now would do. */
export interface ClosingPreview {
  readonly previewId: number;
  readonly number: number;
  readonly title: string;
  readonly deadline: Date;
  readonly zone: string;
  /** Of an anonymous study: by what the answers so far could be told all the same. */
  readonly recognisable: Recognisable<string, string>;
  readonly panels: readonly {
    readonly name: string;
    readonly submitted: number;
    readonly partial: number;
    readonly silent: number;
  }[];
}

/** `/close`: who would be missing, and the button that closes. */
export function closingPreviewMessage(preview: ClosingPreview): Message {
  const { previewId, number, title, deadline, zone, panels } = preview;
  const lines = panels.map(({ name, ...counts }) =>
    html('round.close.panel', { panel: isolate(name), ...counts }),
  );
  return {
    html: [
      html('round.close.heading', { round: number, title: isolate(title) }),
      html('round.close.deadline', { deadline: dateTimeText(deadline, zone) }),
      listText(lines, PANELS_ROOM + SETTLED_ROOM),
      html('round.close.saved'),
      recognisableText(preview.recognisable, 'round.close.fewAnswered'),
    ]
      .filter((paragraph) => paragraph !== '')
      .join('\n\n'),
    buttons: [
      [
        { text: plain('label.closeRound'), data: closeRoundButton.write({ previewId }), style: 'danger' },
        { text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) },
      ],
    ],
  };
}

/** `/finish`: what ends, and the button that ends it. */
export function finishPreviewMessage(preview: {
  previewId: number;
  title: string;
  rounds: number;
  letters: number;
  forgetAfterDays: number | null;
}): Message {
  const { previewId, title, rounds, letters, forgetAfterDays: days } = preview;
  return {
    html: [
      html('round.finish.heading', { title: isolate(title) }),
      html('round.finish.effect', { rounds, letters }),
      days === null ? html('round.finish.namesStay') : html('round.finish.namesGo', { days }),
    ].join('\n\n'),
    buttons: [
      [
        { text: plain('label.finishStudy'), data: finishButton.write({ previewId }), style: 'danger' },
        { text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) },
      ],
    ],
  };
}

/** Says that a round is open. @param opened.waitsUntil the end of the quiet hours, in which nobody is told yet */
export function roundOpenedMessage(
  opened: { number: number; deadline: Date; waitsUntil: Date | null },
  zone: string,
): Message {
  const { number: round, waitsUntil } = opened;
  const deadline = dateTimeText(opened.deadline, zone);
  if (waitsUntil === null) return { html: html('round.open.done', { round, deadline }) };
  return { html: html('round.open.doneQuiet', { round, deadline, until: dateTimeText(waitsUntil, zone) }) };
}
