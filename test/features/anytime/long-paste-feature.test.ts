import { expect, test } from 'vitest';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { questions } from '../../../src/store/schema.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

/** As an app cuts a text that is pasted: at 4,096 characters. */
function pieces(length: number): string[] {
  const text = 'ن'.repeat(length);
  return Array.from({ length: Math.ceil(length / 4096) }, (_, piece) =>
    text.slice(piece * 4096, (piece + 1) * 4096),
  );
}

test('a text that an app cut in pieces is refused as a whole, said twice at most, and waited for again', async () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } }).join();
  const chat = new TestChat(study);
  const expert = study.press('e1').accountId;
  const asked = () =>
    study.db
      .select()
      .from(questions)
      .all()
      .map(({ text }) => text);

  await chat.writes(expert, '/ask');
  const [first, second, third] = pieces(9000);
  expect(await chat.writes(expert, first!)).toEqual([expect.stringContaining('بلندتر از ۱٬۰۰۰ حرف')]);
  expect(await chat.writes(expert, second!)).toEqual([expect.stringContaining('دنبالهٔ متن بلند')]);
  expect(await chat.writes(expert, third!)).toEqual([]);
  expect(asked()).toEqual([]);
  expect(loadDialog(study.db, expert)?.kind).toBe('ask');

  // What is written after that is a text of its own, and so is a command.
  study.pass(3000);
  await chat.writes(expert, 'کوتاه‌تر');
  expect(asked()).toEqual(['کوتاه‌تر']);
  await chat.writes(expert, first!);
  expect(await chat.writes(expert, '/help')).toEqual([expect.stringContaining('پاسخ‌گویی')]);
});
