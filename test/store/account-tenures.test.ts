import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { confirmAccount, refuseAccount } from '../../src/features/joining/change-account.ts';
import { composeLinkUsed } from '../../src/features/joining/compose-link-news.ts';
import { closeOverdueRounds } from '../../src/features/rounds/close-round.ts';
import { loadAnswers } from '../../src/store/answers.ts';
import { loadExpert } from '../../src/store/experts.ts';
import { type Database, openDatabase, transact } from '../../src/store/file/database.ts';
import { loadQuestionnaire } from '../../src/store/questionnaires.ts';
import { loadTenures } from '../../src/store/tenures.ts';
import { must } from '../fixtures/study.ts';
import { migrationsBefore } from './file/made-up-migrations.ts';

/** Accounts: 1 the facilitator's, 2 and 3 those of expert 1 one after another, 4 expert 2's, 5 expert 3's until renewed. */
const JOINED = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const RENEWED = JOINED + 48 * HOUR;
const USED = RENEWED + HOUR;
const NOW = USED + 24 * HOUR;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-tenures-'));
  file = join(folder, 'hamray.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as the version before left it, with a round open. */
function older(anonymity: 'coded' | 'named' = 'coded'): void {
  const { $client: client } = openDatabase(file, migrationsBefore('account_tenures', folder));
  client.pragma('foreign_keys = ON');
  for (let user = 1; user <= 5; user += 1) {
    client
      .prepare(`INSERT INTO accounts (messenger, user_id, created_at) VALUES ('telegram', ?, ?)`)
      .run(user, JOINED);
  }
  client.exec(`
    INSERT INTO studies (title, question, guidance, organiser, contact, consent, kind, min_rounds, max_rounds,
      open_for_days, reminder_hours, friday_reminders, min_answers_for_feedback, shuffled_items, anonymity,
      excluded_audiences, seed, state, created_at)
    VALUES ('آب', 'چه؟', '', '', '', '', 'likert', 2, 3, 7, '[]', 1, 1, 0, '${anonymity}', '[]', 1, 'running', ${JOINED});
    INSERT INTO facilitators VALUES (1, 'settings', ${JOINED});
    INSERT INTO study_facilitators VALUES (1, 1, ${JOINED});
    INSERT INTO scale_points VALUES (1, 0, 1, 'کم'), (1, 1, 2, 'زیاد');
    INSERT INTO panels (study_id, position, code, name, status) VALUES (1, 0, 'A', 'الف', 'active');
    INSERT INTO experts (study_id, position, name, role, mobile, pseudonym, token, account_id, joined_at)
    VALUES (1, 0, 'مریم', '', '98911', 'AA', NULL, 3, ${USED}), (1, 1, 'کاوه', '', '98912', 'BB', NULL, 4, ${JOINED}),
      (1, 2, 'سارا', '', '98913', 'CC', 'token-that-waits', NULL, ${JOINED});
    INSERT INTO seats VALUES (1, 1), (2, 1), (3, 1);
    INSERT INTO items (study_id, position, code, unit, audience, group_path, parents)
    VALUES (1, 0, 'G1', '', '', '[]', '[]'), (1, 1, 'G2', '', '', '[]', '[]');
    INSERT INTO item_versions VALUES (1, 1, 'یک', '', '', ${JOINED}), (2, 1, 'دو', '', '', ${JOINED});
    INSERT INTO item_panels (item_id, panel_id) VALUES (1, 1), (2, 1);
    INSERT INTO rounds (study_id, number, state, opened_at, deadline, reminders_from)
    VALUES (1, 1, 'open', ${JOINED}, ${NOW + HOUR}, ${JOINED});
    INSERT INTO panel_rounds (round_id, panel_id, kind, question, state, invited) VALUES (1, 1, 'likert', 'چه؟', 'open', 3);
    INSERT INTO panel_round_experts (panel_round_id, expert_id) VALUES (1, 1), (1, 2), (1, 3);
    INSERT INTO panel_round_items VALUES (1, 1, 0, 1), (1, 2, 1, 1);
    INSERT INTO questionnaires (round_id, expert_id, begun_at, last_answer_at, handed_in_at, card_message_id, card_account_id)
    VALUES (1, 1, ${JOINED}, ${USED + HOUR}, ${JOINED + HOUR}, 9, 3);
    INSERT INTO answers (questionnaire_id, position, item_id, kind, state, value, how, answered_at, reason, previous_value)
    VALUES (1, 0, 1, 'likert', 'rated', 2, 'chosen', ${JOINED + HOUR}, 'چون', 2),
      (1, 1, 2, 'likert', 'rated', 1, 'chosen', ${USED + HOUR}, NULL, 2);
    INSERT INTO events (study_id, at, actor, account_id, kind, details) VALUES
      (1, ${JOINED}, 'expert', 2, 'expert.joined', '{"expertId":1}'),
      (1, ${JOINED}, 'expert', 4, 'expert.joined', '{"expertId":2}'),
      (1, ${JOINED}, 'expert', 5, 'expert.joined', '{"expertId":3}'),
      (1, ${RENEWED}, 'facilitator', 1, 'expert.linkRenewed', '{"expertId":1}'),
      (1, ${USED}, 'expert', 3, 'expert.joined', '{"expertId":1}'),
      (1, ${USED}, 'facilitator', 1, 'expert.linkRenewed', '{"expertId":3}');`);
  client.close();
}

const answersOf = (db: Database) =>
  loadAnswers(db, 1).map(({ state, value, reason }) => [state, value, reason]);
const tenureOf = (db: Database) => loadTenures(db, 1).at(-1)!.id;

describe('a database of the version before', () => {
  test('takes an account that joined by a renewed link for nobody’s word', () => {
    older();
    const db = openDatabase(file);
    expect(loadTenures(db, 1).map(({ accountId, confirmedAt }) => [accountId, confirmedAt !== null])).toEqual(
      [
        [2, true],
        [3, false],
      ],
    );
    expect(loadTenures(db, 2)).toHaveLength(1);
    expect(loadExpert(db, 1)).toMatchObject({
      accountId: 3,
      seesFrom: new Date(USED),
      mobileAtJoining: '98911',
    });
    expect(loadExpert(db, 2)).toMatchObject({ accountId: 4, seesFrom: null });
    expect(loadAnswers(db, 1).map(({ previousValue }) => previousValue)).toEqual([null, null]);
    expect(answersOf(db)).toEqual([
      ['open', null, null],
      ['rated', 1, null],
    ]);
    expect(loadQuestionnaire(db, 1)!.questionnaire.handedInAt).toBeNull();
    const [own, apart] = loadTenures(db, 1).map(({ apartCode }) => apartCode);
    expect([own, apart]).toEqual([null, expect.stringMatching(/^[A-HJKMNP-Z2-9]{6}$/)]);
    expect(loadAnswers(db, 1).map(({ apartCode }) => apartCode)).toEqual([null, apart]);
  });

  test('asks the account before, whose word brings back what it answered', () => {
    older();
    const db = openDatabase(file);
    const told = db.$client
      .prepare(`SELECT account_id AS account FROM outbox WHERE kind = 'link-used'`)
      .all();
    expect(told).toEqual([{ account: 2 }]);
    expect(composeLinkUsed(db, tenureOf(db), 2)!.buttons).toHaveLength(2);
    must(
      transact(db, (tx) =>
        confirmAccount(tx, { tenureId: tenureOf(tx as Database), accountId: 2, at: new Date(NOW) }),
      ),
    );
    expect(answersOf(db)).toEqual([
      ['rated', 2, 'چون'],
      ['rated', 1, null],
    ]);
    expect(loadExpert(db, 1)!.seesFrom).toBeNull();
  });

  test('gives the account before its place back where it says so', () => {
    older();
    const db = openDatabase(file);
    const press = { tenureId: tenureOf(db), accountId: 2, at: new Date(NOW), randomBelow: () => 0 };
    must(transact(db, (tx) => refuseAccount(tx, press)));
    expect(loadExpert(db, 1)).toMatchObject({ accountId: 2, seesFrom: null });
    expect(answersOf(db)).toEqual([
      ['rated', 2, 'چون'],
      ['open', null, null],
    ]);
    expect(loadAnswers(db, 1).map(({ previousValue }) => previousValue)).toEqual([null, null]);
  });

  test('counts what was set aside when the round closes', () => {
    older();
    const db = openDatabase(file);
    transact(db, (tx) => closeOverdueRounds(tx, new Date(NOW + 2 * HOUR)));
    expect(answersOf(db)).toEqual([
      ['rated', 2, 'چون'],
      ['rated', 1, null],
    ]);
  });

  test('makes an account the expert’s again whose renewed link nobody has used', () => {
    older();
    const db = openDatabase(file);
    expect(loadExpert(db, 3)).toMatchObject({ accountId: 5, token: 'token-that-waits' });
  });

  test('hides nothing of a study with names', () => {
    older('named');
    const db = openDatabase(file);
    expect(answersOf(db)).toEqual([
      ['rated', 2, 'چون'],
      ['rated', 1, null],
    ]);
  });
});
