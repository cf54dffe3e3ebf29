import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../src/delivery/rendering.ts';
import { studyContent } from '../../src/features/outgoing.ts';
import { type Outgoing, queueMessage } from '../../src/store/outbox.ts';
import { openOutboxQueue } from '../../src/store/outbox-queue.ts';
import { DAY, HOUR, TEHRAN, TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A' }, items: { x: 'A' } };
const NIGHT = { from: 22, to: 8 };
/** From the study's 10:00. */
const EVENING = 13 * HOUR;

/** What an account's next message comes to at the study's moment. */
function rendered(study: TestStudy, accountId = study.expert('e1').accountId!): Rendering {
  const { db, at, quietHours } = study;
  const content = studyContent({
    db,
    zone: TEHRAN,
    quietHours,
    tokenRefused: () => {},
    botRefused: () => {},
  });
  return content.render(openOutboxQueue(db).next(accountId, at)!, at);
}

function queue(study: TestStudy, key: string, outgoing: Outgoing, accountId = study.facilitator): void {
  queueMessage(study.db, { ...outgoing, key, accountId, at: study.at });
}

function quietNights(): TestStudy {
  const study = new TestStudy(words);
  study.quietHours = NIGHT;
  return study;
}

describe('in quiet hours', () => {
  test('an opening that did not leave before them waits for their end', () => {
    const study = quietNights().join().open();
    expect(rendered(study).do).toBe('send');
    study.pass(EVENING);
    expect(rendered(study)).toEqual({ do: 'hold', until: new Date(study.at.getTime() + 9 * HOUR) });
    study.pass(9 * HOUR);
    expect(rendered(study).do).toBe('send');
  });

  test('who joins hears of the open round at once', () => {
    const study = quietNights().open();
    study.pass(EVENING);
    study.join();
    expect(rendered(study).do).toBe('send');
  });

  test('a reminder that did not leave before them waits', () => {
    const study = quietNights().join().open().deliver('round-opened');
    const args = { questionnaireId: study.questionnaire('e1').id, slotHours: 72 };
    queue(study, 'r', { kind: 'reminder', args }, study.expert('e1').accountId!);
    study.pass(EVENING);
    expect(rendered(study).do).toBe('hold');
  });
});

describe('a message', () => {
  test('that has become pointless is dropped', () => {
    const study = new TestStudy(words).join().open();
    study.pass(8 * DAY);
    expect(rendered(study)).toMatchObject({ do: 'drop' });
  });

  test('that replaces an earlier one edits it, where that was sent', () => {
    const study = new TestStudy(words);
    const message = { html: 'انجام شد' };
    queue(study, 'working', { kind: 'reply', args: { message: { html: 'در حال کار' } } });
    const outbox = openOutboxQueue(study.db);
    queue(study, 'done', { kind: 'reply', args: { message, replacesKey: 'working' } });
    const [working] = [outbox.next(study.facilitator, study.at)!];
    outbox.markSent(working.id, 41, study.at);
    expect(rendered(study, study.facilitator)).toEqual({ do: 'edit', messageId: 41, message });
  });

  test('that would replace one which never left is sent', () => {
    const study = new TestStudy(words);
    const message = { html: 'انجام شد' };
    queue(study, 'done', { kind: 'reply', args: { message, replacesKey: 'never' } });
    expect(rendered(study, study.facilitator)).toEqual({ do: 'send', message });
  });

  test('that takes an older reminder’s buttons off leaves the card its own', () => {
    const study = new TestStudy(words).join().open().deliver('round-opened');
    const questionnaireId = study.questionnaire('e1').id;
    const args = { questionnaireId, messageId: 41 };
    queue(study, 'replaced', { kind: 'replaced-reminder', args }, study.expert('e1').accountId!);
    expect(rendered(study)).toEqual({ do: 'strip', messageId: 41 });
    study.begin('e1', 41);
    expect(rendered(study)).toMatchObject({ do: 'drop' });
  });

  test('about an expert who can no longer be reached names the expert', () => {
    const study = new TestStudy(words).join();
    queue(study, 'u', { kind: 'expert-unreachable', args: { expertId: study.expert('e1').id } });
    expect(rendered(study, study.facilitator)).toMatchObject({
      do: 'send',
      message: { html: expect.stringContaining('e1') },
    });
  });

  test('of a judged round is its summary', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x\n e1 5');
    expect(rendered(study, study.facilitator)).toMatchObject({
      do: 'send',
      message: { html: expect.stringContaining('دور ۱') },
    });
  });
});
