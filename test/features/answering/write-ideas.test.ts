import { beforeEach, describe, expect, test } from 'vitest';
import { MOST_IDEAS } from '../../../src/domain/proposals.ts';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { leaveStudy } from '../../../src/features/leaving/leave-study.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';
import { loadJudgedRound } from '../../../src/store/judged-rounds.ts';
import { loadNewProposals, loadProposals } from '../../../src/store/proposals.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { HOUR, must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const words: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A', سارا: 'A B' },
  items: { z: 'B' },
  rounds: [
    { number: 1, kind: 'brainstorming', question: 'چه خدمتی لازم است؟' },
    { number: 2, kind: 'likert' },
  ],
};

let study: TestStudy;
let chat: TestChat;

beforeEach(() => {
  study = new TestStudy(words).join().open();
  chat = new TestChat(study);
});

const account = (name: string) => study.expert(name).accountId!;
const card = (name: string) => composeCard(study.db, study.questionnaire(name).id)!.message;
const text = (name: string) => card(name).html.replace(/[\u2066-\u2069]/g, '');
const labels = (name: string) => (card(name).buttons ?? []).flat().map((button) => button.text);
const press = (name: string, label: string) => chat.pressesLabel(name, label);
/** Each message comes a moment after the one before: their order is that of the list. */
const writes = async (name: string, written: string) => {
  study.pass(1000);
  return chat.writes(account(name), written);
};
const listed = () =>
  loadProposals(study.db, study.studyId)
    .filter(({ state }) => state === 'new')
    .map((proposal) => proposal.text)
    .sort();

describe('a message that is written while the card is current', () => {
  beforeEach(() => void study.begin('مریم', 7));

  test('is a proposal, listed on the card, which comes anew below it', async () => {
    expect(text('مریم')).toContain('چه خدمتی لازم است؟');
    expect(text('مریم')).toContain('تا ۱٬۰۰۰ حرف');
    expect(await writes('مریم', ' کتابخانهٔ  محله ')).toEqual([]);
    await writes('مریم', 'بازارچه');
    expect(text('مریم')).toContain('۱. کتابخانهٔ محله\n۲. بازارچه');
    expect(labels('مریم')).toEqual(['۲ 🗑', '۱ 🗑', 'ثبت نهایی']);
    expect(study.questionnaire('مریم').cardMessageId).toBeNull();
    const [idea] = loadProposals(study.db, study.studyId).filter((each) => each.text === 'بازارچه');
    expect(idea).toMatchObject({ kind: 'idea', panelIds: [study.panel('A').id], roundId: study.round.id });
  });

  test('is none where it only greets', async () => {
    expect(await writes('مریم', 'سلام')).toEqual([expect.stringContaining('کسی پیام‌ها را نمی‌خواند')]);
    expect(loadProposals(study.db, study.studyId)).toEqual([]);
  });

  test('is removed by its number, and the last one removed comes back', async () => {
    for (const idea of ['یک', 'دو', 'سه']) await writes('مریم', idea);
    expect(await press('مریم', '۱ 🗑')).toMatchObject({ alert: false });
    study.pass(1000);
    await press('مریم', '۲ 🗑');
    expect(listed()).toEqual(['دو']);
    await press('مریم', 'برگرداندن');
    expect(listed()).toEqual(['دو', 'سه']);
    await press('مریم', 'برگرداندن');
    expect(text('مریم')).toContain('۱. یک\n۲. دو\n۳. سه');
    expect(labels('مریم')).not.toContain('برگرداندن');
  });

  test.each([
    ['ن'.repeat(1001), '۱٬۰۰۱ حرف دارد و هر پیشنهاد حداکثر ۱٬۰۰۰ حرف'],
    ['ن'.repeat(4000), '۴٬۰۰۰ حرف'],
    ['\u200b', 'متن را در یک پیام بنویسید'],
    [' \u3164 ', 'متن را در یک پیام بنویسید'],
    ['بازار چه‌', 'پیش‌تر ثبت شده است: شمارهٔ ۱'],
  ])('is told once what is wrong with it, and nothing is lost: %#', async (written, told) => {
    await writes('مریم', 'بازارچه');
    const said = await writes('مریم', written);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(told);
    expect(listed()).toEqual(['بازارچه']);
  });

  test('of 5,000 signs comes in two pieces; neither becomes an idea, and it is said what to do', async () => {
    const [first] = await chat.writes(account('مریم'), 'ن'.repeat(4096));
    expect(first).toContain('در چند پیام جدا دوباره بفرستید');
    await chat.writes(account('مریم'), 'ن'.repeat(904));
    expect(listed()).toEqual([]);
  });

  test('of 1,000 signs is taken whole', async () => {
    await writes('مریم', 'ن'.repeat(1000));
    expect(listed()[0]).toHaveLength(1000);
    expect(text('مریم')).toContain('ن'.repeat(1000));
  });

  test('that is a picture says that only text is taken', async () => {
    const [said] = await chat.sends(account('مریم'), { photo: [{ file_id: 'p' }] });
    expect(said).toContain('به‌صورت متن');
  });

  test('is corrected by an edit, until it is off the list or the round is closed', async () => {
    await chat.writes(account('مریم'), 'بازارجه', { message_id: 400 });
    await writes('مریم', 'کتابخانه');
    expect((await chat.edits(account('مریم'), 400, 'بازارچه'))[0]).toContain('اصلاح');
    expect(text('مریم')).toContain('۱. بازارچه');
    expect((await chat.edits(account('مریم'), 400, 'کتابخانه'))[0]).toContain('شمارهٔ ۲');
    await press('مریم', '۱ 🗑');
    expect((await chat.edits(account('مریم'), 400, 'بازار'))[0]).toContain('از فهرست برداشته‌اید');
    await press('مریم', 'برگرداندن');
    study.close();
    expect((await chat.edits(account('مریم'), 400, 'بازار'))[0]).toContain('بسته شده');
    expect(listed()).toContain('بازارچه');
  });

  test('goes where it is asked for, after /ask or /suggest', async () => {
    await writes('مریم', '/ask');
    expect((await writes('مریم', 'مهلت تا کی است؟'))[0]).toContain('پرسش');
    await writes('مریم', '/suggest مهلت کم است');
    const menu = chat.said(account('مریم')).at(-1)!.buttons!.flat();
    const comment = menu.find((button) => button.text.includes('نظر دربارهٔ مطالعه'))!;
    await chat.presses(account('مریم'), comment.data!, 60);
    expect(listed()).toEqual(['مهلت کم است']);
    await writes('مریم', 'کتابخانه');
    expect(listed()).toEqual(['مهلت کم است', 'کتابخانه']);
  });

  test('has room for no more than fit the card', async () => {
    for (let at = 0; at < MOST_IDEAS; at += 1) await writes('مریم', `${at} ${'ایده '.repeat(150)}`);
    expect(textLength(card('مریم').html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect((await writes('مریم', 'یکی دیگر'))[0]).toContain('حداکثر ۵۰ پیشنهاد');
    expect(text('مریم')).toContain('۵۰. 49');
  });
});

describe('«ثبت نهایی»', () => {
  test('ends the list, which is taken up again until the round closes', async () => {
    study.begin('مریم', 7);
    await writes('مریم', 'بازارچه');
    expect(await press('مریم', 'ثبت نهایی')).toEqual({ text: 'ثبت شد. سپاس!', alert: false });
    expect(study.questionnaire('مریم').handedInAt).not.toBeNull();
    expect(text('مریم')).toContain('۱ پیشنهاد');
    await press('مریم', '۱');
    await writes('مریم', 'کتابخانه');
    expect(text('مریم')).toContain('۲. کتابخانه');
    await press('مریم', 'ثبت نهایی');
    expect(study.questionnaire('مریم').handedInAt).not.toBeNull();
  });

  test('without a proposal says so first, and a second press hands in', async () => {
    study.begin('مریم', 7);
    expect(await press('مریم', 'ثبت نهایی')).toMatchObject({ alert: false });
    expect(text('مریم')).toContain('هنوز پیشنهادی ننوشته‌اید');
    expect(text('مریم')).toContain('دوباره «ثبت نهایی» را بزنید');
    await press('مریم', 'ثبت نهایی');
    expect(study.questionnaire('مریم').handedInAt).not.toBeNull();
  });

  test('of one panel’s list goes on to the other’s', async () => {
    study.begin('سارا', 7);
    expect(text('سارا')).toContain('پانل A');
    await writes('سارا', 'برای الف');
    await press('سارا', 'ثبت نهایی');
    expect(text('سارا')).toContain('پانل B');
    expect(text('سارا')).not.toContain('برای الف');
    await writes('سارا', 'برای ب');
    await press('سارا', 'قبلی');
    expect(text('سارا')).toContain('برای الف');
    await press('سارا', 'بعدی');
    await press('سارا', 'ثبت نهایی');
    expect(study.questionnaire('سارا').handedInAt).not.toBeNull();
    const panels = loadProposals(study.db, study.studyId).map(({ panelIds }) => panelIds[0]);
    expect(new Set(panels)).toEqual(new Set([study.panel('A').id, study.panel('B').id]));
  });
});

test('nobody else’s idea is anybody’s to remove', async () => {
  study.begin('مریم', 7).begin('کاوه', 8);
  await writes('مریم', 'بازارچه');
  const { id } = loadProposals(study.db, study.studyId)[0]!;
  expect(await chat.presses(account('کاوه'), `ir:${id}`)).toMatchObject({ alert: true });
  expect(listed()).toEqual(['بازارچه']);
});

test('a round that is closed takes none', async () => {
  study.begin('مریم', 7);
  await writes('مریم', 'بازارچه');
  study.close();
  const { id } = loadProposals(study.db, study.studyId)[0]!;
  expect(await chat.presses(account('مریم'), `ir:${id}`)).toMatchObject({ alert: true });
  await writes('مریم', 'کتابخانه');
  expect(listed()).toEqual(['بازارچه']);
});

test('who leaves may take them along', () => {
  study.begin('مریم', 7);
  return writes('مریم', 'بازارچه').then(() => {
    const press = { studyId: study.studyId, ...study.press('مریم'), withdrawRoundId: study.round.id };
    expect(must(study.run((tx) => leaveStudy(tx, press))).withdrawn).toBe(1);
    expect(listed()).toEqual([]);
  });
});

test('the own ideas stand in the history', async () => {
  study.begin('مریم', 7);
  await writes('مریم', 'بازارچه');
  expect((await writes('مریم', '/history'))[0]).toContain('💡 بازارچه');
});

describe('a closed round', () => {
  beforeEach(async () => {
    study.begin('مریم', 7).begin('کاوه', 8).begin('سارا', 9);
    await writes('مریم', 'بازارچه');
    await writes('مریم', 'کتابخانه');
    await press('مریم', 'ثبت نهایی');
    await writes('کاوه', 'دوچرخه');
    await press('کاوه', '۱ 🗑');
    study.pass(HOUR);
  });

  test('is shown to nobody before, and then to the facilitator', async () => {
    expect(loadNewProposals(study.db, study.studyId)).toEqual([]);
    await study.close().judge();
    expect(
      loadNewProposals(study.db, study.studyId)
        .map((each) => each.text)
        .sort(),
    ).toEqual(['بازارچه', 'کتابخانه']);
    await chat.writes(study.facilitator, '/suggestions');
    expect(chat.said(study.facilitator).at(-1)!.html).toContain('پیشنهاد در بارش فکری · دور ۱');
  });

  test('has no items and drops no panel; «answered» wrote an idea', async () => {
    await study.close().judge();
    expect(loadJudgedRound(study.db, study.panelRound('A').id)).toMatchObject({
      ...{ kind: 'brainstorming', items: [], invited: 3, answered: 1, submitted: 1, raters: 0, ideas: 2 },
      ...{ notHandedIn: 0, concordance: null, verdict: 'active' },
    });
    expect(loadJudgedRound(study.db, study.panelRound('B').id)).toMatchObject({ items: [], ideas: 0 });
    expect(study.panel('A').status).toBe('active');
  });

  test('is followed by what the facilitator accepted; without it that is told', async () => {
    await study.close().judge();
    await chat.writes(study.facilitator, '/open');
    const preview = chat.said(study.facilitator).at(-1)!.html;
    expect(preview).toContain('این پانل‌ها گویه‌ای ندارند');
    expect(preview).toContain('پانل A');
    expect(preview).toContain('۲ پیشنهاد یا دلیل هنوز بررسی نشده');
    await chat.writes(study.facilitator, '/suggestions');
    const accept = chat.said(study.facilitator).at(-1)!.buttons!.flat()[0]!;
    await chat.presses(study.facilitator, accept.data!, 50);
    study.open();
    study.begin('کاوه', 8);
    expect(text('کاوه')).toMatch(/بازارچه|کتابخانه/);
  });
});

test('a study whose panels have no items at all says before the next round what is missing', async () => {
  study = new TestStudy({ ...words, experts: { مریم: 'A' }, items: {} } as never).join();
  study.open();
  chat = new TestChat(study);
  study.begin('مریم', 7);
  await writes('مریم', 'بازارچه');
  await study.close().judge();
  expect((await chat.writes(study.facilitator, '/open'))[0]).toContain('۱ پیشنهاد منتظر بررسی است');
  await chat.writes(study.facilitator, '/suggestions');
  const reject = chat.said(study.facilitator).at(-1)!.buttons!.flat()[1]!;
  await chat.presses(study.facilitator, reject.data!, 50);
  expect((await chat.writes(study.facilitator, '/open'))[0]).toContain('هیچ پانلی گویه‌ای ندارد');
});
