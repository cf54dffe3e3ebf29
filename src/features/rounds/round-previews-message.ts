import type { Recognisable, Tellable } from '../../domain/anonymity.ts';
import type { Shortfall } from '../../domain/panel-composition.ts';
import type { ReadProtocol } from '../../domain/protocol.ts';
import { minutesFor } from '../../domain/workload.ts';
import {
  cancelPreviewButton,
  closeRoundButton,
  continuePanelButton,
  finishButton,
  itemsButton,
  openRoundButton,
  sampleCardButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { linesWithin, namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { shortfallText } from '../../messages/shortfall.ts';
import { tellableText } from '../../messages/tellable.ts';
import { dateTimeText, spanText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';
import type { FewJudges } from './load-few-judges.ts';
import { decidingLines } from './protocol-rules-text.ts';

/** What opening the next round would do. */
export interface OpeningPreview {
  readonly previewId: number;
  readonly number: number;
  readonly title: string;
  readonly panels: readonly {
    readonly name: string;
    /** Null: it is asked for proposals, and for no item. */
    readonly items: number | null;
    readonly experts: number;
    readonly joined: number;
    /** Seats that it should have and has not. */
    readonly shortfalls: readonly Shortfall[];
  }[];
  /** Names of panels that are over with it, for they have no item. */
  readonly empty: readonly string[];
  /** Names of panels that the plan has in it and that sit it out for want of items. */
  readonly itemless: readonly string[];
  /** Agreed or stable panels; they stay out unless taken along. */
  readonly settled: readonly {
    readonly panelId: number;
    readonly name: string;
    readonly status: 'agreed' | 'stable';
    readonly continued: boolean;
  }[];
  readonly invited: number;
  /** Of those, who have joined and can be reached, and who have blocked the bot since. */
  readonly joined: number;
  readonly unreachable: number;
  /** Items of each expert. */
  readonly workloads: readonly number[];
  readonly openedAt: Date;
  readonly deadline: Date;
  readonly firstReminder: Date | null;
  /** Proposals and reasons that wait for the facilitator: accepted now, they count in this round. */
  readonly undecided: number;
  /** Panels with more items than are easily put in order on a phone. */
  readonly largePanels: readonly {
    readonly panel: string;
    readonly items: number;
    readonly advised: number;
  }[];
  /** Codes of items that were screened and stay, and that no panel is to judge in this round or a later one. */
  readonly stranded: readonly string[];
  /** Panels whose experts are too few for any verdict. */
  readonly fewJudges: readonly FewJudges[];
  /** Of an anonymous study: by what answers could be told all the same. */
  readonly recognisable: Recognisable<string, string>;
  /** Null: not anonymous. */
  readonly tellable: Tellable | null;
  /** Of the first round: what it locks. */
  readonly locks: ReadProtocol | null;
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
    preview.empty.length > 0
      ? html('round.open.empty', { panels: namesWithin(preview.empty.map(isolate), MOST_EMPTY) })
      : '',
    preview.itemless.length > 0
      ? html('round.open.itemless', { panels: namesWithin(preview.itemless.map(isolate), MOST_EMPTY) })
      : '',
    ...(panels.length > 0 ? roundLines(preview) : []),
    listText(preview.largePanels.map(largePanelLine), RECOGNISABLE_ROOM),
    listText(preview.fewJudges.map(fewJudgesLine), RECOGNISABLE_ROOM),
    recognisableText(preview.recognisable),
    tellableText(preview.tellable),
    strandedText(preview.stranded),
    preview.undecided > 0 ? html('round.open.undecided', { undecided: preview.undecided }) : '',
    preview.quietUntil ? html('round.open.quiet', { until: dateTimeText(preview.quietUntil, zone) }) : '',
    preview.locks
      ? html('round.open.locks', {
          list: linesWithin(decidingLines(preview.locks), LOCKS_ROOM).shown.join('\n'),
        })
      : '',
  ];
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: openingButtons(preview),
  };
}

function largePanelLine({ panel, items, advised }: OpeningPreview['largePanels'][number]): string {
  return html('round.open.largePanel', { panel: isolate(panel), items, advised });
}

/** Codes that are named. */
const NAMED = 12;

function strandedText(codes: readonly string[]): string {
  if (codes.length === 0) return '';
  const named = namesWithin(
    codes.map((code) => isolate(shorten(code, LONGEST_CODE))),
    NAMED,
  );
  return html('round.open.stranded', { items: codes.length, codes: named });
}

const LONGEST_CODE = 30;

function fewJudgesLine({ panel, drops, ...counts }: FewJudges): string {
  return html(drops ? 'round.open.fewJudgesDrop' : 'round.open.fewJudges', {
    ...{ panel: isolate(panel), ...counts },
  });
}

function fewAnswersLine({ panel, drops, ...counts }: FewJudges): string {
  return html(drops ? 'round.close.tooFewAnswersDrop' : 'round.close.tooFewAnswers', {
    ...{ panel: isolate(panel), ...counts },
  });
}

function recognisableText({ smallPanels, alone }: OpeningPreview['recognisable']): string {
  const lines = [
    ...smallPanels.map(({ panel, experts }) =>
      html('round.open.smallPanel', { panel: isolate(panel), experts }),
    ),
    ...alone.map((name) => html('round.open.panelsOfOne', { name: isolate(name) })),
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
const LOCKS_ROOM = 1000;
const MOST_EMPTY = 8;

function listText(
  lines: readonly string[],
  room: number,
  more: 'round.morePanels' | 'round.open.moreRecognisable' = 'round.morePanels',
): string {
  const { shown, left } = linesWithin(lines, room);
  return [...shown, ...(left > 0 ? [html(more, { left })] : [])].join('\n');
}

function panelLine({ name, items, experts, joined, ...panel }: OpeningPreview['panels'][number]): string {
  const args = { panel: isolate(name), experts, joined };
  const line =
    items === null ? html('round.open.panelOfIdeas', args) : html('round.open.panel', { ...args, items });
  return [line, shortfallText(panel.shortfalls)].filter((text) => text !== '').join('\n');
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
  const { workloads, openedAt, deadline, firstReminder, zone } = preview;
  const most = Math.max(0, ...workloads);
  const least = Math.min(most, ...workloads);
  const work = { least, most, minutes: minutesFor(most) };
  return [
    peopleText(preview),
    ...(most > 0 ? [html(least === most ? 'round.open.workloadSame' : 'round.open.workload', work)] : []),
    ...(preview.panels.some(({ items }) => items === null) ? [html('round.open.ideas')] : []),
    html('round.open.deadline', {
      deadline: dateTimeText(deadline, zone),
      span: spanText(deadline.getTime() - openedAt.getTime()),
    }),
    firstReminder
      ? html('round.open.reminder', { at: dateTimeText(firstReminder, zone) })
      : html('round.open.noReminder'),
  ];
}

function peopleText({ invited, joined, unreachable }: OpeningPreview): string {
  const missing = invited - joined - unreachable;
  const notReached = unreachable > 0 ? [html('round.notReached', { unreachable })] : [];
  if (missing === invited) return html('round.open.peopleNoneJoined', { invited });
  if (missing > 0) return [html('round.open.people', { invited, joined, missing }), ...notReached].join('\n');
  return unreachable > 0
    ? [html('round.open.peopleReached', { invited, joined }), ...notReached].join('\n')
    : html('round.open.peopleAllJoined', { invited });
}

function openingButtons({ previewId, panels, settled }: OpeningPreview): Button[][] {
  const toggles = settled.map(({ panelId, continued }, at): Button[] => {
    const label = `${plain('label.continuePanel')} ${spokenDigits(String(at + 1))}`;
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
  const sample = { text: plain('round.open.showSample'), data: sampleCardButton.write({ previewId }) };
  return [...toggles, ...(panels.length > 0 ? [[sample]] : []), decide];
}

/** What closing the open round now would do. */
export interface ClosingPreview {
  readonly previewId: number;
  readonly number: number;
  readonly title: string;
  readonly deadline: Date;
  /** Panels whose answers so far are too few for any verdict. */
  readonly fewAnswers: readonly FewJudges[];
  /** Were it closed now; null: not anonymous. */
  readonly tellable: Tellable | null;
  readonly zone: string;
  readonly panels: readonly {
    readonly name: string;
    readonly submitted: number;
    readonly partial: number;
    readonly silent: number;
    /** What W would stand on; null where its round has none. */
    readonly wBase: { readonly raters: number; readonly items: number } | null;
  }[];
  /** By name, each once: who has said nothing, and who has begun and not handed in. */
  readonly missing: Readonly<Record<'silent' | 'partial', readonly string[]>>;
}

/** `/close`: who would be missing, and the button that closes. */
export function closingPreviewMessage(preview: ClosingPreview): Message {
  const { previewId, number, title, deadline, tellable, zone, panels } = preview;
  const paragraphs = [
    html('round.close.heading', { round: number, title: isolate(title) }),
    html('round.close.deadline', { deadline: dateTimeText(deadline, zone) }),
    listText(panels.map(closingLine), PANELS_ROOM),
    ...(['silent', 'partial'] as const).map((which) => missingText(which, preview.missing[which])),
    listText(preview.fewAnswers.map(fewAnswersLine), RECOGNISABLE_ROOM),
    tellableText(tellable),
    html('round.close.saved'),
  ];
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: [
      [
        {
          text: plain(preview.fewAnswers.length > 0 ? 'label.closeAllTheSame' : 'label.closeRound'),
          data: closeRoundButton.write({ previewId }),
          style: 'danger',
        },
        { text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) },
      ],
    ],
  };
}

function closingLine({ name, wBase, ...counts }: ClosingPreview['panels'][number]): string {
  const panel = isolate(shorten(name, LONGEST_PANEL));
  return [
    html('round.close.panel', { panel, ...counts }),
    ...(wBase ? [html(wBase.raters < LEAST_RATERS ? 'round.close.noW' : 'round.close.w', wBase)] : []),
  ].join('\n');
}

const LONGEST_PANEL = 80;
/** With fewer there is no W. */
const LEAST_RATERS = 2;

function missingText(which: 'silent' | 'partial', names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.map((name) => isolate(shorten(name, LONGEST_MISSING)));
  return html(`round.close.missing.${which}`, {
    total: names.length,
    names: namesWithin(shown, MOST_MISSING),
  });
}

const LONGEST_MISSING = 40;
const MOST_MISSING = 12;

const MOST_CODES = 20;

/** `/finish`: what ends, and the button that ends it. */
export function finishPreviewMessage(preview: {
  previewId: number;
  title: string;
  rounds: number;
  letters: number;
  unreachable: number;
  forgetAfterDays: number | null;
  tellable: Tellable | null;
  studyId: number;
  /** Codes of items on which panels differ, and nobody has decided. */
  differing: readonly string[];
}): Message {
  const { previewId, title, rounds, letters, unreachable, forgetAfterDays: days, differing } = preview;
  const effect = [
    html('round.finish.effect', { rounds, letters }),
    ...(unreachable > 0 ? [html('round.notReached', { unreachable })] : []),
  ];
  const paragraphs = [
    html('round.finish.heading', { title: isolate(title) }),
    effect.join('\n'),
    differing.length > 0
      ? html('round.finish.differing', {
          items: differing.length,
          codes: namesWithin(differing.map(isolate), MOST_CODES),
        })
      : '',
    tellableText(preview.tellable),
    days === null ? html('round.finish.namesStay') : html('round.finish.namesGo', { days }),
  ];
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: [
      ...(differing.length > 0
        ? [
            [
              {
                text: plain('round.finish.decideItems'),
                data: itemsButton.write({ studyId: preview.studyId, page: 0 }),
              },
            ],
          ]
        : []),
      [
        { text: plain('label.finishStudy'), data: finishButton.write({ previewId }), style: 'danger' },
        { text: plain('label.cancel'), data: cancelPreviewButton.write({ previewId }) },
      ],
    ],
  };
}

/** Says that a round is open. @param opened.waitsUntil the end of the quiet hours, in which nobody is told yet */
export function roundOpenedMessage(
  opened: { title: string; number: number; deadline: Date; waitsUntil: Date | null },
  zone: string,
): Message {
  const { number: round, waitsUntil } = opened;
  const told = { round, title: isolate(opened.title), deadline: dateTimeText(opened.deadline, zone) };
  if (waitsUntil === null) return { html: html('round.open.done', told) };
  return { html: html('round.open.doneQuiet', { ...told, until: dateTimeText(waitsUntil, zone) }) };
}
