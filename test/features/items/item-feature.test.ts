import { describe, expect, test } from 'vitest';
import { itemActButton, itemButton, itemMeaningButton } from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadItems } from '../../../src/store/items.ts';
import { isLabelled } from '../../../src/texts/labelled.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { e1: 'A', both: 'A B', e3: 'B' },
  items: { x: 'A', 'S-07': 'A B', y: 'B' },
  rules: { minAnswersForFeedback: 1 },
};
/** S-07 leaves A and stays on B. */
const ANSWERS = 'x S-07 y\n e1 5 1 .\n both 4 3 4\n e3 . 5 5';

async function judged() {
  const study = await new TestStudy(words).join().playRound(ANSWERS);
  const chat = new TestChat(study);
  const me = study.facilitator;
  const last = (): Message => chat.said(me).at(-1)!;
  const labels = () => (last().buttons ?? []).flat().map(({ text }) => text);
  return {
    ...{ study, chat, last, labels },
    says: (text: string) => chat.writes(me, text),
    /** Presses what the last message has under a label. */
    press: (label: string) => {
      const button = (last().buttons ?? []).flat().find(({ text }) => isLabelled(text, label));
      if (!button) throw new Error(`no ${label} among ${labels().join(', ')}`);
      return chat.presses(me, button.data!);
    },
  };
}

describe('/item', () => {
  test('tells where an item stands, what each panel made of it, and what may be done', async () => {
    const { says, labels } = await judged();
    const [told] = await says('/item s-07');
    expect(told).toContain('گویهٔ S-07');
    expect(told).toMatch(/پانل A.*🔻 پس از دور ۱ کنار رفت \(با حکم دور\)/);
    expect(told).toMatch(/پانل B.*🟢 در دست داوری/);
    expect(told).toContain('⚖️ پانل‌ها دربارهٔ این گویه یکسان حکم نداده‌اند');
    expect(told).toContain('با فایل اکسل آمد');
    expect(told).toContain('میانگین ۲٫۰۰');
    expect(told).toMatch(/خیلی کم.* ۱ نفر/);
    expect(labels()).toEqual(['کنار گذاشتن', 'نگه داشتن', 'تقسیم', '✏️ ویرایش متن', 'یکی کردن با گویهٔ دیگر']);
  });

  test('finds it by any digits, half-space and case, and else offers what is near', async () => {
    const { says, labels, last } = await judged();
    expect((await says('/item ‌S‌-۰۷ '))[0]).toContain('سرگذشت');
    expect((await says('/item S7'))[0]).toContain('گویه‌ای با کد «⁨S7⁩» در این مطالعه نیست');
    expect(last().html).toContain('۱. ⁨S-07⁩');
    expect(labels()).toEqual(['۱']);
    expect((await says('/item ناکجا'))[0]).not.toContain('شاید');
  });

  test('without a code lists all, those first on which panels differ', async () => {
    const { says, labels, chat, study } = await judged();
    const [list] = await says('/item');
    expect(list).toMatch(/۱\. ⚖️ ⁨S-07⁩[\s\S]*۲\. 🟢 ⁨x⁩[\s\S]*۳\. 🟢 ⁨y⁩/);
    expect(labels()).toEqual(['۳', '۲', '۱']);
    await chat.presses(study.facilitator, itemButton.write({ itemId: study.itemId('x'), page: 0 }));
    expect(labels()).toContain('کنار گذاشتن');
  });

  test('of a long life comes in pages, each beginning with whose it is', async () => {
    const { says, study, last, press } = await judged();
    study.db.$client
      .prepare('UPDATE answers SET reason = ?, reason_state = ?')
      .run('دلیل '.repeat(180), 'accepted');
    await says('/item S-07');
    expect(last().html.length).toBeLessThan(4096);
    await press('صفحهٔ بعد');
    expect(last().html).toMatch(/^🔎 <b>⁨S-07⁩<\/b>/);
  });

  test('while a round is open tells what is closed, and offers nothing', async () => {
    const { says, study, labels, chat } = await judged();
    study.open();
    const [told] = await says('/item S-07');
    expect(told).toContain('دور ۲ باز است و گویه‌هایش دست نمی‌خورد');
    expect(told).not.toContain('دور ۲ · ');
    expect(labels()).toEqual([]);
    const stale = itemActButton.write({ itemId: study.itemId('S-07'), act: 1 });
    expect(await chat.presses(study.facilitator, stale)).toMatchObject({ alert: true });
  });

  test('is nothing to an expert', async () => {
    const { study, chat } = await judged();
    const [told] = await chat.writes(study.expert('e1').accountId!, '/item S-07');
    expect(told).toContain('شناخته نشد');
  });
});

describe('keeping by hand', () => {
  test('asks why, shows what comes of it, and says that it is on disk', async () => {
    const { says, press, last, labels, study } = await judged();
    await says('/item S-07');
    expect(await press('نگه داشتن')).toEqual({});
    expect(last().html).toContain('چرا این گویه می‌ماند');
    expect(labels()).toEqual(['لغو']);
    expect((await says(' '))[0]).toContain('متنی در این پیام نبود');
    await says('قانون آن را می‌خواهد');
    expect(last().html).toContain('دلیل: قانون آن را می‌خواهد');
    expect(last().html).toContain('حکم قاعده و عددها همان که بود می‌ماند');
    expect(study.results('A')['S-07']!.kept).toBe(false);
    await press('نگه داشتن');
    expect(last().html).toContain('به دست شما ثبت شد');
    expect(study.results('A')['S-07']).toMatchObject({ kept: true, why: 'by_hand' });
    const [told] = await says('/item S-07');
    expect(told).toContain('🖐 به دست شما ماند؛ حکم قاعده: کنار رفتن، به حد لازم نرسید');
    expect(told).toMatch(
      /🖐 .*به دست برگزارکننده در پانل .*پانل A.* نگه داشته شد\. دلیل: قانون آن را می‌خواهد/,
    );
  });

  test('is given up by «لغو», and by another command', async () => {
    const { says, press, last, study } = await judged();
    await says('/item S-07');
    await press('نگه داشتن');
    await press('لغو');
    expect(last().html).toContain('لغو شد؛ گویه همان است که بود');
    await says('/item S-07');
    await press('نگه داشتن');
    await says('/item x');
    await says('دلیلی که دیر آمد');
    expect(study.results('A')['S-07']!.kept).toBe(false);
  });

  test('of an item of several panels lets them be chosen', async () => {
    const { says, press, last, labels, study } = await judged();
    await says('/item S-07');
    await press('نگه داشتن');
    await says('یک');
    await press('نگه داشتن');
    await says('/item S-07');
    await press('کنار گذاشتن');
    expect(labels()).toEqual(['✅ ⁨پانل A⁩', '✅ ⁨پانل B⁩', 'لغو']);
    await press('⁨پانل A⁩');
    expect(labels()[0]).toBe('⁨پانل A⁩');
    const alone = (last().buttons ?? []).flat().find(({ text }) => text.includes('پانل B'))!;
    expect(await new TestChat(study).presses(study.facilitator, alone.data!)).toMatchObject({ alert: true });
    await says('دو');
    expect(last().html).toContain('از این پانل‌ها کنار می‌رود: ⁨پانل B⁩');
    await press('کنار گذاشتن');
    expect(study.results('B')['S-07']).toMatchObject({ kept: false, why: 'by_hand' });
    expect(study.results('A')['S-07']).toMatchObject({ kept: true, why: 'by_hand' });
  });
});

describe('other words', () => {
  test('that mean the same leave the answers with the item', async () => {
    const { says, press, study, chat, last } = await judged();
    await says('/item x');
    await press('ویرایش متن');
    await says('متن تازه\nبا تعریفی تازه');
    expect(last().html).toContain('آیا معنا همان است؟');
    await press('معنا همان است');
    await says('روان‌تر شد');
    await press('ثبت');
    expect(last().html).toContain('به دست شما ثبت شد: متن تازهٔ گویهٔ ⁨x⁩');
    study.open().begin('e1');
    expect(study.answer('e1', 'x').previousValue).toBe(5);
    expect(loadItems(study.db, study.studyId).find(({ code }) => code === 'x')).toMatchObject({
      ...{ title: 'متن تازه', definition: 'با تعریفی تازه', version: 2 },
    });
    const [told] = await chat.writes(study.facilitator, '/item x');
    expect(told).toContain('متن عوض شد، با همان معنا. متن پیشین: «⁨گویهٔ x⁩». دلیل: روان‌تر شد');
    expect(told).toContain('با این متن: «⁨گویهٔ x⁩»');
  });

  test('that mean another thing are another item, to which no answer goes over', async () => {
    const { says, press, study, last } = await judged();
    await says('/item S-07');
    await press('ویرایش متن');
    await says('متن دیگر');
    await press('معنا عوض شده است');
    await says('پرسش دیگری است');
    await press('ثبت');
    expect(last().html).toContain('به دست شما ثبت شد: ⁨S-07_2⁩ به جای ⁨S-07⁩ آمد');
    study.open().begin('e3');
    const asked = study
      .answers('e3')
      .map(({ itemId, previousValue }) => [study.itemCode(itemId), previousValue]);
    // Only where its parent stood.
    expect(asked).toEqual([
      ['S-07_2', null],
      ['y', 5],
    ]);
    expect((await says('/item S-07_2'))[0]).toContain(
      'به جای ⁨S-07⁩ آمد، با معنایی تازه. دلیل: پرسش دیگری است',
    );
    expect((await says('/item S-07'))[0]).toContain('جایش را گرفت: ⁨S-07_2⁩');
  });

  test('a split and a merger', async () => {
    const { says, press, study, last } = await judged();
    await says('/item x');
    await press('تقسیم');
    expect((await says('تنها یک خط'))[0]).toContain('⚠️');
    expect((await says('گویهٔ y\nیکی دیگر'))[0]).toContain('⚠️');
    await says('نیمهٔ نخست\nنیمهٔ دوم');
    await says('دو چیز بود');
    await press('ثبت');
    expect(last().html).toContain('⁨x_2⁩، ⁨x_3⁩ به جای ⁨x⁩ آمد');
    await says('/item x_2');
    await press('یکی کردن با گویهٔ دیگر');
    expect((await says('ناکجا'))[0]).toContain('گویه‌ای با این کد در مطالعه نیست');
    expect((await says('x_2'))[0]).toContain('کدِ خود همین گویه');
    expect((await says('x'))[0]).toContain('در هیچ پانلی در دست داوری نیست');
    await says('y');
    await says('هر دو با هم');
    await says('یک چیز است');
    await press('ثبت');
    const items = loadItems(study.db, study.studyId);
    const merged = items.find(({ code }) => code === 'x_4')!;
    expect(merged.parents).toEqual([study.itemId('x_2'), study.itemId('y')]);
    study.open().begin('both');
    const asked = study.answers('both').map(({ itemId }) => study.itemCode(itemId));
    expect(asked).toEqual(['x_3', 'x_4', 'S-07']);
  });

  test('are refused where they are the present ones, or somebody presses what is overtaken', async () => {
    const { says, press, study, chat, last } = await judged();
    await says('/item x');
    await press('ویرایش متن');
    expect((await says('گویهٔ x'))[0]).toContain('این همان متن کنونی است');
    await says('متن تازه');
    await press('معنا همان است');
    await says('دلیل');
    const apply = (last().buttons ?? []).flat().find(({ text }) => isLabelled(text, 'ثبت'))!.data!;
    const same = itemMeaningButton.write({ previewId: Number(apply.split(':')[1]), same: 0 });
    const pressed = () => chat.presses(study.facilitator, apply);
    expect([await pressed(), await pressed()]).toMatchObject([{}, { alert: true }]);
    expect(await chat.presses(study.facilitator, same)).toMatchObject({ alert: true });
    expect(loadItems(study.db, study.studyId).filter(({ version }) => version > 1)).toHaveLength(1);
  });
});
