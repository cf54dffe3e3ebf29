import { describe, expect, test } from 'vitest';
import type { Anonymity } from '../../../src/domain/anonymity.ts';
import type { Outcome } from '../../../src/domain/refusals.ts';
import type { StudyDraft } from '../../../src/domain/study-draft.ts';
import { composeRemoval } from '../../../src/features/leaving/tell-of-removal.ts';
import { decideProposal } from '../../../src/features/proposals/decide-proposal.ts';
import { propose, type Suggestion } from '../../../src/features/proposals/suggest.ts';
import { currentProtocol } from '../../../src/features/rounds/lock-protocol.ts';
import {
  applyExplainedWorkbook,
  applyPreviewedWorkbook,
} from '../../../src/features/workbooks/apply-previewed.ts';
import { loadCurrentStudy } from '../../../src/features/workbooks/load-current-study.ts';
import {
  cancelWorkbook,
  createPreviewedStudy,
  previewWorkbook,
  settleExpert,
} from '../../../src/features/workbooks/preview-workbook.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadAllExperts, loadExperts, loadSeats } from '../../../src/store/experts.ts';
import { loadItemPanels, loadItems, loadWording } from '../../../src/store/items.ts';
import { loadActiveItems, loadPanels } from '../../../src/store/panels.ts';
import { loadNewProposals } from '../../../src/store/proposals.ts';
import { loadStudiesOf } from '../../../src/store/studies.ts';
import { draftOf, must, refusalOf, type StudyWords, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const WORDS: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A B', نادر: 'B' },
  items: { a: 'A', b: 'A B', c: 'B' },
};

const ROUND = `
        a  b  c
  مریم  5  4  .
  کاوه  4  2  5
  نادر  .  1  4
`;

/** Sends a later workbook, as the facilitator. @returns the preview's id */
function send(study: TestStudy, draft: StudyDraft): number {
  const sent = { draft, warnings: [], accountId: study.facilitator, at: study.at };
  const { message } = study.run((tx) => previewWorkbook(tx, sent, TEHRAN));
  const data = message.buttons!.flat().at(-1)!.data!;
  return Number(data.split(':')[1]);
}

/** What the preview of a later workbook says. */
function changesOf(study: TestStudy, draft: StudyDraft): string {
  const sent = { draft, warnings: [], accountId: study.facilitator, at: study.at };
  return study.run((tx) => previewWorkbook(tx, sent, TEHRAN)).message.html;
}

function random(study: TestStudy) {
  let drawn = 0;
  return {
    newToken: () => study.newToken(),
    randomBelow: (limit: number) => {
      drawn += 104_729;
      return drawn % limit;
    },
  };
}

function pressOf(study: TestStudy, previewId: number) {
  return { previewId, accountId: study.facilitator, at: study.at };
}

const WHY = 'نظر استاد راهنما';

/** Presses «اعمال تغییرات», and writes why where that is asked. */
function tryApply(study: TestStudy, previewId: number): Outcome<{ deviations: number }> {
  const drawn = random(study);
  const press = { ...pressOf(study, previewId), messageId: 7 };
  const pressed = study.run((tx) => applyPreviewedWorkbook(tx, press, drawn));
  if (!pressed.ok || pressed.step === 'applied') return pressed as Outcome<{ deviations: number }>;
  const dialog = loadDialog(study.db, study.facilitator)!;
  return study.run((tx) => applyExplainedWorkbook(tx, { dialog, text: WHY, at: study.at }, drawn));
}

function apply(study: TestStudy, draft: StudyDraft) {
  return must(tryApply(study, send(study, draft)));
}

/** The workbook of a study in which some experts have other panels, or are missing. */
function changed(words: StudyWords, change: (draft: StudyDraft) => Partial<StudyDraft>): StudyDraft {
  const draft = draftOf(words);
  return { ...draft, ...change(draft) };
}

function panelsOf(study: TestStudy, code: string): string[] {
  const active = loadActiveItems(study.db, study.studyId, []);
  const id = study.itemId(code);
  return loadPanels(study.db, study.studyId)
    .filter((panel) => active.get(panel.id)?.includes(id))
    .map((panel) => panel.code);
}

describe('how long names are kept', () => {
  const kept = (forgetAfterDays: number | null) => ({ rules: { ...WORDS.rules, forgetAfterDays } });

  test('is 180 days, and only becomes shorter once somebody has consented', () => {
    const study = new TestStudy(WORDS);
    apply(study, draftOf({ ...WORDS, ...kept(365) }));
    expect(study.study.forgetAfterDays).toBe(365);
    study.join('مریم');
    for (const longer of [null, 366]) {
      const draft = draftOf({ ...WORDS, ...kept(longer) });
      expect(refusalOf(tryApply(study, send(study, draft)))).toBe('workbook.breaksPromise');
      expect(changesOf(study, draft)).toContain('خبرگان با وعدهٔ دیگری عضو شده‌اند');
    }
    apply(study, draftOf({ ...WORDS, ...kept(30.5) }));
    expect(study.study.forgetAfterDays).toBe(30.5);
  });

  test('is told by who joined, though all of them have left or been taken off since', () => {
    const study = new TestStudy(WORDS).join('مریم');
    apply(
      study,
      changed(WORDS, ({ experts }) => ({ experts: experts.slice(1) })),
    );
    const preview = send(study, draftOf({ ...WORDS, ...kept(null) }));
    expect(refusalOf(tryApply(study, preview))).toBe('workbook.breaksPromise');
  });

  test('of a study of before stays for ever until a workbook names it', () => {
    const study = new TestStudy({ ...WORDS, ...kept(null) }).join();
    const silent: StudyDraft = {
      ...draftOf({ ...WORDS, rules: { contact: '۰۳۱' } }),
      unnamed: ['forgetAfterDays'],
    };
    apply(study, silent);
    expect(study.study).toMatchObject({ contact: '۰۳۱', forgetAfterDays: null });
    apply(study, draftOf({ ...WORDS, ...kept(90) }));
    expect(study.study.forgetAfterDays).toBe(90);
  });
});

describe('experts', () => {
  test('keep id, link, account and code when name, role or mobile change', () => {
    const study = new TestStudy(WORDS).join('کاوه');
    const [before, unused] = [study.expert('کاوه'), study.expert('مریم')];
    apply(
      study,
      changed(WORDS, ({ experts }) => ({
        experts: experts.map((expert) => ({ ...expert, role: 'استاد', mobile: mobileOf(expert.name) })),
      })),
    );
    expect(study.expert('کاوه')).toEqual({ ...before, role: 'استاد', mobile: mobileOf('کاوه') });
    expect(study.expert('مریم').token).toBe(unused.token);
  });

  test('stand in the order of the newest workbook', () => {
    const study = new TestStudy(WORDS);
    apply(
      study,
      changed(WORDS, ({ experts }) => ({
        experts: [
          ...[...experts].reverse(),
          { key: null, name: 'نو', role: '', mobile: null, panelCodes: ['A'] },
        ],
      })),
    );
    expect(loadExperts(study.db, study.studyId).map(({ name }) => name)).toEqual([
      'نادر',
      'کاوه',
      'مریم',
      'نو',
    ]);
  });

  test('who is added gets a link, a seat and a code of the own', () => {
    const study = new TestStudy(WORDS);
    apply(
      study,
      changed(WORDS, ({ experts }) => ({
        experts: [...experts, { key: 'N', name: 'نو', role: '', mobile: null, panelCodes: ['B'] }],
      })),
    );
    const added = study.expert('نو');
    expect(added.token).toMatch(/^token/);
    expect(loadSeats(study.db, study.studyId).get(added.id)).toEqual([study.panel('B').id]);
    const codes = loadAllExperts(study.db, study.studyId).map(({ pseudonym }) => pseudonym);
    expect(new Set(codes).size).toBe(4);
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}$/);
  });

  test('who is taken off loses link and account, and comes back under the former code', () => {
    const study = new TestStudy(WORDS).join('کاوه');
    const before = study.expert('کاوه');
    const without = changed(WORDS, ({ experts }) => ({
      experts: experts.filter(({ name }) => name !== 'کاوه'),
    }));
    apply(study, without);
    expect(loadExperts(study.db, study.studyId).map(({ name }) => name)).toEqual(['مریم', 'نادر']);
    expect(study.expert('کاوه')).toMatchObject({ token: null, accountId: null, removedAt: study.at });

    apply(study, draftOf(WORDS));
    const back = study.expert('کاوه');
    expect(back).toMatchObject({ id: before.id, pseudonym: before.pseudonym, removedAt: null });
    expect(back.token).not.toBeNull();
    expect(loadAllExperts(study.db, study.studyId)).toHaveLength(3);
  });

  test('who had joined and is taken off is told so, without a name; who had not hears nothing', () => {
    const study = new TestStudy(WORDS).join('کاوه');
    const { accountId } = study.expert('کاوه');
    apply(
      study,
      changed(WORDS, ({ experts }) => ({ experts: experts.filter(({ name }) => name === 'مریم') })),
    );
    const [told, ...others] = study.queued('expert-removed');
    expect(others).toEqual([]);
    expect(told).toMatchObject({ accountId, args: { studyId: study.studyId } });
    const removal = () => composeRemoval(study.db, study.studyId, accountId!)?.html;
    expect(removal()).toContain('نام شما دیگر در آن نیست');
    expect(removal()).not.toContain('کاوه');

    apply(study, draftOf(WORDS));
    study.join('کاوه');
    expect(composeRemoval(study.db, study.studyId, study.expert('کاوه').accountId!)).toBeNull();
  });

  test('an uncertain one must be settled before anything is applied', () => {
    const study = new TestStudy(WORDS);
    const { id } = study.expert('نادر');
    const previewId = send(
      study,
      changed(WORDS, ({ experts }) => ({
        experts: experts.map((expert) =>
          expert.name === 'نادر' ? { ...expert, panelCodes: ['A'] } : expert,
        ),
      })),
    );
    expect(refusalOf(tryApply(study, previewId))).toBe('workbook.uncertain');
    const press = { ...pressOf(study, previewId), index: 2, expertId: id };
    must(study.run((tx) => settleExpert(tx, press)));
    must(tryApply(study, previewId));
    expect(study.expert('نادر').id).toBe(id);
    expect(loadSeats(study.db, study.studyId).get(id)).toEqual([study.panel('A').id]);
  });

  test('an uncertain one may be somebody new beside the one known', () => {
    const study = new TestStudy(WORDS);
    const former = study.expert('نادر').id;
    const previewId = send(
      study,
      changed(WORDS, ({ experts }) => ({
        experts: experts.map((expert) =>
          expert.name === 'نادر' ? { ...expert, panelCodes: ['A', 'B'] } : expert,
        ),
      })),
    );
    must(study.run((tx) => settleExpert(tx, { ...pressOf(study, previewId), index: 2, expertId: 0 })));
    must(tryApply(study, previewId));
    const [known, added] = loadAllExperts(study.db, study.studyId).filter(({ name }) => name === 'نادر');
    expect(known).toMatchObject({ id: former, removedAt: study.at });
    expect(added).toMatchObject({ removedAt: null });
  });
});

describe('items', () => {
  test('a new wording is a new version; what earlier rounds put stays', async () => {
    const study = await new TestStudy(WORDS).join().playRound(ROUND);
    const id = study.itemId('a');
    apply(
      study,
      changed(WORDS, ({ items }) => ({
        items: items.map((item) => (item.code === 'a' ? { ...item, title: 'عنوان تازه' } : item)),
      })),
    );
    expect(loadItems(study.db, study.studyId).find((item) => item.id === id)).toMatchObject({
      title: 'عنوان تازه',
      version: 2,
    });
    expect(loadWording(study.db, id, 1)?.title).toBe('گویهٔ a');
    expect(loadWording(study.db, id, 2)?.reason).toBe('workbook');
  });

  test('a verdict is not taken back by the same workbook, nor by one that changes something else', async () => {
    const study = await new TestStudy(WORDS).join().playRound(ROUND);
    expect(panelsOf(study, 'b')).toEqual([]);
    apply(
      study,
      changed(WORDS, ({ items }) => ({
        items: items.map((item) => (item.code === 'c' ? { ...item, unit: 'واحد' } : item)),
      })),
    );
    expect(panelsOf(study, 'b')).toEqual([]);
    expect(panelsOf(study, 'a')).toEqual(['A']);
  });

  test('one that no round asked vanishes whole; one that was asked keeps its results', async () => {
    const study = new TestStudy(WORDS).join();
    const without = (code: string) =>
      changed(WORDS, ({ items }) => ({ items: items.filter((item) => item.code !== code) }));
    apply(study, without('b'));
    expect(loadItems(study.db, study.studyId).map(({ code }) => code)).toEqual(['a', 'c']);

    apply(study, draftOf(WORDS));
    await study.playRound(ROUND);
    apply(study, without('a'));
    expect(loadItems(study.db, study.studyId).find(({ code }) => code === 'a')?.removedAt).toEqual(study.at);
    expect(study.results('A')['a']).toMatchObject({ n: 2, mean: 4.5 });
    expect(panelsOf(study, 'a')).toEqual([]);
    expect(changesOf(study, without('a'))).toContain('چیزی را تغییر نمی‌دهد');
  });

  test('one that comes back keeps its id, and stays dropped where a verdict dropped it', async () => {
    const study = await new TestStudy(WORDS).join().playRound(ROUND);
    const ids = { a: study.itemId('a'), b: study.itemId('b') };
    const onlyC = changed(WORDS, ({ items }) => ({
      items: [...items.filter(({ code }) => code === 'c'), { ...items[0]!, code: 'd', panelCodes: ['A'] }],
    }));
    apply(study, onlyC);
    apply(study, draftOf(WORDS));
    expect(study.itemId('a')).toBe(ids.a);
    expect(panelsOf(study, 'a')).toEqual(['A']);
    expect(panelsOf(study, 'b')).toEqual([]);
    const why = loadItemPanels(study.db, study.studyId)
      .get(ids.b)
      ?.map(({ droppedWhy }) => droppedWhy);
    expect(why).toEqual(['below_rule', 'below_rule']);
  });

  test('one may move between panels', () => {
    const study = new TestStudy(WORDS);
    const moved = changed(WORDS, ({ items }) => ({
      items: items.map((item) => (item.code === 'b' ? { ...item, panelCodes: ['B'] } : item)),
    }));
    apply(study, moved);
    expect(panelsOf(study, 'b')).toEqual(['B']);
    apply(study, draftOf(WORDS));
    expect(panelsOf(study, 'b')).toEqual(['A', 'B']);
  });
});

describe('panels', () => {
  const ONLY_A: StudyWords = { experts: { مریم: 'A', کاوه: 'A' }, items: { a: 'A', b: 'A' } };

  test('one that no round knows vanishes whole', () => {
    const study = new TestStudy(WORDS);
    const previewId = send(study, draftOf(ONLY_A));
    const { id } = study.expert('کاوه');
    must(study.run((tx) => settleExpert(tx, { ...pressOf(study, previewId), index: 1, expertId: id })));
    must(tryApply(study, previewId));
    expect(loadPanels(study.db, study.studyId).map(({ code }) => code)).toEqual(['A']);
  });

  test('one that took part in a round stays, dropped, with its results, and may come back', async () => {
    const study = await new TestStudy(WORDS).join().playRound(ROUND);
    const previewId = send(study, draftOf(ONLY_A));
    const { id } = study.expert('کاوه');
    must(study.run((tx) => settleExpert(tx, { ...pressOf(study, previewId), index: 1, expertId: id })));
    must(tryApply(study, previewId));
    expect(study.panel('B')).toMatchObject({ status: 'dropped', removedAt: study.at });
    expect(study.results('B')['c']).toMatchObject({ n: 2 });

    const back = send(study, draftOf(WORDS));
    must(study.run((tx) => settleExpert(tx, { ...pressOf(study, back), index: 1, expertId: id })));
    must(tryApply(study, back));
    expect(study.panel('B')).toMatchObject({ status: 'active', removedAt: null });
  });

  test('one that had run out of items goes on when the workbook gives it some', async () => {
    const study = await new TestStudy({ experts: { مریم: 'A', کاوه: 'A' }, items: { a: 'A' } })
      .join()
      .playRound('a\nمریم 1\nکاوه 2');
    expect(study.panel('A').status).toBe('dropped');
    apply(study, draftOf({ experts: { مریم: 'A', کاوه: 'A' }, items: { a: 'A', n: 'A' } }));
    expect(study.panel('A').status).toBe('active');
    expect(panelsOf(study, 'n')).toEqual(['A']);
    expect(panelsOf(study, 'a')).toEqual([]);
  });
});

describe('rules', () => {
  test('before the first round they change without more ado; after it each change is a deviation', async () => {
    const study = new TestStudy(WORDS).join();
    const stricter = { ...WORDS, rules: { neutralPoint: 3.5 } };
    expect(apply(study, draftOf(stricter)).deviations).toBe(0);
    expect(study.study.neutralPoint).toBe(3.5);
    await study.playRound(ROUND);
    const locked = currentProtocol(study.db, study.studyId);

    expect(apply(study, draftOf({ ...WORDS, rules: { neutralPoint: 2 } })).deviations).toBe(1);
    expect(study.study.neutralPoint).toBe(2);
    expect(currentProtocol(study.db, study.studyId)).toEqual(locked);
    const logged = loadEvents(study.db, study.studyId).filter(({ kind }) => kind === 'protocol.deviation');
    expect(logged.map(({ details }) => details)).toEqual([
      { field: 'neutralPoint', from: 3.5, to: 2, reason: WHY },
    ]);
  });

  test('more rounds wake the panels that were over', async () => {
    const words = { ...WORDS, rules: { maxRounds: 1, minRounds: 1 } };
    const study = await new TestStudy(words).join().playRound(ROUND);
    expect(study.panel('A').status).toBe('finished');
    apply(study, draftOf({ ...words, rules: { maxRounds: 2, minRounds: 1 } }));
    expect(study.panel('A').status).toBe('active');
  });
});

describe('an open round', () => {
  test('forbids what touches it, and stays forbidden until its verdicts are reckoned', () => {
    const study = new TestStudy(WORDS).join().open();
    const draft = draftOf({ ...WORDS, rules: { neutralPoint: 2 } });
    expect(refusalOf(tryApply(study, send(study, draft)))).toBe('workbook.touchesOpenRound');
    study.close();
    expect(refusalOf(tryApply(study, send(study, draft)))).toBe('workbook.touchesOpenRound');
    expect(study.study.neutralPoint).toBe(3);
  });

  test('takes of a whole workbook what does not touch it, and leaves the rest for later', () => {
    const study = new TestStudy(WORDS).join().open();
    const whole = changed(WORDS, ({ experts, items, rules, panels }) => ({
      rules: { ...rules, neutralPoint: 2, openForDays: 3 },
      panels: [...panels, { code: 'Z', name: 'تازه' }],
      experts: [
        ...experts.slice(1).map((expert) => ({ ...expert, mobile: mobileOf(expert.name) })),
        { key: null, name: 'نو', role: '', mobile: null, panelCodes: ['A'] },
        { key: null, name: 'دور', role: '', mobile: null, panelCodes: ['Z'] },
      ],
      items: items.map((item) => ({ ...item, title: `${item.title} تازه` })),
    }));
    const kept = loadCurrentStudy(study.db, study.study);
    apply(study, whole);
    const now = loadCurrentStudy(study.db, study.study);
    expect(study.study).toMatchObject({ neutralPoint: 3, openForDays: 3 });
    expect({ ...now, experts: [], rules: null }).toEqual({ ...kept, experts: [], rules: null });
    const names = (experts: typeof now.experts) => experts.map(({ name }) => name).sort();
    expect(names(now.experts)).toEqual([...names(kept.experts), 'نو'].sort());
    expect(now.experts.filter(({ mobile }) => mobile !== null)).toHaveLength(kept.experts.length - 1);
    expect(study.panelRound('A').invited).toBe(2);
    expect(refusalOf(tryApply(study, send(study, whole)))).toBe('workbook.touchesOpenRound');
  });

  test('lets names, mobiles and experts for the next round through', () => {
    const study = new TestStudy(WORDS).join().open();
    apply(
      study,
      changed(WORDS, ({ experts }) => ({
        experts: [
          ...experts.map((expert) => ({ ...expert, mobile: mobileOf(expert.name) })),
          { key: null, name: 'نو', role: '', mobile: null, panelCodes: ['A'] },
        ],
      })),
    );
    expect(study.expert('مریم').mobile).toBe(mobileOf('مریم'));
    expect(study.panelRound('A').invited).toBe(2);
  });
});

describe('a preview', () => {
  test('is carried out once', () => {
    const study = new TestStudy(WORDS);
    const previewId = send(study, draftOf({ ...WORDS, rules: { question: 'پرسش دیگر' } }));
    must(tryApply(study, previewId));
    expect(refusalOf(tryApply(study, previewId))).toBe('preview.done');
    const create = study.run((tx) => createPreviewedStudy(tx, pressOf(study, previewId), random(study)));
    expect(refusalOf(create)).toBe('preview.done');
  });

  test('may make a study of its own instead, which is the chosen one then', () => {
    const study = new TestStudy(WORDS);
    const previewId = send(study, draftOf(WORDS));
    const made = must(study.run((tx) => createPreviewedStudy(tx, pressOf(study, previewId), random(study))));
    expect(loadStudiesOf(study.db, study.facilitator).map(({ id }) => id)).toEqual([
      made.studyId,
      study.studyId,
    ]);
  });

  test('is void once it is cancelled, and for anybody else', () => {
    const study = new TestStudy(WORDS);
    const previewId = send(study, draftOf({ ...WORDS, rules: { question: 'پرسش دیگر' } }));
    const stranger = { ...pressOf(study, previewId), accountId: study.account(), messageId: 7 };
    expect(refusalOf(study.run((tx) => applyPreviewedWorkbook(tx, stranger, random(study))))).toBe(
      'workbook.gone',
    );
    must(study.run((tx) => cancelWorkbook(tx, pressOf(study, previewId))));
    expect(refusalOf(tryApply(study, previewId))).toBe('workbook.gone');
    expect(study.study.question).not.toBe('پرسش دیگر');
  });

  test('is not applied to a study that has changed since', () => {
    const study = new TestStudy(WORDS);
    const one = send(study, draftOf({ ...WORDS, rules: { question: 'یک' } }));
    const other = send(study, draftOf({ ...WORDS, rules: { question: 'دو' } }));
    must(tryApply(study, other));
    expect(refusalOf(tryApply(study, one))).toBe('workbook.outdated');
    expect(study.study.question).toBe('دو');
  });

  test('is not outdated by experts who join meanwhile', () => {
    const study = new TestStudy(WORDS);
    const previewId = send(study, draftOf({ ...WORDS, rules: { question: 'یک' } }));
    study.join();
    must(tryApply(study, previewId));
  });
});

describe('ناشناس', () => {
  const wanting = (anonymity: Anonymity) => draftOf({ ...WORDS, rules: { anonymity, openForDays: 3 } });
  const roundCodes = ({ db }: TestStudy) =>
    db.$client.prepare('SELECT code FROM panel_round_experts').pluck().all() as (string | null)[];

  test('is not loosened once a round was opened: the preview says so, and all else is applied', async () => {
    const study = new TestStudy({ ...WORDS, rules: { anonymity: 'unlinked' } }).join();
    await study.playRound(ROUND);
    for (const [loosened, word] of [
      ['coded', 'بله'],
      ['named', 'خیر'],
    ] as const) {
      expect(changesOf(study, wanting(loosened))).toContain(`از «کامل» به «${word}» برنمی‌گردد`);
    }
    expect(changesOf(study, wanting('named'))).toContain('«مهلت دور (روز)»');
    apply(study, wanting('named'));
    expect(study.study).toMatchObject({ anonymity: 'unlinked', openForDays: 3 });
  });

  test('is anything until the first round opens', () => {
    const study = new TestStudy(WORDS);
    apply(study, wanting('named'));
    expect(study.study.anonymity).toBe('named');
    apply(study, wanting('unlinked'));
    expect(study.study.anonymity).toBe('unlinked');
  });

  test('becomes stricter later on: a deviation, and the preview tells what older archives keep', async () => {
    const study = new TestStudy(WORDS).join();
    await study.playRound(ROUND);
    expect(roundCodes(study)).toEqual(Array(4).fill(null));
    const told = changesOf(study, wanting('unlinked'));
    expect(told).toContain('پاسخ‌های همانند را می‌توان کنار هم گذاشت');
    expect(told).toContain('کدهای پیشین را دارد');
    expect(told).toContain('انحراف از پروتکل');
    apply(study, wanting('unlinked'));
    const deviation = loadEvents(study.db, study.studyId).find(
      ({ kind, details }) => kind === 'protocol.deviation' && details['field'] === 'anonymity',
    );
    expect(deviation?.details).toMatchObject({ field: 'anonymity', from: 'coded', to: 'unlinked' });
    expect(changesOf(study, wanting('unlinked'))).not.toContain('کدهای پیشین');
  });

  test('made complete gives the past its codes, and each later round its own: none twice', async () => {
    const study = new TestStudy(WORDS).join();
    await study.playRound(ROUND);
    apply(study, wanting('unlinked'));
    const past = roundCodes(study);
    await study.playRound(`
            a  c
      مریم  5  .
      کاوه  4  5
      نادر  .  4
    `);
    apply(study, draftOf({ ...WORDS, rules: { anonymity: 'unlinked', openForDays: 4 } }));
    const codes = roundCodes(study);
    expect(codes.slice(0, past.length)).toEqual(past);
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}$/);
    const ofExperts = loadAllExperts(study.db, study.studyId).map(({ pseudonym }) => pseudonym);
    expect(new Set([...codes, ...ofExperts]).size).toBe(codes.length + ofExperts.length);
  });
});

describe('what came of proposals', () => {
  function accept(study: TestStudy, suggestion: Suggestion, text: string): void {
    const { accountId } = study.expert('مریم');
    const given = { studyId: study.studyId, accountId: accountId!, text, at: study.at };
    study.run((tx) => {
      must(propose(tx, given, suggestion));
      const [proposal] = loadNewProposals(tx, study.studyId);
      const press = { proposalId: proposal!.id, accountId: study.facilitator, at: study.at };
      must(decideProposal(tx, { ...press, decision: 'accepted' }));
    });
  }

  test('is left alone by a workbook that does not know of it', () => {
    const study = new TestStudy(WORDS).join();
    accept(study, { kind: 'add' }, 'گویهٔ تازه');
    accept(study, { kind: 'remove', itemId: study.itemId('a') }, 'تکراری');
    expect(changesOf(study, draftOf(WORDS))).toContain('چیزی را تغییر نمی‌دهد');
    apply(study, draftOf({ ...WORDS, rules: { question: 'پرسش دیگر' } }));
    expect([panelsOf(study, 'P1'), panelsOf(study, 'a')]).toEqual([['A'], []]);
  });

  test('can be reworded by a workbook that names its code', () => {
    const study = new TestStudy(WORDS).join();
    accept(study, { kind: 'add' }, 'گویهٔ تازه');
    const draft = draftOf({ ...WORDS, items: { ...WORDS.items, P1: 'A B' } });
    apply(study, draft);
    expect(loadItems(study.db, study.studyId).find(({ code }) => code === 'P1')!.title).toBe('گویهٔ P1');
    expect(panelsOf(study, 'P1')).toEqual(['A', 'B']);
    expect(changesOf(study, draftOf(WORDS))).not.toContain('P1');
  });
});

function mobileOf(name: string): string {
  return `98913${String(name.length).repeat(7)}`;
}
