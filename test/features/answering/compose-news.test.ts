import { describe, expect, test } from 'vitest';
import { composeNews, expertRound } from '../../../src/features/answering/compose-news.ts';
import { prepareReminding, remindPreviewed } from '../../../src/features/reminding/remind-now.ts';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { extendRound } from '../../../src/features/rounds/extend-round.ts';
import { replaceSeats } from '../../../src/store/experts.ts';
import type { RoundNews } from '../../../src/store/outbox.ts';
import { loadQuestionnaire } from '../../../src/store/questionnaires.ts';
import { savePutOff } from '../../../src/store/reminders.ts';
import { DAY, HOUR, must, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' } };
const opened = () => new TestStudy(words).join().open();

/** What the queued news of a kind to an expert come to now; null for each that is pointless. */
function news(study: TestStudy, kind: RoundNews, name = 'e1'): (string | null)[] {
  const { id } = study.questionnaire(name);
  return study
    .queued(kind)
    .filter(({ args }) => args.questionnaireId === id)
    .map(({ id: rowId, accountId }) => {
      const about = { rowId, kind, questionnaireId: id, accountId };
      return composeNews(study.db, about, { at: study.at, ...study.surroundings })?.html ?? null;
    });
}

function remind(study: TestStudy): void {
  study.run((tx) => sendDueReminders(tx, study.at, study.surroundings));
}

describe('an opening', () => {
  test('tells the work and the deadline as they are when it leaves', () => {
    const study = opened();
    must(
      extendRound(study.db, {
        study: study.study,
        accountId: study.facilitator,
        when: { kind: 'span', ms: DAY },
        at: study.at,
      }),
    );
    expect(news(study, 'round-opened')).toEqual([expect.stringContaining('یکشنبه ۱۵ آذر ۱۴۰۵، ساعت ۱۰:۰۰')]);
  });

  test('of a later round tells what stayed and left of the expert’s own items', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x y z\n e1 5 1 5\n e2 5 2 5');
    study.deliver('round-opened').open();
    expect(news(study, 'round-opened')[0]).toContain('۲ گویه مانده و ۱ گویه کنار رفته است');
  });

  test('is pointless once the expert handed in', () => {
    expect(news(opened().begin('e1').handIn('e1'), 'round-opened')).toEqual([null]);
  });
});

describe('a reminder', () => {
  test('has the words that fit when it leaves', () => {
    const study = opened();
    study.pass(4 * DAY);
    remind(study);
    expect(news(study, 'reminder')[0]).toContain('منتظر پاسخ شماست: ۳ گویه');
    study.begin('e1').rate('e1', 'x', 5);
    expect(news(study, 'reminder')[0]).toContain('به ۱ گویه از ۳ پاسخ داده‌اید');
    study.rate('e1', 'y', 5).rate('e1', 'z', 5);
    expect(news(study, 'reminder')[0]).toContain('فقط «ثبت نهایی» مانده است');
    study.handIn('e1');
    expect(news(study, 'reminder')).toEqual([null]);
  });

  test('has other words each time: the first, the next, and the last', () => {
    const study = opened();
    const texts: (string | null)[] = [];
    for (const ms of [4 * DAY, 2 * DAY, 21 * HOUR]) {
      study.pass(ms);
      remind(study);
      texts.push(...news(study, 'reminder'));
      study.deliver('reminder');
    }
    expect(texts).toEqual([
      expect.stringContaining('منتظر پاسخ شماست'),
      expect.stringContaining('هنوز فرصت هست'),
      expect.stringContaining('رو به پایان است'),
    ]);
  });

  test('that waited is pointless once reminders were put off', () => {
    const study = opened();
    study.pass(4 * DAY);
    remind(study);
    savePutOff(study.db, study.questionnaire('e1').id, new Date(study.at.getTime() + DAY));
    expect(news(study, 'reminder')).toEqual([null]);
    expect(news(study, 'reminder', 'e2')).toEqual([expect.anything()]);
  });

  test('is pointless in a closed round, and at its deadline', () => {
    const study = opened();
    study.pass(4 * DAY);
    remind(study);
    study.pass(3 * DAY);
    expect(news(study, 'reminder')).toEqual([null]);
    study.close();
    expect(news(study, 'reminder')).toEqual([null]);
  });

  test('is pointless for an account that the expert no longer has', () => {
    const study = opened();
    study.pass(4 * DAY);
    remind(study);
    study.moves('e1');
    expect(news(study, 'reminder')).toEqual([null]);
  });

  test('that waited until a later one came goes out once, as the last', () => {
    const study = opened();
    for (const ms of [4 * DAY, 2 * DAY, 21 * HOUR]) {
      study.pass(ms);
      remind(study);
    }
    const request = { ...study.surroundings, accountId: study.facilitator, at: study.at };
    study.run((tx) => {
      const { previewId } = must(prepareReminding(tx, { ...request, study: study.study }));
      must(remindPreviewed(tx, { ...request, previewId }));
    });
    expect(news(study, 'reminder')).toEqual([null, null, null, expect.stringContaining('۳ ساعت')]);
  });
});

test('of several moves of a deadline that waited, the last is told', () => {
  const study = opened().deliver('round-opened');
  for (const ms of [DAY, 2 * DAY]) {
    study.pass(HOUR);
    const request = { study: study.study, accountId: study.facilitator, at: study.at };
    must(extendRound(study.db, { ...request, when: { kind: 'span', ms } }));
  }
  expect(news(study, 'deadline-moved')).toEqual([null, expect.stringContaining('سه‌شنبه ۱۷ آذر ۱۴۰۵')]);
});

test('an expert’s round counts its items before it is begun and after', () => {
  const study = opened();
  const round = () => expertRound(study.db, loadQuestionnaire(study.db, study.questionnaire('e1').id)!);
  expect(round()).toMatchObject({ items: 3, open: 3, begun: false, handedIn: false });
  study.begin('e1').rate('e1', 'x', 5);
  expect(round()).toMatchObject({ items: 3, open: 2, begun: true });
});

test('who was not asked before is shown the panel\u2019s result, and told of no answer of the own', async () => {
  const study = new TestStudy({
    ...{ experts: { e1: 'A', e2: 'A', e3: 'B' }, items: { x: 'A', y: 'B' } },
    rules: { minAnswersForFeedback: 1 },
  }).join();
  await study.playRound('x y\n e1 4 .\n e2 5 .\n e3 . 4');
  study.run((tx) => replaceSeats(tx, study.expert('e3').id, [study.panel('A').id]));
  study.open();
  expect(news(study, 'round-opened', 'e1')[0]).toContain('نتیجهٔ دور قبل و پاسخ خودتان آمده است');
  const [moved] = news(study, 'round-opened', 'e3');
  expect(moved).toContain('کنار گویه‌هایی که پانل پیش‌تر سنجیده، نتیجهٔ دور قبل آمده است');
  expect(moved).not.toContain('پاسخ خودتان');
});

test('who was moved to another panel is told which, and nobody else is', async () => {
  const study = new TestStudy({
    ...{ experts: { e1: 'A', e2: 'A', e3: 'B' }, items: { x: 'A', y: 'B' } },
    rules: { minAnswersForFeedback: 1 },
  }).join();
  study.open();
  expect(news(study, 'round-opened', 'e3')[0]).not.toContain('این بار در پانل');
  study.answerAll('x y\n e1 4 .\n e2 5 .\n e3 . 4');
  await study.close().judge();
  study.run((tx) => replaceSeats(tx, study.expert('e3').id, [study.panel('A').id]));
  study.open();
  expect(news(study, 'round-opened', 'e3')[0]).toContain('این بار در پانل ⁨پانل A⁩ پاسخ می‌دهید.');
  expect(news(study, 'round-opened', 'e1')[0]).not.toContain('این بار در پانل');
});
