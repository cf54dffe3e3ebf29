import type { Anonymity } from '../domain/anonymity.ts';
import type { Language } from '../domain/language.ts';
import type { PromisedRule, RoundKind, ScalePoint, StudyRules } from '../domain/study-draft.ts';
import { meanRating } from '../statistics/mean-rating.ts';
import {
  ANONYMITY,
  COLUMNS,
  KEEPING_RULES,
  KIND_WORDS_WITHOUT_PLAN,
  matchWord,
  ORGANISER_AND_CONTACT,
  PROPERTIES,
  type PropertyKey,
  SHEETS,
  STUDY_LANGUAGES,
  TRUTH,
  wordKey,
} from './headers.ts';
import {
  type Field,
  fault,
  fieldOf,
  type NumberRule,
  readNumber,
  readNumbers,
  readText,
  readWord,
  splitList,
  type TextRule,
} from './read-cells.ts';
import { findProperties } from './read-properties.ts';
import type { Findings } from './remark.ts';
import type { SheetTable, TableRow } from './sheet-table.ts';

/** The values for missing rows; for the neutral point, the middle of the scale. */
export const DEFAULT_RULES = {
  kind: 'likert',
  keepsBy: 'mean',
  agreeingPerCent: 75,
  dropsFromRound: 1,
  minRounds: 2,
  maxRounds: 3,
  stabilityThreshold: 0.2,
  agreementThreshold: 0.7,
  openForDays: 7,
  reminderHours: [72, 24, 3],
  fridayReminders: true,
  minAnswersForFeedback: 5,
  shuffledItems: false,
  anonymity: 'coded',
  forgetAfterDays: 180,
  language: 'fa',
} as const;

/** Short enough to fit a message of 4096 characters with the text around it. */
const TITLE: TextRule = { required: true, most: 300 };
const QUESTION: TextRule = { required: true, most: 1000, multiline: true };
const LONG_TEXT: TextRule = { required: false, most: 3000, multiline: true };
const SHORT_TEXT: TextRule = { required: false, most: 500, multiline: true };

const SHARE: NumberRule = { kind: 'between', least: 0, most: 1, share: 'ofOne' };
/** A value below 1 was meant as a share. */
const PER_CENT: NumberRule = { kind: 'between', least: 1, most: 100, share: 'ofHundred' };
export const DAYS: NumberRule = { kind: 'above', bound: 0, most: 365 };
/** Ten years: what is to be kept longer is kept until somebody asks for its removal. */
const DAYS_AFTER_END: NumberRule = { kind: 'above', bound: 0, most: 3650 };
const HOURS: NumberRule = { kind: 'above', bound: 0, most: 365 * 24 };
export const ROUNDS: NumberRule = { kind: 'whole', least: 1, most: 50 };
const ANSWERS: NumberRule = { kind: 'whole', least: 0, most: 1000 };
const LONGEST_LIST = 500;

/** The rules, as far as the sheet `مطالعه` alone determines them. */
export interface RulesRead {
  readonly rules: StudyRules;
  /** Null where the word is no kind: faults that would follow from it are not reported. */
  readonly kind: RoundKind | null;
  /** Null where the middle of the scale is meant. */
  readonly neutralPoint: { readonly value: number; readonly field: Field } | null;
  readonly minRounds: Field | null;
  readonly reminderHours: Field | null;
  readonly unnamed: readonly PromisedRule[];
}

const PROMISED_RULES: readonly PromisedRule[] = ['anonymity', 'forgetAfterDays'];

type PropertyRows = ReadonlyMap<PropertyKey, TableRow<'study'>>;

/**
 * Reads the sheet `مطالعه`. An invalid cell is replaced by its default, so the rules may only be used if no fault is
 * found. The neutral point is left to `withNeutralPoint`, which knows the scale.
 */
export function readRules(table: SheetTable<'study'>, findings: Findings): RulesRead {
  const rows = findProperties(table, propertyOf, findings);
  const reader = new RuleReader(rows, table.columns.has('property'), findings);
  const kind = reader.kind();
  const neutralPoint = reader.number('neutralPoint', { kind: 'any' });
  return {
    kind,
    neutralPoint:
      neutralPoint === null ? null : { value: neutralPoint, field: reader.field('neutralPoint')! },
    minRounds: reader.field('minRounds'),
    reminderHours: reader.field('reminderHours'),
    unnamed: PROMISED_RULES.filter((property) => !reader.names(property)),
    rules: {
      title: reader.text('title', TITLE),
      question: reader.text('question', QUESTION),
      guidance: reader.text('guidance', LONG_TEXT),
      organiser: reader.text('organiser', SHORT_TEXT),
      contact: reader.text('contact', SHORT_TEXT),
      consent: reader.text('consent', LONG_TEXT),
      kind: kind ?? DEFAULT_RULES.kind,
      neutralPoint,
      keepsBy: reader.word('keepsBy', KEEPING_RULES) ?? DEFAULT_RULES.keepsBy,
      agreeingPerCent: reader.number('agreeingPerCent', PER_CENT) ?? DEFAULT_RULES.agreeingPerCent,
      dropsFromRound: reader.number('dropsFromRound', ROUNDS) ?? DEFAULT_RULES.dropsFromRound,
      yesPerCent: reader.number('yesPerCent', PER_CENT),
      minRounds: reader.number('minRounds', ROUNDS) ?? DEFAULT_RULES.minRounds,
      maxRounds: reader.number('maxRounds', ROUNDS) ?? DEFAULT_RULES.maxRounds,
      stabilityThreshold: reader.orUnused('stabilityThreshold', SHARE),
      agreementThreshold: reader.orUnused('agreementThreshold', SHARE),
      openForDays: reader.number('openForDays', DAYS) ?? DEFAULT_RULES.openForDays,
      reminderHours: reader.hours('reminderHours') ?? DEFAULT_RULES.reminderHours,
      fridayReminders: reader.truth('fridayReminders') ?? DEFAULT_RULES.fridayReminders,
      minAnswersForFeedback:
        reader.number('minAnswersForFeedback', ANSWERS) ?? DEFAULT_RULES.minAnswersForFeedback,
      shuffledItems: reader.truth('shuffledItems') ?? DEFAULT_RULES.shuffledItems,
      anonymity: reader.anonymity() ?? DEFAULT_RULES.anonymity,
      forgetAfterDays: reader.orUnused('forgetAfterDays', DAYS_AFTER_END),
      language: reader.language(),
      excludedAudiences: splitList(reader.text('excludedAudiences', { required: false, most: LONGEST_LIST })),
    },
  };
}

/** Sets the neutral point: the middle of the scale where none is named, null where there is no scale. */
export function withNeutralPoint(
  { rules, neutralPoint }: RulesRead,
  scale: readonly ScalePoint[],
  findings: Findings,
): StudyRules {
  if (scale.length === 0) return { ...rules, neutralPoint: null };
  const values = scale.map(({ value }) => value);
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (!neutralPoint) return { ...rules, neutralPoint: meanRating([least, most]) };
  const { value, field } = neutralPoint;
  if (value < least || value > most) {
    fault(findings, 'numberNotBetween', field, { value: field.cell!.text, least, most });
  }
  return { ...rules, neutralPoint: value };
}

function propertyOf(name: string): PropertyKey | null {
  if (wordKey(name) === wordKey(ORGANISER_AND_CONTACT)) return 'organiser';
  return matchWord(name, PROPERTIES);
}

/** Reads the `مقدار` of one property after another. */
class RuleReader {
  readonly #rows: PropertyRows;
  readonly #hasProperties: boolean;
  readonly #findings: Findings;

  constructor(rows: PropertyRows, hasProperties: boolean, findings: Findings) {
    this.#rows = rows;
    this.#hasProperties = hasProperties;
    this.#findings = findings;
  }

  /** Null where the property has no row. */
  field(property: PropertyKey): Field | null {
    const row = this.#rows.get(property);
    if (!row) return null;
    const field = fieldOf(row, 'value');
    return { ...field, place: { ...field.place, property: PROPERTIES[property] } };
  }

  text(property: PropertyKey, rule: TextRule): string {
    const field = this.field(property);
    if (field) return readText(field, rule, this.#findings) ?? '';
    if (rule.required && this.#hasProperties) {
      const place = { sheet: SHEETS.study, row: PROPERTIES[property], column: COLUMNS.study.value };
      this.#findings.faults.push({ code: 'propertyMissing', ...place, args: {} });
    }
    return '';
  }

  number(property: PropertyKey, rule: NumberRule): number | null {
    const field = this.field(property);
    return field && readNumber(field, rule, this.#findings);
  }

  /** A row that is present but empty switches the rule off; without the row its default applies. */
  orUnused(
    property: 'stabilityThreshold' | 'agreementThreshold' | 'forgetAfterDays',
    rule: NumberRule,
  ): number | null {
    return this.#rows.has(property) ? this.number(property, rule) : DEFAULT_RULES[property];
  }

  names(property: PropertyKey): boolean {
    return this.#rows.has(property);
  }

  /** Descending, without duplicates. */
  hours(property: PropertyKey): readonly number[] | null {
    const field = this.field(property);
    const hours = field && readNumbers(field, HOURS, this.#findings);
    return hours && [...new Set(hours)].sort((one, other) => other - one);
  }

  truth(property: PropertyKey): boolean | null {
    const truth = this.field(property)?.cell?.truth ?? null;
    if (truth !== null) return truth;
    const word = this.word(property, { yes: TRUTH.yes, no: TRUTH.no });
    return word && word === 'yes';
  }

  word<Key extends string>(property: PropertyKey, words: Readonly<Record<Key, string>>): Key | null {
    const field = this.field(property);
    return field && readWord<Key>(field, words, this.#findings);
  }

  /** A cell of true or false counts as `بله` or `خیر`, as in any rule with these two words. */
  anonymity(): Anonymity | null {
    const truth = this.field('anonymity')?.cell?.truth ?? null;
    if (truth !== null) return truth ? 'coded' : 'named';
    return this.word<Anonymity>('anonymity', ANONYMITY);
  }

  language(): Language {
    const field = this.field('language');
    return (field && readWord<Language>(field, STUDY_LANGUAGES, this.#findings)) ?? DEFAULT_RULES.language;
  }

  kind(): RoundKind | null {
    const field = this.field('kind');
    if (!field?.cell) return DEFAULT_RULES.kind;
    return readWord(field, KIND_WORDS_WITHOUT_PLAN, this.#findings);
  }
}
