import type { UncertainExpert } from '../domain/expert-matching.ts';
import {
  type ChangedPart,
  type ExpertChange,
  type ExpertField,
  type ItemChange,
  isNothing,
  type RuleChange,
  type StudyChange,
} from '../domain/study-change.ts';
import type { RoundKind, RoundPlan, ScalePoint, StudyRules } from '../domain/study-draft.ts';
import { isolate } from '../texts/direction.ts';
import { plain } from '../texts/i18n.ts';
import { listed } from '../texts/listed.ts';
import { plainNumber } from '../texts/numerals.ts';
import { ANONYMITY, KEEPING_RULES, KIND_WORDS, PROPERTIES, STUDY_LANGUAGES, TRUTH } from './headers.ts';

/** A preview names at most this many of a list; the rest is given as a number. */
const NAMED = 10;

/** Longer values are not shown side by side. */
const SHOWN_CHARACTERS = 120;

/** What a later workbook changes, as plain lines of a preview; doubts about experts are left to `doubtLines`. */
export function changeLines(change: StudyChange): readonly string[] {
  if (isNothing(change)) return [plain('workbook.change.nothing')];
  const { rules, scale, panels, experts, items, rounds, asides } = change;
  return [
    ...rules.map(ruleLine),
    ...(scale
      ? [plain('workbook.change.scale', { from: scaleText(scale.from), to: scaleText(scale.to) })]
      : []),
    ...listLine(
      'panelsAdded',
      panels.added.map(({ name }) => name),
    ),
    ...panels.renamed.map(({ from, to }) =>
      plain('workbook.change.panelRenamed', {
        code: isolate(from.code),
        from: isolate(from.name),
        to: isolate(to.name),
      }),
    ),
    ...listLine(
      'panelsRemoved',
      panels.removed.map(({ name }) => name),
    ),
    ...listLine(
      'expertsAdded',
      experts.added.map(({ name }) => name),
    ),
    ...experts.changed.flatMap(expertLines),
    ...listLine(
      'expertsRemoved',
      experts.removed.map(({ name }) => name),
    ),
    ...listLine(
      'itemsAdded',
      items.added.map(({ code }) => code),
    ),
    ...items.reworded.flatMap(wordingLines),
    ...items.moved.map(({ from, to }) =>
      plain('workbook.change.itemMoved', {
        code: isolate(from.code),
        from: codesText(from.panelCodes),
        to: codesText(to.panelCodes),
      }),
    ),
    ...items.relabelled.map(({ from }) =>
      plain('workbook.change.itemRelabelled', { code: isolate(from.code) }),
    ),
    ...listLine(
      'itemsRemoved',
      items.removed.map(({ code }) => code),
    ),
    ...(rounds ? [roundsLine(rounds)] : []),
    ...asides.map((sheet) => plain(`workbook.change.${sheet}`)),
  ];
}

/** What an open round forbids, or what departs from the protocol: one plain line for each kind of change. */
export function changedPartLines(parts: readonly ChangedPart[]): readonly string[] {
  const kinds = [...new Set(parts.map(({ part }) => part))];
  return kinds.map((kind) => {
    const names = parts.filter(({ part }) => part === kind).flatMap(partName);
    return plain(`workbook.part.${kind}`, { names: namesText(names) });
  });
}

/**
 * The question about an expert who may be one of several, and a line for each of them, in the order of `candidates`.
 */
export function doubtLines({ draft, candidates }: UncertainExpert): readonly string[] {
  const who = { name: isolate(draft.name), panels: codesText(draft.panelCodes) };
  return [
    plain('workbook.doubt.question', who),
    ...candidates.map(({ expert, why }) =>
      plain('workbook.doubt.candidate', {
        name: isolate(expert.name),
        panels: codesText(expert.panelCodes),
        why: plain(`workbook.doubt.why.${why}`),
      }),
    ),
  ];
}

/** One line, or none where the list is empty. */
function listLine(
  key: 'panelsAdded' | 'panelsRemoved' | 'expertsAdded' | 'expertsRemoved' | 'itemsAdded' | 'itemsRemoved',
  names: readonly string[],
): readonly string[] {
  if (names.length === 0) return [];
  return [plain(`workbook.change.${key}`, { total: names.length, names: namesText(names) })];
}

function ruleLine(change: RuleChange): string {
  const field = PROPERTIES[change.field];
  const from = ruleText(change.field, change.from);
  const to = ruleText(change.field, change.to);
  if (Math.max(from.length, to.length) > SHOWN_CHARACTERS)
    return plain('workbook.change.ruleText', { field });
  return plain('workbook.change.rule', { field, from, to });
}

function ruleText(field: keyof StudyRules, value: StudyRules[keyof StudyRules]): string {
  if (value === null) return plain('workbook.change.notUsed');
  if (typeof value === 'boolean') return value ? TRUTH.yes : TRUTH.no;
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value !== 'string')
    return joined(value.map((part) => (typeof part === 'number' ? plainNumber(part) : isolate(part))));
  if (field === 'kind') return KIND_WORDS[value as RoundKind];
  if (field === 'keepsBy') return KEEPING_RULES[value as keyof typeof KEEPING_RULES];
  if (field === 'language') return isolate(STUDY_LANGUAGES[value as keyof typeof STUDY_LANGUAGES]);
  if (field === 'anonymity') return ANONYMITY[value as keyof typeof ANONYMITY];
  return textOrEmpty(value);
}

function scaleText(scale: readonly ScalePoint[]): string {
  return joined(
    scale.map(({ value, label }) => plain('workbook.change.scalePoint', { value, label: isolate(label) })),
  );
}

function expertLines({ from, to, fields }: ExpertChange): readonly string[] {
  return fields.map((field) =>
    field === 'background'
      ? plain('workbook.change.expert.background', { name: isolate(from.name) })
      : plain(`workbook.change.expert.${field}`, {
          name: isolate(from.name),
          from: expertText(from[field]),
          to: expertText(to[field]),
        }),
  );
}

function expertText(value: ExpertChange['to'][Exclude<ExpertField, 'background'>]): string {
  if (value === null) return plain('workbook.change.empty');
  return typeof value === 'string' ? textOrEmpty(value) : codesText(value);
}

function wordingLines({ from, to }: ItemChange): readonly string[] {
  const code = isolate(from.code);
  const titles = { code, from: shortened(from.title), to: shortened(to.title) };
  return [
    ...(from.title === to.title ? [] : [plain('workbook.change.itemTitle', titles)]),
    ...(from.definition === to.definition ? [] : [plain('workbook.change.itemDefinition', { code })]),
  ];
}

function roundsLine({ from, to }: NonNullable<StudyChange['rounds']>): string {
  const texts = { from: planText(from), to: planText(to) };
  return texts.from === texts.to
    ? plain('workbook.change.roundDetails')
    : plain('workbook.change.rounds', texts);
}

function planText(plan: readonly RoundPlan[]): string {
  return plan.length === 0 ? plain('workbook.change.noRounds') : joined(planLines(plan));
}

/** The rows of a round plan, one plain line each. */
export function planLines(
  plan: readonly Pick<RoundPlan, 'number' | 'kind' | 'panelCodes'>[],
): readonly string[] {
  return plan.map(({ number, kind, panelCodes }) =>
    panelCodes.length === 0
      ? plain('workbook.change.round', { number, kind: isolate(KIND_WORDS[kind]) })
      : plain('workbook.change.roundOfPanels', {
          number,
          kind: isolate(KIND_WORDS[kind]),
          panels: codesText(panelCodes),
        }),
  );
}

function partName(part: ChangedPart): readonly string[] {
  switch (part.part) {
    case 'rule':
      return [PROPERTIES[part.field]];
    case 'scale':
    case 'rounds':
      return [];
    case 'expertMoved':
    case 'expertRemoved':
    case 'expertAdded':
      return [part.name];
    default:
      return [part.code];
  }
}

function namesText(names: readonly string[]): string {
  const named = names.slice(0, NAMED).map(isolate);
  const more = names.length - named.length;
  return joined(more > 0 ? [...named, plain('workbook.change.more', { more })] : named);
}

function codesText(codes: readonly string[]): string {
  return joined(codes.map(isolate));
}

function textOrEmpty(text: string): string {
  return text === '' ? plain('workbook.change.empty') : isolate(text);
}

function shortened(text: string): string {
  return isolate(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}

function joined(parts: readonly string[]): string {
  return parts.length === 0 ? plain('workbook.change.empty') : listed(parts);
}
