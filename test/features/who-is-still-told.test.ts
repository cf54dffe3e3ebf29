import { describe, expect, test } from 'vitest';
import { JOBS } from '../../src/features/all.ts';
import { studyContent } from '../../src/features/outgoing.ts';
import { syncFacilitators } from '../../src/features/overseeing/claim-facilitator.ts';
import { isStillAsked } from '../../src/jobs/still-asked.ts';
import { loadAccount } from '../../src/store/accounts.ts';
import { insertFile, loadFile } from '../../src/store/files.ts';
import { loadQueuedJobs, queueJob } from '../../src/store/jobs.ts';
import { addOperator } from '../../src/store/operators.ts';
import { type Outgoing, queueMessage } from '../../src/store/outbox.ts';
import type { OutboxRow } from '../../src/store/outbox-queue.ts';
import { insertQuestion } from '../../src/store/questions.ts';
import { addStudyFacilitator } from '../../src/store/studies.ts';
import { TEHRAN, TestStudy } from '../fixtures/study.ts';

/** A judged round, a second facilitator, and what makes each kind of message to facilitators. */
async function world() {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } });
  await study.join().playRound('x\ne1 4\ne2 4');
  const other = study.account();
  const userId = (accountId: number) => loadAccount(study.db, accountId)!.userId;
  /** The program starts, and FACILITATOR_IDS names these. */
  const named = (...accounts: number[]) =>
    study.run((tx) =>
      syncFacilitators(
        tx,
        accounts.map((accountId) => ({ messenger: 'telegram', userId: userId(accountId) })),
        study.at,
      ),
    );
  named(study.facilitator, other);
  addStudyFacilitator(study.db, study.studyId, other, study.at);
  const expertId = study.expert('e1').id;
  const questionId = insertQuestion(study.db, {
    ...{ studyId: study.studyId, expertId, text: 'تا کی؟', askedAt: study.at },
  });
  study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE id = ?').run(study.expert('e2').id);
  const message = { html: 'وضعیت' };
  const outgoing: Outgoing[] = [
    { kind: 'summary', args: { roundId: study.round.id, part: 0 } },
    { kind: 'question', args: { questionId } },
    { kind: 'expert-left', args: { expertId: study.expert('e2').id } },
    { kind: 'expert-unreachable', args: { expertId } },
    { kind: 'backup-failed', args: { night: study.at.getTime(), trouble: 'other', folder: 'data' } },
    { kind: 'reply', args: { message, forFacilitator: true } },
    { kind: 'document', args: { fileId: 1, forFacilitator: true } },
  ];
  const content = studyContent({
    db: study.db,
    zone: TEHRAN,
    quietHours: null,
    tokenRefused: () => {},
    botRefused: () => {},
  });
  const leaves = (what: Outgoing, accountId: number) =>
    content.render({ ...what, id: 1, accountId } as OutboxRow, study.at).do !== 'drop';
  return { study, other, named, outgoing, leaves };
}

describe('who is taken off FACILITATOR_IDS', () => {
  test('hears of copies of the database as long as OPERATOR_IDS names the account', async () => {
    const { study, other, named, leaves } = await world();
    const told: Outgoing = {
      kind: 'reply',
      args: { message: { html: 'x' }, forOperatorOrFacilitator: true },
    };
    const failed: Outgoing = {
      kind: 'backup-failed',
      args: { night: study.at.getTime(), trouble: 'other', folder: '' },
    };
    queueJob(study.db, {
      ...{ key: 'backup', kind: 'backup', accountId: other, studyId: null, args: {}, createdAt: study.at },
    });
    const job = loadQueuedJobs(study.db).at(-1)!;
    const reached = () => [
      leaves(told, other),
      leaves(failed, other),
      isStillAsked(study.db, job, JOBS[job.kind]),
    ];
    named(study.facilitator);
    expect(reached()).toEqual([false, false, false]);
    addOperator(study.db, other, study.at);
    expect(reached()).toEqual([true, true, true]);
  });

  test('gets nothing that was on its way; the others do', async () => {
    const { study, other, named, outgoing, leaves } = await world();
    const reached = () => outgoing.map((what) => [leaves(what, study.facilitator), leaves(what, other)]);
    expect(reached()).toEqual(outgoing.map(() => [true, true]));
    named(study.facilitator);
    expect(reached()).toEqual(outgoing.map(() => [true, false]));
  });

  test('gets it again once named again', async () => {
    const { study, other, named, outgoing, leaves } = await world();
    named(study.facilitator);
    named(study.facilitator, other);
    expect(outgoing.every((what) => leaves(what, other))).toBe(true);
  });

  test('is told of no study that others run', async () => {
    const { study, named, outgoing, leaves } = await world();
    const third = study.account();
    named(study.facilitator, third);
    const ofStudy = outgoing.filter(({ kind }) => /^(summary|question|expert-)/.test(kind));
    expect(ofStudy.filter((what) => leaves(what, third))).toEqual([]);
  });

  test('does not get the files and answers that an older version left on their way, and the files are gone', async () => {
    const { study, other, named } = await world();
    const fileId = insertFile(study.db, { name: 'a.zip', bytes: new Uint8Array(3), createdAt: study.at });
    const rows: Outgoing[] = [
      { kind: 'document', args: { fileId } },
      { kind: 'reply', args: { message: { html: 'وضعیت' } } },
    ];
    for (const row of rows) {
      queueMessage(study.db, { ...row, key: `old:${row.kind}`, accountId: other, at: study.at });
    }
    named(study.facilitator);
    expect([...study.queued('reply'), ...study.queued('document')].map(({ key }) => key)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^old:/)]),
    );
    expect(loadFile(study.db, fileId)).toBeUndefined();
  });

  test('has no file made that was asked for, but a round that has begun to open goes on', async () => {
    const { study, other, named } = await world();
    const kinds = ['export', 'invite', 'after-verdict', 'backup', 'read-workbook', 'open-round'] as const;
    for (const kind of kinds) {
      const studyId = kind === 'backup' || kind === 'read-workbook' ? null : study.studyId;
      queueJob(study.db, { key: kind, kind, accountId: other, studyId, args: {}, createdAt: study.at });
    }
    const asked = () =>
      loadQueuedJobs(study.db).flatMap((job) =>
        isStillAsked(study.db, job, JOBS[job.kind]) ? [job.kind] : [],
      );
    expect(asked()).toEqual(expect.arrayContaining([...kinds]));
    named(study.facilitator);
    expect(asked()).toEqual(['judge-round', 'open-round']);
  });
});
