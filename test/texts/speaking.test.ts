import { expect, test } from 'vitest';
import { languageSpoken, speaking } from '../../src/texts/speaking.ts';

test('work speaks one language to its end, whatever is spoken beside it', async () => {
  const heard: string[] = [];
  const work = async () => {
    heard.push(languageSpoken());
    await new Promise(setImmediate);
    heard.push(languageSpoken());
  };
  const working = speaking('en', work);
  heard.push(languageSpoken());
  await working;
  expect(heard).toEqual(['en', 'fa', 'en']);
  expect(speaking('en', () => speaking('fa', languageSpoken))).toBe('fa');
});
