/**
 * Callback data of the facilitator's buttons: a word and whole numbers, such as `f.expert:12:3`. Numbers are ids, never
 * codes or titles: a Persian letter takes two of a button's 64 bytes.
 */
export interface CallbackButton<Name extends string> {
  /** What the data of this button look like. */
  readonly pattern: RegExp;
  data(numbers: Readonly<Record<Name, number>>): string;
  /** @throws where the data are not this button's */
  read(data: string): Readonly<Record<Name, number>>;
}

function callbackButton<Name extends string = never>(word: string, ...names: Name[]): CallbackButton<Name> {
  const pattern = new RegExp(`^f\\.${word}${':(\\d{1,15})'.repeat(names.length)}$`);
  return {
    pattern,
    data: (numbers) => [`f.${word}`, ...names.map((name) => numbers[name])].join(':'),
    read(data) {
      const found = pattern.exec(data);
      if (!found) throw new Error(`${data} is no data of the button f.${word}`);
      return Object.fromEntries(names.map((name, at) => [name, Number(found[at + 1])])) as Record<
        Name,
        number
      >;
    },
  };
}

export const templateButton = callbackButton('template');
export const exampleButton = callbackButton('example');

export const chooseStudyButton = callbackButton('choose', 'studyId');
export const joinStudyButton = callbackButton('join', 'studyId');
/** Let another facilitator into a study (1), or not (0). */
export const admitButton = callbackButton('admit', 'requestId', 'accept');
export const studiesPageButton = callbackButton('studies', 'page');

export const panelsPageButton = callbackButton('panels', 'studyId', 'page');

/** The panels of a study, each with its experts behind a button. */
export const expertsButton = callbackButton('experts', 'studyId', 'page');
export const panelExpertsButton = callbackButton('seats', 'panelId', 'page');
/** One expert; panel and page are where «back» leads. */
export const expertButton = callbackButton('expert', 'expertId', 'panelId', 'page');
/** `mark` tells the link in force when the button was shown: pressed twice, it renews once. */
export const renewLinkButton = callbackButton('renew', 'expertId', 'panelId', 'page', 'mark');

/** Answer an expert's question; tell it to all with its answer. */
export const answerQuestionButton = callbackButton('answer', 'questionId');
export const tellQuestionButton = callbackButton('tell', 'questionId');
/** An announcement shown: choose whom it goes to (0: all), turn the pages of the panels, send it, give it up. */
export const audienceButton = callbackButton('audience', 'previewId', 'panelId', 'page');
export const audiencePageButton = callbackButton('audiences', 'previewId', 'page');
export const announceButton = callbackButton('announce', 'previewId');
export const cancelAnnouncementButton = callbackButton('unannounce', 'previewId');

/** New proposals and reasons, one a page. */
export const suggestionsButton = callbackButton('suggest', 'studyId', 'page');
/** Accept (1) or reject (0) a proposal or a reason; accept all reasons of a round. */
export const decideProposalButton = callbackButton('proposal', 'proposalId', 'accept', 'page');
export const decideReasonButton = callbackButton('reason', 'roundId', 'itemId', 'mark', 'accept', 'page');
/** As an earlier version wrote it: by the answer's id. Nothing is decided by it. */
export const formerReasonButton = callbackButton('reason', 'answerId', 'accept', 'page');
export const acceptReasonsButton = callbackButton('reasons', 'roundId', 'page');
/** The panels that a proposal is for, and one of them chosen (1) or not (0): pressed twice, it says the same. */
export const proposalPanelsButton = callbackButton('meant', 'proposalId', 'page');
export const choosePanelButton = callbackButton('for', 'proposalId', 'panelId', 'chosen', 'page');
/** Write to its author why a proposal was rejected. */
export const whyRejectedButton = callbackButton('why', 'proposalId', 'page');

/** Status of a study, all panels; `page` counts the panels' pages. */
export const statusButton = callbackButton('status', 'studyId', 'page');
export const panelStatusButton = callbackButton('names', 'studyId', 'panelId', 'page');

/** Whose name is removed: the experts of a study, one of them; and the removal that was shown, carried out or given up. */
export const forgetExpertsButton = callbackButton('whom', 'studyId', 'page');
export const forgetExpertButton = callbackButton('forgetone', 'expertId');
export const forgetButton = callbackButton('forget', 'previewId');
export const cancelForgettingButton = callbackButton('unforget', 'previewId');

export const createStudyButton = callbackButton('create', 'previewId');
export const applyChangesButton = callbackButton('apply', 'previewId');
export const cancelWorkbookButton = callbackButton('drop', 'previewId');
/** Says who an uncertain expert is, by the place in the workbook: the known `expertId`, or 0 for a new one. */
export const settleExpertButton = callbackButton('settle', 'previewId', 'index', 'expertId');
