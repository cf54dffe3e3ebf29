/** Verbs that end a Persian clause in the titles of items. */
const VERBS = [
  'است|هست|نیست|بود|باشد|نباشد|شد|شود|نشود|می‌شود|نمی‌شود|کند|نکند|می‌کند|نمی‌کند|کرد|دارد|ندارد|داشت|گردد|می‌گردد',
  'یابد|می‌یابد|دهد|می‌دهد|نمی‌دهد|گیرد|می‌گیرد|رسد|می‌رسد|گذارد|می‌گذارد|تواند|می‌تواند|نمی‌تواند',
  'هستند|نیستند|باشند|نباشند|شوند|می‌شوند|کنند|می‌کنند|نمی‌کنند|دارند|ندارند|گردند|دهند|می‌دهند|گیرند|می‌گیرند|می‌توانند',
].join('|');

/** A clause that ends, followed by another: «سریع است و کارکنان مؤدب‌اند». */
const TWO_CLAUSES = new RegExp(
  `(?<![\\p{L}\\u200c])(?:${VERBS})\\s*(?:[،,؛]\\s*)?و\\s.*(?<![\\p{L}\\u200c])(?:${VERBS})(?![\\p{L}\\u200c])`,
  'u',
);

const SIGNS: readonly RegExp[] = [
  /[؟?].*[؟?]/u,
  /و\s*[/\\]\s*یا|یا\s*[/\\]\s*و/u,
  /(?<![\p{L}\u200c])(?:و همچنین|و هم‌چنین|و نیز|علاوه بر|نه‌تنها|نه تنها)(?![\p{L}\u200c])/u,
  TWO_CLAUSES,
];

/**
 * Whether a title seems to ask two things at once, so that an expert who judges them differently has no answer. A bare
 * «و» is no sign: «صدور و تمدید پروانه» is one service.
 */
export function asksTwice(title: string): boolean {
  return SIGNS.some((sign) => sign.test(title.replace(/\s+/g, ' ')));
}
