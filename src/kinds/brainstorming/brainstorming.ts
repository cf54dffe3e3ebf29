import { type JudgingRule, judgePanelRound } from '../../domain/judging.ts';
import { ALL_STAY, stopRulesOf } from '../../domain/verdict.ts';
import { html, plain } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';
import type { ProposalsKind } from '../kind.ts';
import { verdictText } from '../told/verdict.ts';
import { ideasCard } from './card.ts';
import { brainstormingPlay } from './play.ts';

const JUDGING: JudgingRule = {
  ratings: [],
  verdict: () => ALL_STAY,
  ...{ pools: false, compares: false, hasConcordance: false, drops: false, reads: [] },
};

/** `بارش فکری`: experts write proposals, one message each; what the facilitator accepts of them becomes items. */
export const brainstorming: ProposalsKind = {
  name: 'brainstorming',
  sheetWord: 'بارش فکری',
  needsPlan: true,
  asks: 'proposals',
  usesScale: false,
  ratings: 'words',
  dropsFrom: 'nowhere',
  rule: {
    name: 'item_kept_in_brainstorming',
    version: 1,
    rule: 'a brainstorming round asks no item, drops none, and ends no panel; what the facilitator accepts of the proposals becomes items of the named panels from the next round on',
  },
  drops: () => false,
  card: ideasCard,
  progress: ({ panelName, isOpen, ideas }) => ({
    title: plain('expert.ideas.line', { panel: panelName }),
    answer: isOpen ? null : html('expert.ideas.written', { ideas }),
  }),
  judging: () => JUDGING,
  judge: (panel) => {
    const judged = judgePanelRound(panel, JUDGING);
    const { ideas = [] } = panel;
    return {
      ...judged,
      answered: ideas.filter((written) => written > 0).length,
      notHandedIn: ideas.filter((written, expert) => written > 0 && !panel.handedIn[expert]).length,
      raters: 0,
    };
  },
  cutoff: () => null,
  tooFew: () => null,
  advice: () => [],
  told: (judged, { versions }) => [
    judged.ideas > 0 ? html('summary.ideas.written', { ideas: judged.ideas }) : html('summary.ideas.none'),
    ...(judged.verdict === 'active' ? [] : [verdictText(judged, stopRulesOf(judged.rules, versions))]),
  ],
  chart: () => null,
  words: plainNumber,
  gist: () => null,
  figures: () => null,
  columns: [],
  roundColumns: [],
  ruleText: () => plain('protocol.kinds.ideas'),
  whyDropped: () => plain('change.why.workbook'),
  play: brainstormingPlay,
};
