import { randomInt } from 'node:crypto';
import type { PanelToJudge } from '../../src/domain/judging.ts';
import { judgeRound } from '../../src/features/judging/judge-round.ts';
import { closeOverdueRounds } from '../../src/features/rounds/close-round.ts';
import { openRound, prepareOpening } from '../../src/features/rounds/open-round.ts';
import { createStudy } from '../../src/features/workbooks/create-study.ts';
import { judgePanel } from '../../src/kinds/all.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { addFacilitator } from '../../src/store/facilitators.ts';
import { type Database, openDatabase, transact } from '../../src/store/file/database.ts';
import { needStudy } from '../../src/store/studies.ts';
import { draftOf, must } from '../fixtures/study.ts';

/** How large a study is. Every item is judged in every panel. */
export interface StudySize {
  readonly panels: number;
  readonly expertsPerPanel: number;
  readonly items: number;
}

/** A study as a workbook would have made it, filled by SQL where a press each would take hours. */
export interface BenchStudy {
  readonly db: Database;
  readonly file: string;
  readonly studyId: number;
  readonly size: StudySize;
  /** User ids at the messenger. */
  readonly facilitator: number;
  readonly experts: readonly number[];
  /** Opens the next round; it ends so much later. */
  open(forMs: number): number;
  /**
   * Has everybody answer everything in a round and hand it in.
   *
   * @param complete of ten experts so many rate every item: only they enter W. The others have no opinion on some
   */
  answerAll(roundId: number, complete?: number): void;
  /** Closes what is overdue at a moment and judges it on this thread. */
  closeAndJudge(roundId: number): Promise<void>;
  /** What waits to be sent counts as sent. */
  deliverAll(): void;
  close(): void;
}

const FACILITATOR = 900_000_000;
/** The user id of the first expert; the others' follow. */
export const FIRST_EXPERT = 1_000_000;
const RULES = {
  neutralPoint: 1,
  minRounds: 50,
  maxRounds: 50,
  openForDays: 7,
  reminderHours: [72, 24, 3],
  minAnswersForFeedback: 1,
};

/** @param firstExpert user id of the first expert; the others' follow it */
export function createBenchStudy(file: string, size: StudySize, firstExpert = FIRST_EXPERT): BenchStudy {
  const db = openDatabase(file);
  const at = new Date();
  const codes = Array.from({ length: size.panels }, (_, place) => `P${place + 1}`);
  const experts = size.panels * size.expertsPerPanel;
  const draft = draftOf({
    experts: named('خبره', experts, (place) => codes[Math.floor(place / size.expertsPerPanel)]!),
    items: named('i', size.items, () => codes.join(' ')),
    rules: RULES,
  });
  const titled = draft.items.map((item) => ({
    ...item,
    title: `خدمت الکترونیکی ${item.code}، که خبرگان دربارهٔ اولویت آن نظر می‌دهند`,
  }));
  const { studyId, accountId } = transact(db, (tx) => {
    const facilitator = ensureAccount(tx, 'telegram', FACILITATOR, at);
    addFacilitator(tx, facilitator.id, 'settings', at);
    const random = drawn();
    const created = createStudy(tx, {
      draft: { ...draft, items: titled },
      accountId: facilitator.id,
      at,
      random,
    });
    return { studyId: created, accountId: facilitator.id };
  });
  joinAll(db, studyId, firstExpert, at);
  return {
    db,
    file,
    studyId,
    size,
    facilitator: FACILITATOR,
    experts: Array.from({ length: experts }, (_, place) => firstExpert + place),
    open: (forMs) => open(db, studyId, accountId, forMs),
    answerAll: (roundId, complete = 8) => answerAll(db, roundId, complete),
    async closeAndJudge(roundId) {
      db.$client.prepare('UPDATE rounds SET deadline = ? WHERE id = ?').run(Date.now(), roundId);
      transact(db, (tx) => closeOverdueRounds(tx, new Date()));
      await judgeRound(db, roundId, {
        now: () => new Date(),
        run: async (_name, input) => judgePanel(input as PanelToJudge) as never,
        randomBelow: (limit) => randomInt(limit),
      });
      db.$client.exec("UPDATE jobs SET state = 'done' WHERE state = 'queued'");
    },
    deliverAll() {
      db.$client.exec(`UPDATE outbox SET state = 'sent', sent_at = ${Date.now()} WHERE state = 'waiting'`);
    },
    close() {
      db.$client.close();
    },
  };
}

function named(name: string, count: number, panels: (place: number) => string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, place) => [`${name} ${place + 1}`, panels(place)]),
  );
}

/** The same draws each time. */
function drawn() {
  let seed = 1;
  let tokens = 0;
  return {
    newToken() {
      tokens += 1;
      return `token${String(tokens).padStart(19, '0')}`;
    },
    randomBelow(limit: number) {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    },
  };
}

function joinAll({ $client: client }: Database, studyId: number, firstExpert: number, at: Date): void {
  const ids = client.prepare<[number], { id: number }>(
    'SELECT id FROM experts WHERE study_id = ? ORDER BY id',
  );
  const account = client.prepare(
    "INSERT INTO accounts (messenger, user_id, created_at) VALUES ('telegram', ?, ?)",
  );
  const join = client.prepare('UPDATE experts SET account_id = ?, joined_at = ?, token = NULL WHERE id = ?');
  client.transaction(() => {
    for (const [place, { id }] of ids.all(studyId).entries()) {
      const { lastInsertRowid } = account.run(firstExpert + place, at.getTime());
      join.run(lastInsertRowid, at.getTime(), id);
    }
  })();
}

function open(db: Database, studyId: number, accountId: number, forMs: number): number {
  const at = new Date();
  return transact(db, (tx) => {
    const study = needStudy(tx, studyId);
    const when = { kind: 'span' as const, ms: forMs };
    const { previewId } = must(prepareOpening(tx, { study, accountId, when, at }));
    must(openRound(tx, { previewId, accountId, at, quietHours: null, zone: 'Asia/Tehran' }));
    return db.$client.prepare<[], { id: number }>('SELECT MAX(id) AS id FROM rounds').get()!.id;
  });
}

/** Ratings 1–5 that differ by expert and item, with a leaning by item. */
function answerAll({ $client: client }: Database, roundId: number, complete: number): void {
  const at = Date.now();
  client.transaction(() => {
    client
      .prepare(
        `INSERT INTO answers (questionnaire_id, position, item_id, kind, state, value, how, answered_at)
         SELECT q.id, i.position, i.item_id, p.kind,
           CASE WHEN q.id % 10 >= :complete AND draw % 50 = 0 THEN 'no_opinion' ELSE 'rated' END,
           CASE WHEN q.id % 10 >= :complete AND draw % 50 = 0 THEN NULL ELSE 1 + (i.item_id + draw % 3) % 5 END,
           'chosen', :at
         FROM (SELECT *, (id * 7919) % 997 AS shift FROM questionnaires WHERE round_id = :round) q
         JOIN panel_rounds p ON p.round_id = q.round_id
         JOIN panel_round_experts e ON e.panel_round_id = p.id AND e.expert_id = q.expert_id
         JOIN (SELECT *, (item_id * 7907) AS draw FROM panel_round_items) i ON i.panel_round_id = p.id`.replaceAll(
          'draw %',
          '(draw + shift) %',
        ),
      )
      .run({ at, round: roundId, complete });
    client
      .prepare(
        'UPDATE questionnaires SET begun_at = :at, last_answer_at = :at, handed_in_at = :at WHERE round_id = :round',
      )
      .run({ at, round: roundId });
  })();
}
