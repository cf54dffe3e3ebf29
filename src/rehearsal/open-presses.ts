import { badRequest } from './api-refusal.ts';
import type { Timeline } from './timeline.ts';

/** What the bot answered to a press; `answered` is false where the spinner ran out. */
export interface PressAnswer {
  readonly answered: boolean;
  readonly text: string;
  readonly showAlert: boolean;
}

export interface OpenPresses {
  /** A new press: its id, and the bot's answer to come. */
  begin(personId: number): { readonly id: string; readonly answer: Promise<PressAnswer> };
  /** @throws ApiRefusal 400 where the id is unknown, answered, or too old */
  answer(id: string, answer: { text: string; showAlert: boolean }): number;
  /** Ends every spinner. */
  stop(): void;
}

interface OpenPress {
  readonly personId: number;
  readonly pressedAt: number;
  readonly resolve: (answer: PressAnswer) => void;
  readonly callOff: () => void;
}

const UNANSWERED: PressAnswer = { answered: false, text: '', showAlert: false };

/** @param answerWithinMs how long an id is good; Telegram's is unpublished, refusals after 10 to 20 s are reported */
export function createOpenPresses({ elapsed, after }: Timeline, answerWithinMs: number): OpenPresses {
  const waiting = new Map<string, OpenPress>();
  // Telegram's ids are numbers of 64 bits that tell nothing; these only must not repeat over restarts.
  let nextId = BigInt(Math.floor(elapsed())) * 4_194_304n;

  const end = (id: string, answer: PressAnswer): OpenPress | undefined => {
    const press = waiting.get(id);
    if (!press) return undefined;
    waiting.delete(id);
    press.callOff();
    press.resolve(answer);
    return press;
  };

  return {
    begin(personId) {
      nextId += 1n;
      const id = String(nextId);
      const answer = new Promise<PressAnswer>((resolve) => {
        const callOff = after(answerWithinMs, () => end(id, UNANSWERED));
        waiting.set(id, { personId, pressedAt: elapsed(), resolve, callOff });
      });
      return { id, answer };
    },
    answer(id, { text, showAlert }) {
      const press = waiting.get(id);
      if (press && elapsed() - press.pressedAt <= answerWithinMs) {
        end(id, { answered: true, text, showAlert });
        return press.personId;
      }
      end(id, UNANSWERED);
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    },
    stop() {
      for (const id of [...waiting.keys()]) end(id, UNANSWERED);
    },
  };
}
