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

/**
 * One kind of round, whole: what its experts are shown and may answer, what judging makes of their answers, and how that
 * is told. Pure but for words; nobody outside this folder asks which kind a round is. What one card puts to an expert is
 * an item, all items of a panel, or a call for a panel's proposals, which needs no item.
 */
export type Kind = ItemKind | PanelKind | ProposalsKind;

/** A kind whose items are put one by one: an answer counts in each panel where expert and item sit. */
export interface ItemKind extends JudgedKind {
  readonly asks: 'item';
  /** Ratings that have words of their own, in the order shown; none where a number is written. */
  choices(scale: readonly ScalePoint[]): readonly ScalePoint[];
  /** Whether a rating can be given at all: a later workbook may have taken it off the scale. */
  accepts(value: number, scale: readonly ScalePoint[]): boolean;
  card(seen: CardState): Message;
  /** Buttons of the card by which an answer is given. */
  readonly buttons: readonly AnswerButton[];
  /** What a press on one of them does to the expert's answers. */
  take(asked: Asked, pressed: Pressed): Outcome<{ changes: readonly AnswerChange[] }>;
  /** What a text does to them that the expert writes while the card shows the answer; without it a text says nothing. */
  typed?(asked: Asked, text: string): Outcome<{ changes: readonly AnswerChange[] }>;
  /** What a cell of a paper form says; null: nothing that may stand there. «نظری ندارم» is looked for beside it. */
  fromCell(asked: AskedOnPaper, cell: PaperCell): number | null;
  /** What a cell may say, in words. */
  cellTakes(asked: AskedOnPaper): string;
  /** Whether the reason of a rating is asked for, whatever others said. */
  asksReason(value: number): boolean;
}

/** A kind that puts a panel's items together: the answers to them are given as one, and count in that panel alone. */
export interface PanelKind extends JudgedKind {
  readonly asks: 'panel';
  /** How many items of a panel a card can put together at most, and up to how many it is easy on a phone. */
  readonly panelItems: { readonly advised: number; readonly most: number };
  card(seen: PanelCardState): Message;
  /** Buttons of the card that change its answers, or choose one of them. */
  readonly buttons: readonly PanelButton[];
  /** What a press on one of them does. @param asked all answers of the card, in the order first shown */
  take(asked: readonly OwnAnswer[], pressed: PanelPress): Outcome<PanelTaken>;
  /** How far an expert is, for the list of the own answers. */
  progress(step: StepProgress): ProgressLine;
  /** As of a kind that puts items one by one. @param asked.items how many items the panel puts together */
  fromCell(asked: { readonly items: number }, cell: PaperCell): number | null;
  cellTakes(asked: { readonly items: number }): string;
  /** What is wrong with an expert's cells together, null for «نظری ندارم»; they are all that were written of the panel. */
  faultOnPaper(values: readonly (number | null)[], asked: { readonly items: number }): PaperFault | null;
}

/** A kind that asks a panel for proposals: its steps have no answers. */
export interface ProposalsKind extends JudgedKind {
  readonly asks: 'proposals';
  card(seen: ProposalsCardState): Message;
  /** As of a kind that puts a panel's items together. */
  progress(step: StepProgress): ProgressLine;
}

/** What all kinds of rounds have. */
interface JudgedKind {
  readonly name: RoundKind;
  /** Whether experts choose on the study's scale, so that a study needs one. */
  readonly usesScale: boolean;
  /** What its ratings are: numbers, which have a mean, or words, which have shares. */
  readonly ratings: 'numbers' | 'words';
  /** From where an item leaves that the round drops. */
  readonly dropsFrom: 'itsPanel' | 'everyPanel' | 'nowhere';
  /** Whether what a round of this number does not keep leaves in it. */
  drops(roundNumber: number, rules: VerdictRules): boolean;
  /** Which items stay, as `protocol.json` freezes it. */
  readonly rule: KindRule;

  /** How it judges, under a study's rules. */
  judging(ruling: Ruling): JudgingRule;
  /** Judges a panel's closed round. May take seconds (the permutation test of a large panel): called in a worker. */
  judge(panel: PanelToJudge): PanelJudgement;
  /** Whether a rating speaks for dropping its item; without it none does. */
  speaksAgainst?(value: number, item: Pick<ItemJudgement, 'counts'>, rules: VerdictRules): boolean;
  /** At or below this mean an item is dropped; null where no mean decides. */
  cutoff(rules: VerdictRules): number | null;
  /**
   * Under so many answers there is no verdict on an item: what that comes to is told before a round opens and closes.
   * Null where one answer is enough.
   */
  tooFew(versions: FrozenVersions): { readonly answers: number; readonly drops: boolean } | null;

  /** What a panel's closing comes to: one sentence, then the warnings that are due. Empty where there is none. */
  advice(judged: JudgedRound, study: ToldStudy): readonly string[];
  /** What else it says of a panel in a round's summary. @param listLength most items of each list */
  told(judged: JudgedRound, study: ToldStudy, listLength: number): readonly string[];
  /** A panel's rounds of the kind, in their order, as they are drawn; null where there is nothing to draw. */
  chart(rounds: readonly JudgedRound[], study: ToldStudy): ItemChart | null;
  /** A rating in words; one that it does not accept any more as its number. */
  words(value: number, scale: readonly ScalePoint[]): string;
  /** What a panel's ratings of an item come to in one figure; null where nobody rated it. */
  gist(item: ItemJudgement): Gist | null;
  /** What an item's verdict stands on, in words; null where nobody rated it. */
  figures(item: JudgedItem, rules: VerdictRules): string | null;
  /** Figures of its items, in the order in which files have them. */
  readonly columns: readonly ItemColumn[];
  /** Figures of a panel's whole round that other kinds do not have. */
  readonly roundColumns: readonly RoundColumn[];
  /** `rule` in words, as a study that froze these versions goes by it. */
  ruleText(rules: VerdictRules, versions: FrozenVersions): string;
  /** Why the round drops items, in words for experts. */
  whyDropped(rules: VerdictRules): string;

  /** How the invented experts of a rehearsal answer it. */
  readonly play: Play;
}

/** What of a study its judged rounds are told by. */
export interface ToldStudy {
  readonly kind: RoundKind;
  readonly scale: readonly ScalePoint[];
  /** Of rules: those that it goes by. */
  readonly versions: FrozenVersions;
  /** Most rounds, as it stands now: after the last no panel goes on. */
  readonly maxRounds: number;
}

/** What a press on a card says: a place among the choices, or one of the fixed words. */
export type Pressed = { readonly rating: number } | 'noOpinion' | 'keep';

/** A button of a card by which an answer is given; what it carries names the answer first. */
export interface AnswerButton {
  readonly pattern: RegExp;
  read(data: string): { readonly answerId: number; readonly pressed: Pressed };
}

/** The answer whose button was pressed, and what can be chosen from. */
export interface Asked {
  readonly answer: OwnAnswer;
  readonly scale: readonly ScalePoint[];
  /** Of numbers that are written. */
  readonly bounds: NumberBounds;
}

/** What a paper form asks of an item. */
export type AskedOnPaper = Pick<Asked, 'scale' | 'bounds'>;

/** A value that stands in two cells, by their places; or that not all cells, or not all of them with a value, were written. */
export type PaperFault =
  | { readonly code: 'twice'; readonly at: number; readonly above: number }
  | { readonly code: 'part' };

/** What stands in a cell of a paper form. */
export interface PaperCell {
  readonly text: string;
  /** Where a spreadsheet holds a number. */
  readonly number: number | null;
}

export interface AnswerChange extends Answered {
  readonly answerId: number;
}

/** What a press on a panel's card says of one of its answers: `place` among those given, from 1, where it names one. */
export interface PanelPress {
  readonly answerId: number;
  readonly pressed: 'add' | 'takeBack' | 'choose' | 'noOpinion' | 'keep' | { readonly place: number };
}

/** What becomes of a panel's answers by a press. */
export interface PanelTaken {
  /** Of all answers of the card, or of none. Open ones with a value are part of an answer that does not count yet. */
  readonly changes: readonly PanelChange[];
  /** What the card shows now: itself, with one of the answers chosen on it or none; or the next open step. */
  readonly shows: { readonly chosenId: number | null } | 'next';
}

export interface PanelChange {
  readonly answerId: number;
  readonly state: OwnAnswer['state'];
  readonly value: number | null;
  readonly how: AnswerOrigin | null;
}

/** A button of a panel's card; what it carries names one of the answers first. */
export interface PanelButton {
  readonly pattern: RegExp;
  read(data: string): PanelPress;
}

/** A step of an expert's round that is a panel's, for a line that tells of it. */
export interface StepProgress extends Pick<StepState, 'panelName'> {
  readonly isOpen: boolean;
  /** How many answers it asks, and how many of these are missing; 1 where it puts no item. */
  readonly asked: number;
  readonly missing: number;
  /** How many of them are «نظری ندارم». */
  readonly noOpinion: number;
  /** Written where it calls for them. */
  readonly ideas: number;
}

export interface ProgressLine {
  readonly title: string;
  /** In words; null while it is open. */
  readonly answer: string | null;
  /** What is to be known of it as it stands. */
  readonly note?: string;
}
