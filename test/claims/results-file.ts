import type { RoundKind } from '../../src/domain/study-draft.ts';

/** `results.json` and `protocol.json` as a stranger reads them, who has nothing else of the program. */
export interface ResultsFile {
  readonly study: { readonly title: string; readonly rounds: number; readonly protocol_sha256: string };
  readonly panels: readonly PanelOfFile[];
  readonly composition: {
    readonly persons: number;
    readonly seats: number;
    readonly on_several_panels: number;
  };
  readonly final: readonly FinalOfFile[];
  readonly deviations: readonly {
    readonly field: string;
    readonly round?: number;
    readonly reason: string | null;
  }[];
  readonly open_question: readonly {
    readonly round: number;
    readonly asked: number;
    readonly wrote: number;
  }[];
  readonly funnel: readonly { readonly step: string; readonly entered: number; readonly left: number }[];
  readonly exclusions: readonly {
    readonly code: string;
    readonly step: string;
    readonly why: readonly string[];
  }[];
}

export interface FinalOfFile {
  readonly code: string;
  readonly title: string;
  readonly unit: string;
  readonly decided: 'kept' | 'dropped' | 'open' | 'by_hand';
  readonly rule_decided: 'kept' | 'dropped' | 'open';
  readonly kept: boolean | null;
  readonly by_hand: readonly string[];
  readonly persons: { readonly n: number; readonly mean: number | null; readonly sd: number | null } | null;
  readonly panels: readonly { readonly code: string; readonly kept: boolean }[];
}

export type Status = 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';

export interface PanelOfFile {
  readonly code: string;
  readonly name: string;
  readonly status: Status;
  readonly seats: number;
  readonly rounds: readonly RoundOfFile[];
}

/** Figures of a panel's round; which kind has which is in the contract. */
export interface RoundOfFile {
  readonly number: number;
  readonly kind: RoundKind;
  readonly opened_at: string;
  readonly closed_at: string;
  readonly invited: number;
  readonly answered: number;
  readonly submitted: number;
  readonly not_handed_in: number;
  readonly raters: number;
  readonly ideas: number | null;
  readonly on_paper: { readonly answers: number; readonly experts: number | null };
  readonly kendall: Readonly<Record<Figure, number | null>> | null;
  readonly unchanged: number | null;
  readonly items_top70: number | null;
  readonly items_top75: number | null;
  readonly items_top80: number | null;
  readonly items_iqr: number | null;
  readonly items_cos: number | null;
  readonly s_cvi_ave: number | null;
  readonly s_cvi_ua: number | null;
  readonly status: Status;
  readonly beside: {
    readonly missing: readonly {
      readonly role: string;
      readonly invited: number;
      readonly missing: number;
    }[];
    readonly judged_otherwise: readonly string[];
    readonly moved: number | null;
    readonly moved_towards: number | null;
    readonly moved_away: number | null;
    readonly reasons: readonly {
      readonly side: string;
      readonly written: number;
      readonly passed_on: number;
    }[];
    readonly fast: number;
  };
  readonly items: readonly ItemOfFile[];
}

type Figure =
  | 'w'
  | 'p'
  | 'p_permutation'
  | 'p_exact'
  | 'change'
  | 'change_common'
  | 'w_low'
  | 'w_high'
  | 'w_chance'
  | OtherFigure;
type OtherFigure =
  | 'w_available'
  | 'flat_raters'
  | 'kept_in_bulk'
  | 'chi2'
  | 'df'
  | 'mean_spearman'
  | 'w_uncorrected';

export type Counts = Readonly<Record<string, number>>;

/** What a verdict is based on. */
export interface FiguresOfFile {
  readonly n: number;
  readonly counts: Counts;
  readonly yes: number | null;
  readonly no: number | null;
  readonly essential: number | null;
  readonly cvr: number | null;
  readonly critical: number | null;
  readonly lawshe: number | null;
  readonly relevant: number | null;
  readonly critical_relevant: number | null;
  readonly i_cvi: number | null;
  readonly kappa_star: number | null;
}

export interface ItemOfFile extends FiguresOfFile {
  readonly code: string;
  readonly title: string;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
  readonly all_judges: FiguresOfFile | null;
  readonly no_opinion: number;
  readonly stand_by: number;
  /** Only in rounds that ask for numbers. */
  readonly measure?: string;
  readonly kept: boolean;
  readonly why: string;
  readonly rule_kept: boolean;
  readonly rule_why: string;
}

export interface ProtocolFile {
  readonly form: number;
  readonly rules: {
    readonly kind: RoundKind;
    readonly neutral_point: number;
    readonly keeps_by: 'mean' | 'agreeing';
    readonly agreeing_per_cent: number;
    readonly drops_from_round: number;
    readonly yes_per_cent: number | null;
    readonly min_rounds: number;
    readonly max_rounds: number;
    readonly stability_threshold: number | null;
    readonly agreement_threshold: number | null;
    readonly min_answers_for_feedback: number;
    readonly anonymous: boolean | string;
  };
  readonly computations: Readonly<Record<string, { readonly version: number }>>;
  readonly items: readonly { readonly code: string }[];
  readonly round_plan: readonly { readonly number: number; readonly panels: readonly string[] }[];
  readonly panels: readonly { readonly code: string; readonly name: string; readonly seats: number }[];
}

/** A panel's round, and what stands around it in the files. */
export interface Place {
  readonly file: ResultsFile;
  readonly protocol: ProtocolFile;
  readonly panel: PanelOfFile;
  readonly round: RoundOfFile;
  /** The panel's last round of the same kind before it. */
  readonly before: RoundOfFile | null;
  /** Which round of its kind it is for the panel. */
  readonly ofKind: number;
}

export function placesIn(file: ResultsFile, protocol: ProtocolFile): Place[] {
  return file.panels.flatMap((panel) =>
    panel.rounds.map((round) => {
      const alike = panel.rounds.filter(({ kind, number }) => kind === round.kind && number < round.number);
      return { file, protocol, panel, round, before: alike.at(-1) ?? null, ofKind: alike.length + 1 };
    }),
  );
}

export const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

/** The scale's points, ascending, and how many gave each. */
export function pointsOf(counts: Counts): { value: number; count: number }[] {
  return Object.entries(counts)
    .map(([value, count]) => ({ value: Number(value), count }))
    .sort((one, other) => one.value - other.value);
}

/** Ratings in the two highest and lowest points, three each from eight points on; null under four and above ten. */
export function endsOf(counts: Counts): { top: number; bottom: number; n: number } | null {
  const points = pointsOf(counts).map(({ count }) => count);
  const n = sumOf(points);
  if (n === 0 || points.length < 4 || points.length > 10) return null;
  const ends = points.length < 8 ? 2 : 3;
  return { top: sumOf(points.slice(-ends)), bottom: sumOf(points.slice(0, ends)), n };
}

/** A drop takes the item from every panel. */
const dropsEverywhere = ({ kind }: RoundOfFile) => ['screening', 'cvr', 'cvi'].includes(kind);

/** Whether the item stands no more in the panel after the round, by its own verdict or by another panel's. */
export function hasLeft({ file, panel, round, protocol }: Place, item: ItemOfFile): boolean {
  const drops =
    dropsEverywhere(round) || item.why === 'by_hand' || round.number >= protocol.rules.drops_from_round;
  return (!item.kept && drops) || isDroppedElsewhere({ file, panel, round }, item);
}

/** A verdict of another panel in the same round; unless it was changed by hand after this panel judged the item again. */
function isDroppedElsewhere(
  { file, panel, round }: Pick<Place, 'file' | 'panel' | 'round'>,
  { code }: ItemOfFile,
) {
  const isAskedLater = panel.rounds.some(
    (later) => later.number > round.number && later.items.some((item) => item.code === code),
  );
  if (isAskedLater) return false;
  return file.panels.some(
    (other) =>
      other !== panel &&
      other.rounds.some(
        (one) =>
          one.number === round.number &&
          dropsEverywhere(one) &&
          one.items.some((item) => item.code === code && !item.kept),
      ),
  );
}
