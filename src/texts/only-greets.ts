import { isGreeting } from '../domain/greeting.ts';
import { plain } from './i18n.ts';

/** Whether a text only greets or thanks, in the language in which it is read. */
export function onlyGreets(text: string): boolean {
  const words = (key: 'greetings' | 'aroundGreetings') => plain(`expert.unexpected.${key}`).split(' ');
  return isGreeting(text, words('greetings'), words('aroundGreetings'));
}
