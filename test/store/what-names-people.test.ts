import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { exportStudy } from '../../src/features/exporting/export-study.ts';
import * as schema from '../../src/store/schema.ts';
import { askToForget, carryOut, deliverAll, finish } from '../fixtures/forgetting.ts';
import { TEHRAN, TestStudy } from '../fixtures/study.ts';

/**
 * What becomes of every column when names are removed, or of all of a study's rows in a table. A column that is not
 * named here fails the test: whoever adds one says whether it can lead to a person.
 *
 * - `goes`: is emptied, or its row is deleted, in the transaction that removes the names
 * - `drawnAnew`: told an order or a person, and tells nothing afterwards
 * - `byAge`: is not looked for, and goes by itself within the days that docs/operations.md states
 * - `stays`: what people wrote, or facilitators did; why, stands beside it
 * - `impersonal`: leads to nobody
 */
interface Fate {
  readonly goes?: string;
  readonly drawnAnew?: string;
  readonly byAge?: string;
  readonly stays?: Readonly<Record<string, string>>;
  readonly impersonal?: string;
}

const OF_A_FACILITATOR = 'a facilitator’s or an operator’s, who is no expert of the study by it';
const WRITTEN = 'written by people; whose it is stands nowhere any more, and the preview says that it stays';

const FATES: Readonly<Record<string, Fate>> = {
  // Those that nothing else needs, and what is theirs.
  accounts: {
    goes: 'id messenger userId unreachableSince unreachableReason chosenStudyId menu language createdAt',
  },
  facilitators: { stays: { accountId: OF_A_FACILITATOR, source: OF_A_FACILITATOR, since: OF_A_FACILITATOR } },
  operators: { stays: { accountId: OF_A_FACILITATOR, since: OF_A_FACILITATOR } },
  dialogs: { goes: 'accountId kind args startedAt' },
  sent_texts: { goes: 'accountId messageId kind subjectId at text' },
  studies: {
    stays: {
      ...{ organiser: OF_A_FACILITATOR, contact: OF_A_FACILITATOR },
      ...{ title: WRITTEN, question: WRITTEN, guidance: WRITTEN, consent: WRITTEN, report: WRITTEN },
    },
    impersonal: `id kind neutralPoint keepsBy agreeingPerCent dropsFromRound yesPerCent minRounds maxRounds
      stabilityThreshold agreementThreshold openForDays reminderHours fridayReminders minAnswersForFeedback
      shuffledItems anonymity language excludedAudiences composition criteria forgetAfterDays seed state protocolSha256 createdAt finishedAt
      forgottenAt`,
  },
  protocols: { impersonal: 'studyId text' },
  study_facilitators: {
    stays: { studyId: OF_A_FACILITATOR, accountId: OF_A_FACILITATOR, since: OF_A_FACILITATOR },
  },
  // An expert's own; another facilitator's name goes once it is decided, or by its age.
  join_requests: { goes: 'id studyId accountId name state askedAt decidedAt' },
  scale_points: { impersonal: 'studyId position value label' },
  round_plans: { impersonal: 'studyId position number kind panelCodes openForDays question' },
  panels: { impersonal: 'id studyId position code name status removedAt' },
  experts: {
    goes: `key name role mobile background confirmedCriteria token accountId joinedAt seesFrom mobileAtJoining numberShownBy leftAt consentShownTo
      declinedAt removedAt`,
    drawnAnew: 'id position',
    stays: { pseudonym: 'the code under which the answers stand' },
    impersonal: 'studyId forgotten',
  },
  tenures: { goes: 'id expertId accountId since confirmedAt leftBefore apartCode setAside questionnaireId' },
  seats: { drawnAnew: 'expertId', impersonal: 'panelId' },
  items: { impersonal: 'id studyId position code unit audience group bounds parents removedAt' },
  item_versions: {
    stays: { title: WRITTEN, definition: WRITTEN, reason: WRITTEN },
    impersonal: 'itemId version createdAt',
  },
  item_panels: { impersonal: 'itemId panelId droppedInRoundId droppedWhy' },
  rounds: {
    impersonal:
      'id studyId number state openedAt deadline remindersFrom closedAt closedBy judgedAt secondsAnItem',
  },
  reminder_slots: { goes: 'reachedExpertId', impersonal: 'roundId hours sentAt' },
  panel_rounds: {
    impersonal: `id roundId panelId kind question feedbackFromId state invited answered submitted notHandedIn raters
      concordance rules verdict unchangedShare`,
  },
  panel_round_experts: {
    drawnAnew: 'expertId',
    stays: { code: 'stands beside the answers of one round and panel' },
    impersonal: 'panelRoundId',
  },
  apart_round_codes: {
    stays: { apartCode: 'of the answers', code: 'stands beside the answers of one round and panel' },
    impersonal: 'panelRoundId',
  },
  panel_round_items: { impersonal: 'panelRoundId itemId position version' },
  item_results: {
    impersonal: `panelRoundId itemId n mean sd median q1 q3 noOpinion counts judgesCounts kept why compared decidedKept
      decidedWhy`,
  },
  questionnaires: {
    // The moments once the round is judged; until then the round's opening stands for them.
    goes: `begunAt lastAnswerAt handedInAt putOffUntil excusedAt screen currentAnswerId currentPanelId justAnsweredId overviewPage warnedOfOpen
      cardMessageId cardAccountId cardVersion cardShownVersion cardHash secondsAnItem`,
    drawnAnew: 'id expertId',
    impersonal: 'roundId itemlessSteps',
  },
  answers: {
    goes: 'answeredAt',
    drawnAnew: 'id questionnaireId position',
    stays: { reason: WRITTEN, apartCode: 'the code under which the answer stands' },
    impersonal: 'itemId kind panelId state value how reasonState standsBy previousValue',
  },
  reason_themes: { impersonal: 'studyId mark theme' },
  proposals: {
    goes: 'expertId',
    stays: {
      text: WRITTEN,
      ...{ decisionReason: OF_A_FACILITATOR, titles: OF_A_FACILITATOR, objection: WRITTEN },
      createdAt: 'when something was said, by nobody',
    },
    impersonal: `id studyId roundId panelId kind onPaper itemId state panelIds decidedAt appliedAt mergedIntoId became
      toldAt`,
  },
  questions: {
    goes: 'expertId',
    stays: { text: WRITTEN, answer: OF_A_FACILITATOR, askedAt: 'when something was said, by nobody' },
    impersonal: 'id studyId answeredAt',
  },
  forgettings: {
    goes: 'newIds',
    stays: {
      expertId: 'of one expert, as it was before: copies know it, this database no longer does',
      accountId: OF_A_FACILITATOR,
      formerIds: 'what buttons of old messages carry: spans, to say kindly that a name was removed',
    },
    impersonal: 'id studyId askedAt rowsAt scrubbedAt sums',
  },
  announcements: { stays: { text: OF_A_FACILITATOR }, impersonal: 'id studyId panelId sentAt' },
  briefings: {
    stays: { text: OF_A_FACILITATOR, bytes: OF_A_FACILITATOR, fileName: OF_A_FACILITATOR },
    impersonal: 'id studyId medium sentAt',
  },
  briefing_files: { stays: { fileId: OF_A_FACILITATOR }, impersonal: 'briefingId messenger' },
  orientations: { goes: 'expertId briefingId at' },
  // Of the study, or of an account that goes; of another study by the same title too.
  previews: { goes: 'id accountId studyId kind args state createdAt' },
  tellings: { goes: 'id studyId kind args at reachedExpertId' },
  live_statuses: { goes: 'accountId studyId outboxKey messageId hash checkedAt' },
  jobs: { goes: 'id key kind accountId studyId args state attempts error createdAt finishedAt' },
  files: { goes: 'id name writtenBy createdAt' },
  // In slices, before it is said that the names are gone: from that moment on no row leads to them.
  file_pieces: { goes: 'fileId position bytes' },
  outbox: {
    goes: `id key kind accountId args priority state attempts refusals notBefore createdAt sentAt messageId error`,
  },
  messenger_pauses: { goes: 'messenger chatId until' },
  events: {
    goes: 'accountId details',
    stays: {
      at: 'of what stays: a round was opened, somebody left',
      kind: 'of what stays',
      actor: 'of what stays',
    },
    impersonal: 'id studyId',
  },
  handled_updates: { byAge: 'messenger updateId fingerprint at' },
  failed_updates: { goes: 'messenger updateId payload error at' },
  program_state: { impersonal: 'key value' },
};

const words = (names = '') => names.split(/\s+/).filter((name) => name !== '');
const tables = Object.values(schema).filter((value) => is(value, SQLiteTable)) as SQLiteTable[];

describe('every column of the database', () => {
  test.each(tables.map((table) => [getTableName(table), table] as const))(
    'of `%s` is known: it is forgotten, stays for a reason, or leads to nobody',
    (name, table) => {
      const { goes, drawnAnew, byAge, stays, impersonal } = FATES[name] ?? {};
      const told = [goes, drawnAnew, byAge, impersonal].flatMap(words).concat(Object.keys(stays ?? {}));
      expect(told.toSorted()).toEqual(Object.keys(getTableColumns(table)).toSorted());
    },
  );

  test('is one of a table that is there', () => {
    expect(Object.keys(FATES).toSorted()).toEqual(tables.map(getTableName).toSorted());
  });
});

test('of a forgotten study the rows that are left have nothing in the columns that go', async () => {
  const experts = { مهرانگیز: 'A', بهرام: 'A', ژاله: 'A' };
  const study = new TestStudy({ experts, items: { x: 'A', y: 'A' } }).join();
  await study.playRound('x y\n مهرانگیز 1 2\n بهرام 3 4\n ژاله 5 5');
  finish(study);
  deliverAll(study);
  askToForget(study);
  await carryOut(study);
  const { db } = study;
  for (const table of [schema.experts, schema.questionnaires, schema.answers, schema.forgettings]) {
    const columns = getTableColumns(table);
    const rows = db.select().from(table).all() as Record<string, unknown>[];
    expect(rows.length).toBeGreaterThan(0);
    for (const name of words(FATES[getTableName(table)]!.goes)) {
      const column = columns[name as keyof typeof columns] as { notNull: boolean; default: unknown };
      const empty = column.notNull ? [column.default ?? '', 0, false, ''] : [null];
      // Whether somebody left is asked of it; when, is not told.
      const allowed = name === 'leftAt' ? [new Date(0)] : empty;
      for (const row of rows) expect([name, allowed]).toEqual([name, expect.arrayContaining([row[name]])]);
    }
  }
  const facilitators = db.select().from(schema.accounts).all();
  expect(facilitators.map(({ id }) => id)).toEqual([study.facilitator]);
  for (const table of [schema.tenures, schema.dialogs, schema.previews, schema.files, schema.filePieces]) {
    expect(db.select().from(table).all()).toEqual([]);
  }
  await expect(exportStudy(db, study.studyId, { now: study.at, zone: TEHRAN })).resolves.toBeTruthy();
});
