import type { WhenRefusal } from './when.ts';

/**
 * Why something that a person asked for is not done. A refusal is a value; its words stand in `texts/refusal-text`, one
 * text a code.
 */
export type Refusal =
  // answering
  | { code: 'answer.notYours' }
  | { code: 'answer.itemGone' }
  | { code: 'answer.offScale' }
  | { code: 'answer.noPrevious' }
  | { code: 'answer.notSaved' }
  | { code: 'answer.nothingToStandBy' }
  | { code: 'order.begun' }
  | { code: 'reason.tooLong'; limit: number }
  | { code: 'reason.noText' }
  | { code: 'number.unreadable' }
  | { code: 'number.outside'; least: number | null; most: number | null; measure: string }
  | { code: 'round.closed'; number: number }
  // proposals and reasons
  | { code: 'suggest.noStudy' }
  | { code: 'suggest.studyFinished' }
  | { code: 'suggest.noText' }
  | { code: 'suggest.tooLong'; length: number; limit: number }
  | { code: 'suggest.tooMany'; waiting: number }
  | { code: 'idea.tooLong'; length: number; limit: number }
  | { code: 'idea.twice'; number: number }
  | { code: 'idea.tooMany'; limit: number }
  | { code: 'idea.needsText' | 'idea.noneRemoved' | 'idea.removed' }
  | { code: 'suggest.itemGone' }
  | { code: 'suggest.unknownItem'; typed: string }
  | { code: 'suggest.gone' }
  | { code: 'suggest.decided' }
  | { code: 'suggest.onePanelAtLeast' }
  /** The text would be an item's title: a proposal as it was written, or what a facilitator typed. */
  | { code: 'title.proposalTooLong'; length: number; limit: number }
  | { code: 'title.tooLong'; length: number; limit: number }
  | { code: 'title.lineTooLong'; line: number; length: number; limit: number }
  | { code: 'title.twice'; line: number }
  /** Null: the title is that of an accepted proposal that has not taken effect. */
  | { code: 'title.stands'; item: string | null }
  | { code: 'split.oneText' }
  | { code: 'split.tooMany'; limit: number }
  | { code: 'merge.gone' }
  | { code: 'undo.tooLate' | 'undo.removed' | 'undo.changed' }
  | { code: 'objection.tooLate' | 'objection.open' }
  // items
  | { code: 'item.gone' | 'item.notStanding' | 'item.noVerdict' | 'item.isKept' | 'item.isDropped' }
  | { code: 'item.roundOpen' | 'item.judging'; number: number }
  | { code: 'item.noText' | 'item.sameWording' | 'item.mergeWithItself' | 'item.unknown' }
  | { code: 'item.tooLong'; limit: number }
  // corrections of what was sent
  | { code: 'text.gone' | 'text.sent' | 'text.answered' | 'text.decided' }
  // questions and announcements
  | { code: 'ask.noStudy' }
  | { code: 'ask.noText' }
  | { code: 'ask.tooLong'; limit: number }
  | { code: 'ask.tooMany'; waiting: number }
  | { code: 'ask.sent' }
  | { code: 'question.gone' }
  | { code: 'question.answered' }
  | { code: 'question.askerForgotten' }
  | { code: 'question.noText' }
  | { code: 'question.tooLong'; limit: number }
  | { code: 'announce.noText' }
  | { code: 'announce.tooLong'; limit: number }
  | { code: 'announce.nobody' }
  // leaving
  | { code: 'answer.left' }
  | { code: 'leave.noStudy' }
  | { code: 'leave.left' }
  | { code: 'leave.finished' }
  | { code: 'leave.roundClosed' }
  // the certificate
  | { code: 'certificate.notYours' }
  | { code: 'certificate.tooEarly' }
  | { code: 'certificate.nothingAnswered' }
  | { code: 'certificate.unconfirmed' }
  // joining
  | { code: 'link.unknown' | 'link.joined' }
  | { code: 'nudge.nobody' | 'nudge.today' }
  | { code: 'link.oneStudyOneExpert' }
  | { code: 'link.studyOver' }
  | { code: 'link.ownStudy' }
  | { code: 'link.settled' }
  | { code: 'link.judging' }
  // a facilitator's study
  | { code: 'study.none' }
  | { code: 'rehearsal.underWay' }
  | { code: 'study.notYours' }
  | { code: 'study.ownExpert' }
  | { code: 'study.joinRejected' | 'study.joinDecided' | 'study.joinGone' | 'study.joinExpert' }
  | { code: 'study.finished' }
  | { code: 'study.forgotten' }
  | { code: 'forget.letters'; letters: number }
  | { code: 'forget.notFinished' }
  | { code: 'forget.asked' }
  /** Told to an expert who comes back. */
  | { code: 'forget.yours' }
  | { code: 'expert.gone' }
  | { code: 'preview.gone' }
  | { code: 'preview.done' }
  | { code: 'preview.outdated' }
  | { code: 'workbook.gone' }
  | { code: 'workbook.outdated' }
  | { code: 'workbook.touchesOpenRound' }
  | { code: 'workbook.breaksPromise' }
  | { code: 'workbook.touchesPast' }
  | { code: 'workbook.uncertain' }
  // departures from the protocol
  | { code: 'deviation.noReason' | 'deviation.late' }
  | { code: 'deviation.tooLong'; limit: number }
  // answers on paper
  | { code: 'paper.allHandedIn'; number: number }
  | {
      code:
        | 'paper.empty'
        | 'paper.unmarked'
        | 'paper.severalRounds'
        | 'paper.otherStudy'
        | 'paper.allAnswered';
    }
  | { code: 'paper.otherRound'; number: number }
  // the orientation
  | { code: 'briefing.tooLarge' | 'briefing.unsupported' | 'briefing.gone' | 'briefing.replaced' }
  | { code: 'briefing.tooLong'; limit: number }
  // rounds
  | { code: 'open.alreadyOpen'; number: number }
  | { code: 'open.judging'; number: number }
  | { code: 'open.noRoundsLeft'; rounds: number }
  | { code: 'open.nothingToJudge' | 'open.noItems' }
  /** No panel has an item, and proposals wait that may become some. */
  | { code: 'open.proposalsWait'; waiting: number }
  | { code: 'open.noPanelChosen' }
  | { code: 'open.panelTooLarge'; number: number; panel: string; items: number; most: number }
  | { code: 'round.noneOpen' | 'round.noneLeft' | 'round.allSettled' }
  | { code: 'round.judging'; number: number }
  | { code: 'round.noneJudged' }
  | { code: 'round.notJudged'; rounds: number }
  | { code: 'finish.roundOpen'; number: number }
  | { code: 'finish.judging'; number: number }
  | { code: 'when.missing' }
  | WhenRefusal
  | { code: 'when.past' }
  | { code: 'remind.nobody' | 'remind.noneReachable' }
  | { code: 'remind.quietUntilDeadline' }
  /** Everybody who owes the round has asked not to be reminded today. */
  | { code: 'remind.allPutOff' }
  /** All whom a reminder would reach are excused in this round. */
  | { code: 'remind.allExcused' }
  /** Put off already, which is allowed once a round; or the deadline comes before tomorrow's reminder. */
  | { code: 'remind.putOffBefore' | 'remind.noTomorrow' }
  | { code: 'remind.justSent'; minutes: number }
  /** The last reminder has not come to all whom it is for. */
  | { code: 'remind.underWay' }
  // facilitators
  | { code: 'claim.wrong' };

/** The result of an action: done, with what the caller needs to go on; or the refusal. */
export type Outcome<T extends object = object> = ({ ok: true } & T) | { ok: false; refusal: Refusal };

export function refuse(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
