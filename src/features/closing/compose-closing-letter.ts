import type { Gist } from '../../domain/judged-round.ts';
import { hiddenBefore, wayToConfirm } from '../../domain/own-past.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Message } from '../../messages/message.ts';
import type { Answer } from '../../store/answers.ts';
import { type Expert, loadExpert } from '../../store/experts.ts';
import { type JudgedPanelRound, loadJudgedPanelRoundsOf } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { writtenNumber } from '../../texts/numerals.ts';
import { loadLastToldProposals } from '../answering/load-told-proposals.ts';
import { loadOwnAnswers } from '../answering/own-answers.ts';
import { loadFinals } from '../items/load-verdicts.ts';
import { letterWithheldMessage } from '../joining/link-message.ts';
import { closingLetter, type LetterItem, type LetterPanel } from './closing-letter-message.ts';
import { tookPart } from './make-certificate.ts';

/**
 * The letter to an expert at the study's end, or the word that it waits until the account is confirmed; null where the
 * account is not the expert's, who left or was taken off.
 */
export function composeClosingLetter(tx: Transaction, expertId: number, accountId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  if (expert?.accountId !== accountId || expert.leftAt || expert.removedAt) return null;
  const study = needStudy(tx, expert.studyId);
  if (hiddenBefore(study, expert) !== null) {
    return letterWithheldMessage({ name: expert.name, title: study.title, way: wayToConfirm(expert) });
  }
  // Of each panel the last row stays.
  const last = new Map(
    loadJudgedPanelRoundsOf(tx, expertId).map((judged) => [judged.panelRound.panelId, judged]),
  );
  const finals = loadFinals(tx, study.id, null);
  const titles = loadItems(tx, study.id).filter(({ removedAt }) => removedAt === null);
  const panels = loadPanels(tx, study.id).flatMap((panel) => {
    const judged = last.get(panel.id);
    if (!judged) return [];
    const { askedIds, ...results } = loadResults(tx, study, expert, judged);
    const isBack = ({ id }: { id: number }) =>
      !askedIds.has(id) &&
      finals.get(id)?.some(({ panelId, kept, isByHand }) => panelId === panel.id && kept && isByHand);
    const keptSince = titles.filter(isBack).map(({ title }) => title);
    return [{ name: panel.name, status: panel.status, ...results, keptSince }];
  });
  const proposals = loadLastToldProposals(tx, expertId, study);
  const certificateOf = tookPart(tx, expertId) ? expertId : null;
  return closingLetter({ name: expert.name, title: study.title, panels, proposals, certificateOf });
}

function loadResults(
  tx: Transaction,
  study: Study,
  expert: Expert,
  { panelRound }: JudgedPanelRound,
): Omit<LetterPanel, 'name' | 'status' | 'keptSince'> & { askedIds: ReadonlySet<number> } {
  const judged = loadJudgedRound(tx, panelRound.id)!;
  const own = loadOwnAnswers(tx, panelRound, { id: expert.id, hidden: null });
  const kind = kindOf(judged.kind);
  const items = judged.items.map((item): LetterItem => {
    const gist = item.n >= study.minAnswersForFeedback ? kind.gist(item) : null;
    const answer = own.get(item.itemId);
    return {
      title: item.title,
      kept: item.kept,
      isByHand: item.why === 'by_hand',
      ...meanOf(gist),
      own: answer ? ownAnswer(tx, study, answer) : null,
    };
  });
  return {
    round: judged.number,
    shown: judged.answered >= study.minAnswersForFeedback,
    // It rests on those alone who rated every item.
    w: judged.raters >= study.minAnswersForFeedback ? (judged.concordance?.w ?? null) : null,
    cutoff: kind.cutoff(judged.rules),
    items,
    askedIds: new Set(judged.items.map(({ itemId }) => itemId)),
  };
}

/** Of numbers of a measure of their own the median alone; nothing where the ratings are words. */
function meanOf(gist: Gist | null): Pick<LetterItem, 'mean' | 'median' | 'places'> {
  if (gist && 'place' in gist) return { mean: gist.place, median: gist.median, places: gist.of };
  if (gist && 'q1' in gist) return { mean: null, median: gist.median, places: null };
  const { mean, median } = gist && 'mean' in gist ? gist : { mean: null, median: null };
  return { mean, median, places: null };
}

function ownAnswer(tx: Transaction, study: Study, { state, value, kind }: Answer): LetterItem['own'] {
  if (state === 'no_opinion') return 'noOpinion';
  if (state !== 'rated' || value === null) return null;
  const { ratings, words } = kindOf(kind);
  return {
    value,
    words: ratings === 'numbers' ? writtenNumber(value) : words(value, loadScale(tx, study.id)),
  };
}
