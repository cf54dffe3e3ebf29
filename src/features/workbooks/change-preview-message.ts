import type { Anonymity } from '../../domain/anonymity.ts';
import { applyChangesButton, settleExpertButton } from '../../messages/buttons.ts';
import type { Button } from '../../messages/message.ts';
import { linesWithin, namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import {
  bulletsWithin,
  cancelButton,
  createButton,
  totalsText,
  type WorkbookContent,
  warningsText,
} from './workbook-content-message.ts';
import type { MessageWithList } from './workbook-faults-message.ts';

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
  /** What has to wait for the open round's end; the changes are without it. */
  readonly waiting: readonly string[];
  readonly openRound: number | null;
  /** The words of `ناشناس` that stand and that the workbook wanted, where it would tell more; null: it would not. */
  readonly loosened: { readonly kept: string; readonly refused: string } | null;
  /** How `ناشناس` changes, and whether a round was opened under the former one; null: it does not. */
  readonly anonymity: { readonly from: Anonymity; readonly to: Anonymity; readonly opened: boolean } | null;
  /** Items that experts were asked in other words: their answers stay with them. */
  readonly reworded: readonly string[];
  /** What departs from the locked protocol. */
  readonly deviations: readonly string[];
  /** What would give past answers another meaning; nothing can be applied then. */
  readonly past: readonly string[];
  /** What would take back a promise to experts; nothing can be applied then. */
  readonly promisesBroken: readonly string[];
  readonly doubts: readonly Doubt[];
  readonly warnings: readonly string[];
  readonly state: 'applicable' | 'nothing' | 'studyFinished' | 'studyForgotten';
}

const CHANGES_ROOM = 1100;
const PARTS_ROOM = 500;
const DOUBTS_ROOM = 700;
const DOUBTS_AT_ONCE = 3;
/** Of one doubt; who is none of them is a new expert. */
const CANDIDATES_ASKED = 5;
const BUTTON_NAME = 30;
/** Items told by their codes. */
const MOST_CODES = 12;
const LONGEST_CODE = 40;

/** What a workbook whose title is the chosen study's would change in it. */
export function changePreviewMessage(preview: ChangePreview): MessageWithList {
  const { content, changes, waiting, openRound, loosened, anonymity } = preview;
  const { past, promisesBroken, deviations, doubts, state } = preview;
  const listed = bulletsWithin(changes, CHANGES_ROOM);
  const warned = warningsText(preview.warnings);
  const isForbidden = past.length > 0 || promisesBroken.length > 0;
  const paragraphs = [
    html('facilitator.workbook.changeHeading', { title: isolate(content.title) }),
    state === 'nothing'
      ? waiting.length > 0
        ? ''
        : html('facilitator.workbook.nothingChanges')
      : listed.text,
    listed.left > 0 ? html('facilitator.workbook.restInFile', { left: listed.left }) : '',
    totalsText(content),
    loosened ? html('facilitator.workbook.loosened', loosened) : '',
    anonymity && !isForbidden ? anonymityText(anonymity) : '',
    preview.reworded.length > 0 && !isForbidden
      ? html('facilitator.workbook.reworded', {
          items: preview.reworded.length,
          codes: namesWithin(
            preview.reworded.map((code) => isolate(shorten(code, LONGEST_CODE))),
            MOST_CODES,
          ),
        })
      : '',
    waiting.length > 0 && openRound !== null
      ? html(state === 'nothing' ? 'facilitator.workbook.allWaits' : 'facilitator.workbook.waits', {
          number: openRound,
          list: bulletsWithin(waiting, PARTS_ROOM).text,
        })
      : '',
    past.length > 0 ? html('facilitator.workbook.past', { list: bulletsWithin(past, PARTS_ROOM).text }) : '',
    promisesBroken.length > 0
      ? html('facilitator.workbook.promises', { list: bulletsWithin(promisesBroken, PARTS_ROOM).text })
      : '',
    deviations.length > 0 && !isForbidden
      ? html('facilitator.workbook.deviations', { list: bulletsWithin(deviations, PARTS_ROOM).text })
      : '',
    doubts.length > 0 && !isForbidden ? doubtsText(doubts) : '',
    warned.text,
    state === 'studyFinished' ? html('facilitator.workbook.studyFinished') : '',
    state === 'studyForgotten' ? html('facilitator.workbook.studyForgotten') : '',
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

/** What another rule does, and what it leaves of former archives. */
function anonymityText({ from, to, opened }: NonNullable<ChangePreview['anonymity']>): string {
  const lines = [
    to === 'unlinked' ? html('facilitator.workbook.unlinked') : '',
    opened && from !== 'unlinked' ? html(`facilitator.workbook.olderArchives.${from}`) : '',
  ];
  return lines.filter((line) => line !== '').join(' ');
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
              data: applyChangesButton.write({ previewId }),
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
        data: settleExpertButton.write({ previewId, index, expertId }),
      },
    ]),
    [
      {
        text: plain('facilitator.workbook.newPerson', { name: draft }),
        data: settleExpertButton.write({ previewId, index, expertId: 0 }),
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
