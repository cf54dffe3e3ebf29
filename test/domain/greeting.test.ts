import { expect, test } from 'vitest';
import expert from '../../locales/fa/expert.json' with { type: 'json' };
import { isGreeting } from '../../src/domain/greeting.ts';

const { greetings, aroundGreetings } = expert.unexpected;
const says = (text: string) => isGreeting(text, greetings.split(' '), aroundGreetings.split(' '));

test.each([
  'سلام',
  'سلام، خسته نباشید 🌹',
  'با سلام و احترام خدمت شما',
  'خيلي ممنونم آقای دکتر!',
  'وقت‌بخیر',
  'خسته نباشید',
  'Salam',
  'ok',
])('«%s» greets or thanks', (text) => {
  expect(says(text)).toBe(true);
});

test.each(['سلام، مهلت تا کی است؟', 'خدمت شما', 'شما', '🌹', '', 'این خدمت شدنی نیست', 'خیر'])(
  '«%s» does not, or says more',
  (text) => {
    expect(says(text)).toBe(false);
  },
);
