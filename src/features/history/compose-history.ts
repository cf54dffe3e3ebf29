import type { JudgedItem } from '../../domain/judged-round.ts';
import { hiddenBefore, wayToConfirm } from '../../domain/own-past.ts';
import type { ScalePoint } from '../../domain/study-draft.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { Answer } from '../../store/answers.ts';
import { type Expert, loadMemberships } from '../../store/experts.ts';
import { loadAskedTitles } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { loadPanelRoundsOfExpert, type PanelRound } from '../../store/panel-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadIdeas } from '../../store/proposals.ts';
import { loadRounds, type Round } from '../../store/rounds.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { loadOwnAnswers } from '../answering/own-answers.ts';
import type { History, HistoryItem, HistoryPanel } from './history-message.ts';

/** Studies whose answers an account may look at, the newest first: those it has left too. */
export function loadRememberedStudies(tx: Transaction, accountId: number): Study[] {
  return loadMemberships(tx, accountId).map(({ studyId }) => needStudy(tx, studyId));
}

/**
 * An expert's own answers, the newest round first, beside what the panel said: from the frozen results, and where there
 * were enough answers to show any. Null where the account is no expert of the study.
 */
export function loadHistory(tx: Transaction, accountId: number, studyId: number): History | null {
  const expert = loadMemberships(tx, accountId).find((one) => one.studyId === studyId);
  if (!expert) return null;
  const study = needStudy(tx, studyId);
  const names = new Map(loadPanels(tx, studyId).map(({ id, name }) => [id, name]));
  const scale = loadScale(tx, studyId);
  const panels = loadRounds(tx, studyId)
    .toReversed()
    .flatMap((round) =>
      loadPanelRoundsOfExpert(tx, round.id, expert.id).flatMap((panelRound) => {
        const panelName = names.get(panelRound.panelId) ?? '';
        return loadPanelHistory(tx, { study, expert, round, panelRound, panelName, scale }) ?? [];
      }),
    );
  const isUnconfirmed = hiddenBefore(study, expert) !== null;
  return { studyId, title: study.title, panels, unconfirmed: isUnconfirmed ? wayToConfirm(expert) : null };
}

/** Null for an open round that the expert has not begun. */
function loadPanelHistory(
  tx: Transaction,
  {
    study,
    expert,
    round,
    panelRound,
    panelName,
    scale,
  }: {
    study: Study;
    expert: Expert;
    round: Round;
    panelRound: PanelRound;
    panelName: string;
    scale: readonly ScalePoint[];
  },
): HistoryPanel | null {
  const kind = kindOf(panelRound.kind);
  const own = loadOwnAnswers(tx, panelRound, { id: expert.id, hidden: hiddenBefore(study, expert) });
  const ideas = loadOwnIdeas(tx, study, expert, panelRound);
  const answered = ideas.length > 0 || [...own.values()].some(({ state }) => state !== 'open');
  if (round.state === 'opening' || (round.state === 'open' && !answered)) return null;
  const judged = round.state === 'judged' ? loadJudgedRound(tx, panelRound.id) : null;
  const results = new Map((judged?.items ?? []).map((result) => [result.itemId, result]));
  const items = loadAskedTitles(tx, panelRound.id).map(({ itemId, code, title }): HistoryItem => {
    const result = results.get(itemId);
    const shown = result && result.n >= study.minAnswersForFeedback ? result : null;
    return {
      ...{ code, title },
      own: ownWords(own.get(itemId), kind, scale),
      reason: own.get(itemId)?.reason ?? null,
      answeredAt: own.get(itemId)?.answeredAt ?? null,
      panel: shown && panelFigures(shown, kind),
      kept: result ? result.kept : null,
      isByHand: result?.why === 'by_hand',
    };
  });
  return { round: round.number, state: round.state, panelName, answered, items: [...ideas, ...items] };
}

function loadOwnIdeas(
  tx: Transaction,
  study: Study,
  expert: Expert,
  { roundId, panelId }: PanelRound,
): HistoryItem[] {
  const of = { roundId, panelId, expertId: expert.id, hidden: hiddenBefore(study, expert) };
  return loadIdeas(tx, of).map(({ text, createdAt }) => ({
    ...{ code: '', title: text, isIdea: true, answeredAt: createdAt },
    ...{ own: null, reason: null, panel: null, kept: null, isByHand: false },
  }));
}

function ownWords(answer: Answer | undefined, kind: Kind, scale: readonly ScalePoint[]): HistoryItem['own'] {
  if (answer?.state === 'no_opinion') return 'noOpinion';
  if (answer?.state !== 'rated' || answer.value === null) return null;
  const { value } = answer;
  return { value, words: kind.words(value, scale), isNumber: kind.ratings === 'numbers' };
}

function panelFigures(item: JudgedItem, kind: Kind): HistoryItem['panel'] {
  const gist = kind.gist(item);
  return gist && { n: item.n, ...gist };
}
