import { type Anonymity, isLoosened } from './anonymity.ts';
import { foldText } from './digits.ts';
import {
  type CurrentExpert,
  type ExpertDecisions,
  matchExperts,
  type UncertainExpert,
} from './expert-matching.ts';
import { isForgottenLater } from './forgetting.ts';
import type {
  Criterion,
  ExpertDraft,
  ItemDraft,
  PanelDraft,
  PlannedSeats,
  ReportFact,
  RoundPlan,
  ScalePoint,
  StudyDraft,
  StudyRules,
} from './study-draft.ts';

/** A study as it stands, in the terms of a workbook. */
export interface CurrentStudy {
  readonly rules: StudyRules;
  readonly scale: readonly ScalePoint[];
  readonly panels: readonly CurrentPanel[];
  /** Without those whom an earlier workbook removed. */
  readonly experts: readonly CurrentExpert[];
  /**
   * Items in their present wording, with every panel they were ever given, whatever verdicts or proposals have changed
   * since: sending the workbook again must not undo those changes.
   */
  readonly items: readonly CurrentItem[];
  readonly rounds: readonly RoundPlan[];
  readonly composition?: readonly PlannedSeats[];
  readonly criteria?: readonly Criterion[];
  readonly report?: readonly ReportFact[];
  /** The number of the open round; null: none is open. */
  readonly openRound: number | null;
  /** How many rounds were ever opened: the first locks the protocol. */
  readonly openedRounds: number;
  /** Whether an expert has accepted the consent: its promises can then only be kept or tightened. */
  readonly consented: boolean;
  /** What past answers draw their meaning from, and so must stay. */
  readonly answered: {
    /** Experts have rated on the scale. */
    readonly onScale: boolean;
    /** Ids of items for which numbers were written. */
    readonly inNumbers: ReadonlySet<number>;
  };
}

interface CurrentPanel extends PanelDraft {
  readonly id: number;
}

export interface CurrentItem extends ItemDraft {
  readonly id: number;
  /** It came from an accepted proposal, or replaced another item: a workbook that lacks it leaves it alone. */
  readonly isProposed?: boolean;
}

/** Sheets beside the rules and lists, which affect no round. */
const ASIDE_SHEETS = ['composition', 'criteria', 'report'] as const;

type AsideSheet = (typeof ASIDE_SHEETS)[number];

export type RuleField = keyof StudyRules;

/** One rule's change; the values are of the field's own type. */
export type RuleChange = {
  readonly [Field in RuleField]: {
    readonly field: Field;
    readonly from: StudyRules[Field];
    readonly to: StudyRules[Field];
  };
}[RuleField];

export type ExpertField = 'key' | 'name' | 'role' | 'mobile' | 'panelCodes' | 'background';

export interface ExpertChange {
  readonly from: CurrentExpert;
  /** As it will stand: a `کد` that the workbook leaves out is kept. */
  readonly to: ExpertDraft;
  readonly fields: readonly ExpertField[];
}

export interface ItemChange {
  readonly from: CurrentItem;
  readonly to: ItemDraft;
}

/** What a later workbook would make of a study. */
export interface StudyChange {
  readonly rules: readonly RuleChange[];
  /** Null where the scale stays. */
  readonly scale: { readonly from: readonly ScalePoint[]; readonly to: readonly ScalePoint[] } | null;
  readonly panels: {
    readonly added: readonly PanelDraft[];
    readonly renamed: readonly { readonly from: CurrentPanel; readonly to: PanelDraft }[];
    readonly removed: readonly CurrentPanel[];
  };
  readonly experts: {
    readonly added: readonly ExpertDraft[];
    readonly changed: readonly ExpertChange[];
    readonly removed: readonly CurrentExpert[];
    /** To be asked about, and decided, before the workbook is applied. */
    readonly uncertain: readonly UncertainExpert[];
  };
  /** One item may be reworded, moved and relabelled at once. */
  readonly items: {
    readonly added: readonly ItemDraft[];
    /** Another title or definition. */
    readonly reworded: readonly ItemChange[];
    /** Other panels. */
    readonly moved: readonly ItemChange[];
    /** Another unit, audience, group or bound. */
    readonly relabelled: readonly ItemChange[];
    readonly removed: readonly CurrentItem[];
  };
  /** Null where the round plan stays. */
  readonly rounds: { readonly from: readonly RoundPlan[]; readonly to: readonly RoundPlan[] } | null;
  /** Which sheets about recruitment and the report differ: none of them affects a round. */
  readonly asides: readonly AsideSheet[];
  /** What may not change while the round is open; empty where none is. */
  readonly touchesOpenRound: readonly ChangedPart[];
  /** What departs from the protocol that the first opening locked; empty before that. */
  readonly deviations: readonly ChangedPart[];
  /** What would change the meaning of answers in rounds held so far. */
  readonly touchesPast: readonly ChangedPart[];
  /** What would take back a promise that experts have consented to. */
  readonly promisesBroken: readonly ChangedPart[];
}

/** One thing that a change is about. */
export type ChangedPart =
  | { readonly part: 'rule'; readonly field: RuleField }
  | { readonly part: 'scale' | 'rounds' }
  | { readonly part: 'panelAdded' | 'panelRemoved'; readonly code: string }
  | { readonly part: 'expertMoved' | 'expertRemoved'; readonly id: number; readonly name: string }
  /** An expert added to a panel that is new as well. */
  | { readonly part: 'expertAdded'; readonly name: string }
  | {
      readonly part: 'itemAdded' | 'itemReworded' | 'itemMoved' | 'itemRelabelled' | 'itemRemoved';
      readonly code: string;
    };

/**
 * Compares a study with a later workbook: what would change, what of it an open round forbids, and what would be a
 * deviation from the locked protocol.
 *
 * @param decisions what the facilitator answered to `experts.uncertain` of an earlier comparison with the same workbook
 */
export function compareStudy(
  current: CurrentStudy,
  draft: StudyDraft,
  decisions: ExpertDecisions = new Map(),
): StudyChange {
  const changes: Changes = {
    rules: changedRules(current.rules, wantedRules(current, draft)),
    scale: areEqual(current.scale, draft.scale) ? null : { from: current.scale, to: draft.scale },
    panels: comparePanels(current.panels, draft.panels),
    experts: compareExperts(current.experts, draft.experts, decisions),
    items: compareItems(current.items, draft.items),
    rounds: areEqual(current.rounds, draft.rounds) ? null : { from: current.rounds, to: draft.rounds },
    asides: ASIDE_SHEETS.filter((sheet) => !areEqual(current[sheet] ?? [], draft[sheet] ?? [])),
  };
  return {
    ...changes,
    touchesOpenRound: current.openRound === null ? [] : touching(changes, current.openRound),
    deviations: current.openedRounds === 0 ? [] : deviating(changes),
    touchesPast: touchingPast(changes, current.answered),
    promisesBroken: current.consented ? breakingPromises(changes) : [],
  };
}

/**
 * A study's rules under a later workbook: whatever the workbook does not name stays as it is, and so does an anonymity
 * that it would loosen.
 */
export function wantedRules(current: PromisedRules, draft: StudyDraft): StudyRules {
  const { rules, unnamed = [] } = draft;
  const kept = unnamed.map((field) => [field, current.rules[field]]);
  const named = { ...rules, ...Object.fromEntries(kept) };
  return loosenedAnonymity(current, draft) === null
    ? named
    : { ...named, anonymity: current.rules.anonymity };
}

type PromisedRules = Pick<CurrentStudy, 'rules' | 'openedRounds'>;

/**
 * What a later workbook asks for in `ناشناس` and does not get: from the first opening on experts answer under a
 * promise, so anonymity can only become stricter.
 *
 * @returns null: it asks for nothing less than was promised
 */
export function loosenedAnonymity(
  { rules: present, openedRounds }: PromisedRules,
  { rules: { anonymity }, unnamed = [] }: StudyDraft,
): Anonymity | null {
  if (openedRounds === 0 || unnamed.includes('anonymity')) return null;
  return isLoosened(present.anonymity, anonymity) ? anonymity : null;
}

/** Whether a workbook says exactly what the study already is. */
export function isNothing({ rules, scale, panels, experts, items, rounds, asides }: StudyChange): boolean {
  const lists = [rules, asides, ...Object.values(panels), ...Object.values(experts), ...Object.values(items)];
  return scale === null && rounds === null && lists.every((list) => list.length === 0);
}

type Changes = Omit<StudyChange, 'touchesOpenRound' | 'deviations' | 'touchesPast' | 'promisesBroken'>;

/** Contact, names and deadlines: an open round does not depend on them. */
const FREE_WHILE_OPEN: readonly RuleField[] = [
  'title',
  'organiser',
  'contact',
  'openForDays',
  'forgetAfterDays',
];

/** Whom to ask, how to reach them and what they consent to are not part of the protocol. */
const OUTSIDE_PROTOCOL: readonly RuleField[] = ['organiser', 'contact', 'consent', 'forgetAfterDays'];

function touching(changes: Changes, openRound: number): readonly ChangedPart[] {
  const { experts } = changes;
  return [
    ...ruleParts(changes, FREE_WHILE_OPEN),
    ...(changes.scale ? [{ part: 'scale' } as const] : []),
    ...panelParts(changes),
    ...experts.changed
      .filter(({ fields }) => fields.includes('panelCodes'))
      .map(({ from: { id, name } }) => ({ part: 'expertMoved', id, name }) as const),
    ...experts.removed.map(({ id, name }) => ({ part: 'expertRemoved', id, name }) as const),
    ...newcomersOf(changes).map(({ name }) => ({ part: 'expertAdded', name }) as const),
    ...itemParts(changes),
    ...(changes.rounds && planTouches(changes.rounds, openRound) ? [{ part: 'rounds' } as const] : []),
  ];
}

/** Experts added together with a new panel of theirs. */
function newcomersOf({ experts, panels }: Changes): readonly ExpertDraft[] {
  const added = new Set(panels.added.map(({ code }) => foldText(code)));
  return experts.added.filter(({ panelCodes }) => panelCodes.some((code) => added.has(foldText(code))));
}

export function isFreeWhileOpen(field: RuleField): boolean {
  return FREE_WHILE_OPEN.includes(field);
}

function deviating(changes: Changes): readonly ChangedPart[] {
  return [
    ...ruleParts(changes, OUTSIDE_PROTOCOL),
    ...(changes.scale ? [{ part: 'scale' } as const] : []),
    ...panelParts(changes),
    ...itemParts(changes),
    ...(changes.rounds ? [{ part: 'rounds' } as const] : []),
  ];
}

/** The scale's points give past counts, feedback and labels their meaning, as its unit of measure does for a number. */
function touchingPast(
  { scale, items }: Changes,
  { onScale, inNumbers }: CurrentStudy['answered'],
): readonly ChangedPart[] {
  return [
    ...(scale && onScale ? [{ part: 'scale' } as const] : []),
    ...items.relabelled
      .filter(({ from, to }) => inNumbers.has(from.id) && from.bounds?.measure !== to.bounds?.measure)
      .map(({ from }) => ({ part: 'itemRelabelled', code: from.code }) as const),
  ];
}

function breakingPromises({ rules }: Changes): readonly ChangedPart[] {
  return rules
    .filter((rule) => rule.field === 'forgetAfterDays' && isForgottenLater(rule.from, rule.to))
    .map(({ field }) => ({ part: 'rule', field }));
}

/** A plan may change only for later rounds, and in deadlines. */
export function planTouches({ from, to }: NonNullable<StudyChange['rounds']>, openRound: number): boolean {
  const past = (plan: readonly RoundPlan[]) =>
    plan.filter(({ number }) => number <= openRound).map((row) => ({ ...row, openForDays: null }));
  return !areEqual(past(from), past(to));
}

function ruleParts({ rules }: Changes, except: readonly RuleField[]): readonly ChangedPart[] {
  return rules.filter(({ field }) => !except.includes(field)).map(({ field }) => ({ part: 'rule', field }));
}

function panelParts({ panels }: Changes): readonly ChangedPart[] {
  return [
    ...panels.added.map(({ code }) => ({ part: 'panelAdded', code }) as const),
    ...panels.removed.map(({ code }) => ({ part: 'panelRemoved', code }) as const),
  ];
}

function itemParts({ items }: Changes): readonly ChangedPart[] {
  return [
    ...items.added.map(({ code }) => ({ part: 'itemAdded', code }) as const),
    ...items.reworded.map(({ from }) => ({ part: 'itemReworded', code: from.code }) as const),
    ...items.moved.map(({ from }) => ({ part: 'itemMoved', code: from.code }) as const),
    ...items.relabelled.map(({ from }) => ({ part: 'itemRelabelled', code: from.code }) as const),
    ...items.removed.map(({ code }) => ({ part: 'itemRemoved', code }) as const),
  ];
}

function changedRules(from: StudyRules, to: StudyRules): readonly RuleChange[] {
  return (Object.keys(to) as RuleField[])
    .filter((field) => !areEqual(from[field], to[field]))
    .map((field) => ({ field, from: from[field], to: to[field] }) as RuleChange);
}

function comparePanels(
  current: readonly CurrentPanel[],
  drafts: readonly PanelDraft[],
): StudyChange['panels'] {
  const { pairs, added, removed } = pairByCode(current, drafts);
  return { added, renamed: pairs.filter(({ from, to }) => from.name !== to.name), removed };
}

function compareItems(current: readonly CurrentItem[], drafts: readonly ItemDraft[]): StudyChange['items'] {
  const { pairs, added, removed } = pairByCode(current, drafts);
  return {
    added,
    reworded: pairs.filter(({ from, to }) => from.title !== to.title || from.definition !== to.definition),
    moved: pairs.filter(({ from, to }) => !areSamePanels(from.panelCodes, to.panelCodes)),
    relabelled: pairs.filter(
      ({ from, to }) =>
        from.unit !== to.unit ||
        from.audience !== to.audience ||
        !areEqual([from.group, from.bounds], [to.group, to.bounds]),
    ),
    removed: removed.filter(({ isProposed }) => !isProposed),
  };
}

function compareExperts(
  current: readonly CurrentExpert[],
  drafts: readonly ExpertDraft[],
  decisions: ExpertDecisions,
): StudyChange['experts'] {
  const { matched, added, removed, uncertain } = matchExperts(current, drafts, decisions);
  const changed = matched
    .map(({ current: from, draft }) => {
      const to = { ...draft, key: draft.key ?? from.key };
      return { from, to, fields: changedFields(from, to) };
    })
    .filter(({ fields }) => fields.length > 0);
  return { added, changed, removed, uncertain };
}

function changedFields(from: ExpertDraft, to: ExpertDraft): readonly ExpertField[] {
  return [
    ...(['key', 'name', 'role', 'mobile'] as const).filter((field) => from[field] !== to[field]),
    ...(areSamePanels(from.panelCodes, to.panelCodes) ? [] : (['panelCodes'] as const)),
    ...(areEqual(from.background ?? null, to.background ?? null) ? [] : (['background'] as const)),
  ];
}

interface Pairs<Current, Draft> {
  readonly pairs: readonly { readonly from: Current; readonly to: Draft }[];
  readonly added: readonly Draft[];
  readonly removed: readonly Current[];
}

function pairByCode<Current extends { readonly code: string }, Draft extends { readonly code: string }>(
  current: readonly Current[],
  drafts: readonly Draft[],
): Pairs<Current, Draft> {
  const known = new Map(current.map((thing) => [foldText(thing.code), thing]));
  const wanted = new Set(drafts.map(({ code }) => foldText(code)));
  const pairs = drafts.flatMap((to) => {
    const from = known.get(foldText(to.code));
    return from ? [{ from, to }] : [];
  });
  return {
    pairs,
    added: drafts.filter(({ code }) => !known.has(foldText(code))),
    removed: current.filter(({ code }) => !wanted.has(foldText(code))),
  };
}

function areSamePanels(one: readonly string[], other: readonly string[]): boolean {
  return areEqual(one.map(foldText).sort(), other.map(foldText).sort());
}

/** Rules, scale points and plans are plain values: they are equal where their JSON is, with keys in one order. */
function areEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sortedKeys) === JSON.stringify(other, sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
