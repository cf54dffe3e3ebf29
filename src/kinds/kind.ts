import type { Answered, AnswerOrigin, OwnAnswer } from '../domain/answering.ts';
import type { Gist, ItemJudgement, JudgedItem, JudgedRound, PanelJudgement } from '../domain/judged-round.ts';
import type { JudgingRule, PanelToJudge, Ruling } from '../domain/judging.ts';
import type { NumberBounds } from '../domain/number-bounds.ts';
import type { FrozenVersions, KindRule } from '../domain/protocol.ts';
import type { Outcome } from '../domain/refusals.ts';
import type { RoundKind, ScalePoint } from '../domain/study-draft.ts';
import type { VerdictRules } from '../domain/verdict-rules.ts';
import type { Message } from '../messages/message.ts';
import type { CardState, PanelCardState, ProposalsCardState, StepState } from './card-state.ts';
import type { ItemChart } from './item-chart.ts';
import type { ItemColumn } from './item-column.ts';
import type { Play } from './play.ts';
import type { RoundColumn } from './round-column.ts';
import type { Told } from './told/told.ts';

/**
 * One kind of round, complete: what its experts see and may answer, how judging evaluates their answers, and how the
 * outcome is told. Pure except for words; nobody outside this folder asks which kind a round is. A card asks about one
 * item, about all items of a panel, or for a panel's proposals, which needs no item.
 */
export type Kind = ItemKind | PanelKind | ProposalsKind;

/** A kind whose items are asked one by one: an answer counts in each panel where expert and item meet. */
export interface ItemKind extends JudgedKind {
  readonly asks: 'item';
  /** The ratings that have words of their own, in the order shown; empty where a number is written. */
  choices(scale: readonly ScalePoint[]): readonly ScalePoint[];
  /** Whether a rating can be given at all: a later workbook may have taken it off the scale. */
  accepts(value: number, scale: readonly ScalePoint[]): boolean;
  card(seen: CardState): Message;
  /** Buttons of the card by which an answer is given. */
  readonly buttons: readonly AnswerButton[];
  /** What a press on one of them does to the expert's answers. */
  take(asked: Asked, pressed: Pressed): Outcome<{ changes: readonly AnswerChange[] }>;
  /** What a text changes that the expert writes while the card shows the item; absent: texts are no answers. */
  typed?(asked: Asked, text: string): Outcome<{ changes: readonly AnswerChange[] }>;
  /** What a cell of a paper form says; null: nothing valid. «نظری ندارم» is looked for separately. */
  fromCell(asked: AskedOnPaper, cell: PaperCell): number | null;
  /** What a cell may hold, in words. */
  cellTakes(asked: AskedOnPaper): string;
  /** Whether a rating asks for its reason, whatever others said. */
  asksReason(value: number): boolean;
}

/** A kind that asks a panel's items together: they are answered as one, and count in that panel alone. */
export interface PanelKind extends JudgedKind {
  readonly asks: 'panel';
  /** Most items that a card can hold, and up to how many it is easy to use on a phone. */
  readonly panelItems: { readonly advised: number; readonly most: number };
  card(seen: PanelCardState): Message;
  /** Buttons of the card that change its answers, or choose one of them. */
  readonly buttons: readonly PanelButton[];
  /** What a press on one of them does. @param asked all answers of the card, in the order first shown */
  take(asked: readonly OwnAnswer[], pressed: PanelPress): Outcome<PanelTaken>;
  /** How far an expert is, for the list of the own answers. */
  progress(step: StepProgress): ProgressLine;
  /** As for a kind that asks items one by one. @param asked.items how many items the panel asks together */
  fromCell(asked: { readonly items: number }, cell: PaperCell): number | null;
  cellTakes(asked: { readonly items: number }): string;
  /**
   * What is wrong with an expert's cells taken together; `values` are all that were written for the panel, null for
   * «نظری ندارم».
   */
  faultOnPaper(values: readonly (number | null)[], asked: { readonly items: number }): PaperFault | null;
}

/** A kind that asks a panel for proposals: its steps have no answers. */
export interface ProposalsKind extends JudgedKind {
  readonly asks: 'proposals';
  card(seen: ProposalsCardState): Message;
  /** As for a kind that asks a panel's items together. */
  progress(step: StepProgress): ProgressLine;
}

/** What all kinds of rounds have. */
interface JudgedKind {
  readonly name: RoundKind;
  /** The word by which a workbook names it, whatever its language. */
  readonly sheetWord: string;
  /** Whether only a plan of rounds may ask for it: a study without one does the same kind in every round. */
  readonly needsPlan: boolean;
  /** Whether experts choose on the study's scale, so that a study needs one. */
  readonly usesScale: boolean;
  /** Whether its ratings are numbers, which have a mean, or words, which have shares. */
  readonly ratings: 'numbers' | 'words';
  /** Whether it computes Kendall's W, by which a panel may end; absent: it does not. */
  readonly computesW?: true;
  /** Whether its figures are in each item's own unit of measure; absent: they have none. */
  readonly hasMeasure?: true;
  /** Where an item leaves that the round drops. */
  readonly dropsFrom: 'itsPanel' | 'everyPanel' | 'nowhere';
  /** Whether items not kept leave in a round of this number. */
  drops(roundNumber: number, rules: VerdictRules): boolean;
  /** Which items stay, as `protocol.json` freezes it. */
  readonly rule: KindRule;

  /** How it judges under a study's rules. */
  judging(ruling: Ruling): JudgingRule;
  /** Judges a panel's closed round. May take seconds (the permutation test of a large panel): called in a worker. */
  judge(panel: PanelToJudge): PanelJudgement;
  /** Whether a rating speaks for dropping its item; absent: none does. */
  speaksAgainst?(value: number, item: Pick<ItemJudgement, 'counts'>, rules: VerdictRules): boolean;
  /** At or below this mean an item is dropped; null where no mean decides. */
  cutoff(rules: VerdictRules): number | null;
  /**
   * Fewer answers than this give no verdict on an item, which is told before a round opens and closes. Null where one
   * answer is enough.
   */
  tooFew(versions: FrozenVersions): { readonly answers: number; readonly drops: boolean } | null;

  /**
   * What a panel's closing comes to: one sentence, then the warnings that apply. Empty where there is nothing to say.
   */
  advice(judged: JudgedRound, study: ToldStudy): readonly string[];
  /** What else a round's summary says of a panel. @param listLength most items of each list */
  told(judged: JudgedRound, study: ToldStudy, listLength: number): readonly Told[];
  /** The chart of a panel's rounds of this kind, in order; null where there is nothing to draw. */
  chart(rounds: readonly JudgedRound[], study: ToldStudy): ItemChart | null;
  /** A rating in words; as its number where the scale no longer has it. */
  words(value: number, scale: readonly ScalePoint[]): string;
  /** A panel's ratings of an item in one figure; null where nobody rated it. */
  gist(item: ItemJudgement): Gist | null;
  /** What an item's verdict is based on, in words; null where nobody rated it. */
  figures(item: JudgedItem, rules: VerdictRules): string | null;
  /** Figures of its items, in the order in which files give them. */
  readonly columns: readonly ItemColumn[];
  /** Figures of a panel's whole round that only this kind has. */
  readonly roundColumns: readonly RoundColumn[];
  /** `rule` in words, for a study that froze these versions. */
  ruleText(rules: VerdictRules, versions: FrozenVersions): string;
  /** Why the round drops items, in words for experts. */
  whyDropped(rules: VerdictRules): string;

  /** How the invented experts of a rehearsal answer it. */
  readonly play: Play;
}

/** What is needed of a study to tell of its judged rounds. */
export interface ToldStudy {
  readonly kind: RoundKind;
  readonly scale: readonly ScalePoint[];
  /** Versions of the rules that the study goes by. */
  readonly versions: FrozenVersions;
  /** Most rounds, as the study stands now: after the last, no panel goes on. */
  readonly maxRounds: number;
}

/** What a press on a card says: the index of a choice, or one of the fixed words. */
export type Pressed = { readonly rating: number } | 'noOpinion' | 'keep';

/** A button by which an answer is given; its data begins with the answer's id. */
export interface AnswerButton {
  readonly pattern: RegExp;
  read(data: string): { readonly answerId: number; readonly pressed: Pressed };
}

/** The answer whose button was pressed, and what can be chosen from. */
export interface Asked {
  readonly answer: OwnAnswer;
  readonly scale: readonly ScalePoint[];
  /** Bounds, where numbers are written. */
  readonly bounds: NumberBounds;
}

/** What a paper form asks of an item. */
export type AskedOnPaper = Pick<Asked, 'scale' | 'bounds'>;

/** A value that stands in two cells, by their places; or that some cells are missing or without a value. */
export type PaperFault =
  | { readonly code: 'twice'; readonly at: number; readonly above: number }
  | { readonly code: 'part' };

/** The content of one cell of a paper form. */
export interface PaperCell {
  readonly text: string;
  /** Set where the spreadsheet holds a number. */
  readonly number: number | null;
}

export interface AnswerChange extends Answered {
  readonly answerId: number;
}

/**
 * What a press on a panel's card says about one of its answers: `place` among those placed, from 1, where it names one.
 */
export interface PanelPress {
  readonly answerId: number;
  readonly pressed: 'add' | 'takeBack' | 'choose' | 'noOpinion' | 'keep' | { readonly place: number };
}

/** What a press does to a panel's answers. */
export interface PanelTaken {
  /** For all answers of the card, or for none. An open answer with a value is part of a set that does not count yet. */
  readonly changes: readonly PanelChange[];
  /** What the card shows next: itself, with one answer chosen or none; or the next open step. */
  readonly shows: { readonly chosenId: number | null } | 'next';
}

export interface PanelChange {
  readonly answerId: number;
  readonly state: OwnAnswer['state'];
  readonly value: number | null;
  readonly how: AnswerOrigin | null;
}

/** A button of a panel's card; its data begins with the id of one of the answers. */
export interface PanelButton {
  readonly pattern: RegExp;
  read(data: string): PanelPress;
}

/** A panel's step in an expert's round, for a line of the overview. */
export interface StepProgress extends Pick<StepState, 'panelName'> {
  readonly isOpen: boolean;
  /** How many answers it asks for, and how many of these are missing; 1 where it asks no item. */
  readonly asked: number;
  readonly missing: number;
  /** How many of them are «نظری ندارم». */
  readonly noOpinion: number;
  /** Ideas written, where it calls for them. */
  readonly ideas: number;
}

export interface ProgressLine {
  readonly title: string;
  /** The answer in words; null while it is open. */
  readonly answer: string | null;
  /** What should be known about it as it stands. */
  readonly note?: string;
}
