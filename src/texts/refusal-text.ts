import type { Refusal } from '../domain/refusals.ts';
import { isolate } from './direction.ts';
import { plain } from './i18n.ts';
import { listed } from './listed.ts';
import { writtenNumber } from './numerals.ts';
import { languageSpoken } from './speaking.ts';

/** A refusal in words: one sentence that says what is wrong, and what to do. A code without words does not compile. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.code) {
    case 'reason.tooLong':
      return plain('refusal.reason.tooLong', { limit: refusal.limit });
    case 'reason.noText':
      return plain('refusal.reason.noText', { label: plain('label.cancel') });
    case 'number.outside':
      return boundsText(refusal);
    case 'suggest.unknownItem':
      return plain('refusal.suggest.unknownItem', { typed: isolate(refusal.typed) });
    case 'suggest.tooLong':
      return plain('refusal.suggest.tooLong', { length: refusal.length, limit: refusal.limit });
    case 'title.proposalTooLong':
    case 'title.tooLong':
    case 'idea.tooLong':
      return plain(`refusal.${refusal.code}`, { length: refusal.length, limit: refusal.limit });
    case 'title.lineTooLong': {
      const { line, length, limit } = refusal;
      return plain('refusal.title.lineTooLong', { line, length, limit });
    }
    case 'idea.twice':
      return plain('refusal.idea.twice', { number: refusal.number });
    case 'idea.tooMany':
      return plain('refusal.idea.tooMany', { limit: refusal.limit });
    case 'open.proposalsWait':
      return plain('refusal.open.proposalsWait', { waiting: refusal.waiting });
    case 'title.twice':
      return plain('refusal.title.twice', { line: refusal.line });
    case 'title.stands':
      return refusal.item === null
        ? plain('refusal.title.accepted')
        : plain('refusal.title.stands', { code: isolate(refusal.item) });
    case 'split.tooMany':
      return plain('refusal.split.tooMany', { limit: refusal.limit });
    case 'suggest.tooMany':
      return plain('refusal.suggest.tooMany', { waiting: refusal.waiting });
    case 'ask.tooLong':
    case 'question.tooLong':
    case 'announce.tooLong':
    case 'deviation.tooLong':
      return plain(`refusal.${refusal.code}`, { limit: refusal.limit });
    case 'ask.tooMany':
      return plain('refusal.ask.tooMany', { waiting: refusal.waiting });
    case 'item.tooLong':
      return plain('refusal.item.tooLong', { limit: refusal.limit });
    case 'item.roundOpen':
    case 'item.judging':
      return plain(`refusal.${refusal.code}`, { number: refusal.number });
    case 'round.closed':
      return plain('refusal.round.closed', { number: refusal.number });
    case 'round.judging':
      return plain('refusal.round.judging', { number: refusal.number });
    case 'briefing.tooLong':
      return plain('refusal.briefing.tooLong', { limit: refusal.limit });
    case 'paper.allHandedIn':
    case 'paper.otherRound':
      return plain(`refusal.${refusal.code}`, { number: refusal.number });
    case 'open.alreadyOpen':
      return plain('refusal.open.alreadyOpen', { number: refusal.number });
    case 'open.judging':
      return plain('refusal.open.judging', { number: refusal.number });
    case 'open.noRoundsLeft':
      return plain('refusal.open.noRoundsLeft', { rounds: refusal.rounds });
    case 'open.noPanelChosen':
      return plain('refusal.open.noPanelChosen', { label: plain('label.continuePanel') });
    case 'open.panelTooLarge': {
      const { number, panel, items, most } = refusal;
      return plain('refusal.open.panelTooLarge', { number, panel: isolate(panel), items, most });
    }
    case 'round.notJudged':
      return plain('refusal.round.notJudged', { rounds: refusal.rounds });
    case 'finish.roundOpen':
      return plain('refusal.finish.roundOpen', { number: refusal.number });
    case 'finish.judging':
      return plain('refusal.finish.judging', { number: refusal.number });
    case 'remind.justSent':
      return plain('refusal.remind.justSent', { minutes: refusal.minutes });
    case 'when.missing':
    case 'when.unreadable':
    case 'when.past':
    case 'when.noSuchDate':
    case 'when.noSuchTime':
    case 'when.gregorianYear':
    case 'when.notAboveZero':
      return plain(`refusal.${refusal.code}`, { examples: whenExamples() });
    case 'when.yearOutOfRange': {
      const { first, last } = refusal;
      return plain('refusal.when.yearOutOfRange', { first, last, examples: whenExamples() });
    }
    case 'forget.letters':
      return plain('refusal.forget.letters', { letters: refusal.letters });
    case 'when.tooLong':
      return plain('refusal.when.tooLong', { days: refusal.days, examples: whenExamples() });
    case 'answer.notYours':
    case 'answer.itemGone':
    case 'answer.offScale':
    case 'answer.noPrevious':
    case 'answer.notSaved':
    case 'number.unreadable':
    case 'answer.nothingToStandBy':
    case 'order.begun':
    case 'suggest.noStudy':
    case 'suggest.studyFinished':
    case 'suggest.noText':
    case 'suggest.itemGone':
    case 'suggest.gone':
    case 'suggest.decided':
    case 'suggest.onePanelAtLeast':
    case 'idea.needsText':
    case 'idea.noneRemoved':
    case 'idea.removed':
    case 'open.noItems':
    case 'split.oneText':
    case 'merge.gone':
    case 'undo.tooLate':
    case 'undo.removed':
    case 'undo.changed':
    case 'objection.tooLate':
    case 'objection.open':
    case 'item.gone':
    case 'item.notStanding':
    case 'item.noVerdict':
    case 'item.isKept':
    case 'item.isDropped':
    case 'item.noText':
    case 'item.sameWording':
    case 'item.mergeWithItself':
    case 'item.unknown':
    case 'answer.left':
    case 'leave.noStudy':
    case 'leave.left':
    case 'leave.finished':
    case 'leave.roundClosed':
    case 'certificate.notYours':
    case 'certificate.tooEarly':
    case 'certificate.nothingAnswered':
    case 'certificate.unconfirmed':
    case 'text.gone':
    case 'text.sent':
    case 'text.answered':
    case 'text.decided':
    case 'ask.noStudy':
    case 'ask.noText':
    case 'ask.sent':
    case 'question.gone':
    case 'question.answered':
    case 'question.askerForgotten':
    case 'question.noText':
    case 'announce.noText':
    case 'announce.nobody':
    case 'link.unknown':
    case 'link.joined':
    case 'nudge.nobody':
    case 'nudge.today':
    case 'link.oneStudyOneExpert':
    case 'link.studyOver':
    case 'link.ownStudy':
    case 'link.settled':
    case 'link.judging':
    case 'study.none':
    case 'rehearsal.underWay':
    case 'study.notYours':
    case 'study.ownExpert':
    case 'study.joinRejected':
    case 'study.joinDecided':
    case 'study.joinGone':
    case 'study.joinExpert':
    case 'study.finished':
    case 'study.forgotten':
    case 'forget.notFinished':
    case 'forget.asked':
    case 'forget.yours':
    case 'expert.gone':
    case 'preview.gone':
    case 'preview.done':
    case 'preview.outdated':
    case 'workbook.gone':
    case 'workbook.outdated':
    case 'workbook.touchesOpenRound':
    case 'workbook.breaksPromise':
    case 'workbook.touchesPast':
    case 'deviation.noReason':
    case 'deviation.late':
    case 'workbook.uncertain':
    case 'briefing.tooLarge':
    case 'briefing.unsupported':
    case 'briefing.gone':
    case 'briefing.replaced':
    case 'paper.empty':
    case 'paper.unmarked':
    case 'paper.severalRounds':
    case 'paper.otherStudy':
    case 'paper.allAnswered':
    case 'open.nothingToJudge':
    case 'round.noneOpen':
    case 'round.noneLeft':
    case 'round.allSettled':
    case 'round.noneJudged':
    case 'remind.nobody':
    case 'remind.noneReachable':
    case 'remind.quietUntilDeadline':
    case 'remind.allPutOff':
    case 'remind.allExcused':
    case 'remind.putOffBefore':
    case 'remind.noTomorrow':
    case 'remind.underWay':
    case 'claim.wrong':
      return plain(`refusal.${refusal.code}`);
  }
}

/** A moment's date is one of the calendar in which the reader is told dates. */
function whenExamples(): string {
  const date = languageSpoken() === 'fa' ? '1405/09/10' : '2026/12/01';
  return listed(['3d', '36h', `${date} 18:00`].map(isolate));
}

function boundsText({ least, most, measure }: Extract<Refusal, { code: 'number.outside' }>): string {
  const bounds = {
    measure: isolate(measure),
    least: writtenNumber(least ?? 0),
    most: writtenNumber(most ?? 0),
  };
  const unit = measure === '' ? '' : 'OfMeasure';
  if (least === null) return plain(`refusal.number.above${unit}`, bounds);
  if (most === null) return plain(`refusal.number.below${unit}`, bounds);
  return plain(`refusal.number.outside${unit}`, bounds);
}
