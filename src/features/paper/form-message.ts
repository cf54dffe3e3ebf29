import { titledDocumentName } from '../../domain/document-name.ts';
import { TEXT_LIMITS } from '../../domain/proposals.ts';
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

/** What a form contains, in all or for one expert. */
interface Given {
  readonly answers: number;
  readonly ideas: number;
}

function givenText({ answers, ideas }: Given): string {
  if (ideas === 0) return plain('paper.count.answers', { answers });
  return answers === 0
    ? plain('paper.count.ideas', { ideas })
    : plain('paper.count.both', { answers, ideas });
}

/** What an answer's cell may say. */
export function takesText(takes: string): string {
  return plain('paper.orNoOpinion', { takes });
}

interface FormFile {
  readonly title: string;
  readonly round: number;
  /** Code of the panel that it is for; null: all panels. */
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
  form: FormFile & {
    readonly experts: number;
    readonly rows: number;
    readonly callsForIdeas: boolean;
    readonly bearsNames: boolean;
  },
): string {
  const { round, panel, experts, rows } = form;
  const told = { round, experts, rows, title: isolate(shorten(form.title, LONGEST_TITLE)) };
  return [
    panel === null
      ? html('paper.caption', told)
      : html('paper.captionOfPanel', { ...told, panel: isolate(shorten(panel, 60)) }),
    ...(form.callsForIdeas ? [html('paper.ideaIsRow', { limit: TEXT_LIMITS.idea })] : []),
    ...(form.bearsNames ? [html('paper.bearsNames')] : []),
  ].join('\n\n');
}

/** A form that came back, before anything of it is saved. */
export interface FormPreview {
  readonly previewId: number;
  readonly title: string;
  readonly round: number;
  /** Whose answers it contains, and how many. */
  readonly experts: readonly (Given & {
    readonly name: string;
    /** Nothing will be open any more. */
    readonly isWhole: boolean;
    readonly hasJoined: boolean;
  })[];
  /** Answers that replace one from an earlier form. */
  readonly replaced: number;
  /** Proposals of an earlier form that will be replaced by this form's. */
  readonly replacedIdeas: number;
  /** Rows that the expert has already answered in the messenger. */
  readonly leftOut: readonly { readonly row: number; readonly name: string; readonly code: string }[];
  /** Rows with a proposal that the expert has written, or taken off, in the messenger. */
  readonly leftOutIdeas: readonly { readonly row: number; readonly name: string }[];
  readonly isAnonymous: boolean;
}

/** What would be saved, for whom, and what is left out. */
export function formPreviewMessage(preview: FormPreview): {
  message: Message;
  fileLines: readonly string[] | null;
} {
  const { previewId, title, round, experts, replaced, replacedIdeas } = preview;
  const lines = previewLines(preview);
  const ofExperts = listWithin(lines.experts, EXPERTS_ROOM);
  const leftOut = listWithin(lines.leftOut, LEFT_OUT_ROOM);
  const leftOutIdeas = listWithin(lines.leftOutIdeas, LEFT_OUT_ROOM);
  const joined = experts.filter(({ hasJoined }) => hasJoined).length;
  const given = givenText({
    answers: experts.reduce((sum, { answers }) => sum + answers, 0),
    ideas: experts.reduce((sum, { ideas }) => sum + ideas, 0),
  });
  const paragraphs = [
    html('paper.preview', { round, title: isolate(shorten(title, LONGEST_TITLE)) }),
    html('paper.given', { given, experts: experts.length, list: ofExperts.text }),
    replaced > 0 ? html('paper.replaces', { replaced }) : '',
    replacedIdeas > 0 ? html('paper.replacesIdeas', { replaced: replacedIdeas }) : '',
    lines.leftOut.length > 0 ? html('paper.leftOut', { rows: lines.leftOut.length, list: leftOut.text }) : '',
    lines.leftOutIdeas.length > 0
      ? html('paper.leftOutIdeas', { rows: lines.leftOutIdeas.length, list: leftOutIdeas.text })
      : '',
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
    fileLines: [ofExperts, leftOut, leftOutIdeas].some(({ left }) => left > 0)
      ? Object.values(previewLines(preview, plain)).flat()
      : null,
  };
}

function listWithin(lines: readonly string[], room: number): { text: string; left: number } {
  const { shown, left } = linesWithin(lines, room);
  return {
    text: [...shown, ...(left > 0 ? [html('facilitator.workbook.restInFile', { left })] : [])].join('\n'),
    left,
  };
}

/** @param text `plain` for a file, `html` for a message */
function previewLines({ experts, leftOut, leftOutIdeas }: FormPreview, text: typeof html = html) {
  return {
    experts: experts.map(({ name, isWhole, ...given }) =>
      text(isWhole ? 'paper.ofExpertWhole' : 'paper.ofExpert', {
        name: isolate(name),
        given: givenText(given),
      }),
    ),
    leftOut: leftOut.map(({ row, name, code }) =>
      text('paper.leftOutRow', { row, name: isolate(name), code: isolate(code) }),
    ),
    leftOutIdeas: leftOutIdeas.map(({ row, name }) =>
      text('paper.leftOutIdea', { row, name: isolate(name) }),
    ),
  };
}

/** What of a form has been saved. */
export interface KeptForm extends Given {
  readonly round: number;
  readonly experts: number;
  /** How many experts have nothing open any more. */
  readonly handedIn: number;
  /** Answers given in the messenger since the preview. */
  readonly overtaken: number;
}

export function formKeptMessage({ round, experts, handedIn, overtaken, ...given }: KeptForm): Message {
  const paragraphs = [
    html('paper.kept', { given: givenText(given), experts, round }),
    handedIn > 0 ? html('paper.handedIn', { handedIn }) : '',
    overtaken > 0 ? html('paper.overtaken', { rows: overtaken }) : '',
  ];
  return { html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}

/** To an expert who has joined: which answers were entered in their name, and that these can be changed. */
export function paperNewsMessage(
  news: Given & {
    readonly questionnaireId: number;
    readonly title: string;
    readonly round: number;
    /** Null: the round no longer takes answers. */
    readonly deadline: Date | null;
    readonly zone: string;
  },
): Message {
  const { questionnaireId, round, deadline, zone } = news;
  const title = isolate(shorten(news.title, LONGEST_TITLE));
  const told = html('paper.news', { title, round, given: givenText(news) });
  if (!deadline) return { html: told };
  return {
    html: `${told}\n${html('paper.newsChange', { deadline: dateTimeText(deadline, zone) })}`,
    buttons: [
      [{ text: plain('label.resume'), data: beginButton.write({ questionnaireId }), style: 'success' }],
    ],
  };
}
