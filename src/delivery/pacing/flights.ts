import type { Clock } from '../../clock.ts';

/** Counts the calls under way on one messenger. */
export interface Flights {
  /** Whether one more may leave; what goes out by itself leaves room for what people press. */
  room(): { readonly pressed: boolean; readonly others: boolean };
  depart(): () => void;
  count(): number;
}

/** Calls that hang (15 s each) must not stop the others, so many may be under way … */
const MOST_PRESSED = 1000;
const MOST_OTHERS = 500;
/** … but more than these that might still be answered at once only stand in each other's way. */
const MOST_FRESH = 32;
const FRESH_MS = 1000;

/** @param perSecond at that pace so many may be fresh: 0, no pacing, does not raise the limit */
export function createFlights(clock: Clock, perSecond: number): Flights {
  const mostFresh = Math.max(MOST_FRESH, perSecond * 2);
  let all = 0;
  let fresh = 0;
  return {
    room: () => ({ pressed: all < MOST_PRESSED, others: all < MOST_OTHERS && fresh < mostFresh }),
    count: () => all,
    depart() {
      all += 1;
      fresh += 1;
      let aged = false;
      const age = () => {
        if (!aged) fresh -= 1;
        aged = true;
      };
      const callOff = clock.after(FRESH_MS, age);
      return () => {
        callOff();
        age();
        all -= 1;
      };
    },
  };
}
