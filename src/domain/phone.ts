import { foldDigits } from './digits.ts';

/**
 * What people put between the digits of a number, and marks that come along with copied text, such as the apostrophe
 * that keeps a cell a text.
 */
const SEPARATORS = /[\s\p{Cf}()[\]_./'\u2019\u2010-\u2015\u2212-]/gu;

/** A number that a spreadsheet stored as a number: `9131234567.0`, `9.131234567e9`. */
const SPREADSHEET_NUMBER = /^(?<whole>\d+)(?:\.(?<fraction>\d+))?(?:e\+?(?<exponent>\d+))?$/i;

/** ITU-T E.164 allows at most 15 digits; no number shorter than 7 can be dialled from abroad. */
const INTERNATIONAL = /^[1-9]\d{6,14}$/;

/** Without the leading 0 and the country code. None begins with 98, which would be the country code again. */
const IRANIAN_MOBILE = '9[0-79]\\d{8}';
const AT_HOME = new RegExp(`^(?:98)?0?(${IRANIAN_MOBILE})$`);
const FROM_ABROAD = new RegExp(`^980?(${IRANIAN_MOBILE})$`);

/**
 * A mobile number as international digits without plus (`989131234567`), from any writing of an Iranian one:
 * `0913…`, `913…` (a spreadsheet took its 0), `98913…`, `+98 (0)913 …`, `0098…`, with any script's digits,
 * separators, or as a spreadsheet's number. A number of another country needs its `+` or `00`.
 * @returns null where it is no mobile number; an Iranian landline is none
 */
export function normaliseMobile(text: string): string | null {
  const written = foldDigits(text).replace(/[\s\p{Cf}]/gu, '');
  const digits = spelledOut(written).replace(SEPARATORS, '');
  const international = /^(?:\+|00)(\d+)$/.exec(digits)?.[1];
  if (international === undefined) return withCountry(AT_HOME.exec(digits));
  if (international.startsWith('98')) return withCountry(FROM_ABROAD.exec(international));
  return INTERNATIONAL.test(international) ? international : null;
}

/** The same for a number from a messenger, which leaves out the `+` of other countries too. */
export function messengerMobile(text: string): string | null {
  return normaliseMobile(text) ?? normaliseMobile(`+${text.trim()}`);
}

function withCountry(mobile: RegExpExecArray | null): string | null {
  return mobile ? `98${mobile[1]}` : null;
}

/** The digits of a number stored by a spreadsheet, unless it was rounded: of `9.13E+09` only three are known. */
function spelledOut(written: string): string {
  const {
    whole,
    fraction = '',
    exponent = '0',
  } = SPREADSHEET_NUMBER.exec(written.replace('٫', '.'))?.groups ?? {};
  const places = Number(exponent);
  if (whole === undefined || fraction.length < places || !/^0*$/.test(fraction.slice(places))) return written;
  return whole + fraction.slice(0, places);
}
