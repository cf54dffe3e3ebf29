import { versionInForce } from '../domain/protocol.ts';
import { TOO_FEW, verdictBy } from '../domain/verdict.ts';
import { contentValidityRatio, criticalEssential, LAWSHE_1975 } from '../statistics/cvr-critical.ts';
import { plain } from '../texts/i18n.ts';
import { decimal, plainNumber } from '../texts/numerals.ts';
import { wordKind } from './choice/word-kind.ts';
import { TWO_DECIMALS } from './item-column.ts';
import type { ItemKind } from './kind.ts';

const ESSENTIAL = 3;
const USEFUL = 2;
const UNNECESSARY = 1;

/** With fewer experts not even unanimity is more than chance. */
const LEAST_ANSWERS = 5;

const RULE = {
  name: 'item_kept_in_cvr',
  version: 2,
  rule: 'in a CVR round: as many of n ratings are essential as the exact one-tailed binomial test at 5 % asks for, the smallest k with P(X >= k | n, 1/2) <= 0.05; with n below 5 there is no verdict, and the item stays; of an item that several panels judge in the round one verdict, from all its judges counted once; dropped in every panel',
};

/** `روایی CVR`: an item stays where enough experts call it essential. */
export const cvr: ItemKind = wordKind({
  name: 'cvr',
  sheetWord: 'روایی CVR',
  words: [
    [ESSENTIAL, 'expert.choice.essential'],
    [USEFUL, 'expert.choice.useful'],
    [UNNECESSARY, 'expert.choice.unnecessary'],
  ],
  speakingFor: [ESSENTIAL],
  rule: RULE,
  verdict: ({ n, speaking }, _, version) => {
    const critical = criticalEssential(n);
    // Version 1 dropped what had too few answers.
    if (critical === null) return version === 1 ? verdictBy(false) : TOO_FEW;
    return verdictBy(speaking >= critical);
  },
  tooFew: (versions) => ({ answers: LEAST_ANSWERS, drops: versionInForce(RULE, versions) === 1 }),
  figures: ({ n, speaking }) => {
    const critical = criticalEssential(n);
    const told = { n, essential: speaking, cvr: decimal(contentValidityRatio(speaking, n)!, 2) };
    if (critical === null) return plain('summary.items.cvr', told);
    const lawshe = LAWSHE_1975.get(n);
    return lawshe === undefined
      ? plain('summary.items.cvrCritical', { ...told, critical })
      : plain('summary.items.cvrLawshe', { ...told, critical, lawshe: plainNumber(lawshe) });
  },
  columns: [
    {
      json: 'essential',
      header: () => plain('summary.sheet.essential'),
      of: ({ counts }) => counts[ESSENTIAL] ?? 0,
    },
    {
      json: 'cvr',
      isMain: true,
      header: () => plain('summary.sheet.cvr'),
      format: TWO_DECIMALS,
      of: ({ n, counts }) => contentValidityRatio(counts[ESSENTIAL] ?? 0, n),
    },
    {
      json: 'critical',
      header: () => plain('summary.sheet.critical'),
      of: ({ n }) => criticalEssential(n),
      whyNull: () => 'none_enough',
    },
    {
      json: 'lawshe',
      header: () => plain('summary.sheet.lawshe'),
      format: TWO_DECIMALS,
      of: ({ n }) => LAWSHE_1975.get(n) ?? null,
      whyNull: () => 'not_printed',
    },
  ],
  index: ({ n, speaking }) =>
    plain('expert.card.cvr', { cvr: decimal(contentValidityRatio(speaking, n)!, 2) }),
  keeps: () => plain('protocol.kinds.cvr'),
  whyDropped: () => plain('change.why.cvr'),
});
