import type { Refusal } from '../../domain/refusals.ts';
import { WAYS, type Way } from '../../domain/rule-check.ts';
import type { Message } from '../../messages/message.ts';
import { linesWithin, MESSAGE_LIMIT } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { decimal } from '../../texts/numerals.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import type { RuleCheck } from './check-study.ts';

/** How many experts a round asked, how many had their turn, and how many of these answered. */
export interface PlayedRound {
  readonly number: number;
  readonly experts: number;
  readonly asked: number;
  readonly answered: number;
}

const LONGEST_TITLE = 120;

/** A rehearsal is over: how it went, and what follows. */
export function rehearsedMessage(rehearsed: {
  readonly title: string;
  readonly rounds: readonly PlayedRound[];
  /** Closing cards that follow, of how many. */
  readonly closing: number;
  readonly allClosing: number;
}): Message {
  const { title, rounds, closing: shown, allClosing: all } = rehearsed;
  return {
    html: [
      html('rehearse.done', { title: isolate(shorten(title, LONGEST_TITLE)) }),
      '',
      ...rounds.map(({ number: round, ...turnout }) =>
        html(turnout.asked < turnout.experts ? 'rehearse.thinned' : 'rehearse.round', { round, ...turnout }),
      ),
      '',
      html('rehearse.follows'),
      ...(shown < all ? [html('rehearse.someClosing', { shown, all })] : []),
    ].join('\n'),
  };
}

export function refusedMessage(refusal: Refusal): Message {
  return { html: html('rehearse.refused', { text: refusalText(refusal) }) };
}

/** A rehearsal of this many minutes is said to be long. */
const LONG_MINUTES = 2;

/** @param progress.round null: all rounds are over */
export function progressMessage(progress: {
  readonly round: number | null;
  readonly answered: number;
  readonly experts: number;
  /** How long the rehearsal may take as a whole. */
  readonly minutes: number;
}): Message {
  const { round, answered, experts, minutes } = progress;
  const told =
    round === null ? html('rehearse.checking') : html('rehearse.progress', { round, answered, experts });
  return {
    html: minutes < LONG_MINUTES ? told : [told, html('rehearse.long', { minutes })].join('\n'),
  };
}

/** Stands above an expert's message that is shown to the facilitator. */
export function openingHeading(): string {
  return html('rehearse.opening');
}

export function cardHeading(round: number): string {
  return html('rehearse.card', { round });
}

/** A closing card's caption below words that say what it is. */
export function closingCaption(caption: string): string {
  return [html('rehearse.closing'), caption].join('\n');
}

/** In no more of the runs may answers without an opinion be called agreement. */
const TOLERATED_PER_CENT = 5;
/** The rest of the message: heading, introduction, warnings. */
const BESIDE_PANELS = 1200;
const FILE = 'rehearsal.txt';

/** What the study's rules say of experts who say nothing. */
export function ruleCheckMessage(title: string, check: RuleCheck | null): Message {
  const told = { title: isolate(shorten(title, LONGEST_TITLE)) };
  if (!check) return { html: html('rehearse.check.nothing', told) };
  const panels = check.panels.map((panel) => panelText(panel, check.runs, html));
  const { shown, left } = linesWithin(panels, MESSAGE_LIMIT - BESIDE_PANELS);
  return {
    html: [
      html('rehearse.check.heading', told),
      html('rehearse.check.intro', { runs: check.runs }),
      ...shown.map((panel) => `\n${panel}`),
      ...(left > 0 ? [html('rehearse.check.more', { panels: left, file: isolate(FILE) })] : []),
      '',
      ...findings(check, html),
    ].join('\n'),
  };
}

/** The text of the archive's file about the rehearsal. */
export function aboutText(title: string, check: RuleCheck | null): string {
  const checked = check
    ? [
        plain('rehearse.check.headingPlain'),
        plain('rehearse.check.intro', { runs: check.runs }),
        ...check.panels.map((panel) => `\n${panelText(panel, check.runs, plain)}`),
        '',
        ...findings(check, plain),
      ]
    : [];
  return [title, plain('rehearse.about'), '', ...checked].join('\n');
}

type Words = typeof html;

function panelText(
  { name, experts, items, ends }: RuleCheck['panels'][number],
  runs: number,
  words: Words,
): string {
  return [
    words('rehearse.check.panel', { panel: isolate(name), experts, items }),
    ...WAYS.map((way) => {
      const { agreed, stable, dropped } = ends[way].ends;
      const none = runs - agreed - stable - dropped;
      const left = decimal(ends[way].left / runs, 1);
      return words(`rehearse.check.${way}`, { agreed, stable, dropped, none, left });
    }),
  ].join('\n');
}

function findings({ runs, panels }: RuleCheck, words: Words): string[] {
  const most = (way: Way, end: 'agreed' | 'stable') =>
    Math.round((100 * Math.max(...panels.map(({ ends }) => ends[way].ends[end]))) / runs);
  const byNobody = Math.max(most('random', 'agreed'), most('camps', 'agreed'));
  const asShown = most('same', 'agreed');
  const stable = most('random', 'stable');
  const isSound = byNobody <= TOLERATED_PER_CENT && asShown <= TOLERATED_PER_CENT;
  return [
    ...(isSound ? [words('rehearse.check.sound', { share: TOLERATED_PER_CENT })] : []),
    ...(byNobody > TOLERATED_PER_CENT ? [words('rehearse.check.agreed', { share: byNobody })] : []),
    ...(asShown > TOLERATED_PER_CENT ? [words('rehearse.check.asShown')] : []),
    ...(stable > TOLERATED_PER_CENT ? [words('rehearse.check.stable', { share: stable })] : []),
  ];
}
