import type { PanelJudgement } from '../domain/judged-round.ts';
import type { PanelToJudge } from '../domain/judging.ts';
import type { KindRule } from '../domain/protocol.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import { brainstorming } from './brainstorming/brainstorming.ts';
import { cvi } from './cvi.ts';
import { cvr } from './cvr.ts';
import type { ItemColumn } from './item-column.ts';
import type { AnswerButton, ItemKind, Kind, PanelButton, PanelKind } from './kind.ts';
import { likert } from './likert.ts';
import { numeric } from './numeric/numeric.ts';
import type { Play } from './play.ts';
import { ranking } from './ranking/ranking.ts';
import type { RoundColumn } from './round-column.ts';
import { screening } from './screening.ts';

/** Every kind of round, in the order in which studies come to them; a kind missing here does not compile. */
const BY_NAME: Readonly<Record<RoundKind, Kind>> = {
  brainstorming,
  screening,
  cvr,
  cvi,
  likert,
  ranking,
  numeric,
};

const IN_ORDER: readonly Kind[] = Object.values(BY_NAME);

/** Kinds rated on the study's scale first: their figures lead in files. */
const KINDS = IN_ORDER.toSorted((one, other) => Number(other.usesScale) - Number(one.usesScale));

/** Words by which workbooks name kinds of rounds, in the order in which they are offered. */
export const SHEET_WORDS = Object.fromEntries(
  IN_ORDER.map(({ name, sheetWord }) => [name, sheetWord]),
) as Readonly<Record<RoundKind, string>>;

/** The same of kinds that a study without a plan of rounds may have. */
export const SHEET_WORDS_WITHOUT_PLAN = Object.fromEntries(
  IN_ORDER.filter(({ needsPlan }) => !needsPlan).map(({ name, sheetWord }) => [name, sheetWord]),
) as Readonly<Partial<Record<RoundKind, string>>>;

export function kindOf(name: RoundKind): Kind {
  return BY_NAME[name];
}

/** The kind of an answer that was asked by itself. @throws where the kind asks no items one by one */
export function itemKindOf(name: RoundKind): ItemKind {
  const kind = kindOf(name);
  if (kind.asks !== 'item') throw new Error(`a ${name} round puts no item alone`);
  return kind;
}

/** The kind of answers that were asked together. @throws where the kind asks no items together */
export function panelKindOf(name: RoundKind): PanelKind {
  const kind = kindOf(name);
  if (kind.asks !== 'panel') throw new Error(`a ${name} round puts no panel's items together`);
  return kind;
}

/** Whether an answer counts only in the panel that asked for it, not in every panel where expert and item meet. */
export function countsApart(name: RoundKind): boolean {
  return kindOf(name).asks === 'panel';
}

/** Whether answers of a kind are measured numbers, neither places nor choices. */
export function isMeasured(name: RoundKind): boolean {
  const kind = kindOf(name);
  return kind.asks === 'item' && kind.choices([]).length === 0 && !kind.usesScale;
}

/** Kinds that call for proposals. */
export const CALLING: readonly RoundKind[] = KINDS.filter(({ asks }) => asks === 'proposals').map(
  ({ name }) => name,
);

/** Kinds whose answers may come on paper. */
export const ON_PAPER: readonly RoundKind[] = KINDS.filter(({ asks }) => asks !== 'proposals').map(
  ({ name }) => name,
);

/** The kind of an answer that may come on paper. @throws where the kind's may not */
export function paperKindOf(name: RoundKind): ItemKind | PanelKind {
  const kind = kindOf(name);
  if (kind.asks === 'proposals') throw new Error(`a ${name} round has no answers on paper`);
  return kind;
}

/** Rules by which kinds of rounds keep an item, each once. */
export function rulesOfKinds(names: readonly RoundKind[]): readonly KindRule[] {
  return [...new Set(names)].map((name) => kindOf(name).rule);
}

/** Judges a panel's closed round by the rule of its kind. */
export function judgePanel(panel: PanelToJudge): PanelJudgement {
  return kindOf(panel.kind).judge(panel);
}

/** The figures that items of any kind of round have; each once, however many kinds share it. */
export const ITEM_COLUMNS: readonly ItemColumn[] = [...new Set(KINDS.flatMap(({ columns }) => columns))];

const ASKING_ITEMS = KINDS.filter(({ asks }) => asks !== 'proposals');

/** The same for some kinds of rounds; for none, the figures that every kind has. */
export function columnsOf(names: readonly RoundKind[]): readonly ItemColumn[] {
  const kinds = [...new Set(names)].map(kindOf);
  return kinds.length === 0
    ? ITEM_COLUMNS.filter((column) => ASKING_ITEMS.every(({ columns }) => columns.includes(column)))
    : ITEM_COLUMNS.filter((column) => kinds.some(({ columns }) => columns.includes(column)));
}

/** Figures of a panel's round that only some kinds have. */
export const ROUND_COLUMNS: readonly RoundColumn[] = [
  ...new Set(KINDS.flatMap(({ roundColumns }) => roundColumns)),
];

/** Buttons on cards of single items by which an answer is given. */
export const ANSWER_BUTTONS: readonly AnswerButton[] = [
  ...new Set(KINDS.flatMap((kind) => (kind.asks === 'item' ? kind.buttons : []))),
];

/** Buttons on cards of a panel's items that change the answers. */
export const PANEL_BUTTONS: readonly PanelButton[] = KINDS.flatMap((kind) =>
  kind.asks === 'panel' ? kind.buttons : [],
);

/** Ways in which invented experts answer any card. */
export const PLAYS: readonly Play[] = [...new Set(KINDS.map(({ play }) => play))];
