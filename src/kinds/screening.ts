import { type ItemVerdict, verdictBy } from '../domain/verdict.ts';
import { reachesPerCent } from '../statistics/reaches-per-cent.ts';
import { plain } from '../texts/i18n.ts';
import { type Spoken, wordKind } from './choice/word-kind.ts';
import type { ItemKind } from './kind.ts';

const YES = 1;
const NO = 0;

const noIn = ({ n, speaking }: Spoken) => n - speaking;

/**
 * `غربال`: yes or no to each item, with a reason asked for a no; an item stays with more yes than no, or enough yes.
 */
export const screening: ItemKind = {
  ...wordKind({
    name: 'screening',
    sheetWord: 'غربال',
    words: [
      [YES, 'expert.choice.yes'],
      [NO, 'expert.choice.no'],
    ],
    speakingFor: [YES],
    rule: {
      name: 'item_kept_in_screening',
      version: 2,
      rule: 'in a screening round: more yes than no, or where yes_per_cent is given at least so many per cent of yes, by counts; or nobody rated the item; of an item that several panels judge in the round one verdict, from all its judges counted once; dropped in every panel',
    },
    verdict: (answers, { yesPerCent }): ItemVerdict =>
      verdictBy(
        yesPerCent === null
          ? answers.speaking > noIn(answers)
          : reachesPerCent(answers.speaking, answers.n, yesPerCent),
      ),
    reads: ['yesPerCent'],
    tooFew: () => null,
    figures: (answers) => {
      const told = { yes: answers.speaking, no: noIn(answers) };
      return told.yes === told.no
        ? plain('summary.items.yesNoTie', told)
        : plain('summary.items.yesNo', told);
    },
    columns: [
      {
        json: 'yes',
        isMain: true,
        header: () => plain('summary.sheet.yesAnswers'),
        of: ({ counts }) => counts[YES] ?? 0,
      },
      {
        json: 'no',
        isMain: true,
        header: () => plain('summary.sheet.noAnswers'),
        of: ({ counts }) => counts[NO] ?? 0,
      },
    ],
    keeps: ({ yesPerCent: perCent }) =>
      perCent === null ? plain('protocol.kinds.moreYes') : plain('protocol.kinds.yesPerCent', { perCent }),
    whyDropped: ({ yesPerCent: perCent }) =>
      perCent === null ? plain('change.why.screening') : plain('change.why.yesPerCent', { perCent }),
  }),
  asksReason: (value) => value !== YES,
};
