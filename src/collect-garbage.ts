import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Collects garbage now, and gives back what that frees; in the main thread some 30 ms of work. */
export const collectGarbage = runInNewContext('gc') as () => void;

/** In bytes: what long work may leave behind before it is collected. */
const LEFT_AT_MOST = 16 * 1024 * 1024;
let inUse = 0;

/**
 * Collects garbage once enough of it may have gathered. By itself V8 waits until the heap is several times what is in
 * use: an archive of a million answers held 80 MB, and took 300. In a thread of its own this delays no press.
 */
export function collectGarbageInTime(): void {
  const held = heldBytes();
  inUse = Math.min(inUse, held);
  if (held < inUse + LEFT_AT_MOST) return;
  collectGarbage();
  inUse = heldBytes();
}

/** On the heap, and in buffers and native memory that hang on it. */
function heldBytes(): number {
  const { used_heap_size: heap, external_memory: beside } = getHeapStatistics();
  return heap + beside;
}
