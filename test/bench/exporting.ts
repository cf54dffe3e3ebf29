import { plain } from '../../src/texts/i18n.ts';
import { buildProgram } from '../crash/built-program.ts';
import type { BenchStudy, StudySize } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { table } from './figures.ts';
import { answered } from './settled.ts';
import { COLUMNS, PAUSE_MS, TAPPERS, whileOthersTap } from './while-others-tap.ts';

const SIZE: StudySize = { panels: 20, expertsPerPanel: 50, items: 978 };
const DAY_MS = 86_400_000;
const EXPORTS = 2;

/** An archive of the largest study, and screens that tell of all of it, while others tap. */
export const exporting: Benchmark = async ({ say }) => {
  const program = buildProgram();
  try {
    say(HOW);
    const judged = {
      size: SIZE,
      answered: async (study: BenchStudy) => {
        const roundId = study.open(DAY_MS);
        study.answerAll(roundId);
        await study.closeAndJudge(roundId);
      },
    };
    const rows = await whileOthersTap(program, judged, async ({ db, messenger, facilitator, during }) => {
      const command = (text: string) =>
        during(text, () => answered(db, () => messenger.say(facilitator, text)));
      for (let time = 1; time <= EXPORTS; time += 1) await command('/export');
      await command('/funnel');
      const final = plain('funnel.button.final');
      await during(final, () => answered(db, () => messenger.press(facilitator, final)));
      await command('/item');
      await command('/open');
    });
    say(table([COLUMNS, ...rows]));
  } finally {
    program.remove();
  }
};

const { panels, expertsPerPanel, items } = SIZE;
const HOW = `The program (built, in its own process, MESSAGES_PER_SECOND=0) holds a judged round of ${panels} panels × ${expertsPerPanel} experts × ${items} items,
${(panels * expertsPerPanel * items).toLocaleString('en')} answers, and is asked for its archive by /export, and for screens that tell of all of it, while ${TAPPERS} experts of another study tap every ${PAUSE_MS / 1000} s.
Stop: the longest that the event loop stood still, and of it what its thread worked; memory: the resident set of the process,
the worker thread included, at the most, above what it was while only the others tapped.`;
