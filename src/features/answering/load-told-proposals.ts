import { hiddenBefore } from '../../domain/own-past.ts';
import { isAddition } from '../../domain/proposals.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needItem } from '../../store/items.ts';
import { loadDecidedOf, loadProposal, type Proposal } from '../../store/proposals.ts';
import { loadRounds, needRound } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import type { Became, ToldProposal } from './proposals-told-message.ts';

/**
 * What became of an expert's proposals since the last round opened: told with the opening of the next one, except what
 * was told before. Only moments decide, so that an opening sent again says the same.
 */
export function loadToldProposals(tx: Transaction, expertId: number, roundId: number): ToldProposal[] {
  const round = needRound(tx, roundId);
  const before = loadRounds(tx, round.studyId).findLast(({ number }) => number < round.number);
  return loadDecided(tx, expertId, { after: before?.openedAt ?? BEGINNING, upTo: round.openedAt });
}

/** The same since the last round's opening: told with the closing letter, as no other message will come. */
export function loadLastToldProposals(tx: Transaction, expertId: number, study: Study): ToldProposal[] {
  const last = loadRounds(tx, study.id).at(-1);
  return loadDecided(tx, expertId, { after: last?.openedAt ?? BEGINNING, upTo: study.finishedAt ?? NEVER });
}

const BEGINNING = new Date(0);
/** The last moment that a Date can hold. */
const NEVER = new Date(8.64e15);

function loadDecided(tx: Transaction, expertId: number, window: { after: Date; upTo: Date }): ToldProposal[] {
  const expert = loadExpert(tx, expertId)!;
  const hidden = hiddenBefore(needStudy(tx, expert.studyId), expert);
  return loadDecidedOf(tx, expertId, { ...window, hidden })
    .filter(({ toldAt }) => toldAt === null || toldAt > window.upTo)
    .map((proposal) => toldProposal(tx, proposal));
}

/** A decided proposal, as its author is told of it. */
export function toldProposal(tx: Transaction, proposal: Proposal): ToldProposal {
  const { id, kind } = proposal;
  return {
    id,
    kind: isAddition(kind) ? 'add' : kind === 'remove' ? 'remove' : 'comment',
    text: textOf(tx, proposal),
    became: becameOf(tx, proposal),
  };
}

function becameOf(tx: Transaction, proposal: Proposal): Became {
  const { state, kind, decisionReason, text, titles, mergedIntoId, itemId } = proposal;
  if (state === 'rejected') return { as: 'rejected', reason: decisionReason };
  if (isAddition(kind) && itemId !== null) return { as: 'merged', title: needItem(tx, itemId).title };
  const head = mergedIntoId === null ? null : loadProposal(tx, mergedIntoId)!;
  if (head) {
    const title = head.titles?.[0] ?? head.text;
    return title === text ? { as: 'accepted' } : { as: 'merged', title };
  }
  return titles ? { as: 'worded', titles } : { as: 'accepted' };
}

/** A proposed removal is described by the item that was to go. */
function textOf(tx: Transaction, { kind, itemId, text }: Proposal): string {
  return kind === 'remove' && itemId !== null ? needItem(tx, itemId).title : text;
}
