import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { reckonComposition } from './compositions.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { deferForeignKeys, drawId, reserveIds } from './new-ids.ts';
import type { ForgottenRows } from './redraw-answers.ts';
import { referencesTo } from './references.ts';
import {
  accounts,
  events,
  experts,
  type ForgottenSums,
  failedUpdates,
  forgettings,
  panelRoundExperts,
  proposals,
  questionnaires,
  questions,
  reminderSlots,
  rounds,
  seats,
  studies,
  tenures,
} from './schema.ts';

type Expert = typeof experts.$inferSelect;

/** A common moment for all, as the individual moments of forgetting would tell whose code is whose. */
const LONG_AGO = new Date(0);
/** The columns of an expert that are kept; every other one, including future ones, is emptied. */
const EXPERT_KEEPS: ReadonlySet<keyof Expert> = new Set([
  'id',
  'studyId',
  'position',
  'pseudonym',
  'forgotten',
]);
/** The same for a questionnaire, whose moments are gone by then. */
const QUESTIONNAIRE_KEEPS: ReadonlySet<keyof typeof questionnaires.$inferSelect> = new Set([
  ...(['id', 'roundId', 'expertId'] as const),
  ...(['begunAt', 'lastAnswerAt', 'handedInAt'] as const),
]);

export interface Forget extends ForgottenRows {
  /** Id of the row that requests it. */
  readonly forgettingId: number;
  readonly at: Date;
  readonly randomBelow: (limit: number) => number;
}

/**
 * Removes names, numbers, workbook codes, accounts that nothing else needs, and the order of rows, for one expert or a
 * whole study; answers, results and what people wrote stay. All in one transaction; the answers' ids must have been
 * redrawn before.
 */
export function forgetNames(tx: Transaction, forget: Forget): void {
  deferForeignKeys(tx);
  const whose = loadWhose(tx, forget);
  if (forget.expertId === null) noteSums(tx, forget, whose);
  const known = loadAccountsOf(tx, forget, whose);
  forgetTexts(tx, forget, whose, known);
  const ids = redrawExperts(tx, forget, whose);
  forgetEvents(tx, forget, new Set(ids.keys()));
  forgetAccounts(tx, [...known]);
  // The location of the new ids would tell which of several experts was forgotten.
  tx.update(forgettings)
    .set({ rowsAt: forget.at, newIds: null })
    .where(eq(forgettings.id, forget.forgettingId))
    .run();
}

function loadWhose(tx: Transaction, { studyId, expertId }: ForgottenRows): Expert[] {
  const which = expertId === null ? eq(experts.studyId, studyId) : eq(experts.id, expertId);
  return tx.select().from(experts).where(which).all();
}

/** Notes the study's sums, which its rows will no longer tell. */
function noteSums(tx: Transaction, { forgettingId, studyId, at }: Forget, whose: readonly Expert[]): void {
  const listed = whose.filter(({ removedAt }) => removedAt === null);
  const roles: Record<string, number> = {};
  for (const { role } of listed) if (role !== '') roles[role] = (roles[role] ?? 0) + 1;
  const sums: ForgottenSums = {
    experts: listed.length,
    joined: listed.filter(({ joinedAt }) => joinedAt !== null).length,
    left: listed.filter(({ leftAt }) => leftAt !== null).length,
    removed: whose.length - listed.length,
    roles,
    composition: reckonComposition(tx, studyId),
  };
  tx.update(forgettings).set({ sums }).where(eq(forgettings.id, forgettingId)).run();
  // What was told by name is told by code from now on.
  const anonymity = sql`CASE ${studies.anonymity} WHEN 'named' THEN 'coded' ELSE ${studies.anonymity} END`;
  tx.update(studies).set({ forgottenAt: at, anonymity }).where(eq(studies.id, studyId)).run();
}

/** Every account that was ever one of these experts', including those replaced by a new link. */
function loadAccountsOf(
  tx: Transaction,
  { studyId, expertId }: Forget,
  whose: readonly Expert[],
): Set<number> {
  const { $client } = tx;
  const ids = JSON.stringify(whose.map(({ id }) => id));
  const cards = $client
    .prepare<[string], number>(
      `SELECT DISTINCT card_account_id FROM questionnaires
       WHERE card_account_id IS NOT NULL AND expert_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(ids);
  const had = tx
    .select({ id: tenures.accountId })
    .from(tenures)
    .where(
      inArray(
        tenures.expertId,
        whose.map(({ id }) => id),
      ),
    )
    .all();
  const joined = $client
    .prepare<[number, number | null, number | null], number>(
      `SELECT DISTINCT account_id FROM events WHERE study_id = ? AND account_id IS NOT NULL AND actor = 'expert'
       AND (? IS NULL OR details ->> 'expertId' = ?)`,
    )
    .pluck()
    .all(studyId, expertId, expertId);
  return new Set([
    ...whose.flatMap((one) =>
      [one.accountId, one.consentShownTo, one.numberShownBy].filter((id) => id !== null),
    ),
    ...had.map(({ id }) => id),
    ...cards,
    ...joined,
  ]);
}

/**
 * Empties the columns of experts that may not stay, under new ids and in a new order. @returns the new ids by the
 * former ones
 */
function redrawExperts(tx: Transaction, forget: Forget, whose: readonly Expert[]): Map<number, number> {
  const { studyId, expertId, randomBelow } = forget;
  const span = reserveIds(tx, 'experts', whose.length);
  const ids = new Map<number, number>();
  const { emptyExpert, emptyQuestionnaires, place } = statements(tx);
  for (const { id } of whose) {
    const newId = drawId(tx, 'experts', span, randomBelow);
    ids.set(id, newId);
    emptyExpert.run({ id, newId });
    emptyQuestionnaires.run({ id, newId });
  }
  const inNewOrder = [...ids.values()].toSorted((one, other) => one - other);
  const first = expertId === null ? 0 : lastPosition(tx, studyId) + 1;
  for (const [position, id] of inNewOrder.entries()) place.run({ id, position: first + position });
  placeAnew(tx, forget, ids);
  return ids;
}

/** Prepared once: building a statement takes longer than running it, and presses wait meanwhile. */
const statements = prepared((tx) => {
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  return {
    emptyExpert: tx
      .update(experts)
      .set({ ...emptied(experts, EXPERT_KEEPS), id: given('newId'), forgotten: true, leftAt: LONG_AGO })
      .where(eq(experts.id, sql.placeholder('id')))
      .prepare(),
    emptyQuestionnaires: tx
      .update(questionnaires)
      .set({ ...emptied(questionnaires, QUESTIONNAIRE_KEEPS), expertId: given('newId') })
      .where(eq(questionnaires.expertId, sql.placeholder('id')))
      .prepare(),
    place: tx
      .update(experts)
      .set({ position: given('position') })
      .where(eq(experts.id, sql.placeholder('id')))
      .prepare(),
    seat: tx
      .insert(seats)
      .values({ expertId: sql.placeholder('expertId'), panelId: sql.placeholder('panelId') })
      .prepare(),
    ask: tx
      .insert(panelRoundExperts)
      .values({
        panelRoundId: sql.placeholder('panelRoundId'),
        expertId: sql.placeholder('expertId'),
        code: sql.placeholder('code'),
      })
      .prepare(),
  };
});

function lastPosition(tx: Transaction, studyId: number): number {
  const [row] = tx
    .select({ last: sql<number>`max(${experts.position})` })
    .from(experts)
    .where(eq(experts.studyId, studyId))
    .all();
  return row?.last ?? 0;
}

/** Rows without an id of their own lie in order of arrival, so they are reinserted in the order of the new ids. */
function placeAnew(tx: Transaction, { studyId }: Forget, ids: ReadonlyMap<number, number>): void {
  const former = [...ids.keys()];
  const seated = tx.delete(seats).where(inArray(seats.expertId, former)).returning().all();
  const asked = tx
    .delete(panelRoundExperts)
    .where(inArray(panelRoundExperts.expertId, former))
    .returning()
    .all();
  const renamed = <Row extends { expertId: number }>(rows: readonly Row[]) =>
    rows
      .map((row) => ({ ...row, expertId: ids.get(row.expertId)! }))
      .toSorted((one, other) => one.expertId - other.expertId);
  const { seat, ask } = statements(tx);
  for (const row of renamed(seated)) seat.run(row);
  for (const row of renamed(asked)) ask.run(row);
  tx.update(reminderSlots)
    .set({ reachedExpertId: null })
    .where(
      inArray(
        reminderSlots.roundId,
        tx
          .select({ id: rounds.id })
          .from(rounds)
          .where(and(eq(rounds.studyId, studyId), eq(rounds.state, 'judged'))),
      ),
    )
    .run();
}

/** Deletes what was on its way to these experts or about them, and cuts what they wrote from its author. */
function forgetTexts(
  tx: Transaction,
  { studyId, expertId, forgettingId }: Forget,
  whose: readonly Expert[],
  accountIds: ReadonlySet<number>,
): void {
  const former = whose.map(({ id }) => id);
  const bound = {
    studyId,
    forgettingId,
    people: JSON.stringify([...accountIds]),
    former: JSON.stringify(former),
  };
  const run = (sql: string) => void tx.$client.prepare(sql).run(bound);
  const people = 'SELECT value FROM json_each(@people)';
  const named = 'SELECT value FROM json_each(@former)';
  const runIt = 'SELECT account_id FROM study_facilitators WHERE study_id = @studyId';
  // What was sent about a round went with its questionnaire.
  run(
    `DELETE FROM outbox WHERE account_id IN (${people} UNION ${runIt}) AND args ->> 'expertId' IN (${named})`,
  );
  // What somebody asked for and cannot get, or the messenger refused: statuses, workbooks, archives.
  const unheard = `priority = 0 AND state IN ('waiting', 'parked')
       AND account_id IN (${runIt}) AND created_at <= (SELECT asked_at FROM forgettings WHERE id = @forgettingId)`;
  run(`DELETE FROM files WHERE id IN (SELECT args ->> 'fileId' FROM outbox WHERE ${unheard})`);
  run(`DELETE FROM outbox WHERE ${unheard}`);
  run(`DELETE FROM join_requests WHERE study_id = @studyId AND account_id IN (${people})`);
  run(`DELETE FROM outbox WHERE account_id IN (${people}) AND kind = 'question-answer'
       AND args ->> 'questionId' IN (SELECT id FROM questions WHERE expert_id IN (${named}))`);
  run(`DELETE FROM outbox WHERE account_id IN (${people})
       AND args ->> 'tenureId' IN (SELECT id FROM tenures WHERE expert_id IN (${named}))`);
  run(`DELETE FROM tenures WHERE expert_id IN (${named})`);
  run(`DELETE FROM orientations WHERE expert_id IN (${named})`);
  run(`DELETE FROM jobs WHERE state <> 'queued' AND (study_id = @studyId OR account_id IN (${people}))`);
  run(`DELETE FROM jobs WHERE kind = 'certificate' AND args ->> 'expertId' IN (${named})`);
  run(
    `DELETE FROM jobs WHERE kind = 'history-file' AND args ->> 'studyId' = @studyId AND account_id IN (${people})`,
  );
  run(`DELETE FROM dialogs WHERE account_id IN (${people})`);
  run(`DELETE FROM sent_texts WHERE account_id IN (${people})`);
  if (expertId === null) run('DELETE FROM tellings WHERE study_id = @studyId');
  run(`DELETE FROM previews WHERE study_id = @studyId ${expertId === null ? '' : "AND kind = 'workbook'"}`);
  tx.update(proposals).set({ expertId: null }).where(inArray(proposals.expertId, former)).run();
  tx.update(questions).set({ expertId: null }).where(inArray(questions.expertId, former)).run();
  forgetUndecidedWorkbooks(tx, studyId);
  forgetFailedUpdates(tx, { whose, accountIds });
}

/** Workbooks of the same title shown to somebody and not decided about: they list the same people. */
function forgetUndecidedWorkbooks(tx: Transaction, studyId: number): void {
  tx.$client
    .prepare<[number]>(
      `DELETE FROM previews WHERE kind = 'workbook' AND args ->> '$.draft.rules.title' =
         (SELECT title FROM studies WHERE id = ?)`,
    )
    .run(studyId);
}

/** Updates kept after a bug: those from these experts, and others that name them. */
function forgetFailedUpdates(
  tx: Transaction,
  { whose, accountIds }: { whose: readonly Expert[]; accountIds: ReadonlySet<number> },
): void {
  const told = whose.flatMap(({ name, key, mobile, token }) =>
    [name, key, mobile, token].flatMap((text) => text || []),
  );
  const people = tx
    .select()
    .from(accounts)
    .where(inArray(accounts.id, [...accountIds]))
    .all()
    .map(({ messenger, userId }) => ({ messenger, from: new RegExp(`"id":${userId}\\b`) }));
  for (const { messenger, updateId, payload } of tx.select().from(failedUpdates).all()) {
    const text = JSON.stringify(payload);
    const isTheirs = people.some((person) => person.messenger === messenger && person.from.test(text));
    if (!isTheirs && !told.some((word) => text.includes(word))) continue;
    const which = and(eq(failedUpdates.messenger, messenger), eq(failedUpdates.updateId, updateId));
    tx.delete(failedUpdates).where(which).run();
  }
}

/** The log keeps what happened; when an expert joined, or did anything under their own id, is removed. */
function forgetEvents(tx: Transaction, { studyId, expertId }: Forget, former: ReadonlySet<number>): void {
  const rows = tx
    .select()
    .from(events)
    .where(and(eq(events.studyId, studyId), sql`${events.details} ->> 'expertId' IS NOT NULL`))
    .all();
  const gone: number[] = [];
  for (const { id, kind, details } of rows) {
    const { expertId: about, ...rest } = details;
    if (!former.has(Number(about))) continue;
    if (STAYS_WITHOUT_NAME.has(kind)) tx.update(events).set({ details: rest }).where(eq(events.id, id)).run();
    else gone.push(id);
  }
  tx.$client
    .prepare<[string]>('DELETE FROM events WHERE id IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(gone));
  if (expertId !== null) return;
  const byExperts = and(eq(events.studyId, studyId), eq(events.actor, 'expert'));
  tx.update(events).set({ accountId: null }).where(byExperts).run();
}

/** A report tells how many left, so these events stay, without the name. */
const STAYS_WITHOUT_NAME: ReadonlySet<string> = new Set(['expert.left']);

/** Tables whose rows belong to an account: they are deleted with it, and do not keep it alive. */
const GO_WITH_ACCOUNT = ['outbox', 'jobs', 'previews', 'dialogs', 'sent_texts'] as const;

/** Deletes accounts that only these experts needed, and what belonged to them. */
function forgetAccounts(tx: Transaction, candidates: readonly number[]): void {
  const { $client } = tx;
  const used = accountsInUse($client, candidates);
  const unused = JSON.stringify(candidates.filter((id) => !used.has(id)));
  const run = (sql: string) => void $client.prepare<[string]>(sql).run(unused);
  const those = 'SELECT value FROM json_each(?)';
  run(`DELETE FROM files WHERE id IN (
         SELECT args ->> 'fileId' FROM outbox
         WHERE kind IN ('document', 'closing-card', 'rehearsal-card') AND account_id IN (${those}))`);
  for (const table of GO_WITH_ACCOUNT) run(`DELETE FROM ${table} WHERE account_id IN (${those})`);
  run(`DELETE FROM messenger_pauses WHERE (messenger, chat_id) IN (
         SELECT messenger, user_id FROM accounts WHERE id IN (${those}))`);
  run(`UPDATE events SET account_id = NULL WHERE account_id IN (${those})`);
  run(`DELETE FROM accounts WHERE id IN (${those})`);
}

/** Which of some accounts any other row refers to, in any table, including those of future versions. */
function accountsInUse(client: Transaction['$client'], candidates: readonly number[]): Set<number> {
  const references = referencesTo({ $client: client }, 'accounts').filter(
    ({ table }) => !(GO_WITH_ACCOUNT as readonly string[]).includes(table),
  );
  const asked = JSON.stringify(candidates);
  const used = references.flatMap(({ table, column }) =>
    client
      .prepare<[string], number>(
        `SELECT DISTINCT "${column}" FROM "${table}" WHERE "${column}" IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .all(asked),
  );
  return new Set(used);
}

/** Assignments that empty a table's columns except those to keep: to null where allowed, else to the default. */
function emptied<Table extends SQLiteTable>(
  table: Table,
  kept: ReadonlySet<keyof Table['$inferSelect']>,
): Partial<Table['$inferSelect']> {
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => !kept.has(name));
  const empty = columns.map(([name, column]) => {
    if (!column.notNull) return [name, null];
    return [name, column.default ?? (column.dataType === 'string' ? '' : 0)];
  });
  return Object.fromEntries(empty) as Partial<Table['$inferSelect']>;
}
