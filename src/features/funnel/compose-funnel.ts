import { BEFORE_ROUNDS, funnelOf, leftAt, standingAfter } from '../../domain/funnel.ts';
import { grouped } from '../../domain/grouped.ts';
import { countThemes } from '../../domain/reason-themes.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { firstUnsorted, reasonWordsOf } from './compose-themes.ts';
import {
  exclusionsMessage,
  type FunnelPart,
  funnelMessage,
  funnelPartsMessage,
  type ToldFunnel,
  type ToldThemes,
} from './funnel-message.ts';
import { type Exclusion, loadExclusions } from './load-exclusions.ts';
import { type Funnel, type FunnelItem, loadFunnel } from './load-funnel.ts';
import { unsortedIn } from './themes-message.ts';

/** The first screen of `/funnel`. */
export function funnelScreen(tx: Transaction, study: Study): Message {
  const funnel = loadFunnel(tx, study);
  return funnelMessage(tellFunnel(funnel, study), tellThemes(loadExclusions(tx, study, funnel)));
}

function tellThemes(exclusions: readonly Exclusion[]): ToldThemes {
  const words = reasonWordsOf(exclusions);
  const place = firstUnsorted(words);
  return {
    counts: countThemes(exclusions.map(({ reasons }) => ({ step: BEFORE_ROUNDS, reasons }))),
    unsorted: place === null ? null : { place, words: unsortedIn(words) },
  };
}

/** Whether there is anything to draw. */
export function hasItems({ steps, standing }: Pick<ToldFunnel, 'steps' | 'standing'>): boolean {
  return standing > 0 || steps.some(({ entered }) => entered > 0);
}

export function loadToldFunnel(tx: Transaction, studyId: number): ToldFunnel {
  const study = needStudy(tx, studyId);
  return tellFunnel(loadFunnel(tx, study), study);
}

/** What the funnel tells, of judged rounds only. */
export function tellFunnel(funnel: Funnel, { id, title, excludedAudiences }: Study): ToldFunnel {
  const { items, judged, running } = funnel;
  const numbers = judged.map(({ number }) => number);
  const standing = items.filter((item) => leftAt(item, numbers) === null);
  return {
    ...{ studyId: id, title, excludedAudiences, running },
    steps: funnelOf(items, numbers).map((step) => ({
      ...step,
      born: step.step === BEFORE_ROUNDS ? 0 : bornAt(items, step.step, numbers),
      kinds: judged.find(({ number }) => number === step.step)?.kinds ?? [],
    })),
    columns: columnsOf(funnel),
    standing: standing.length,
    waiting: standing.filter(({ entersAt }) => entersAt > (numbers.at(-1) ?? BEFORE_ROUNDS)).length,
    units: unitsOf(funnel),
    groups: groupsOf(funnel, items, 0),
  };
}

/** How many items entered at a round. */
function bornAt(items: readonly FunnelItem[], round: number, judged: readonly number[]): number {
  const stayed = (item: FunnelItem) => (leftAt(item, judged) ?? Number.POSITIVE_INFINITY) >= round;
  return items.filter((item) => item.entersAt === round && stayed(item)).length;
}

/** Steps told side by side; the one before the rounds only where something left at it. */
function columnsOf({ items, judged }: Funnel): number[] {
  const numbers = judged.map(({ number }) => number);
  const leavesBefore = items.some((item) => leftAt(item, numbers) === BEFORE_ROUNDS);
  return leavesBefore ? [BEFORE_ROUNDS, ...numbers] : numbers;
}

/** Empty where no item names a unit. */
function unitsOf(funnel: Funnel): FunnelPart[] {
  return [...partsBy(funnel.items, ({ unit }) => unit)].map(([unit, items]) => partOf(funnel, unit, items));
}

/** Groups at a depth of the tree, among items that share the group above; empty where there are none. */
function groupsOf(funnel: Funnel, within: readonly FunnelItem[], depth: number): FunnelPart[] {
  return [...partsBy(within, ({ group }) => group[depth] ?? '')].map(([name, items]) => ({
    ...partOf(funnel, name, items),
    opens:
      name !== '' && items.some(({ group }) => group.length > depth + 1)
        ? { itemId: items[0]!.id, depth: depth + 1 }
        : null,
  }));
}

/** Items without a name come last. */
function partsBy(items: readonly FunnelItem[], nameOf: (item: FunnelItem) => string) {
  const parts = grouped(items, nameOf);
  const unnamed = parts.get('');
  parts.delete('');
  return parts.size > 0 && unnamed ? parts.set('', unnamed) : parts;
}

function partOf(funnel: Funnel, name: string, items: readonly FunnelItem[]): FunnelPart {
  const steps = funnelOf(
    items,
    funnel.judged.map(({ number }) => number),
  );
  return { name: name === '' ? null : name, counts: standingAfter(steps, columnsOf(funnel)), opens: null };
}

export function funnelUnitsScreen(tx: Transaction, study: Study, page: number): Message {
  const { columns, units } = tellFunnel(loadFunnel(tx, study), study);
  const place = { itemId: 0, depth: 0 };
  return funnelPartsMessage({ studyId: study.id, of: 'units', path: [], place, parts: units, columns }, page);
}

/** The groups below a group, which is named by one of its items; if that item is gone, the top of the tree is shown. */
export function funnelGroupsScreen(
  tx: Transaction,
  study: Study,
  place: { itemId: number; depth: number },
  page: number,
): Message {
  const funnel = loadFunnel(tx, study);
  const item = funnel.items.find(({ id }) => id === place.itemId);
  const path = item?.group.slice(0, place.depth) ?? [];
  const within = funnel.items.filter(({ group }) => path.every((name, at) => group[at] === name));
  const parts = groupsOf(funnel, within, path.length);
  const columns = columnsOf(funnel);
  return funnelPartsMessage({ studyId: study.id, of: 'groups', path, place, parts, columns }, page);
}

/** Items that left at one step. */
export function exclusionsScreen(tx: Transaction, study: Study, step: number, page: number): Message {
  const exclusions = loadExclusions(tx, study, loadFunnel(tx, study)).filter((one) => one.step === step);
  const items = exclusions.map(({ item, causes, reasons }) => ({ ...item, causes, reasons }));
  return exclusionsMessage({ studyId: study.id, step, items }, page);
}
