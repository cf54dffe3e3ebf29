import { expect, test } from 'vitest';
import type { Language } from '../../src/domain/language.ts';
import { plain } from '../../src/texts/i18n.ts';
import { speaking } from '../../src/texts/speaking.ts';
import { GREEK, IN_ENGLISH } from '../texts/walked-studies.ts';
import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';
import { startOnBoth } from './two-messengers.ts';
import { type Seen, walkOn } from './walk.ts';

const FACILITATOR = 501;
const HOUR = 3_600_000;
/** Set apart in a Persian message: what is isolated, commands, and figures' own names. */
const SET_APART =
  /[\u2066\u2068][^\u2066-\u2069]*\u2069|\/[a-z]+|https?:\S+|English|\b(?:W|p|xlsx|CVR|CVI)\b/g;

/** Of which languages the program's words are in a message, its buttons among them; the studies' own are Greek. */
function languagesOf({ text, buttons }: Pick<Seen, 'text' | 'buttons'>): string {
  const words = [text, ...buttons].join('\n').replace(SET_APART, '').replace(SET_APART, '');
  return [/\p{Script=Arabic}/u.test(words) && 'fa', /[A-Za-z]{2}/.test(words) && 'en']
    .filter(Boolean)
    .join(' and ');
}

/** The study under a title of its own. */
function titled(sheets: Sheets, title: string): Sheets {
  const [name = ''] = Object.keys(sheets);
  const rows = sheets[name]!.map((row) => (row[1] === 'ΜΕΛΕΤΗ' ? [row[0]!, title] : row));
  return { ...sheets, [name]: rows };
}

test('a Persian study beside an English one: each is read in its own language, by the same two people', async () => {
  const both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const walk = walkOn(both, 'ΚΕΙΜΕΝΟ');
  const facilitator = both.person('telegram', FACILITATOR, 'ΟΡΓΑΝΩΤΗΣ');
  const expert = both.person('telegram', 601, 'ΕΙΔΙΚΟΣ');
  const label = (language: Language, key: 'createStudy' | 'accept' | 'openRound' | 'start' | 'noOpinion') =>
    speaking(language, () => plain(`label.${key}`));
  /** What was seen since, of which languages. */
  const since = (place: number) => [...new Set(walk.seen.slice(place).map(languagesOf))];
  const seenIn = async (does: () => Promise<void>) => {
    const place = walk.seen.length;
    await does();
    return since(place);
  };
  const studies = [
    { language: 'fa', sheets: titled(GREEK.sheets, 'ΠΡΩΤΗ'), choose: 'f.choose:1' },
    { language: 'en', sheets: titled(IN_ENGLISH.sheets, 'ΔΕΥΤΕΡΗ'), choose: 'f.choose:2' },
  ] as const;

  for (const { language, sheets } of studies) {
    await walk.sends(facilitator, `${language}.xlsx`, await workbookOf(sheets));
    expect(await seenIn(() => walk.presses(facilitator, label(language, 'createStudy')))).toEqual([language]);
    const token = both.db.$client
      .prepare('SELECT token FROM experts WHERE study_id = (SELECT max(id) FROM studies) ORDER BY id')
      .pluck()
      .get();
    expect(await seenIn(() => walk.says(expert, `/start ${token}`)), 'the consent').toEqual([language]);
    expect(await seenIn(() => walk.presses(expert, label(language, 'accept')))).toContain(language);
  }
  for (const { language, choose } of studies) {
    await walk.says(facilitator, '/studies');
    expect(await seenIn(() => walk.presses(facilitator, choose)), 'the choice').toEqual([language]);
    for (const command of ['help', 'panels', 'experts', 'protocol', 'open 2d']) {
      expect(await seenIn(() => walk.says(facilitator, `/${command}`)), command).toEqual([language]);
    }
    expect(await seenIn(() => walk.presses(facilitator, label(language, 'openRound')))).toEqual([language]);
    expect(await seenIn(() => walk.says(facilitator, '/status'))).toEqual([language]);
    expect(
      both.servers.telegram
        .commandsFor(FACILITATOR)
        .map(({ description }) => description)
        .join(),
    ).toMatch(language === 'fa' ? /^[^A-Za-z]+$/ : /^[^\u0600-\u06ff]+$/);
  }
  // The expert answers now in one study, now in the other.
  for (const { language } of studies) {
    expect(await seenIn(() => walk.presses(expert, label(language, 'start'))), 'the card').toEqual([
      language,
    ]);
    expect(await seenIn(() => walk.presses(expert, label(language, 'noOpinion')))).toEqual([language]);
  }
  for (const command of ['continue', 'history', 'privacy', 'help']) await walk.says(expert, `/${command}`);
  // Reminders, both closings, and both summaries come while the English study is chosen.
  const place = walk.seen.length;
  both.pass(25 * HOUR);
  await walk.settle();
  both.pass(24 * HOUR);
  await walk.settle();
  const summaries = walk.seen.slice(place).filter(({ text }) => /ΠΡΩΤΗ|ΔΕΥΤΕΡΗ/.test(text));
  for (const one of summaries)
    expect(languagesOf(one), one.text).toBe(one.text.includes('ΠΡΩΤΗ') ? 'fa' : 'en');
  expect(new Set(summaries.map(languagesOf))).toEqual(new Set(['fa', 'en']));
  expect(walk.seen.filter((one) => languagesOf(one) === 'fa and en')).toEqual([]);
  expect(both.complaints).toEqual([]);
  await both.stop();
});
