import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StudyDraft } from '../../../src/domain/study-draft.ts';
import { loadInventedDraft } from '../../../src/features/rehearsing/invented-draft.ts';
import { rehearseStudy } from '../../../src/features/rehearsing/rehearse-study.ts';
import { createStudy } from '../../../src/features/workbooks/create-study.ts';
import type { RehearsalProgress, Rehearsed, RunInBackground } from '../../../src/jobs/background.ts';
import { sampleButton } from '../../../src/messages/buttons.ts';
import { textLength } from '../../../src/messages/text-length.ts';
import { drawPng } from '../../../src/pictures/draw-png.ts';
import { ensureAccount } from '../../../src/store/accounts.ts';
import { needStudy } from '../../../src/store/studies.ts';
import { newDatabase } from '../../fixtures/database.ts';
import { EVERY_KIND, EXPERTS_OF_EVERY_KIND } from '../../fixtures/every-kind.ts';
import { onThisThread } from '../../fixtures/study.ts';
import { draftWith, type Sheets, VALID } from '../../workbook/workbook-of.ts';
import { readCsv } from '../exporting/read-csv.ts';

const NOW = new Date('2026-11-28T06:30:00Z');
const ZONE = 'Asia/Tehran';

/** Pictures stay blank: to draw them takes longer than all the rest. */
const blank = drawPng('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>', 10);
const run = (async (name: string, input: unknown) =>
  name === 'draw-picture' ? blank : onThisThread(name as 'judge-panel', input as never)) as RunInBackground;

type Told = Extract<Rehearsed, { check: unknown }>;

/** A study as it stands after its workbook was sent, and as it is handed to its rehearsal. */
function inventedFrom(draft: StudyDraft): StudyDraft {
  const db = newDatabase();
  const accountId = ensureAccount(db, 'telegram', 1, NOW).id;
  let drawn = 0;
  const random = { newToken: () => `t${++drawn}`, randomBelow: (limit: number) => ++drawn % limit };
  return loadInventedDraft(db, needStudy(db, createStudy(db, { draft, accountId, at: NOW, random })));
}

async function rehearse(sheets: Sheets, heard: RehearsalProgress[] = []): Promise<Rehearsed> {
  const draft = inventedFrom(await draftWith(sheets));
  const tell = (progress: RehearsalProgress) => void heard.push(progress);
  return rehearseStudy({ draft, seed: 7, now: NOW, zone: ZONE }, { run, tell });
}

function told(rehearsed: Rehearsed): Told {
  if ('refused' in rehearsed) throw new Error(rehearsed.refused.html);
  return rehearsed;
}

/** What the files of an archive say: those that are archives themselves by their parts. */
function textsIn(bytes: Uint8Array): Map<string, string> {
  const text = (part: Uint8Array) => Buffer.from(part).toString('utf8');
  return new Map(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [
      name,
      /\.(xlsx|docx)$/.test(name) ? Object.values(unzipSync(part)).map(text).join('\n') : text(part),
    ]),
  );
}

const saying = (about: string, rows: readonly (readonly [string, unknown])[]) =>
  [['ویژگی', 'مقدار'], ['عنوان', about], ['پرسش', 'چقدر؟'], ...rows] as never;

describe('a study of all seven kinds of rounds', () => {
  const heard: RehearsalProgress[] = [];
  let rehearsed: Told;
  let files: Map<string, string>;
  beforeAll(async () => {
    rehearsed = told(await rehearse(EVERY_KIND, heard));
    files = textsIn(rehearsed.archive.bytes);
  });

  test('is played to its end: every panel-round is judged, and ideas have become items', () => {
    const { study, panels, items } = JSON.parse(files.get('rehearsal-results.json')!);
    expect(study).toMatchObject({ rounds: 3, rehearsal: true });
    const kinds = panels.flatMap(({ rounds }: { rounds: { kind: string; answered: number }[] }) => rounds);
    expect(kinds.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(
      [
        ...['brainstorming', 'ranking', 'likert', 'cvr', 'cvi', 'likert'],
        ...['screening', 'numeric', 'ranking'],
      ].toSorted(),
    );
    for (const { answered } of kinds) expect(answered).toBeGreaterThanOrEqual(EXPERTS_OF_EVERY_KIND / 2);
    const ideas = items.filter(({ wordings }: { wordings: { title: string }[] }) =>
      wordings[0]!.title.startsWith('پیشنهاد ساختگی'),
    );
    expect(ideas.length).toBeGreaterThan(1);
    for (const { status } of panels) expect(status).not.toBe('active');
  });

  test('tells how it went, and how far it is', () => {
    expect(rehearsed.told.html).toContain('تمرین: هر هفت گونهٔ دور');
    for (const round of ['۱', '۲', '۳'])
      expect(rehearsed.told.html).toContain(`• دور ${round}: از ۸ خبرهٔ ساختگی`);
    // Each expert in turn; where a panel lost all its items, all over again.
    const last = heard.filter(({ round }) => round === 3);
    expect(last.length % EXPERTS_OF_EVERY_KIND).toBe(0);
    expect(last.slice(-EXPERTS_OF_EVERY_KIND).map(({ answered }) => answered)).toEqual([
      ...Array(EXPERTS_OF_EVERY_KIND).keys(),
    ]);
    expect(heard.at(-1)).toMatchObject({ round: null });
  });

  test('shows the cards as an expert sees them, with buttons that do nothing, and the closing cards', () => {
    const cards = rehearsed.cards.filter(({ png }) => png === null);
    expect(cards.length).toBeGreaterThanOrEqual(4);
    for (const { message } of rehearsed.cards) {
      expect(message.html).toMatch(/^(?:👁|🎭) <b>تمرین/u);
      for (const { data } of (message.buttons ?? []).flat()) expect(data).toBe(sampleButton.write({}));
    }
    expect(cards.some(({ message }) => message.html.includes('هر پیشنهاد را در یک پیام'))).toBe(true);
    const closing = rehearsed.cards.filter(({ png }) => png !== null);
    expect(closing.length).toBeGreaterThanOrEqual(3);
    for (const { message } of closing) expect(textLength(message.html)).toBeLessThanOrEqual(1024);
  });

  test('every file says that it is a rehearsal, in its name and within', () => {
    const names = [...files.keys()];
    expect(names).toEqual(
      expect.arrayContaining([
        ...['rehearsal.txt', 'rehearsal-results.json', 'rehearsal-results.xlsx', 'rehearsal-report.docx'],
        ...['rehearsal-answers.csv', 'rehearsal-answers-wide.csv', 'rehearsal-answers.sav'],
        ...['rehearsal-protocol.json', 'rehearsal-proposals.csv', 'rehearsal-log.csv'],
        'charts/rehearsal-funnel.png',
      ]),
    );
    for (const [name, text] of files) {
      expect(name).toMatch(/^(?:charts\/)?rehearsal[-.][\w.-]+$/);
      // Pictures show the study's title, which says it.
      if (!name.endsWith('.png')) expect(text, name).toMatch(/تمرین|rehearsal/u);
    }
    for (const name of names.filter((each) => each.endsWith('.csv'))) {
      for (const line of readCsv(files.get(name)!)) expect(line.at(-1), name).toBe('rehearsal');
    }
    expect(rehearsed.archive.name).toMatch(/تمرین.*\.zip$/u);
    expect(rehearsed.archive.caption).toContain('تمرین است، نه نتیجهٔ واقعی');
    expect(textLength(rehearsed.archive.caption)).toBeLessThanOrEqual(1024);
  });

  test('the rows of the answers read as those of /export do', () => {
    const [header, ...rows] = readCsv(files.get('rehearsal-answers.csv')!);
    expect(header!.slice(0, 6)).toEqual(['round', 'panel', 'expert', 'item', 'value', 'reason']);
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) expect(row).toHaveLength(header!.length);
  });

  test('ends with what the study’s rules say of experts who say nothing, by panel and with the number of runs', () => {
    const { html } = rehearsed.check;
    for (const words of ['ایده‌پردازان', 'داوران', 'سنجشگران', 'پاسخ تصادفی', 'دو دستهٔ مخالف', '۲۰۰ بار'])
      expect(html).toContain(words);
    expect(textLength(html)).toBeLessThanOrEqual(3900);
    expect(files.get('rehearsal.txt')).toContain('پاسخ تصادفی');
  });
});

test('no name, number or code of an expert is anywhere, where answers are told under names neither', async () => {
  const people = ['مریم احمدی', 'کاوه رضایی', 'سارا کریمی', 'علی نوروزی', 'هما شفیعی'];
  const rehearsed = told(
    await rehearse({
      مطالعه: saying('نام‌دار', [
        ['ناشناس', 'خیر'],
        ['حداکثر دورها', 2],
      ]),
      خبرگان: [
        ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
        ...people.map((name, at) => [`KOD${at}`, name, 'استاد', 'P1,P2', `0913111111${at}`]),
      ],
    }),
  );
  const texts = [...textsIn(rehearsed.archive.bytes).values()];
  const said = [rehearsed.told, rehearsed.check, ...rehearsed.cards.map(({ message }) => message)];
  const all = [...texts, ...said.map(({ html }) => html)].join('\n');
  for (const private_ of [...people, 'KOD', '913111111']) expect(all).not.toContain(private_);
  expect(all).toContain('خبرهٔ ساختگی ۱');
});

test('one expert alone is enough for a rehearsal', async () => {
  const alone: Sheets = {
    خبرگان: [
      ['نام', 'پانل‌ها'],
      ['مریم', 'P1,P2'],
    ],
  };
  const { told: how, archive } = told(await rehearse(alone));
  expect(how.html).toContain('از ۱ خبرهٔ ساختگی');
  expect(JSON.parse(textsIn(archive.bytes).get('rehearsal-results.json')!).study.rounds).toBeGreaterThan(0);
});

test('a study of brainstorming alone has no rule to be checked', async () => {
  const { check, cards, archive } = told(
    await rehearse({
      دورها: [
        ['شماره', 'نوع', 'پانل‌ها'],
        [1, 'بارش فکری', null],
      ],
    }),
  );
  expect(check.html).toContain('قاعده‌ای برای آزمودن نبود');
  expect(cards).toHaveLength(2);
  const proposals = readCsv(textsIn(archive.bytes).get('rehearsal-proposals.csv')!);
  expect(proposals.length).toBeGreaterThan(1);
});

test('a study whose items all leave before any round cannot be rehearsed, and is told why', async () => {
  const rehearsed = await rehearse({
    مطالعه: saying('بی‌گویه', [['مخاطبان حذف‌شده', 'G2C']]),
    گویه‌ها: [...VALID['گویه‌ها']!.slice(0, 2), ['S2', 'آموزش', null, null, 'G2C', null, 'P2']],
  });
  expect('refused' in rehearsed && rehearsed.refused.html).toMatch(/^⚠️ تمرین از همان دور نخست پیش نرفت: .+/u);
});
