import type { JudgedRound } from '../domain/judged-round.ts';
import { answersOf } from '../domain/judging.ts';
import { versionInForce } from '../domain/protocol.ts';
import { TOO_FEW, verdictBy } from '../domain/verdict.ts';
import { itemContentValidity, scaleContentValidity } from '../statistics/content-validity.ts';
import { criticalRelevant, MOST_JUDGES_PRINTED } from '../statistics/critical-relevant.ts';
import { kappaStar } from '../statistics/kappa-star.ts';
import { html, plain } from '../texts/i18n.ts';
import { decimal } from '../texts/numerals.ts';
import { wordKind } from './choice/word-kind.ts';
import { TWO_DECIMALS } from './item-column.ts';
import type { ItemKind } from './kind.ts';

const IRRELEVANT = 1;
const SOMEWHAT_RELEVANT = 2;
const RELEVANT = 3;
const HIGHLY_RELEVANT = 4;

/** Lynn (1986) asks for at least three judges. */
const LEAST_ANSWERS = 3;

/** The least index that version 1 of the rule required, whatever the number of judges. */
const FIRST_SMALLEST_INDEX = 0.78;

const RULE = {
  name: 'item_kept_in_cvi',
  version: 2,
  rule: 'in a CVI round: enough of n ratings are 3 or 4 of 4, by counts: all of up to 5, all but one of 6 to 8, 7 of 9, 8 of 10, at least 7/9 of more (beyond 10 an extension of Lynn 1986 and Polit & Beck 2006); with n below 3 there is no verdict, and the item stays; of an item that several panels judge in the round one verdict, from all its judges counted once; dropped in every panel',
};

type Counts = Readonly<Record<string, number>>;

const relevantIn = (counts: Counts) => (counts[RELEVANT] ?? 0) + (counts[HIGHLY_RELEVANT] ?? 0);

const BY_WORDS = wordKind({
  name: 'cvi',
  sheetWord: 'روایی CVI',
  words: [
    [IRRELEVANT, 'expert.choice.irrelevant'],
    [SOMEWHAT_RELEVANT, 'expert.choice.somewhatRelevant'],
    [RELEVANT, 'expert.choice.relevant'],
    [HIGHLY_RELEVANT, 'expert.choice.highlyRelevant'],
  ],
  speakingFor: [RELEVANT, HIGHLY_RELEVANT],
  rule: RULE,
  verdict: ({ n, speaking }, _, version) => {
    if (version === 1) return verdictBy(itemContentValidity(speaking, n)! >= FIRST_SMALLEST_INDEX);
    return n < LEAST_ANSWERS ? TOO_FEW : verdictBy(speaking >= criticalRelevant(n));
  },
  tooFew: (versions) =>
    versionInForce(RULE, versions) === 1 ? null : { answers: LEAST_ANSWERS, drops: false },
  figures: ({ n, speaking }) => {
    const told = {
      ...{ n, relevant: speaking },
      index: decimal(itemContentValidity(speaking, n)!, 2),
      kappa: decimal(kappaStar(speaking, n)!, 2),
    };
    return n < LEAST_ANSWERS
      ? plain('summary.items.cviTooFew', told)
      : plain('summary.items.cvi', { ...told, critical: criticalRelevant(n) });
  },
  columns: [
    {
      json: 'relevant',
      header: () => plain('summary.sheet.relevant'),
      of: ({ counts }) => relevantIn(counts),
    },
    {
      json: 'critical_relevant',
      header: () => plain('summary.sheet.criticalRelevant'),
      of: ({ n }) => (n < LEAST_ANSWERS ? null : criticalRelevant(n)),
      whyNull: () => 'too_few',
    },
    {
      json: 'i_cvi',
      isMain: true,
      header: () => plain('summary.sheet.iCvi'),
      format: TWO_DECIMALS,
      of: ({ n, counts }) => itemContentValidity(relevantIn(counts), n),
    },
    {
      json: 'kappa_star',
      header: () => plain('summary.sheet.kappaStar'),
      format: TWO_DECIMALS,
      of: ({ n, counts }) => kappaStar(relevantIn(counts), n),
    },
  ],
  index: ({ n, speaking }) =>
    plain('expert.card.iCvi', { index: decimal(itemContentValidity(speaking, n)!, 2) }),
  keeps: (_, version) => plain(version === 1 ? 'protocol.kinds.cviFirst' : 'protocol.kinds.cvi'),
  whyDropped: () => plain('change.why.cvi'),
});

/** `روایی CVI`: an item stays where enough experts call it relevant, by the upper two of four words. */
export const cvi: ItemKind = {
  ...BY_WORDS,
  told: (judged, study, listLength) => [...scaleTexts(judged), ...BY_WORDS.told(judged, study, listLength)],
  roundColumns: [
    {
      json: 's_cvi_ave',
      header: () => plain('summary.sheet.sCviAve'),
      format: TWO_DECIMALS,
      of: (judged) => scaleOf(judged).average,
    },
    {
      json: 's_cvi_ua',
      header: () => plain('summary.sheet.sCviUa'),
      format: TWO_DECIMALS,
      of: (judged) => scaleOf(judged).universalAgreement,
    },
  ],
};

function scaleOf({ items }: JudgedRound) {
  return scaleContentValidity(items.map(({ n, counts }) => itemContentValidity(relevantIn(counts), n)));
}

/** The whole list's figures; and a note where some items had more judges than the sources cover. */
function scaleTexts(judged: JudgedRound): string[] {
  const { average, universalAgreement } = scaleOf(judged);
  if (average === null || universalAgreement === null) return [];
  const items = judged.items.filter(({ n }) => n > 0).length;
  const isExtended = judged.items.some((item) => answersOf(item).n > MOST_JUDGES_PRINTED);
  return [
    html('summary.validity.scale', {
      ...{ items, average: decimal(average, 2), universal: decimal(universalAgreement, 2) },
    }),
    ...(isExtended ? [html('summary.validity.extended', { most: MOST_JUDGES_PRINTED })] : []),
  ];
}
