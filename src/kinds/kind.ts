import type { Answered, OwnAnswer } from '../domain/answering.ts';
import type { Gist, ItemJudgement, JudgedRound, PanelJudgement } from '../domain/judged-round.ts';
import type { PanelToJudge } from '../domain/judging.ts';
import type { NumberBounds } from '../domain/number-bounds.ts';
import type { FrozenVersions, KindRule } from '../domain/protocol.ts';
import type { Outcome } from '../domain/refusals.ts';
import type { RoundKind, ScalePoint } from '../domain/study-draft.ts';
import type { VerdictRules } from '../domain/verdict-rules.ts';
import type { Message } from '../messages/message.ts';
import type { CardState } from './card-state.ts';
import type { ItemColumn } from './item-column.ts';
import type { Play } from './play.ts';
import type { RoundColumn } from './round-column.ts';

/**
 * One kind of round, whole: what its experts are shown and may answer, what judging makes of their answers, and how that
 * is told. Pure but for words; nobody outside this folder asks which kind a round is.
 */
export interface Kind {
  readonly name: RoundKind;
  /** What one card puts to an expert: an item, all items of a panel, or a call for proposals, which needs no item. */
  readonly asks: 'item' | 'panel' | 'proposals';
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

  /** Whether a rating can be given at all: a later workbook may have taken it off the scale. */
  accepts(value: number, scale: readonly ScalePoint[]): boolean;
  /** An expert's card. */
  card(seen: CardState): Message;
  /** Buttons of the card by which an answer is given. */
  readonly buttons: readonly AnswerButton[];
  /** What a press on one of them does to the expert's answers. */
  take(asked: Asked, pressed: Pressed): Outcome<{ changes: readonly AnswerChange[] }>;
  /** What a text does to them that the expert writes while the card shows the answer; without it a text says nothing. */
  typed?(asked: Asked, text: string): Outcome<{ changes: readonly AnswerChange[] }>;
  /** Whether the reason of a rating is asked for, whatever others said. */
  asksReason(value: number): boolean;

  /** Judges a panel's closed round. May take seconds (the permutation test of a large panel): called in a worker. */
  judge(panel: PanelToJudge): PanelJudgement;
  /** At or below this mean an item is dropped; null where no mean decides. */
  cutoff(rules: VerdictRules): number | null;
  /**
   * Under so many answers there is no verdict on an item: what that comes to is told before a round opens and closes.
   * Null where one answer is enough.
   */
  tooFew(versions: FrozenVersions): { readonly answers: number; readonly drops: boolean } | null;

  /** What it says of a panel in a round's summary, below who took part. @param listLength most items of each list */
  told(judged: JudgedRound, study: ToldStudy, listLength: number): readonly string[];
  /** A rating in words; one that it does not accept any more as its number. */
  words(value: number, scale: readonly ScalePoint[]): string;
  /** What a panel's ratings of an item come to in one figure; null where nobody rated it. */
  gist(item: ItemJudgement): Gist | null;
  /** Figures of its items, in the order in which files have them. */
  readonly columns: readonly ItemColumn[];
  /** Figures of a panel's whole round that other kinds do not have. */
  readonly roundColumns: readonly RoundColumn[];
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

export interface AnswerChange extends Answered {
  readonly answerId: number;
}
