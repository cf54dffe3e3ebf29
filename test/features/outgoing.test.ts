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
  const { db, at } = study;
  return contentOf(study).render(openOutboxQueue(db).next(accountId, at)!, at);
}

function contentOf({ db, quietHours }: TestStudy) {
  return studyContent({ db, zone: TEHRAN, quietHours, tokenRefused: () => {}, botRefused: () => {} });
}

function queue(study: TestStudy, key: string, outgoing: Outgoing, accountId = study.facilitator): void {
  queueMessage(study.db, { ...outgoing, key, accountId, at: study.at });
}

/** The words of an expert's card, and its buttons. */
function cardOf(study: TestStudy): { text: string; buttons: string[] } {
  const card = contentOf(study).renderCard(study.questionnaire('e1').id)!;
  return { text: card.message.html, buttons: card.message.buttons!.flat().map(({ text }) => text) };
}

function quietNights(): TestStudy {
  const study = new TestStudy(words);
  study.quietHours = NIGHT;
  return study;
}

describe('what is said about an English study', () => {
  const scale = ['Low', 'Middle', 'High'].map((label, at) => ({ value: at + 1, label }));
  const english = () =>
    new TestStudy({
      ...words,
      scale,
      rules: { language: 'en', title: 'City services', question: 'How much?' },
    });

  test('is English: a card with its buttons', () => {
    const study = english().join().open().begin('e1', 5);
    const { text, buttons } = cardOf(study);
    expect(buttons.toSorted()).toEqual(expect.arrayContaining(['1 Low', '2 Middle', '3 High', 'No opinion']));
    expect(text).toContain('How much?');
    // The study's own words are Persian here, and stand isolated.
    expect(text.replace(/\u2068[^\u2069]*\u2069/g, '')).not.toMatch(/[\p{Script=Arabic}۰-۹]/u);
  });
});

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
