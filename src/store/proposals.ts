import { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { randomId } from './random-id.ts';
import { proposals, rounds } from './schema.ts';

export type Proposal = typeof proposals.$inferSelect;

export function insertProposal(
  tx: Transaction,
  proposal: Pick<
    Proposal,
    'studyId' | 'roundId' | 'expertId' | 'kind' | 'text' | 'itemId' | 'panelIds' | 'createdAt'
  > & { panelId?: number; onPaper?: boolean },
): number {
  return tx
    .insert(proposals)
    .values({ ...proposal, id: randomId(), state: 'new' })
    .returning({ id: proposals.id })
    .get().id;
}

export function loadProposal(tx: Transaction, proposalId: number): Proposal | undefined {
  return tx.select().from(proposals).where(eq(proposals.id, proposalId)).get();
}

export function updateProposal(
  tx: Transaction,
  proposalId: number,
  change: Partial<
    Pick<
      Proposal,
      | 'text'
      | 'state'
      | 'decidedAt'
      | 'decisionReason'
      | 'panelIds'
      | 'itemId'
      | 'appliedAt'
      | 'titles'
      | 'mergedIntoId'
      | 'became'
      | 'objection'
      | 'toldAt'
    >
  >,
): void {
  tx.update(proposals).set(change).where(eq(proposals.id, proposalId)).run();
}

/** Selects the ideas of one expert, round and panel. */
export interface IdeasOf {
  readonly roundId: number;
  readonly panelId: number;
  readonly expertId: number;
  /** Ideas written before this moment are left out. */
  readonly hidden: Date | null;
}

/** An expert's ideas for a panel as the card shows them, in the order written. */
export function loadIdeas(tx: Transaction, of: IdeasOf): Proposal[] {
  return tx
    .select()
    .from(proposals)
    .where(and(isIdeaOf(of), ne(proposals.state, 'withdrawn')))
    .orderBy(asc(proposals.createdAt), asc(proposals.id))
    .all();
}

/** The idea last taken off the card; undefined where none was. */
export function loadRemovedIdea(tx: Transaction, of: IdeasOf): Proposal | undefined {
  return tx
    .select()
    .from(proposals)
    .where(and(isIdeaOf(of), eq(proposals.state, 'withdrawn')))
    .orderBy(desc(proposals.decidedAt), desc(proposals.createdAt))
    .get();
}

/** All of them, including those taken off, regardless of which account may see them. */
export function loadEveryIdea(tx: Transaction, of: Omit<IdeasOf, 'hidden'>): Proposal[] {
  const mine = isIdeaOf({ ...of, hidden: null });
  return tx.select().from(proposals).where(mine).orderBy(asc(proposals.createdAt)).all();
}

/** Deletes ideas from an earlier paper form: nobody can have decided on them while the round is open. */
export function deleteIdeasOnPaper(tx: Transaction, of: Omit<IdeasOf, 'hidden'>): void {
  const mine = isIdeaOf({ ...of, hidden: null });
  tx.delete(proposals)
    .where(and(mine, eq(proposals.onPaper, true), eq(proposals.state, 'new')))
    .run();
}

function isIdeaOf({ roundId, panelId, expertId, hidden }: IdeasOf) {
  return and(
    eq(proposals.expertId, expertId),
    eq(proposals.roundId, roundId),
    eq(proposals.panelId, panelId),
    eq(proposals.kind, 'idea'),
    since(hidden),
  );
}

/** How many ideas each expert has for a panel in a round, by expert id; those without any are absent. */
export function countIdeas(
  tx: Transaction,
  { roundId, panelId }: Pick<IdeasOf, 'roundId' | 'panelId'>,
): Map<number | null, number> {
  const rows = tx
    .select({ expertId: proposals.expertId, ideas: count() })
    .from(proposals)
    .where(
      and(
        eq(proposals.roundId, roundId),
        eq(proposals.panelId, panelId),
        eq(proposals.kind, 'idea'),
        ne(proposals.state, 'withdrawn'),
      ),
    )
    .groupBy(proposals.expertId)
    .all();
  return new Map(rows.map(({ expertId, ideas }) => [expertId, ideas]));
}

/** Takes back an expert's undecided ideas of a round, except those from a former account. */
export function withdrawIdeas(
  tx: Transaction,
  roundId: number,
  expertId: number,
  { at, hidden }: { at: Date; hidden: Date | null },
): void {
  tx.update(proposals)
    .set({ state: 'withdrawn', decidedAt: at })
    .where(
      and(
        eq(proposals.roundId, roundId),
        eq(proposals.expertId, expertId),
        eq(proposals.kind, 'idea'),
        eq(proposals.state, 'new'),
        since(hidden),
      ),
    )
    .run();
}

/**
 * Takes back an account's undecided proposals written from a moment on, and before another where one is given. What
 * came on paper belongs to no account.
 */
export function withdrawProposals(
  tx: Transaction,
  expertId: number,
  { from, until }: { from: Date; until: Date | null },
  at: Date,
): void {
  tx.update(proposals)
    .set({ state: 'withdrawn', decidedAt: at })
    .where(
      and(
        eq(proposals.expertId, expertId),
        eq(proposals.state, 'new'),
        eq(proposals.onPaper, false),
        gte(proposals.createdAt, from),
        until ? lt(proposals.createdAt, until) : undefined,
      ),
    )
    .run();
}

/** Everything that was ever proposed in a study. */
export function loadProposals(tx: Transaction, studyId: number): Proposal[] {
  return tx.select().from(proposals).where(eq(proposals.studyId, studyId)).orderBy(asc(proposals.id)).all();
}

/** Proposals that wait for a decision, in the random order of their ids. */
export function loadNewProposals(tx: Transaction, studyId: number): Proposal[] {
  return tx.select().from(proposals).where(isNew(studyId)).orderBy(asc(proposals.id)).all();
}

export function countNewProposals(tx: Transaction, studyId: number): number {
  return tx.select({ proposals: count() }).from(proposals).where(isNew(studyId)).get()?.proposals ?? 0;
}

/** Ideas of a round not judged yet may still change, so they are shown to nobody. */
function isNew(studyId: number) {
  const judged = sql`(SELECT ${rounds.id} FROM ${rounds} WHERE ${rounds.state} = 'judged')`;
  return and(
    eq(proposals.studyId, studyId),
    eq(proposals.state, 'new'),
    or(ne(proposals.kind, 'idea'), sql`${proposals.roundId} IN ${judged}`),
  );
}

/** Proposals that were accepted as one item together with this one. */
export function loadMergedInto(tx: Transaction, proposalId: number): Proposal[] {
  return tx
    .select()
    .from(proposals)
    .where(eq(proposals.mergedIntoId, proposalId))
    .orderBy(asc(proposals.id))
    .all();
}

/** A study's decided proposals, the latest decision first. */
export function loadDecided(tx: Transaction, studyId: number): Proposal[] {
  return tx
    .select()
    .from(proposals)
    .where(and(eq(proposals.studyId, studyId), inArray(proposals.state, ['accepted', 'rejected'])))
    .orderBy(desc(proposals.decidedAt), asc(proposals.id))
    .all();
}

/** How many of an expert's proposals wait for a decision. @param hidden those made before this moment are left out */
export function countWaitingOf(tx: Transaction, expertId: number, hidden: Date | null): number {
  const row = tx
    .select({ proposals: count() })
    .from(proposals)
    .where(and(eq(proposals.expertId, expertId), eq(proposals.state, 'new'), since(hidden)))
    .get();
  return row?.proposals ?? 0;
}

function since(hidden: Date | null) {
  return hidden ? gte(proposals.createdAt, hidden) : undefined;
}

/** Accepted proposals that have not taken effect yet, in the order decided. */
export function loadUnapplied(tx: Transaction, studyId: number): Proposal[] {
  return tx
    .select()
    .from(proposals)
    .where(and(eq(proposals.studyId, studyId), eq(proposals.state, 'accepted'), isNull(proposals.appliedAt)))
    .orderBy(asc(proposals.decidedAt), asc(proposals.id))
    .all();
}

/**
 * An expert's proposals that were decided after one moment and up to another, eldest first.
 *
 * @param hidden those made before this moment are left out
 */
export function loadDecidedOf(
  tx: Transaction,
  expertId: number,
  { after, upTo, hidden }: { after: Date; upTo: Date; hidden: Date | null },
): Proposal[] {
  return tx
    .select()
    .from(proposals)
    .where(
      and(
        eq(proposals.expertId, expertId),
        inArray(proposals.state, ['accepted', 'rejected']),
        gt(proposals.decidedAt, after),
        lte(proposals.decidedAt, upTo),
        since(hidden),
      ),
    )
    .orderBy(asc(proposals.createdAt), asc(proposals.id))
    .all();
}

/** Items of a study that came from proposals, which no workbook knows. */
export function loadProposedItemIds(tx: Transaction, studyId: number): Set<number> {
  const accepted = and(eq(proposals.studyId, studyId), eq(proposals.state, 'accepted'));
  const rows = tx
    .select({ became: proposals.became })
    .from(proposals)
    // A proposal that names an item was merged into it.
    .where(and(accepted, isNull(proposals.itemId)))
    .all();
  return new Set(rows.flatMap(({ became }) => became.map(({ itemId }) => itemId)));
}
