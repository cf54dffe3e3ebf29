import { appendFileSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/*
 * Loaded into the measured program by `--import`: writes into the file LOOP_PROBE when its event loop stood still, for
 * how long, and how long of it the thread worked (the rest it waited for the processor: other processes ran).
 */

const EVERY_MS = 2;
const WORTH_TELLING_MS = 5;
const file = process.env['LOOP_PROBE'];

/** Milliseconds that this thread has had the processor; NaN where the system keeps no /proc. */
function workedMs() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

if (file && isMainThread) {
  let last = { at: performance.now(), worked: workedMs() };
  const look = () => {
    const now = { at: performance.now(), worked: workedMs() };
    const stop = { at: Date.now(), ms: now.at - last.at - EVERY_MS, worked: now.worked - last.worked };
    if (stop.ms > WORTH_TELLING_MS) appendFileSync(file, `${JSON.stringify(stop)}\n`);
    last = { at: performance.now(), worked: workedMs() };
    setTimeout(look, EVERY_MS).unref();
  };
  look();
}
