import type { Schedule, Shape, Step } from './schedule.ts';
import { MOMENTS } from './traps.ts';
import { COMMANDS } from './what-is-said.ts';

/*
 * Studies that are led to where dice seldom go, so that every run has been there: `RARE_STATES`.
 */

const SHAPE: Shape = {
  ...{ seed: 1, experts: 2, items: 2, rounds: [['likert'], ['likert']], anonymity: 'coded' },
  ...{ atBale: 2, facilitatorAtBale: false, quiet: false, messagesPerSecond: 0 },
};
const GO_ON: Step = { do: 'go on', ms: 2000 };
const OPERATOR_BY = 1;
const said = (text: string): Step => ({
  ...{ do: 'command', text: COMMANDS.indexOf(text), by: OPERATOR_BY, ms: 4000 },
});
const trap = (moment: (typeof MOMENTS)[number]): Step => ({
  ...{ do: 'trap', moment: MOMENTS.indexOf(moment), arrive: true, downSeconds: 1, ms: 0 },
});

export const DIRECTED: Readonly<Record<string, Schedule>> = {
  'closings under a change of the workbook and under a 429, to the end': {
    // Judging takes its time.
    shape: { ...SHAPE, taskMs: 2500 },
    steps: [
      GO_ON,
      { do: 'answer', who: 0, cards: 4, ms: 300 },
      { do: 'close', meanwhile: 'workbook', ms: 10_000 },
      GO_ON,
      { do: 'close', meanwhile: '429', ms: 4000 },
      { do: 'sleep', hours: 1, ms: 20_000 },
      GO_ON,
    ],
  },
  'kills where a moment is all there is, and a send in doubt': {
    shape: SHAPE,
    steps: [
      { do: 'fault', at: 'telegram', what: 'dropped after', on: 0, ms: 0 },
      GO_ON,
      { do: 'answer', who: 0, cards: 1, ms: 2000 },
      trap('call answerCallbackQuery'),
      { do: 'answer', who: 0, cards: 1, ms: 5000 },
      trap('call send'),
      { do: 'close', meanwhile: 'kill', ms: 10_000 },
    ],
  },
  'a seat that moves, reminders, and a copy older than the deadline': {
    shape: SHAPE,
    steps: [
      GO_ON,
      { do: 'move', who: 0, ms: 2000 },
      { do: 'sleep', hours: 24, ms: 2000 },
      said('/backup'),
      { do: 'restore', hoursDown: 80, keepOpenHours: 0, isDiskLost: false, ms: 10_000 },
    ],
  },
};
