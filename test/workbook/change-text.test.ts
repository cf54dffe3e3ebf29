import { describe, expect, test } from 'vitest';
import { type CurrentStudy, compareStudy } from '../../src/domain/study-change.ts';
import type { StudyDraft } from '../../src/domain/study-draft.ts';
import { changedPartLines, changeLines, doubtLines } from '../../src/workbook/change-text.ts';
import { draftWith, studyWith } from './workbook-of.ts';

function stored(draft: StudyDraft): CurrentStudy {
  const withIds = <Thing>(things: readonly Thing[]) => things.map((thing, at) => ({ ...thing, id: at + 1 }));
  const { panels, experts, items } = draft;
  return {
    ...draft,
    panels: withIds(panels),
    experts: withIds(experts),
    items: withIds(items),
    openRound: 1,
    openedRounds: 1,
    consented: true,
    answered: { onScale: true, inNumbers: new Set() },
  };
}

const bare = (lines: readonly string[]) => lines.map((line) => line.replace(/[\u2068\u2069]/g, ''));

describe('the preview of a later workbook', () => {
  test('says so where nothing changes', async () => {
    const draft = await draftWith({});
    expect(changeLines(compareStudy(stored(draft), draft))).toEqual([
      'این کارپوشه با مطالعه یکی است و چیزی را تغییر نمی‌دهد.',
    ]);
  });

  test('tells each change in one line, from what to what', async () => {
    const before = await draftWith({});
    const after = await draftWith({
      ...studyWith(
        ['آستانهٔ توافق', null],
        ['ناشناس', 'کامل'],
        ['نوع', 'رتبه‌بندی'],
        ['راهنما', 'ر'.repeat(200)],
      ),
      طیف: [
        ['مقدار', 'برچسب'],
        [1, 'کم'],
        [5, 'بسیار'],
      ],
      پانل‌ها: [
        ['کد', 'نام'],
        ['P1', 'عمران'],
        ['P3', 'حقوقی'],
      ],
      خبرگان: [
        ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
        ['E1', 'مریم کاویانی', null, 'P1, P3', '09132222222'],
        ['E3', 'بهرام', null, 'P3', null],
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'تعریف', 'واحد سازمانی', 'پانل‌ها'],
        ['S1', 'نظافت شهر', 'دیگر', null, 'P1، P3'],
        ['S3', 'تازه', null, null, 'P3'],
      ],
      دورها: [
        ['شماره', 'نوع', 'پانل‌ها'],
        [1, 'روایی CVR', 'P1'],
        [1, 'غربال', 'P3'],
        [2, 'لیکرت', null],
      ],
    });
    expect(bare(changeLines(compareStudy(stored(before), after)))).toEqual([
      'متن «راهنما» تغییر می‌کند.',
      '«نوع»: از «لیکرت» به «رتبه‌بندی»',
      '«حداکثر دورها»: از «۳» به «۲»',
      '«آستانهٔ توافق»: از «۰٫۷» به «به کار نمی‌رود»',
      '«ناشناس»: از «بله» به «کامل»',
      'طیف: از «۱: کم، ۵: زیاد» به «۱: کم، ۵: بسیار»',
      '۱ پانل افزوده می‌شود: حقوقی',
      'پانل «P1»: نام از «فنی» به «عمران»',
      '۱ پانل برداشته می‌شود: مالی',
      '۱ خبره افزوده می‌شود: بهرام',
      'خبرهٔ «مریم»: نام به «مریم کاویانی» تغییر می‌کند.',
      'خبرهٔ «مریم»: نقش از «استاد» به «خالی»',
      'خبرهٔ «مریم»: موبایل از «989131111111» به «989132222222»',
      'خبرهٔ «مریم»: پانل‌ها از «P1» به «P1، P3»',
      '۱ خبره برداشته می‌شود: کاوه',
      '۱ گویه افزوده می‌شود: S3',
      'گویهٔ «S1»: عنوان از «نظافت» به «نظافت شهر»',
      'گویهٔ «S1»: تعریف تغییر می‌کند.',
      'گویهٔ «S1»: پانل‌ها از «P1» به «P1، P3»',
      'گویهٔ «S1»: واحد سازمانی، مخاطب، گروه، کمینه، بیشینه یا یکا تغییر می‌کند.',
      '۱ گویه برداشته می‌شود: S2',
      'برنامهٔ دورها: از «بدون برگهٔ «دورها»» به «دور ۱ برای P1: روایی CVR، دور ۱ برای P3: غربال، دور ۲: لیکرت»',
    ]);
  });

  test('names ten of a long list', async () => {
    const before = await draftWith({});
    const more = Array.from({ length: 30 }, (_, at) => ({ ...before.items[0]!, code: `N${at}` }));
    const [line] = bare(
      changeLines(compareStudy(stored(before), { ...before, items: [...before.items, ...more] })),
    );
    expect(line).toBe('۳۰ گویه افزوده می‌شود: N0، N1، N2، N3، N4، N5، N6، N7، N8، N9، و ۲۰ مورد دیگر');
  });

  test('lists by kind what an open round forbids', async () => {
    const before = await draftWith({});
    const items = before.items.map((item) => ({ ...item, title: `${item.title}!` }));
    const after = { ...before, items, rules: { ...before.rules, minRounds: 1, maxRounds: 5 }, scale: [] };
    expect(bare(changedPartLines(compareStudy(stored(before), after).touchesOpenRound))).toEqual([
      'قواعد: حداقل دورها، حداکثر دورها',
      'طیف',
      'تغییر متن گویه: S1، S2',
    ]);
  });

  test('asks who an uncertain expert is', async () => {
    const before = await draftWith({});
    const experts = [
      { ...before.experts[0]!, key: null, mobile: null, panelCodes: ['P2'] },
      before.experts[1]!,
    ];
    const [doubt] = compareStudy(stored(before), { ...before, experts }).experts.uncertain;
    expect(bare(doubtLines(doubt!))).toEqual([
      '«مریم» (پانل‌ها: P2) در این کارپوشه کیست؟ خبرهٔ تازه است، یا یکی از این خبرگان مطالعه؟',
      '«مریم» (پانل‌ها: P1): همین نام، در پانل‌های دیگر',
    ]);
  });
});
