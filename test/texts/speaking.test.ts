import { expect, test } from 'vitest';
import { type Language, languageSpoken, speaking } from '../../src/texts/speaking.ts';

/** A second one, as a folder of its own in `locales` would bring it. */
const OTHER = 'tg' as Language;

test('work speaks one language to its end, whatever is spoken beside it', async () => {
  const heard: string[] = [];
  const work = async () => {
    heard.push(languageSpoken());
    await new Promise(setImmediate);
    heard.push(languageSpoken());
  };
  const working = speaking(OTHER, work);
  heard.push(languageSpoken());
  await working;
  expect(heard).toEqual([OTHER, 'fa', OTHER]);
  expect(speaking(OTHER, () => speaking('fa', languageSpoken))).toBe('fa');
});
