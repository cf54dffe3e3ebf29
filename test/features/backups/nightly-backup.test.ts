import { describe, expect, test } from 'vitest';
import {
  noteNightlyBackup,
  queueDueBackup,
  tellOfFailedBackup,
} from '../../../src/features/backups/nightly-backup.ts';
import { studyContent } from '../../../src/features/outgoing.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { addFacilitator } from '../../../src/store/facilitators.ts';
import { addOperator } from '../../../src/store/operators.ts';
import { openOutboxQueue } from '../../../src/store/outbox-queue.ts';
import { jobs } from '../../../src/store/schema.ts';
import { DAY, HOUR, TEHRAN, TestStudy } from '../../fixtures/study.ts';

/** A study at 10:00 in Tehran whose facilitator is one of the bot's. */
function facilitated(): TestStudy {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  addFacilitator(study.db, study.facilitator, 'claim', study.at);
  return study;
}

const due = (study: TestStudy) => queueDueBackup(study.db, study.at, TEHRAN);
/** From 10:00 to the next half past three. */
const TO_NIGHT = 17.5 * HOUR;

describe('the nightly copy', () => {
  test('of a new database is first due in its first night', () => {
    const study = facilitated();
    expect(due(study)).toBe(false);
    study.pass(TO_NIGHT - 1);
    expect(due(study)).toBe(false);
    study.pass(1);
    expect(due(study)).toBe(true);
    expect(study.db.select().from(jobs).all()).toMatchObject([
      { kind: 'backup', accountId: null, studyId: null, state: 'queued' },
    ]);
  });

  test('is queued once, and once an hour until it is made', () => {
    const study = facilitated();
    due(study);
    study.pass(TO_NIGHT);
    const queued = [due(study), due(study)];
    study.pass(HOUR);
    queued.push(due(study));
    noteNightlyBackup(study.db, study.at);
    study.pass(HOUR);
    queued.push(due(study));
    study.pass(22 * HOUR);
    queued.push(due(study));
    expect(queued).toEqual([true, false, true, false, true]);
  });

  test('that was missed for days is made up once', () => {
    const study = facilitated();
    due(study);
    study.pass(5 * DAY);
    expect(due(study)).toBe(true);
    noteNightlyBackup(study.db, study.at);
    expect(due(study)).toBe(false);
  });
});

describe('that it could not be made', () => {
  const failed = (study: TestStudy) =>
    tellOfFailedBackup(study.db, { at: study.at, zone: TEHRAN, trouble: 'no-room', folder: '/copies' });
  const rendered = (study: TestStudy, at = study.at) => {
    const content = studyContent({
      db: study.db,
      zone: TEHRAN,
      quietHours: { from: 22, to: 8 },
      tokenRefused: () => {},
      botRefused: () => {},
    });
    const row = openOutboxQueue(study.db).next(study.facilitator, at);
    return row ? content.render(row, at) : null;
  };

  test('is told to every facilitator once a night, however often it is tried', () => {
    const study = facilitated();
    const other = study.account();
    addFacilitator(study.db, other, 'claim', study.at);
    study.pass(TO_NIGHT);
    for (let tries = 0; tries < 20; tries += 1) {
      failed(study);
      study.pass(HOUR);
    }
    const told = study.queued('backup-failed').map(({ accountId }) => accountId);
    expect(told).toEqual([study.facilitator, other]);
    study.pass(DAY);
    failed(study);
    expect(study.queued('backup-failed')).toHaveLength(4);
  });

  test('is told to operators in place of facilitators, as long as one of them can be reached', () => {
    const study = facilitated();
    const [one, other] = [study.account(), study.account()];
    for (const account of [one, other]) addOperator(study.db, account, study.at);
    const told = () => {
      study.pass(DAY);
      const before = study.queued('backup-failed').length;
      failed(study);
      return study
        .queued('backup-failed')
        .slice(before)
        .map(({ accountId }) => accountId);
    };
    expect(told()).toEqual([one, other]);
    markUnreachable(study.db, one, 'blocked', study.at);
    expect(told()).toEqual([other]);
    markUnreachable(study.db, other, 'blocked', study.at);
    expect(told()).toEqual([study.facilitator]);
  });

  test('waits for the end of the quiet hours', () => {
    const study = facilitated();
    study.pass(TO_NIGHT);
    failed(study);
    expect(rendered(study)).toEqual({ do: 'hold', until: new Date(study.at.getTime() + 4.5 * HOUR) });
    const morning = rendered(study, new Date(study.at.getTime() + 5 * HOUR));
    expect(morning).toMatchObject({ do: 'send', message: { html: expect.stringContaining('/copies') } });
  });

  test('is not told where it has been made by then', () => {
    const study = facilitated();
    study.pass(TO_NIGHT);
    failed(study);
    study.pass(HOUR);
    noteNightlyBackup(study.db, study.at);
    study.pass(5 * HOUR);
    expect(rendered(study)).toMatchObject({ do: 'drop' });
  });
});
