const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** All but Arabic letters, marks, ZWNJ and spaces, which read the same wherever they stand. */
const TURNS_WITH_ITS_NEIGHBOURS = /[^\p{Script=Arabic}\p{Mark}\u200c ]|\p{Nd}/u;

/** Embeddings, overrides and isolates: one typed without its end would turn the rest of the message. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Wraps what a person typed, or a Latin code, so that its direction and its signs at either end stay its own
 * (U+2068 … U+2069, https://unicode.org/reports/tr9/#Explicit_Directional_Isolates). Plain Persian words,
 * which need no wrapping, come back without it. Wrapping twice is wrapping once.
 */
export function isolate(text: string): string {
  const own = text.replace(DIRECTION_CONTROLS, '');
  return TURNS_WITH_ITS_NEIGHBOURS.test(own) ? `${FIRST_STRONG_ISOLATE}${own}${POP_ISOLATE}` : own;
}
