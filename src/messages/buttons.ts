/**
 * What buttons carry: a letter and numeric ids, for a messenger allows 64 bytes and a Persian code has two a letter.
 * Read back only by `read`; a press may come from any message, however old.
 */
export interface ButtonData<Count extends number> {
  /** Matches the data of this button alone. */
  readonly pattern: RegExp;
  write(...ids: Numbers<Count>): string;
  read(data: string): Numbers<Count>;
}

type Numbers<Count extends number> = Count extends 1 ? [number] : Count extends 2 ? [number, number] : never;

function buttonData<Count extends 1 | 2>(code: string, count: Count): ButtonData<Count> {
  return {
    pattern: new RegExp(`^${code}(?::\\d{1,15}){${count}}$`),
    write: (...ids) => [code, ...ids].join(':'),
    read: (data) => data.split(':').slice(1).map(Number) as Numbers<Count>,
  };
}

/** Begin or resume a questionnaire. */
export const beginButton = buttonData('b', 1);
/** No reminder of a questionnaire's round until tomorrow. */
export const putOffButton = buttonData('nt', 1);
/** Rate an answer's item: the answer, and the place of the rating on the scale. */
export const rateButton = buttonData('r', 2);
/** Leave an answer's item without an opinion. */
export const noOpinionButton = buttonData('n', 1);
/** Keep the previous rating of an answer's item. */
export const keepButton = buttonData('k', 1);
/** Keep all previous ratings of a questionnaire. */
export const keepAllButton = buttonData('ka', 1);
/** Write a reason for an answer. */
export const reasonButton = buttonData('w', 1);
/** Give up writing a reason. */
export const reasonCancelButton = buttonData('wc', 1);
/** Take an answer's reason off. */
export const reasonRemoveButton = buttonData('wr', 1);
/** Say that the expert stands by an answer. */
export const standByButton = buttonData('sb', 1);
/** Show what others gave as reasons for their answers to an answer's item. */
export const othersReasonsButton = buttonData('or', 1);
/** Show a questionnaire's item by its position. */
export const showButton = buttonData('g', 2);
/** Show the whole definition of an answer's item. */
export const definitionButton = buttonData('d', 1);
/** Show a page of a questionnaire's overview. */
export const overviewButton = buttonData('o', 2);
/** Hand a questionnaire in. */
export const submitButton = buttonData('s', 1);

/** Propose something about the study, from the overview of a questionnaire. */
export const suggestFromCardButton = buttonData('ps', 1);
/** Choose what to propose about a study; a study among several. */
export const suggestButton = buttonData('pp', 1);
/** Propose an item to add, or a comment: the study. */
export const suggestAddButton = buttonData('pa', 1);
export const suggestCommentButton = buttonData('pc', 1);
/** A page of the items that may be proposed to go, and one of them: the study, the page or the item. */
export const suggestItemsButton = buttonData('pl', 2);
export const suggestRemoveButton = buttonData('pr', 2);
/** Give up proposing about a study. */
export const suggestCancelButton = buttonData('px', 1);

/** Ask about a study; send the question that was typed already, about this study. */
export const askStudyButton = buttonData('qs', 1);
export const askThisButton = buttonData('qt', 1);
/** Give up the dialog that began at this moment (ms); one begun since goes on. */
export const cancelDialogButton = buttonData('cx', 1);

/** Leave a study: choose it, and whether the answers of its open round stay or go; give it up. */
export const leaveStudyButton = buttonData('ls', 1);
export const leaveButton = buttonData('lk', 1);
export const leaveWithdrawButton = buttonData('lw', 1);
export const leaveCancelButton = buttonData('lx', 1);
/** Leave for good: the study, and the round whose answers are withdrawn (0: none). */
export const leaveConfirmButton = buttonData('lc', 2);

/** Show a page of the own answers in a study; have them as a file. */
export const historyButton = buttonData('h', 2);
export const historyFileButton = buttonData('hf', 1);

/** Another account has used the presser's new link: it is the same person's, or is not. The account's tenure. */
export const isMeButton = buttonData('lm', 1);
export const isNotMeButton = buttonData('ln', 1);
/** Make a new link void that nobody has used: the expert, and the link's mark. */
export const voidLinkButton = buttonData('lv', 2);

/** Have an expert's certificate of taking part. */
export const certificateButton = buttonData('ct', 1);

/** Accept the consent: carries the link's secret, so that nobody joins without having been given it. */
export const acceptButton = {
  pattern: /^j:[A-Za-z0-9]{16,60}$/,
  write: (token: string) => `j:${token}`,
  read: (data: string) => data.slice(2),
};

/** Carry out a previewed opening, closing or end; give it up; take a settled panel along. */
export const openRoundButton = buttonData('ro', 1);
export const continuePanelButton = buttonData('rp', 2);
export const closeRoundButton = buttonData('rc', 1);
export const finishButton = buttonData('rf', 1);
export const cancelPreviewButton = buttonData('rx', 1);
