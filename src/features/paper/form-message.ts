import { titledDocumentName } from '../../domain/document-name.ts';
import { beginButton, cancelPaperButton, keepPaperButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { linesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

const LONGEST_TITLE = 150;
const EXPERTS_ROOM = 1500;
const LEFT_OUT_ROOM = 1000;

/** What an answer's cell may say. */
export function takesText(takes: string): string {
  return plain('paper.orNoOpinion', { takes });
}

interface FormFile {
  readonly title: string;
  readonly round: number;
  /** The code of the panel that it is for; null: for all. */
  readonly panel: string | null;
}

export function formFileName({ title, round, panel }: FormFile): string {
  return titledDocumentName(
    title,
    (cut) =>
      panel === null
        ? plain('paper.fileName', { round, title: cut })
        : plain('paper.fileNameOfPanel', { round, panel, title: cut }),
    '.xlsx',
  );
}

export function formCaption(
  form: FormFile & { readonly experts: number; readonly rows: number; readonly bearsNames: boolean },
): string {
  const { round, panel, experts, rows } = form;
  const told = { round, experts, rows, title: isolate(shorten(form.title, LONGEST_TITLE)) };
  return [
    panel === null
      ? html('paper.caption', told)
      : html('paper.captionOfPanel', { ...told, panel: isolate(shorten(panel, 60)) }),
    ...(form.bearsNames ? [html('paper.bearsNames')] : []),
  ].join('\n\n');
}

/** A form that came back, before anything of it is kept. */
export interface FormPreview {
  readonly previewId: number;
  readonly title: string;
  readonly round: number;
  /** Whose answers it gives, and how many. */
  readonly experts: readonly {
    readonly name: string;
    readonly answers: number;
    /** Nothing is open any more then. */
    readonly isWhole: boolean;
    readonly hasJoined: boolean;
  }[];
  /** Answers that take the place of one from an earlier form. */
  readonly replaced: number;
  /** Rows that the expert has answered in the messenger. */
  readonly leftOut: readonly { readonly row: number; readonly name: string; readonly code: string }[];
  readonly isAnonymous: boolean;
}

/** What would be kept, of whom, and what is left out. */
export function formPreviewMessage(preview: FormPreview): {
  message: Message;
  fileLines: readonly string[] | null;
} {
  const { previewId, title, round, experts, replaced, leftOut } = preview;
  const ofExperts = experts.map(({ name, answers, isWhole }) =>
    html(isWhole ? 'paper.ofExpertWhole' : 'paper.ofExpert', { name: isolate(name), answers }),
  );
  const rows = leftOut.map(({ row, name, code }) =>
    html('paper.leftOutRow', { row, name: isolate(name), code: isolate(code) }),
  );
  const shown = [listWithin(ofExperts, EXPERTS_ROOM), listWithin(rows, LEFT_OUT_ROOM)] as const;
  const joined = experts.filter(({ hasJoined }) => hasJoined).length;
  const answers = experts.reduce((sum, each) => sum + each.answers, 0);
  const paragraphs = [
    html('paper.preview', { round, title: isolate(shorten(title, LONGEST_TITLE)) }),
    html('paper.given', { answers, experts: experts.length, list: shown[0].text }),
    replaced > 0 ? html('paper.replaces', { replaced }) : '',
    rows.length > 0 ? html('paper.leftOut', { rows: rows.length, list: shown[1].text }) : '',
    joined > 0 ? html('paper.joinedHear', { joined }) : '',
    preview.isAnonymous ? html('paper.apart') : '',
    html('paper.nothingYet'),
  ];
  const keep = { text: plain('label.keepPaper'), data: keepPaperButton.write({ previewId }) };
  const cancel = { text: plain('label.cancel'), data: cancelPaperButton.write({ previewId }) };
  return {
    message: {
      html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
      buttons: [[{ ...keep, style: 'success' }], [cancel]],
    },
    fileLines: shown.some(({ left }) => left > 0) ? plainLines(preview) : null,
  };
}

function listWithin(lines: readonly string[], room: number): { text: string; left: number } {
  const { shown, left } = linesWithin(lines, room);
  return {
    text: [...shown, ...(left > 0 ? [html('facilitator.workbook.restInFile', { left })] : [])].join('\n'),
    left,
  };
}

function plainLines({ experts, leftOut }: FormPreview): string[] {
  return [
    ...experts.map(({ name, answers, isWhole }) =>
      plain(isWhole ? 'paper.ofExpertWhole' : 'paper.ofExpert', { name: isolate(name), answers }),
    ),
    ...leftOut.map(({ row, name, code }) =>
      plain('paper.leftOutRow', { row, name: isolate(name), code: isolate(code) }),
    ),
  ];
}

/** What of a form is on disk. */
export interface KeptForm {
  readonly round: number;
  readonly answers: number;
  readonly experts: number;
  /** Who has nothing open any more. */
  readonly handedIn: number;
  /** Answers that came in the messenger since the preview. */
  readonly overtaken: number;
}

export function formKeptMessage({ round, answers, experts, handedIn, overtaken }: KeptForm): Message {
  const paragraphs = [
    html('paper.kept', { answers, experts, round }),
    handedIn > 0 ? html('paper.handedIn', { handedIn }) : '',
    overtaken > 0 ? html('paper.overtaken', { rows: overtaken }) : '',
  ];
  return { html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}

/** To an expert who has joined: what was typed in the own name, and that it may be changed. */
export function paperNewsMessage(news: {
  readonly questionnaireId: number;
  readonly title: string;
  readonly round: number;
  readonly answers: number;
  /** Null: the round takes no answers any more. */
  readonly deadline: Date | null;
  readonly zone: string;
}): Message {
  const { questionnaireId, round, answers, deadline, zone } = news;
  const told = html('paper.news', { title: isolate(shorten(news.title, LONGEST_TITLE)), round, answers });
  if (!deadline) return { html: told };
  return {
    html: `${told}\n${html('paper.newsChange', { deadline: dateTimeText(deadline, zone) })}`,
    buttons: [
      [{ text: plain('label.resume'), data: beginButton.write({ questionnaireId }), style: 'success' }],
    ],
  };
}
