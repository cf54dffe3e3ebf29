import type { JudgedRound } from './judged-round.ts';
import { missesAgreement, type StopRules, showsAgreement, showsStability } from './verdict.ts';
import { isAboutItems, type Warning } from './warnings.ts';

/** What a panel's closing comes to, in one sentence: stop, go on, or look again, and why. */
export type Advice =
  | {
      readonly say: 'stop';
      readonly why:
        | 'dropped'
        | 'agreed'
        | 'settled'
        | 'settledApart'
        /** Stable by the rule, with a doubt about it, and no round left that could settle it. */
        | 'unsettled'
        | 'unsettledApart'
        | 'finished'
        | 'finishedWithSign';
    }
  | { readonly say: 'goOn'; readonly why: 'active' | 'activeWithSign' | 'answersMoving' | 'changeUnclear' }
  /** The panel agrees, but figures of some items that stay are too weak to rely on. */
  | { readonly say: 'lookAgain'; readonly items: readonly string[] };

/** @param maxRounds no round follows after this many rounds of the study */
export function adviceOn(
  judged: Pick<JudgedRound, 'verdict' | 'number' | 'concordance' | 'items'>,
  warnings: readonly Warning[],
  { stop, maxRounds }: { stop: StopRules; maxRounds: number },
): Advice {
  const roundsLeft = judged.number < maxRounds;
  switch (judged.verdict) {
    case 'dropped':
      return { say: 'stop', why: 'dropped' };
    case 'agreed': {
      const items = doubtfulItems(judged, warnings);
      return items.length === 0 ? { say: 'stop', why: 'agreed' } : { say: 'lookAgain', items };
    }
    case 'stable':
      return stableAdvice(judged, { unsettled: unsettledBy(warnings), stop, roundsLeft });
    case 'active':
    case 'finished': {
      const { concordance } = judged;
      // Agreement and stability end a panel only from the least number of rounds on.
      const hasSign =
        concordance !== null && (showsAgreement(concordance, stop) || showsStability(concordance, stop));
      return judged.verdict === 'active' && roundsLeft
        ? { say: 'goOn', why: hasSign ? 'activeWithSign' : 'active' }
        : { say: 'stop', why: hasSign ? 'finishedWithSign' : 'finished' };
    }
  }
}

/** Items that stay although a warning names them, in the order asked. */
function doubtfulItems({ items }: Pick<JudgedRound, 'items'>, warnings: readonly Warning[]): string[] {
  const doubtful = new Set(warnings.filter(isAboutItems).flatMap((warning) => warning.items));
  return items.filter(({ kept, code }) => kept && doubtful.has(code)).map(({ code }) => code);
}

/** The advice to go on, where a warning casts doubt on a stability that the rule has found. */
function unsettledBy(warnings: readonly Warning[]): Advice | null {
  const codes = new Set(warnings.map(({ code }) => code));
  if (codes.has('answersMoving')) return { say: 'goOn', why: 'answersMoving' };
  return codes.has('changeFromItems') || codes.has('changeHidden')
    ? { say: 'goOn', why: 'changeUnclear' }
    : null;
}

function stableAdvice(
  { concordance }: Pick<JudgedRound, 'concordance'>,
  { unsettled, stop, roundsLeft }: { unsettled: Advice | null; stop: StopRules; roundsLeft: boolean },
): Advice {
  if (unsettled && roundsLeft) return unsettled;
  const isApart = concordance !== null && missesAgreement(concordance, stop) !== null;
  if (unsettled) return { say: 'stop', why: isApart ? 'unsettledApart' : 'unsettled' };
  return { say: 'stop', why: isApart ? 'settledApart' : 'settled' };
}
