import { beforeEach, describe, expect, test } from 'vitest';
import { DUE } from '../../../src/features/all.ts';
import { prepareStudyForgetting } from '../../../src/features/forgetting/forget-names.ts';
import { prepareReminding, remindPreviewed } from '../../../src/features/reminding/remind-now.ts';
import { extendRound } from '../../../src/features/rounds/extend-round.ts';
import { finishPreviewed, prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { TOLD_AT_ONCE } from '../../../src/features/studies/tell-in-parts.ts';
import { prepareAnnouncement, sendAnnouncement } from '../../../src/features/talking/announce.ts';
import { tick } from '../../../src/jobs/tick.ts';
import { outbox, tellings } from '../../../src/store/schema.ts';
import { DAY, HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

/** Two full parts and a rest. */
const EXPERTS = 2 * TOLD_AT_ONCE + 30;
const LATE = 'دیرآمده';

let study: TestStudy;

/** A study of so many, all but one of whom have joined. */
beforeEach(() => {
  const names = Array.from({ length: EXPERTS }, (_, at) => `خبره ${at}`);
  study = new TestStudy({
    experts: Object.fromEntries([...names, LATE].map((name) => [name, 'A'])),
    items: { x: 'A' },
  });
  // As many consents would take seconds.
  const { $client: client } = study.db;
  client.exec(`INSERT INTO accounts (messenger, user_id, created_at)
      SELECT 'telegram', 5000 + id, 0 FROM experts WHERE name <> '${LATE}';
    UPDATE experts SET token = NULL, joined_at = ${study.at.getTime()},
      account_id = (SELECT a.id FROM accounts a WHERE a.user_id = 5000 + experts.id) WHERE name <> '${LATE}'`);
});

const pressed = () => ({ accountId: study.facilitator, at: study.at, ...study.surroundings });
const asked = () => ({ ...pressed(), study: study.study });
const remind = () =>
  study.run((tx) => {
    const prepared = prepareReminding(tx, asked());
    return prepared.ok ? remindPreviewed(tx, { ...pressed(), previewId: prepared.previewId }) : prepared;
  });
const extend = () => study.run((tx) => extendRound(tx, { ...asked(), when: { kind: 'span', ms: DAY } }));
const announce = () =>
  study.run((tx) => {
    const request = { studyId: study.studyId, text: 'سلام', accountId: study.facilitator };
    const { previewId } = must(prepareAnnouncement(tx, request, pressed()));
    return sendAnnouncement(tx, { ...pressed(), previewId });
  });
const finish = () =>
  study.run((tx) => {
    const { previewId } = must(prepareFinish(tx, asked()));
    return finishPreviewed(tx, { ...pressed(), previewId });
  });

/** @returns whether more is due at once */
const ticks = () =>
  tick({
    ...{ db: study.db, due: DUE, now: () => study.at, ...study.surroundings, backsUp: false },
    ...{ wake: () => {}, wakeJobs: () => {} },
  });

const underWay = () => study.db.select().from(tellings).all().length;

describe('many are told some at a time', () => {
  const cases = {
    reminder: () => must(remind()).reminding.reminded,
    'deadline-moved': () => must(extend()).told,
    announcement: () => must(announce()).recipients,
    'closing-letter': () => must(finish()).letters,
  } as const;

  test.each(Object.keys(cases) as (keyof typeof cases)[])('by %s: each of them once', (kind) => {
    if (kind === 'reminder' || kind === 'deadline-moved') study.open().deliver('round-opened');
    expect(cases[kind]()).toBe(EXPERTS);
    expect(study.queued(kind)).toHaveLength(TOLD_AT_ONCE);
    expect(ticks()).toBe(true);
    expect(study.queued(kind)).toHaveLength(2 * TOLD_AT_ONCE);
    while (ticks()) {}
    expect(new Set(study.queued(kind).map(({ accountId }) => accountId)).size).toBe(EXPERTS);
    expect(study.queued(kind)).toHaveLength(EXPERTS);
    expect(underWay()).toBe(0);
  });

  test('and where a part is not saved, it comes again whole', () => {
    must(announce());
    const failing = () => {
      throw new Error('the disk is full');
    };
    const parts = { db: study.db, now: () => study.at, ...study.surroundings, backsUp: false };
    expect(() => tick({ ...parts, due: [...DUE, failing], wake: () => {}, wakeJobs: () => {} })).toThrow();
    expect(study.queued('announcement')).toHaveLength(TOLD_AT_ONCE);
    while (ticks()) {}
    expect(study.queued('announcement')).toHaveLength(EXPERTS);
  });
});

test('who joins while an announcement goes out is none of its readers', () => {
  must(announce());
  study.pass(1000);
  study.join(LATE);
  while (ticks()) {}
  const told = study.queued('announcement').map(({ accountId }) => accountId);
  expect([told.length, told.includes(study.expert(LATE).accountId!)]).toEqual([EXPERTS, false]);
});

test('a reminder that has not come to all yet is not sent a second time', () => {
  study.open();
  must(remind());
  study.pass(2 * 60_000);
  expect(refusalOf(remind())).toBe('remind.underWay');
  while (ticks()) {}
  must(remind());
  while (ticks()) {}
  expect(study.queued('reminder')).toHaveLength(2 * EXPERTS);
});

test('of a deadline that moves again, the others hear the last one alone', () => {
  study.open().deliver('round-opened');
  must(extend());
  study.pass(HOUR);
  expect(must(extend()).told).toBe(EXPERTS);
  while (ticks()) {}
  const told = study.queued('deadline-moved');
  expect(told).toHaveLength(TOLD_AT_ONCE + EXPERTS);
  const last = told.filter(({ args }) => args.deadline === study.round.deadline.getTime());
  expect(new Set(last.map(({ accountId }) => accountId)).size).toBe(EXPERTS);
});

test('a round that closes meanwhile ends its reminders and the news of its deadline', async () => {
  study.open().deliver('round-opened');
  must(remind());
  must(extend());
  study.close();
  while (ticks()) {}
  expect([study.queued('reminder').length, study.queued('deadline-moved').length]).toEqual([
    TOLD_AT_ONCE,
    TOLD_AT_ONCE,
  ]);
});

test('who is told two things hears them in their order', () => {
  must(announce());
  must(finish());
  while (ticks()) {}
  const heard = new Map<number, string[]>();
  for (const { accountId, kind } of study.db.select().from(outbox).orderBy(outbox.id).all()) {
    heard.set(accountId, [...(heard.get(accountId) ?? []), kind]);
  }
  expect(heard.size).toBe(EXPERTS);
  expect(new Set([...heard.values()].map((kinds) => kinds.join()))).toEqual(
    new Set(['announcement,closing-letter']),
  );
});

test('names are not removed while letters are still to be queued', () => {
  must(finish());
  study.deliver('closing-letter');
  const prepare = () => prepareStudyForgetting(study.db, study.study, pressed());
  expect(prepare()).toMatchObject({
    refusal: { code: 'forget.letters', letters: EXPERTS - TOLD_AT_ONCE },
  });
  while (ticks()) {}
  study.deliver('closing-letter');
  must(prepare());
});
