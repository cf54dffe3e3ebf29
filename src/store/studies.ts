import { and, asc, desc, eq, exists, isNotNull, isNull, not, sql } from 'drizzle-orm';
import { type FrozenVersions, frozenVersions } from '../domain/protocol.ts';
import type {
  Criterion,
  PlannedSeats,
  ReportFact,
  RoundPlan,
  ScalePoint,
  StudyDraft,
  StudyRules,
} from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import {
  accounts,
  facilitators,
  protocols,
  roundPlans,
  scalePoints,
  studies,
  studyFacilitators,
} from './schema.ts';

export type Study = typeof studies.$inferSelect;

export function insertStudy(
  tx: Transaction,
  study: {
    rules: StudyRules;
    scale: readonly ScalePoint[];
    rounds: readonly RoundPlan[];
    composition?: readonly PlannedSeats[];
    criteria?: readonly Criterion[];
    report?: readonly ReportFact[];
    seed: number;
    createdAt: Date;
  },
): number {
  const { id } = tx
    .insert(studies)
    .values({ ...ruleColumns(study.rules), seed: study.seed, state: 'preparing', createdAt: study.createdAt })
    .returning({ id: studies.id })
    .get();
  replaceScale(tx, id, study.scale);
  replaceRoundPlan(tx, id, study.rounds);
  saveAsides(tx, id, study);
  return id;
}

export function updateRules(tx: Transaction, studyId: number, rules: StudyRules): void {
  tx.update(studies).set(ruleColumns(rules)).where(eq(studies.id, studyId)).run();
}

export function replaceScale(tx: Transaction, studyId: number, scale: readonly ScalePoint[]): void {
  tx.delete(scalePoints).where(eq(scalePoints.studyId, studyId)).run();
  for (const [position, point] of scale.entries()) {
    tx.insert(scalePoints)
      .values({ studyId, position, ...point })
      .run();
  }
}

/** Saves what `ترکیب`, `معیارها` and `گزارش` say. */
export function saveAsides(
  tx: Transaction,
  studyId: number,
  { composition = [], criteria = [], report = [] }: Pick<StudyDraft, 'composition' | 'criteria' | 'report'>,
): void {
  tx.update(studies)
    .set({ composition: [...composition], criteria: [...criteria], report: [...report] })
    .where(eq(studies.id, studyId))
    .run();
}

export function replaceRoundPlan(tx: Transaction, studyId: number, rounds: readonly RoundPlan[]): void {
  tx.delete(roundPlans).where(eq(roundPlans.studyId, studyId)).run();
  for (const [position, row] of rounds.entries()) {
    tx.insert(roundPlans)
      .values({ studyId, position, ...row, panelCodes: [...row.panelCodes] })
      .run();
  }
}

function ruleColumns(rules: StudyRules) {
  return {
    ...rules,
    reminderHours: [...rules.reminderHours],
    excludedAudiences: [...rules.excludedAudiences],
  };
}

export function loadStudy(tx: Transaction, studyId: number): Study | undefined {
  return studyById(tx).get({ studyId });
}

const studyById = prepared((tx) =>
  tx
    .select()
    .from(studies)
    .where(eq(studies.id, sql.placeholder('studyId')))
    .prepare(),
);

/** What the cards of a study's experts show of it: every press composes one, and a study has many columns. */
export type StudyOnCard = Pick<Study, 'id' | 'question' | 'minAnswersForFeedback' | 'seed' | 'anonymity'>;

const onCard = prepared((tx) => {
  const { id, question, minAnswersForFeedback, seed, anonymity } = studies;
  return tx
    .select({ id, question, minAnswersForFeedback, seed, anonymity })
    .from(studies)
    .where(eq(id, sql.placeholder('studyId')))
    .prepare();
});

/** @throws where the study does not exist */
export function needStudyOnCard(tx: Transaction, studyId: number): StudyOnCard {
  const study = onCard(tx).get({ studyId });
  if (!study) throw new Error(`study ${studyId} is not in the database`);
  return study;
}

/** @throws where the study does not exist: the id came from the program itself */
export function needStudy(tx: Transaction, studyId: number): Study {
  const study = loadStudy(tx, studyId);
  if (!study) throw new Error(`study ${studyId} is not in the database`);
  return study;
}

/** Ids of all studies, including finished ones. */
export function loadStudyIds(tx: Transaction): number[] {
  return tx
    .select({ id: studies.id })
    .from(studies)
    .orderBy(studies.id)
    .all()
    .map(({ id }) => id);
}

/** A study's rules as a workbook states them. */
export function rulesOf(study: Study): StudyRules {
  const { title, question, guidance, organiser, contact, consent, kind, neutralPoint, minRounds, maxRounds } =
    study;
  const { keepsBy, agreeingPerCent, dropsFromRound, yesPerCent } = study;
  const { stabilityThreshold, agreementThreshold, openForDays, reminderHours, fridayReminders } = study;
  const { minAnswersForFeedback, shuffledItems, anonymity, forgetAfterDays, language } = study;
  const { excludedAudiences } = study;
  return {
    ...{ title, question, guidance, organiser, contact, consent, kind, neutralPoint, minRounds, maxRounds },
    ...{ keepsBy, agreeingPerCent, dropsFromRound, yesPerCent },
    ...{ stabilityThreshold, agreementThreshold, openForDays, reminderHours, fridayReminders },
    ...{ minAnswersForFeedback, shuffledItems, anonymity, forgetAfterDays, language, excludedAudiences },
  };
}

const scaleOf = prepared((tx) =>
  tx
    .select({ value: scalePoints.value, label: scalePoints.label })
    .from(scalePoints)
    .where(eq(scalePoints.studyId, sql.placeholder('studyId')))
    .orderBy(asc(scalePoints.position))
    .prepare(),
);

export function loadScale(tx: Transaction, studyId: number): ScalePoint[] {
  return scaleOf(tx).all({ studyId });
}

export function loadRoundPlan(tx: Transaction, studyId: number): RoundPlan[] {
  const { number, kind, panelCodes, openForDays, question } = roundPlans;
  return tx
    .select({ number, kind, panelCodes, openForDays, question })
    .from(roundPlans)
    .where(eq(roundPlans.studyId, studyId))
    .orderBy(asc(roundPlans.position))
    .all();
}

export function addStudyFacilitator(tx: Transaction, studyId: number, accountId: number, since: Date): void {
  tx.insert(studyFacilitators).values({ studyId, accountId, since }).onConflictDoNothing().run();
}

/** Accounts that run a study, its creator first, without those that are no longer facilitators of this bot. */
export function loadStudyFacilitators(tx: Transaction, studyId: number): number[] {
  return tx
    .select({ accountId: studyFacilitators.accountId })
    .from(studyFacilitators)
    .innerJoin(facilitators, eq(facilitators.accountId, studyFacilitators.accountId))
    .where(eq(studyFacilitators.studyId, studyId))
    .orderBy(asc(studyFacilitators.since), asc(studyFacilitators.accountId))
    .all()
    .map(({ accountId }) => accountId);
}

/** Whether an account runs a study now. */
export function runsStudy(tx: Transaction, accountId: number, studyId: number): boolean {
  return loadStudyFacilitators(tx, studyId).includes(accountId);
}

/** Studies that an account runs, the newest first. */
export function loadStudiesOf(tx: Transaction, accountId: number): Study[] {
  return tx.select().from(studies).where(runBy(tx, accountId)).orderBy(desc(studies.id)).all();
}

/** Studies of this bot that other facilitators run. */
export function loadStudiesOfOthers(tx: Transaction, accountId: number): Study[] {
  return tx
    .select()
    .from(studies)
    .where(not(runBy(tx, accountId)))
    .orderBy(desc(studies.id))
    .all();
}

function runBy(tx: Transaction, accountId: number) {
  return exists(
    tx
      .select()
      .from(studyFacilitators)
      .where(and(eq(studyFacilitators.studyId, studies.id), eq(studyFacilitators.accountId, accountId))),
  );
}

/** The study that a facilitator's commands are about: the chosen one, else the newest of their own. */
export function loadChosenStudy(tx: Transaction, accountId: number): Study | undefined {
  const account = tx
    .select({ chosenStudyId: accounts.chosenStudyId })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .get();
  const own = loadStudiesOf(tx, accountId);
  return own.find(({ id }) => id === account?.chosenStudyId) ?? own[0];
}

export function chooseStudy(tx: Transaction, accountId: number, studyId: number | null): void {
  tx.update(accounts).set({ chosenStudyId: studyId }).where(eq(accounts.id, accountId)).run();
}

/** Locks the rules when the first round opens; later calls change nothing. */
export function lockProtocol(tx: Transaction, studyId: number, protocol: string, sha256: string): void {
  const { changes } = tx.insert(protocols).values({ studyId, text: protocol }).onConflictDoNothing().run();
  if (changes === 0) return;
  tx.update(studies).set({ protocolSha256: sha256, state: 'running' }).where(eq(studies.id, studyId)).run();
}

/** The locked rules; undefined before locking. */
export function loadProtocol(tx: Transaction, studyId: number): string | undefined {
  return tx.select().from(protocols).where(eq(protocols.studyId, studyId)).get()?.text;
}

/** The versions of the rules that a study goes by. */
export function loadVersions(tx: Transaction, studyId: number): FrozenVersions {
  return frozenVersions(loadProtocol(tx, studyId));
}

/** Finished studies whose names are to be removed at a set time. */
export function loadFinishedUnforgotten(tx: Transaction): Study[] {
  return tx
    .select()
    .from(studies)
    .where(
      and(eq(studies.state, 'finished'), isNull(studies.forgottenAt), isNotNull(studies.forgetAfterDays)),
    )
    .orderBy(asc(studies.id))
    .all();
}

export function finishStudy(tx: Transaction, studyId: number, finishedAt: Date): void {
  tx.update(studies).set({ state: 'finished', finishedAt }).where(eq(studies.id, studyId)).run();
}
