import { unpackOthers } from '../../domain/other-rules.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { LoggedScreen, Screened } from '../../jobs/background.ts';
import { html } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import type { Screen } from '../studies/screens.ts';
import { exploreRules, whatifRuleScreen } from './explore-rules.ts';

/** What `/whatif` shows, by name. */
export const whatifScreens = {
  whatif: (tx, study, { chosen = 0 }) => shown(exploreRules(tx, study, unpackOthers(chosen))),
  whatifRule(tx, study, { chosen = 0, rule: place = 0 }) {
    const asked = whatifRuleScreen(tx, study, { others: unpackOthers(chosen), place });
    return asked.ok ? asked.message : shown(asked);
  },
} satisfies Record<string, Screen>;

function shown(explored: Outcome<LoggedScreen>): Screened {
  if (explored.ok) return { message: explored.message, event: explored.event };
  return { html: html('refusal.message', { text: refusalText(explored.refusal) }) };
}
