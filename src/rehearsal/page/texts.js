const { language, direction, calendar, texts, others } = await (await fetch('/texts.json')).json();
const wholeNumber = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);
document.documentElement.lang = language;
document.documentElement.dir = direction;

export { language };

/** The languages in which the rehearsal can be begun anew, each in its own words. */
export const otherLanguages = others;

/**
 * A text of the page.
 *
 * @param {string} key such as `guide.next`
 * @param {Record<string, string | number>} [args]
 */
export function t(key, args = {}) {
  const text = key.split('.').reduce((tree, name) => tree?.[name], texts);
  if (typeof text !== 'string') throw new Error(`no text ${key}`);
  return text.replace(/\{\{(\w+)(?:\|([^|}]+)\|([^|}]+))?\}\}/g, (_, name, one, several) => {
    const value = args[name];
    if (one) return plurals.select(value) === 'one' ? one : several;
    return typeof value === 'number' ? wholeNumber.format(value) : String(value);
  });
}

export const digits = (number) => wholeNumber.format(number);

let clockTime;
let dayParts;
let weekday;

/** @param {string} timeZone IANA name of the zone in which the study's times are told */
export function useZone(timeZone) {
  clockTime = new Intl.DateTimeFormat(calendar, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  dayParts = new Intl.DateTimeFormat(calendar, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone });
}

export const timeOf = (moment) => clockTime.format(moment);

/** «دوشنبه ۹ آذر»: from its parts, for Intl puts the whole date in another order. */
export function dayOf(moment) {
  return t('date.day', partsOf(moment));
}

/** «دوشنبه ۹ آذر ۱۴۰۵» */
export function dateOf(moment) {
  return t('date.whole', partsOf(moment));
}

function partsOf(moment) {
  const parts = Object.fromEntries(dayParts.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { ...parts, weekday: t(`date.weekday.${weekday.format(moment).toLowerCase()}`) };
}
