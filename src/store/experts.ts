import { and, asc, desc, eq, isNotNull, isNull, ne, or } from 'drizzle-orm';
import type { Background } from '../domain/study-draft.ts';
import { loadLastEventAt } from './events.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { accounts, experts, studies } from './schema.ts';

export type Expert = typeof experts.$inferSelect;

/** Condition for an expert who takes part, having neither left nor been taken off the study. */
const takesPart = () => and(isNull(experts.leftAt), isNull(experts.removedAt));

/** Condition for an expert who takes part, has joined, and can be written to. */
export const hasJoined = () => and(isNotNull(experts.accountId), takesPart());

export function insertExpert(
  tx: Transaction,
  expert: {
    studyId: number;
    position: number;
    key: string | null;
    name: string;
    role: string;
    mobile: string | null;
    background?: Background | null;
    pseudonym: string;
    token: string;
  },
): number {
  const { background } = expert;
  return Number(
    newExpert(tx).run({ ...expert, background: background ? JSON.stringify(background) : null })
      .lastInsertRowid,
  );
}

// A workbook may bring thousands: drizzle would take several times as long to write the statement as SQLite to run it.
const newExpert = prepared(({ $client }) =>
  $client.prepare<[object]>(
    `INSERT INTO experts (study_id, position, key, name, role, mobile, background, pseudonym, token)
     VALUES (@studyId, @position, @key, @name, @role, @mobile, @background, @pseudonym, @token)`,
  ),
);

/** The name of a row that stands for whoever answered in an expert's place. */
const NOBODY = '؟';

/** Whether an expert's row stands for an unknown person: somebody who answered in another's place, or was forgotten. */
export function isNobody({ name }: Pick<Expert, 'name'>): boolean {
  return name === NOBODY || name === '';
}

/** Adds a row to hold answers that are no expert's: no workbook, list or link knows it. */
export function insertNobody(
  tx: Transaction,
  nobody: Pick<Expert, 'studyId' | 'position' | 'pseudonym' | 'removedAt'>,
): number {
  return tx
    .insert(experts)
    .values({ ...nobody, name: NOBODY, role: '' })
    .returning({ id: experts.id })
    .get().id;
}

export function updateExpert(
  tx: Transaction,
  expertId: number,
  change: Partial<Pick<Expert, 'position' | 'key' | 'name' | 'role' | 'mobile' | 'background' | 'removedAt'>>,
): void {
  tx.update(experts).set(change).where(eq(experts.id, expertId)).run();
}

/** Takes an expert off: the link becomes void and the account free; past answers stay. */
export function removeExpert(tx: Transaction, expertId: number, removedAt: Date): void {
  tx.update(experts).set({ removedAt, token: null, accountId: null }).where(eq(experts.id, expertId)).run();
}

/** Puts an expert back whom an earlier workbook took off, with a new link. */
export function restoreExpert(tx: Transaction, expertId: number, token: string): void {
  tx.update(experts)
    .set({ removedAt: null, leftAt: null, joinedAt: null, token })
    .where(eq(experts.id, expertId))
    .run();
}

export function replaceSeats(tx: Transaction, expertId: number, panelIds: readonly number[]): void {
  seatsLeft(tx).run(expertId);
  for (const panelId of panelIds) seatTaken(tx).run(expertId, panelId);
}

const seatsLeft = prepared(({ $client }) =>
  $client.prepare<[number]>('DELETE FROM seats WHERE expert_id = ?'),
);

const seatTaken = prepared(({ $client }) =>
  $client.prepare<[number, number]>('INSERT INTO seats (expert_id, panel_id) VALUES (?, ?)'),
);

export function loadExpert(tx: Transaction, expertId: number): Expert | undefined {
  return tx.select().from(experts).where(eq(experts.id, expertId)).get();
}

/**
 * A study's experts in the workbook's order, except those whom a later workbook took off and those whose names were
 * removed.
 */
export function loadExperts(tx: Transaction, studyId: number): Expert[] {
  return tx
    .select()
    .from(experts)
    .where(and(eq(experts.studyId, studyId), isNull(experts.removedAt), eq(experts.forgotten, false)))
    .orderBy(asc(experts.position), asc(experts.id))
    .all();
}

/** Every expert a study ever had: its closed rounds may hold their answers. */
export function loadAllExperts(tx: Transaction, studyId: number): Expert[] {
  return tx
    .select()
    .from(experts)
    .where(eq(experts.studyId, studyId))
    .orderBy(asc(experts.position), asc(experts.id))
    .all();
}

/** Whether any expert of a study has ever accepted its consent. */
export function hasConsent(tx: Transaction, studyId: number): boolean {
  const joined = tx
    .select({ id: experts.id })
    .from(experts)
    .where(and(eq(experts.studyId, studyId), or(isNotNull(experts.joinedAt), isNotNull(experts.leftAt))))
    .limit(1)
    .get();
  return joined !== undefined || loadLastEventAt(tx, studyId, 'expert.joined') !== null;
}

/** Panel ids of each expert of a study, in the panels' order, by expert id. */
export function loadSeats(tx: Transaction, studyId: number): Map<number, number[]> {
  const byExpert = new Map<number, number[]>();
  for (const [expertId, panelId] of seatsOfStudy(tx).all(studyId)) {
    const own = byExpert.get(expertId);
    if (own) own.push(panelId);
    else byExpert.set(expertId, [panelId]);
  }
  return byExpert;
}

const seatsOfStudy = prepared(({ $client }) =>
  $client
    .prepare<[number], [expertId: number, panelId: number]>(
      `SELECT s.expert_id, s.panel_id FROM panels p CROSS JOIN seats s ON s.panel_id = p.id
       WHERE p.study_id = ? ORDER BY p.position`,
    )
    .raw(),
);

/** The expert whose link has this token; undefined for a used, renewed or invented token. */
export function loadExpertByToken(tx: Transaction, token: string): Expert | undefined {
  return tx
    .select()
    .from(experts)
    .where(and(eq(experts.token, token), isNull(experts.removedAt)))
    .get();
}

/** Experts of unfinished studies to whom the workbook gives this number (international digits without plus). */
export function loadExpertsByMobile(tx: Transaction, mobile: string): Expert[] {
  return tx
    .select({ expert: experts })
    .from(experts)
    .innerJoin(studies, eq(studies.id, experts.studyId))
    .where(and(eq(experts.mobile, mobile), isNull(experts.removedAt), ne(studies.state, 'finished')))
    .all()
    .map(({ expert }) => expert);
}

/** All of an account's present enrolments as an expert, the newest study first. */
export function loadEnrolments(tx: Transaction, accountId: number): Expert[] {
  return tx
    .select()
    .from(experts)
    .where(and(eq(experts.accountId, accountId), takesPart()))
    .orderBy(asc(experts.studyId))
    .all()
    .reverse();
}

/** The same including studies left: whoever has left may still look at their own answers. */
export function loadMemberships(tx: Transaction, accountId: number): Expert[] {
  return tx
    .select()
    .from(experts)
    .where(and(eq(experts.accountId, accountId), isNull(experts.removedAt)))
    .orderBy(desc(experts.studyId))
    .all();
}

/** Notes that an expert has left; the answers stay, and a new link brings the expert back. */
export function markLeft(tx: Transaction, expertId: number, leftAt: Date): void {
  tx.update(experts).set({ leftAt, token: null }).where(eq(experts.id, expertId)).run();
}

/** Binds an expert to the account that accepted the consent, and forgets the link. */
export function enrolExpert(tx: Transaction, expertId: number, accountId: number, joinedAt: Date): void {
  const { studyId } = tx
    .select({ studyId: experts.studyId })
    .from(experts)
    .where(eq(experts.id, expertId))
    .get()!;
  // If the account left the study as another expert, it no longer belongs to that one.
  tx.update(experts)
    .set({ accountId: null })
    .where(and(eq(experts.studyId, studyId), eq(experts.accountId, accountId), isNotNull(experts.leftAt)))
    .run();
  tx.update(experts)
    .set({
      ...{ accountId, joinedAt, token: null, leftAt: null },
      ...{ consentShownTo: null, declinedAt: null },
    })
    .where(eq(experts.id, expertId))
    .run();
}

/** Replaces the link by a new one. Whoever has joined stays the expert until it is used. */
export function renewToken(tx: Transaction, expertId: number, token: string): void {
  tx.update(experts)
    .set({ token, consentShownTo: null, declinedAt: null })
    .where(eq(experts.id, expertId))
    .run();
}

/** Notes to which account an invited expert's consent was shown. */
export function noteConsentShown(tx: Transaction, expertId: number, accountId: number): void {
  const { consentShownTo } = loadExpert(tx, expertId)!;
  const isNew = consentShownTo !== accountId;
  tx.update(experts)
    .set({ consentShownTo: accountId, ...(isNew && { confirmedCriteria: [] }) })
    .where(eq(experts.id, expertId))
    .run();
}

/** Notes which criteria were confirmed by whoever sees the consent. */
export function saveConfirmedCriteria(tx: Transaction, expertId: number, texts: readonly string[]): void {
  tx.update(experts)
    .set({ confirmedCriteria: [...texts] })
    .where(eq(experts.id, expertId))
    .run();
}

/** Notes that an invited expert does not want to take part; the link stays valid. */
export function markDeclined(tx: Transaction, expertId: number, declinedAt: Date): void {
  tx.update(experts).set({ declinedAt }).where(eq(experts.id, expertId)).run();
}

/** Makes a link void. */
export function forgetToken(tx: Transaction, expertId: number): void {
  tx.update(experts).set({ token: null }).where(eq(experts.id, expertId)).run();
}

/** Gives an expert back to a former account, which may have left; the link becomes void. */
export function giveBackToAccount(
  tx: Transaction,
  expertId: number,
  accountId: number,
  leftAt: Date | null,
): void {
  tx.update(experts).set({ accountId, leftAt, token: null }).where(eq(experts.id, expertId)).run();
}

/** Keeps the number that identifies the first account's person, whatever later workbooks say. */
export function noteMobileAtJoining(tx: Transaction, expertId: number, mobile: string | null): void {
  tx.update(experts).set({ mobileAtJoining: mobile }).where(eq(experts.id, expertId)).run();
}

/** Notes which account has shared a number as its own. @returns the experts who had this number when they joined */
export function noteNumberShown(tx: Transaction, mobile: string, accountId: number): Expert[] {
  return tx
    .update(experts)
    .set({ numberShownBy: accountId })
    .where(and(eq(experts.mobileAtJoining, mobile), isNull(experts.removedAt)))
    .returning()
    .all();
}

/** Ids of experts whose messenger refused the last message, or who blocked the bot. */
export function loadUnreachable(tx: Transaction, studyId: number): Set<number> {
  const rows = tx
    .select({ id: experts.id })
    .from(experts)
    .innerJoin(accounts, eq(accounts.id, experts.accountId))
    .where(and(eq(experts.studyId, studyId), isNotNull(accounts.unreachableSince)))
    .all();
  return new Set(rows.map(({ id }) => id));
}
