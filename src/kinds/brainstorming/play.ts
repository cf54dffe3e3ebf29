import { plain } from '../../texts/i18n.ts';
import { isLabelled } from '../../texts/labelled.ts';
import type { Play } from '../play.ts';

const IDEAS = [
  'rehearsal.remark.idea.first',
  'rehearsal.remark.idea.second',
  'rehearsal.remark.idea.third',
  'rehearsal.remark.idea.fourth',
  'rehearsal.remark.idea.fifth',
] as const;
const MOST_OF_ONE = 3;
/** The button of each idea on the card begins with the idea's number. */
const NUMBERED = /^[\d۰-۹]+ /;

/** One to three ideas, a message each, then «ثبت نهایی». Neighbours in the workbook share some of them. */
export const brainstormingPlay: Play = {
  recognises: ({ text, buttons }) =>
    text.includes(plain('rehearsal.sign.ideas')) &&
    buttons.some((label) => isLabelled(label, plain('label.submit'))),
  next: ({ buttons }, { expert, temper, round }) => {
    const written = buttons.filter((label) => NUMBERED.test(label)).length;
    const wanted = temper === 'lazy' ? 1 : 1 + ((expert + round) % MOST_OF_ONE);
    return written >= wanted
      ? { press: plain('label.submit') }
      : { write: plain(IDEAS[(expert + written) % IDEAS.length]!) };
  },
};
