import { expect, test } from 'vitest';
import * as buttons from '../../src/messages/buttons.ts';

type Codec = buttons.ButtonCodec<string>;

const numbered = Object.entries(buttons).filter(([, codec]) => 'names' in codec) as unknown as [
  keyof typeof buttons,
  Codec,
][];
const largest = 999_999_999_999_999;
const numbersOf = ({ names }: Codec, of: (at: number) => number) =>
  Object.fromEntries(names.map((name, at) => [name, of(at)]));

test('what a button carries is read back as it was written', () => {
  for (const [, button] of numbered) {
    const numbers = numbersOf(button, (at) => 5 + at);
    expect(button.read(button.write(numbers))).toEqual(numbers);
  }
  const token = 'a1B2'.repeat(6);
  expect(buttons.acceptButton.read(buttons.acceptButton.write(token))).toEqual({ token });
  expect(buttons.declineButton.read(buttons.declineButton.write(token))).toEqual({ token });
});

test('every button’s data stays within 64 bytes, with the largest ids', () => {
  const written = [
    // The numbers that are no ids stay far below the largest.
    ...numbered.map(([, button]) => button.write(numbersOf(button, (at) => (at < 3 ? largest : 999)))),
    buttons.acceptButton.write('x'.repeat(60)),
    buttons.declineButton.write('x'.repeat(60)),
  ];
  for (const data of written) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
});

test('a press matches its own button alone', () => {
  for (const [name, button] of numbered) {
    const data = button.write(numbersOf(button, () => 5));
    const matching = numbered.filter(([, other]) => other.pattern.test(data));
    expect(matching.map(([each]) => each)).toEqual([name]);
  }
});

test('what nobody wrote matches nothing', () => {
  for (const data of [
    '',
    'r',
    'r:1',
    'r:1:2:3',
    'r:-1:2',
    'r:1:x',
    'r:1:2 ',
    'fxexpert:1:2:3',
    'f.expert:1:2:3:4',
    'j:short',
    `j:${'x'.repeat(61)}`,
  ]) {
    expect(numbered.filter(([, button]) => button.pattern.test(data))).toEqual([]);
    expect(buttons.acceptButton.pattern.test(data)).toBe(false);
    expect(buttons.declineButton.pattern.test(data)).toBe(false);
  }
});

/** As they were written before the numbers had names: cards, lists and previews in people’s chats still carry them. */
const WRITTEN: Readonly<Partial<Record<keyof typeof buttons, readonly [string, Record<string, number>]>>> = {
  beginButton: ['b:7', { questionnaireId: 7 }],
  putOffButton: ['nt:7', { questionnaireId: 7 }],
  rateButton: ['r:12:3', { answerId: 12, place: 3 }],
  noOpinionButton: ['n:12', { answerId: 12 }],
  keepButton: ['k:12', { answerId: 12 }],
  keepAllButton: ['ka:7', { questionnaireId: 7 }],
  reasonButton: ['w:12', { answerId: 12 }],
  reasonCancelButton: ['wc:12', { answerId: 12 }],
  reasonRemoveButton: ['wr:12', { answerId: 12 }],
  standByButton: ['sb:12', { answerId: 12 }],
  othersReasonsButton: ['or:12', { answerId: 12 }],
  showButton: ['g:7:4', { questionnaireId: 7, position: 4 }],
  detailsButton: ['d:12', { answerId: 12 }],
  overviewButton: ['o:7:2', { questionnaireId: 7, page: 2 }],
  submitButton: ['s:7', { questionnaireId: 7 }],
  suggestFromCardButton: ['ps:7', { questionnaireId: 7 }],
  suggestButton: ['pp:3', { studyId: 3 }],
  suggestAddButton: ['pa:3', { studyId: 3 }],
  suggestCommentButton: ['pc:3', { studyId: 3 }],
  suggestItemsButton: ['pl:3:1', { studyId: 3, page: 1 }],
  suggestRemoveButton: ['pr:3:44', { studyId: 3, itemId: 44 }],
  suggestCancelButton: ['px:3', { studyId: 3 }],
  askStudyButton: ['qs:3', { studyId: 3 }],
  askThisButton: ['qt:3', { studyId: 3 }],
  cancelDialogButton: ['cx:1795850000000', { startedAt: 1_795_850_000_000 }],
  leaveStudyButton: ['ls:3', { studyId: 3 }],
  leaveButton: ['lk:3', { studyId: 3 }],
  leaveWithdrawButton: ['lw:3', { studyId: 3 }],
  leaveCancelButton: ['lx:3', { studyId: 3 }],
  leaveConfirmButton: ['lc:3:0', { studyId: 3, roundId: 0 }],
  historyButton: ['h:3:1', { studyId: 3, page: 1 }],
  historyFileButton: ['hf:3', { studyId: 3 }],
  certificateButton: ['ct:9', { expertId: 9 }],
  openRoundButton: ['ro:5', { previewId: 5 }],
  continuePanelButton: ['rp:5:2', { previewId: 5, panelId: 2 }],
  closeRoundButton: ['rc:5', { previewId: 5 }],
  finishButton: ['rf:5', { previewId: 5 }],
  cancelPreviewButton: ['rx:5', { previewId: 5 }],
  templateButton: ['f.template', {}],
  exampleButton: ['f.example', {}],
  chooseStudyButton: ['f.choose:3', { studyId: 3 }],
  joinStudyButton: ['f.join:3', { studyId: 3 }],
  studiesPageButton: ['f.studies:1', { page: 1 }],
  panelsPageButton: ['f.panels:3:1', { studyId: 3, page: 1 }],
  expertsButton: ['f.experts:3:1', { studyId: 3, page: 1 }],
  panelExpertsButton: ['f.seats:2:1', { panelId: 2, page: 1 }],
  expertButton: ['f.expert:9:2:1', { expertId: 9, panelId: 2, page: 1 }],
  renewLinkButton: ['f.renew:9:2:1:281474976710655', { expertId: 9, panelId: 2, page: 1, mark: 2 ** 48 - 1 }],
  answerQuestionButton: ['f.answer:8', { questionId: 8 }],
  tellQuestionButton: ['f.tell:8', { questionId: 8 }],
  audienceButton: ['f.audience:5:2:0', { previewId: 5, panelId: 2, page: 0 }],
  audiencePageButton: ['f.audiences:5:1', { previewId: 5, page: 1 }],
  announceButton: ['f.announce:5', { previewId: 5 }],
  cancelAnnouncementButton: ['f.unannounce:5', { previewId: 5 }],
  suggestionsButton: ['f.suggest:3:1', { studyId: 3, page: 1 }],
  decideProposalButton: ['f.proposal:6:1:0', { proposalId: 6, accept: 1, page: 0 }],
  formerReasonButton: ['f.reason:12:1:0', { answerId: 12, accept: 1, page: 0 }],
  acceptReasonsButton: ['f.reasons:4:0', { roundId: 4, page: 0 }],
  proposalPanelsButton: ['f.meant:6:0', { proposalId: 6, page: 0 }],
  choosePanelButton: ['f.for:6:2:1:0', { proposalId: 6, panelId: 2, chosen: 1, page: 0 }],
  whyRejectedButton: ['f.why:6:0', { proposalId: 6, page: 0 }],
  statusButton: ['f.status:3:1', { studyId: 3, page: 1 }],
  panelStatusButton: ['f.names:3:2:1', { studyId: 3, panelId: 2, page: 1 }],
  createStudyButton: ['f.create:5', { previewId: 5 }],
  applyChangesButton: ['f.apply:5', { previewId: 5 }],
  cancelWorkbookButton: ['f.drop:5', { previewId: 5 }],
  settleExpertButton: ['f.settle:5:1:9', { previewId: 5, index: 1, expertId: 9 }],
};

test('what older messages carry is read as it was meant', () => {
  for (const [name, [data, numbers]] of Object.entries(WRITTEN)) {
    const button = buttons[name as keyof typeof buttons] as unknown as Codec;
    expect([name, button.pattern.test(data)]).toEqual([name, true]);
    expect([name, button.read(data), button.write(numbers)]).toEqual([name, numbers, data]);
  }
  const token = 'Ab1'.repeat(8);
  expect(buttons.acceptButton.read(`j:${token}`)).toEqual({ token });
});
