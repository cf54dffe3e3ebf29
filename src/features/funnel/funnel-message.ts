import { BEFORE_ROUNDS, type FunnelStep } from '../../domain/funnel.ts';
import { countThemes, type ExclusionReason, type ThemeCount } from '../../domain/reason-themes.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import {
  finalButton,
  funnelButton,
  funnelGroupsButton,
  funnelLeftButton,
  funnelUnitsButton,
  themesButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { linesWithin, MESSAGE_LIMIT, pageButtons, pageOf, pagesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { anyNumber } from '../../texts/numerals.ts';
import { type Cause, deciderOf } from './load-exclusions.ts';
import { themeLines, themeName } from './themes-message.ts';

/** A study's funnel as told: of judged rounds only. */
export interface ToldFunnel {
  readonly studyId: number;
  readonly title: string;
  readonly steps: readonly ToldStep[];
  /** Steps that are columns of the lists of parts: `BEFORE_ROUNDS` only where something left at it. */
  readonly columns: readonly number[];
  readonly excludedAudiences: readonly string[];
  /** Items that some panel still has. */
  readonly standing: number;
  /** How many of these come only with the next round. */
  readonly waiting: number;
  /** The round that is not judged yet. */
  readonly running: number | null;
  /** Empty where no item names a unit. */
  readonly units: readonly FunnelPart[];
  readonly groups: readonly FunnelPart[];
}

export interface ToldStep extends FunnelStep {
  /** How many of those that entered are new since the step before. */
  readonly born: number;
  readonly kinds: readonly RoundKind[];
}

/** The items of one unit or group: how many at first, and after each of the columns' steps. */
export interface FunnelPart {
  /** Null: items that name none. */
  readonly name: string | null;
  readonly counts: readonly number[];
  /**
   * How a button refers to the group: one of its items, and the group's depth in the tree; null: nothing is below it.
   */
  readonly opens: { readonly itemId: number; readonly depth: number } | null;
}

const LONGEST_TITLE = 150;
const LONGEST_NAME = 60;
const LONGEST_AUDIENCES = 80;
/** Most characters of each list of parts. */
const PARTS_ROOM = 900;
const PARTS_A_PAGE = 15;

/** Why items left, over all steps together. */
export interface ToldThemes {
  readonly counts: readonly Omit<ThemeCount, 'step'>[];
  /** How many wordings are not sorted yet, and the index of the first; null: none. */
  readonly unsorted: { readonly words: number; readonly place: number } | null;
}

/** `/funnel`: the steps, why items left, and the outcome in each unit and group. */
export function funnelMessage(funnel: ToldFunnel, themes: ToldThemes): Message {
  const { studyId, steps, columns, units, groups } = funnel;
  const heading = html('funnel.heading', { title: isolate(shorten(funnel.title, LONGEST_TITLE)) });
  if (steps[0]?.entered === 0 && funnel.standing === 0)
    return { html: [heading, html('funnel.none'), ...runningTexts(funnel)].join('\n\n') };
  const paragraphs = [
    heading,
    steps.flatMap((step) => stepTexts(step, funnel)).join('\n'),
    standingTexts(funnel).join('\n'),
    themes.counts.length === 0 ? '' : [html('funnel.theme.counts'), ...themeLines(themes.counts)].join('\n'),
    partsText('units', units, columns),
    partsText('groups', groups, columns),
  ];
  return {
    html: paragraphs.filter((text) => text !== '').join('\n\n'),
    buttons: [
      ...steps.flatMap((step) => (step.left === 0 ? [] : [[leftButton(studyId, step)]])),
      themes.counts.length === 0 ? [] : [themesEntry(studyId, themes)],
      steps.length === 1
        ? []
        : [{ text: plain('funnel.button.final'), data: finalButton.write({ studyId, page: 0 }) }],
      [
        ...(units.length > 0
          ? [{ text: plain('funnel.button.units'), data: funnelUnitsButton.write({ studyId, page: 0 }) }]
          : []),
        ...(groups.length > 0
          ? [{ text: plain('funnel.button.groups'), data: groupsData(studyId, { itemId: 0, depth: 0 }, 0) }]
          : []),
      ],
    ].filter((row) => row.length > 0),
  };
}

function themesEntry(studyId: number, { unsorted }: ToldThemes): Button {
  const data = themesButton.write({ studyId, place: unsorted?.place ?? 0 });
  return unsorted === null
    ? { text: plain('funnel.button.themes'), data }
    : { text: plain('funnel.button.themesLeft', { left: unsorted.words }), data };
}

function stepTexts(
  { step, entered, left, born, kinds }: ToldStep,
  { excludedAudiences }: ToldFunnel,
): string[] {
  if (step === BEFORE_ROUNDS) {
    if (left === 0) return [html('funnel.step.start', { entered })];
    const audiences = isolate(shorten(listed(excludedAudiences), LONGEST_AUDIENCES));
    return excludedAudiences.length === 0
      ? [html('funnel.step.before', { entered, left })]
      : [html('funnel.step.audience', { entered, left, audiences })];
  }
  const told = { round: step, kinds: listed(kinds.map((kind) => plain(`summary.kind.${kind}`))), entered };
  return [
    left === 0 ? html('funnel.step.roundNone', told) : html('funnel.step.round', { ...told, left }),
    ...(born === 0 ? [] : [html('funnel.step.born', { born, round: step })]),
  ];
}

function standingTexts({ standing, waiting, running }: ToldFunnel): string[] {
  return [
    standing === 0 ? html('funnel.nothingLeft') : html('funnel.standing', { standing }),
    ...(waiting === 0 ? [] : [html('funnel.waiting', { items: waiting })]),
    ...runningTexts({ running }),
  ];
}

function runningTexts({ running }: Pick<ToldFunnel, 'running'>): string[] {
  return running === null ? [] : [html('funnel.running', { round: running })];
}

type Parted = 'units' | 'groups';

function partsText(of: Parted, parts: readonly FunnelPart[], columns: readonly number[]): string {
  if (parts.length === 0) return '';
  const { shown, left } = linesWithin(
    parts.map((part) => partLine(part, of === 'units' ? 'noUnit' : 'noGroup')),
    PARTS_ROOM,
  );
  return [html(`funnel.part.${of}`, { columns: columnsText(columns) }), ...shown, ...moreLine(left)].join(
    '\n',
  );
}

function partLine({ name, counts }: FunnelPart, none: 'noUnit' | 'noGroup' | 'noSubgroup'): string {
  return html('funnel.part.line', {
    name: name === null ? plain(`funnel.part.${none}`) : isolate(shorten(name, LONGEST_NAME)),
    counts: counts.map(anyNumber).join(plain('funnel.arrow')),
  });
}

/** What the counts of a part mean. */
export function columnNames(columns: readonly number[]): string[] {
  return [
    plain('funnel.column.start'),
    ...columns.map((step) =>
      step === BEFORE_ROUNDS
        ? plain('funnel.column.audience')
        : plain('funnel.column.round', { round: step }),
    ),
  ];
}

function columnsText(columns: readonly number[]): string {
  return columnNames(columns).join(plain('funnel.arrow'));
}

/** All units, or the groups below a group of the tree. */
export interface ToldParts {
  readonly studyId: number;
  readonly of: Parted;
  /** The group's path in the tree; empty: the top. */
  readonly path: readonly string[];
  readonly place: { readonly itemId: number; readonly depth: number };
  readonly parts: readonly FunnelPart[];
  readonly columns: readonly number[];
}

const LEVELS = ' / ';

export function funnelPartsMessage(told: ToldParts, wanted: number): Message {
  const { studyId, of, path, place, parts } = told;
  const page = pageOf(parts, wanted, PARTS_A_PAGE);
  const columns = columnsText(told.columns);
  const group = isolate(shorten(path.join(LEVELS), LONGEST_TITLE));
  const none = of === 'units' ? 'noUnit' : path.length === 0 ? 'noGroup' : 'noSubgroup';
  return {
    html: [
      path.length === 0
        ? html(`funnel.part.${of}`, { columns })
        : html('funnel.part.within', { group, columns }),
      ...page.things.map((part) => partLine(part, none)),
    ].join('\n'),
    buttons: [
      ...page.things.flatMap(({ name, opens }) =>
        opens === null || name === null ? [] : [[groupButton(studyId, name, opens)]],
      ),
      ...pageButtons(page, (turned) =>
        of === 'units'
          ? funnelUnitsButton.write({ studyId, page: turned })
          : groupsData(studyId, place, turned),
      ),
      [backButton(studyId)],
    ],
  };
}

const BUTTON_NAME = 30;

function groupButton(studyId: number, name: string, opens: { itemId: number; depth: number }): Button {
  const group = isolate(shorten(name, BUTTON_NAME));
  return { text: plain('funnel.button.subgroups', { group }), data: groupsData(studyId, opens, 0) };
}

function groupsData(studyId: number, place: { itemId: number; depth: number }, page: number): string {
  return funnelGroupsButton.write({ studyId, ...place, page });
}

function backButton(studyId: number): Button {
  return { text: plain('funnel.button.back'), data: funnelButton.write({ studyId }) };
}

function leftButton(studyId: number, { step, left: items }: FunnelStep): Button {
  const text =
    step === BEFORE_ROUNDS
      ? plain('funnel.button.leftBefore', { items })
      : plain('funnel.button.leftRound', { round: step, items });
  return { text, data: funnelLeftButton.write({ studyId, step, page: 0 }) };
}

/** An item that left, what it left by, and the reasons. */
export interface ToldExclusion {
  readonly code: string;
  readonly title: string;
  readonly audience: string;
  readonly causes: readonly Cause[];
  readonly reasons: readonly ExclusionReason[];
}

const ITEMS_A_PAGE = 8;
const LONGEST_ITEM = 90;
const LONGEST_CODE = 40;
const LONGEST_REASON = 200;
/** Characters of a page, below its heading. */
const PAGE_ROOM = MESSAGE_LIMIT - 200;
/** Of these, the room for who decided. */
const DECIDERS_ROOM = 900;

/** Items that left at one step, each with its reasons; above the first of them who decided, and why. */
export function exclusionsMessage(
  { studyId, step, items }: { studyId: number; step: number; items: readonly ToldExclusion[] },
  wanted: number,
): Message {
  const pages = pagesWithin(items.map(exclusionText), {
    ...{ first: summaryTexts(items, step), most: ITEMS_A_PAGE, room: PAGE_ROOM },
  });
  const page = Math.min(wanted, pages.length - 1);
  const heading =
    step === BEFORE_ROUNDS
      ? html('funnel.left.before', { items: items.length })
      : html('funnel.left.round', { round: step, items: items.length });
  return {
    html: [heading, ...pages[page]!].join('\n\n'),
    buttons: [
      ...pageButtons({ things: [], page, pages: pages.length }, (turned) =>
        funnelLeftButton.write({ studyId, step, page: turned }),
      ),
      [backButton(studyId)],
    ],
  };
}

function summaryTexts(items: readonly ToldExclusion[], step: number): string[] {
  const counts = new Map<string, number>();
  for (const decider of items.flatMap(({ causes }) => deciderTexts(causes)))
    counts.set(decider, (counts.get(decider) ?? 0) + 1);
  const lines = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([decider, decided]) => html('funnel.left.decided', { decider, items: decided }));
  const { shown, left } = linesWithin(lines, DECIDERS_ROOM);
  const themes = themeLines(countThemes(items.map(({ reasons }) => ({ step, reasons }))));
  return [
    ...(lines.length === 0 ? [] : [[html('funnel.left.decidedBy'), ...shown, ...moreLine(left)].join('\n')]),
    ...(themes.length === 0 ? [] : [[html('funnel.theme.counts'), ...themes].join('\n')]),
  ];
}

function moreLine(left: number): string[] {
  return left > 0 ? [html('funnel.part.more', { left })] : [];
}

function exclusionText(exclusion: ToldExclusion): string {
  const themes = themesOf(exclusion.reasons);
  return [
    html('funnel.left.line', {
      title: isolate(shorten(exclusion.title, LONGEST_ITEM)),
      code: isolate(shorten(exclusion.code, LONGEST_CODE)),
    }),
    ...causeTexts(exclusion).map((cause) => html('funnel.left.cause', { cause })),
    ...exclusion.reasons
      .filter(({ by }) => by === 'facilitator')
      .map(({ text }) => html('funnel.left.facilitator', { text: isolate(shorten(text, LONGEST_REASON)) })),
    ...(themes === '' ? [] : [html('funnel.left.themes', { themes })]),
  ].join('\n');
}

/** The themes of an item's reasons, each with its count: plain text. */
export function themesOf(reasons: readonly ExclusionReason[]): string {
  const counts = countThemes([{ step: BEFORE_ROUNDS, reasons }]);
  return listed(
    counts.map(({ theme, reasons: given }) =>
      plain('funnel.theme.ofOne', { name: themeName(theme), reasons: given }),
    ),
  );
}

/** Who took an item off, each once: plain text. */
export function deciderTexts(causes: readonly Cause[]): string[] {
  return [...new Set(causes.map(deciderText))];
}

function deciderText(cause: Cause): string {
  if (cause.why !== 'below_rule') return plain(`funnel.decider.${deciderOf(cause)}`);
  const { panel, round } = cause;
  return plain('funnel.decider.panel', { panel: isolate(shorten(panel.name, LONGEST_NAME)), round });
}

/** Why an item left, in words: plain text. */
export function causeTexts({ audience, causes }: Pick<ToldExclusion, 'audience' | 'causes'>): string[] {
  if (causes.length === 0) return [plain('funnel.cause.unknown')];
  return causes.map((cause) => {
    if (cause.why === 'audience')
      return plain('funnel.cause.audience', { audience: isolate(shorten(audience, LONGEST_AUDIENCES)) });
    if (cause.why !== 'below_rule') return plain(`change.why.${cause.why}`);
    const { round, rule, figures } = cause;
    const told = { round, rule, panel: isolate(shorten(cause.panel.name, LONGEST_NAME)) };
    return figures === null
      ? plain('funnel.cause.ruleAlone', told)
      : plain('funnel.cause.rule', { ...told, figures });
  });
}

/** Caption of the picture. */
export function funnelCaption(title: string): string {
  return html('funnel.picture.caption', { title: isolate(shorten(title, LONGEST_TITLE)) });
}
