import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../../src/delivery/rendering.ts';
import { queueClosingCards } from '../../../src/features/judging/closing-cards.ts';
import { studyContent } from '../../../src/features/outgoing.ts';
import type { RunInBackground } from '../../../src/jobs/background.ts';
import { textLength } from '../../../src/messages/text-length.ts';
import type { Picture } from '../../../src/pictures/draw-picture.ts';
import type { OutboxRow } from '../../../src/store/outbox-queue.ts';
import { onThisThread, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const PNG = Uint8Array.of(137, 80, 78, 71);

/** Draws no picture, and remembers which were asked for. */
function drawing() {
  const drawn: Picture[] = [];
  const run = (async (name: string, input: unknown) => {
    if (name !== 'draw-picture') return onThisThread(name as 'judge-panel', input as never);
    drawn.push(input as Picture);
    return PNG;
  }) as RunInBackground;
  return { drawn, run };
}

function closed() {
  const experts = Object.fromEntries(['e1', 'e2', 'e3', 'e4', 'e5', 'e6'].map((name) => [name, 'A']));
  const study = new TestStudy({ experts: { ...experts, e7: 'B' }, items: { x: 'A', y: 'A', z: 'B' } });
  study.join().open();
  study.answerAll(`
        x  y
    e1  5  1
    e2  5  2
    e3  5  5
    e4  4  5
    e5  4  1
    e6  4  5
  `);
  return study.close();
}

/** What the facilitator's card comes to when it leaves. */
function rendered(study: TestStudy): Rendering {
  const content = studyContent({
    ...{ db: study.db, zone: TEHRAN, quietHours: null },
    ...{ tokenRefused: () => {}, botRefused: () => {} },
  });
  const [card] = study.queued('closing-card');
  return content.render(card as unknown as OutboxRow, study.at);
}

const files = (study: TestStudy) =>
  study.db.$client.prepare('SELECT count(*) AS files FROM files').get() as { files: number };

describe('after a round is judged', () => {
  test('each facilitator gets a card for each panel that has something to draw, before the summary', async () => {
    const study = closed();
    const colleague = study.colleague();
    const { drawn, run } = drawing();
    await study.judge(run);
    expect(drawn).toMatchObject([{ of: 'closing', panel: 'پانل A' }]);
    const cards = study.queued('closing-card');
    expect(cards.map(({ accountId }) => accountId)).toEqual([study.facilitator, colleague]);
    expect(files(study)).toEqual({ files: 2 });
    const kinds = study.db.$client
      .prepare('SELECT kind FROM outbox WHERE account_id = ? ORDER BY id')
      .all(study.facilitator) as { kind: string }[];
    expect(kinds.map(({ kind }) => kind).slice(-2)).toEqual(['closing-card', 'summary']);
  });

  test('a run that was killed in between doubles nothing, and leaves no file behind', async () => {
    const study = closed();
    const { run } = drawing();
    await study.judge(run);
    const before = study.queued('closing-card');
    await queueClosingCards(study.db, study.round.id, { run, now: () => study.at });
    expect(study.queued('closing-card')).toEqual(before);
    expect(files(study)).toEqual({ files: 1 });
  });

  test('a card is a photo whose caption says what to do and why', async () => {
    const study = closed();
    await study.judge(drawing().run);
    const card = rendered(study);
    expect(card).toMatchObject({ do: 'media', medium: 'photo', file: { content: Buffer.from(PNG) } });
    const { message } = card as { message: { html: string } };
    expect(message.html).toContain('پایان دور ۱');
    expect(message.html).toContain('پانل A');
    expect(message.html).toContain('توصیه: دور بعد');
    expect(message.html).toMatch(/⚠️ ۱ گویه پراکنده است/);
    expect(textLength(message.html)).toBeLessThan(1024);
  });

  test('where nothing can be drawn, the words go alone', async () => {
    const study = closed();
    await study.judge();
    const card = rendered(study);
    expect(card).toMatchObject({ do: 'send', message: { html: expect.stringContaining('توصیه') } });
  });

  test('who runs the study no more gets none', async () => {
    const study = closed();
    await study.judge(drawing().run);
    study.db.$client.prepare('DELETE FROM study_facilitators').run();
    expect(rendered(study).do).toBe('drop');
  });
});
