/**
 * What buttons carry: a word and whole numbers, such as `f.expert:12:3:0`. The numbers are ids, never codes or titles:
 * a messenger allows 64 bytes, and a Persian letter takes two. A press may come from any message, however old, so a
 * word keeps its meaning and its numbers their places for good.
 */
export interface ButtonCodec<Name extends string> {
  readonly word: string;
  /** What the numbers are, in their order. */
  readonly names: readonly Name[];
  /** Matches the data of this button alone. */
  readonly pattern: RegExp;
  write(numbers: Readonly<Record<Name, number>>): string;
  /** @throws where the data are not this button's */
  read(data: string): Readonly<Record<Name, number>>;
}

function button<Name extends string = never>(word: string, ...names: Name[]): ButtonCodec<Name> {
  const pattern = new RegExp(`^${word.replace('.', '\\.')}${':(\\d{1,15})'.repeat(names.length)}$`);
  return {
    word,
    names,
    pattern,
    write: (numbers) => names.reduce((data, name) => `${data}:${numbers[name]}`, word),
    read(data) {
      const found = pattern.exec(data);
      if (!found) throw new Error(`${data} is no data of the button ${word}`);
      const numbers: Partial<Record<Name, number>> = {};
      for (const [at, name] of names.entries()) numbers[name] = Number(found[at + 1]);
      return numbers as Record<Name, number>;
    },
  };
}

/**
 * The same below a text that is kept, which one number more tells: none where nothing was typed, nor from earlier
 * versions.
 */
function textButton<Name extends string>(word: string, ...names: Name[]) {
  const bare = button(word, ...names);
  const below = button<Name | 'keptAt'>(word, ...names, 'keptAt');
  type Numbers = Readonly<Record<Name, number>> & { readonly keptAt?: number | undefined };
  return {
    word,
    names: bare.names,
    pattern: new RegExp(`${bare.pattern.source}|${below.pattern.source}`),
    write: (numbers: Numbers) => {
      const { keptAt } = numbers;
      return keptAt === undefined ? bare.write(numbers) : below.write({ ...numbers, keptAt });
    },
    read: (data: string): Numbers => (below.pattern.test(data) ? below : bare).read(data),
  };
}

/** Begin or resume a questionnaire. */
export const beginButton = button('b', 'questionnaireId');
/** No reminder of a questionnaire's round until tomorrow. */
export const putOffButton = button('nt', 'questionnaireId');
/** Rate an answer's item: the answer, and the place of the rating on the scale. */
export const rateButton = button('r', 'answerId', 'place');
/** Leave an answer's item without an opinion. */
export const noOpinionButton = button('n', 'answerId');
/** Keep the previous rating of an answer's item. */
export const keepButton = button('k', 'answerId');
/** Keep all previous ratings of a questionnaire. */
export const keepAllButton = button('ka', 'questionnaireId');
/** Write a reason for an answer. */
export const reasonButton = button('w', 'answerId');
/** Give up writing a reason. */
export const reasonCancelButton = button('wc', 'answerId');
/** Take an answer's reason off. */
export const reasonRemoveButton = button('wr', 'answerId');
/** Say that the expert stands by an answer. */
export const standByButton = button('sb', 'answerId');
/** Show what others gave as reasons for their answers to an answer's item. */
export const othersReasonsButton = button('or', 'answerId');
/** Show a questionnaire's item by its position. */
export const showButton = button('g', 'questionnaireId', 'position');
/** Show all there is to read about an answer's item, and what is rarely pressed. Older cards: its definition. */
export const detailsButton = button('d', 'answerId');
/** Show a page of a questionnaire's overview. */
export const overviewButton = button('o', 'questionnaireId', 'page');
/** Hand a questionnaire in. */
export const submitButton = button('s', 'questionnaireId');

/** On a card that puts a panel's items together: give an answer's item the next place; take that place back. */
export const addPlaceButton = button('p.add', 'answerId');
export const takeBackButton = button('p.back', 'answerId');
/** Choose an item that has its place, and move it to another. */
export const choosePlaceButton = button('p.choose', 'answerId');
export const movePlaceButton = button('p.move', 'answerId', 'place');
/** Leave the panel's items without an opinion; keep the own previous answer to all of them. Any of the answers. */
export const noOpinionOnPanelButton = button('p.none', 'answerId');
export const keepPanelButton = button('p.keep', 'answerId');
/** Read the items whole, a page at a time. Any of the answers. */
export const readPanelButton = button('p.read', 'answerId', 'page');
/** Take an idea off the list of a brainstorming card; put the last one back; end a panel's list. */
export const removeIdeaButton = button('ir', 'proposalId');
export const bringIdeaBackButton = button('ib', 'questionnaireId', 'panelId');
export const endIdeasButton = button('ie', 'questionnaireId', 'panelId');

/** Propose something about the study, from the overview of a questionnaire. */
export const suggestFromCardButton = button('ps', 'questionnaireId');
/** Choose what to propose about a study; a study among several. */
export const suggestButton = textButton('pp', 'studyId');
/** Propose an item to add, or a comment: the study. */
export const suggestAddButton = textButton('pa', 'studyId');
export const suggestCommentButton = textButton('pc', 'studyId');
/** A page of the items that may be proposed to go, and one of them: the study, the page or the item. */
export const suggestItemsButton = textButton('pl', 'studyId', 'page');
export const suggestRemoveButton = textButton('pr', 'studyId', 'itemId');
/** Give up proposing about a study. */
export const suggestCancelButton = button('px', 'studyId');

/** Ask about a study; send the question that was typed already, about this study. */
export const askStudyButton = button('qs', 'studyId');
export const askThisButton = textButton('qt', 'studyId');
/** Give up the dialog that began at this moment (ms); one begun since goes on. */
export const cancelDialogButton = button('cx', 'startedAt');

/**
 * Say what a text is that nobody asked for, kept since this moment (ms): a question, a proposal, the reason of an
 * answer.
 */
export const keptAskButton = button('ta', 'keptAt');
export const keptSuggestButton = button('ts', 'keptAt');
export const keptReasonButton = button('tr', 'keptAt', 'answerId');

/** Leave a study: choose it, and whether the answers of its open round stay or go; give it up. */
export const leaveStudyButton = button('ls', 'studyId');
export const leaveButton = button('lk', 'studyId');
export const leaveWithdrawButton = button('lw', 'studyId');
export const leaveCancelButton = button('lx', 'studyId');
/** Leave for good: the study, and the round whose answers are withdrawn (0: none). */
export const leaveConfirmButton = button('lc', 'studyId', 'roundId');

/** Show a page of the own answers in a study; have them as a file. */
export const historyButton = button('h', 'studyId', 'page');
export const historyFileButton = button('hf', 'studyId');

/** Another account has used the presser's new link: it is the same person's, or is not. The account's tenure. */
export const isMeButton = button('lm', 'tenureId');
export const isNotMeButton = button('ln', 'tenureId');
/** Make a new link void that nobody has used: the expert, and the link's mark. */
export const voidLinkButton = button('lv', 'expertId', 'mark');

/** Have an expert's certificate of taking part. */
export const certificateButton = button('ct', 'expertId');

/** Accept the consent: carries the link's secret, so that nobody joins without having been given it. */
export const acceptButton = {
  pattern: /^j:[A-Za-z0-9]{16,60}$/,
  write: (token: string) => `j:${token}`,
  read: (data: string) => ({ token: data.slice(2) }),
};

/** Decline the consent: carries the link's secret too. */
export const declineButton = {
  pattern: /^jn:[A-Za-z0-9]{16,60}$/,
  write: (token: string) => `jn:${token}`,
  read: (data: string) => ({ token: data.slice(3) }),
};

/** Confirm a criterion that the consent asks for, by its place among them from 1; carries the link's secret too. */
export const confirmCriterionButton = {
  pattern: /^jc:\d{1,2}:[A-Za-z0-9]{16,57}$/,
  write: (token: string, place = 1) => `jc:${place}:${token}`,
  read(data: string) {
    const [, place, token] = data.split(':');
    return { token: token!, place: Number(place) };
  },
};

/** Carry out a previewed opening, closing or end; give it up; take a settled panel along. */
export const openRoundButton = button('ro', 'previewId');
/** Show one expert's card of a previewed round; what the card's buttons carry there. */
export const sampleCardButton = button('rs', 'previewId');
export const sampleButton = button('rs');
export const continuePanelButton = button('rp', 'previewId', 'panelId');
export const closeRoundButton = button('rc', 'previewId');
export const finishButton = button('rf', 'previewId');
/** Show whom a reminder of the invitation would reach, and send it. */
export const nudgeButton = button('f.nudge', 'studyId');
export const sendNudgeButton = button('ri', 'previewId');
/** Remind whom a preview has counted. */
export const remindButton = button('rr', 'previewId');
export const cancelPreviewButton = button('rx', 'previewId');

export const templateButton = button('f.template');
export const exampleButton = button('f.example');

export const chooseStudyButton = button('f.choose', 'studyId');
export const joinStudyButton = button('f.join', 'studyId');
/** Let another facilitator into a study (1), or not (0). */
export const admitButton = button('f.admit', 'requestId', 'accept');
export const studiesPageButton = button('f.studies', 'page');

/** A page of a study's protocol. */
export const protocolPageButton = button('f.protocol', 'studyId', 'page');

export const panelsPageButton = button('f.panels', 'studyId', 'page');

/** The panels of a study, each with its experts behind a button. */
export const expertsButton = button('f.experts', 'studyId', 'page');
export const panelExpertsButton = button('f.seats', 'panelId', 'page');
/** One expert; panel and page are where «back» leads. */
export const expertButton = button('f.expert', 'expertId', 'panelId', 'page');
/** `mark` tells the link in force when the button was shown: pressed twice, it renews once. */
export const renewLinkButton = button('f.renew', 'expertId', 'panelId', 'page', 'mark');

/** Let an expert who came after a round's opening answer in it. */
export const letInButton = button('f.letin', 'expertId', 'roundId', 'panelId', 'page');

/** Answer an expert's question; tell it to all with its answer. */
export const answerQuestionButton = button('f.answer', 'questionId');
export const tellQuestionButton = button('f.tell', 'questionId');
/** An announcement shown: choose whom it goes to (0: all), turn the pages of the panels, send it, give it up. */
export const audienceButton = button('f.audience', 'previewId', 'panelId', 'page');
export const audiencePageButton = button('f.audiences', 'previewId', 'page');
export const announceButton = button('f.announce', 'previewId');
export const cancelAnnouncementButton = button('f.unannounce', 'previewId');

/** New proposals and reasons, one a page. */
export const suggestionsButton = button('f.suggest', 'studyId', 'page');
/** Accept (1) or reject (0) a proposal or a reason; accept all reasons of a round. */
export const decideProposalButton = button('f.proposal', 'proposalId', 'accept', 'page');
export const decideReasonButton = button('f.reason', 'roundId', 'itemId', 'mark', 'accept', 'page');
/** As an earlier version wrote it: by the answer's id. Nothing is decided by it. */
export const formerReasonButton = button('f.reason', 'answerId', 'accept', 'page');
export const acceptReasonsButton = button('f.reasons', 'roundId', 'page');
/** The panels that a proposal is for, and one of them chosen (1) or not (0): pressed twice, it says the same. */
export const proposalPanelsButton = button('f.meant', 'proposalId', 'page');
export const choosePanelButton = button('f.for', 'proposalId', 'panelId', 'chosen', 'page');
/** Write to its author why a proposal was rejected. */
export const whyRejectedButton = button('f.why', 'proposalId', 'page');

/** Word a proposal anew, as one item (0) or as several (1). */
export const rewordButton = button('f.reword', 'proposalId', 'several', 'page');
/** What a proposal may be merged with, a page of it; one of them: an item (1) or a proposal (0). */
export const mergeButton = button('f.merge', 'proposalId', 'list', 'page');
export const mergeWithButton = button('f.with', 'proposalId', 'item', 'targetId', 'page');
/** Of two merged proposals: take the other one's words, write some of the own; accept what the preview shows. */
export const otherTitleButton = button('f.other', 'previewId', 'page');
export const ownTitleButton = button('f.own', 'previewId', 'page');
export const acceptPreviewedButton = button('f.accept', 'previewId', 'page');
/** Decisions that can be changed, one a page; open one again. `page`: where `/suggestions` stood. */
export const decidedButton = button('f.decided', 'studyId', 'place', 'page');
export const reopenButton = button('f.reopen', 'proposalId', 'page');
/** Answer to a decision on the own proposal that it is not what was meant. */
export const objectButton = button('po', 'proposalId');

/**
 * How many items came to each step of a study and left at it: all of it, by units, by what is below a group (one of
 * whose items is named).
 */
export const funnelButton = button('f.funnel', 'studyId');
export const funnelUnitsButton = button('f.units', 'studyId', 'page');
export const funnelGroupsButton = button('f.groups', 'studyId', 'itemId', 'depth', 'page');
/** Items that left at a step, by its round's number (0: before any). */
export const funnelLeftButton = button('f.left', 'studyId', 'step', 'page');

/**
 * A study's last judged round under other rules, `chosen` as `domain/other-rules` packs them; the values that a rule
 * could have, by its place there.
 */
export const whatifButton = button('f.if', 'studyId', 'chosen');
export const whatifRuleButton = button('f.ifrule', 'studyId', 'chosen', 'rule');
/**
 * A reason against items, by its place among them; the theme of all of its words, by its place in
 * `domain/reason-themes`.
 */
export const themesButton = button('f.themes', 'studyId', 'place');
export const themeButton = button('f.theme', 'studyId', 'mark', 'index', 'place');

/**
 * What can be drawn of a study; of a panel, `page` being where «back» leads. A chart of a panel's rounds of the kind of
 * this one, or of the whole study, by its index in `features/charting`.
 */
export const chartsButton = button('f.charts', 'studyId', 'page');
export const panelChartsButton = button('f.chartsof', 'panelId', 'page');
export const panelChartButton = button('f.chart', 'panelRoundId', 'chart');
export const studyChartButton = button('f.studychart', 'studyId', 'chart');

/** The final list of a study. */
export const finalButton = button('f.final', 'studyId', 'page');

/** The items of a study; everything about one, by page. */
export const itemsButton = button('f.items', 'studyId', 'page');
export const itemButton = button('f.item', 'itemId', 'page');
/** Begin a change of an item, by its place in `domain/item-change`. */
export const itemActButton = button('f.itemdo', 'itemId', 'act');
/**
 * The change that is being put together: a panel chosen (1) or not (0), the same meaning (1) or not (0), done, given
 * up.
 */
export const itemPanelButton = button('f.itemin', 'previewId', 'panelId', 'chosen');
export const itemMeaningButton = button('f.itemsame', 'previewId', 'same');
export const changeItemButton = button('f.itemyes', 'previewId');
export const cancelItemButton = button('f.itemno', 'previewId');

/**
 * Whose name is removed: the experts of a study, one of them; and the removal that was shown, carried out or given up.
 */
export const forgetExpertsButton = button('f.whom', 'studyId', 'page');
export const forgetExpertButton = button('f.forgetone', 'expertId');
export const forgetButton = button('f.forget', 'previewId');
export const cancelForgettingButton = button('f.unforget', 'previewId');

/** Keep the answers of a previewed paper form; give it up. */
export const keepPaperButton = button('f.paper', 'previewId');
export const cancelPaperButton = button('f.unpaper', 'previewId');

/** An orientation read, seen or heard. */
export const orientedButton = button('br', 'briefingId');
/** Send a previewed orientation; give it up. */
export const briefButton = button('f.brief', 'previewId');
export const cancelBriefingButton = button('f.unbrief', 'previewId');
/** Who was at a meeting: the study's experts, and one of them present (1) or not (0). */
export const attendanceButton = button('f.meeting', 'studyId', 'page');
export const attendedButton = button('f.attended', 'expertId', 'chosen', 'page');

/** How a study's open round is going, in one message. */
export const liveStatusButton = button('f.live', 'studyId');
/** Remind a group of those who owe the round (`domain/owing`), of one panel or of all (0). */
export const remindGroupButton = button('f.remind', 'studyId', 'panelId', 'group');
/**
 * Who owes the open round on a panel; one of them; a reminder to that one, or none any more in this round (1) or again
 * (0).
 */
export const owingButton = button('f.owing', 'studyId', 'panelId', 'page');
export const owingExpertButton = button('f.owes', 'expertId', 'panelId', 'page');
export const remindExpertButton = button('f.remindone', 'expertId', 'panelId', 'page');
export const excuseButton = button('f.excuse', 'expertId', 'panelId', 'page', 'chosen');
/** Status of a study, all panels; `page` counts the panels' pages. */
export const statusButton = button('f.status', 'studyId', 'page');
export const panelStatusButton = button('f.names', 'studyId', 'panelId', 'page');

export const createStudyButton = button('f.create', 'previewId');
export const applyChangesButton = button('f.apply', 'previewId');
export const cancelWorkbookButton = button('f.drop', 'previewId');
/** Says who an uncertain expert is, by the place in the workbook: the known `expertId`, or 0 for a new one. */
export const settleExpertButton = button('f.settle', 'previewId', 'index', 'expertId');
