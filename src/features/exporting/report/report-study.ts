import type { BackgroundRow } from '../../../domain/background-table.ts';
import type { ReadProtocol } from '../../../domain/protocol.ts';
import type { Criterion, ReportProperty, RoundKind, ScalePoint } from '../../../domain/study-draft.ts';
import type { ToldStudy } from '../../../kinds/kind.ts';
import type { ToldFunnel } from '../../funnel/funnel-message.ts';
import type { StudyResults } from '../study-results.ts';

/** Everything that `report.docx` tells of a study. It names nobody except whom the sheet `گزارش` names. */
export interface ReportStudy {
  readonly results: StudyResults;
  readonly question: string;
  readonly scale: readonly ScalePoint[];
  readonly criteria: readonly Criterion[];
  readonly protocol: ReadProtocol;
  /** What is needed to tell of its judged rounds. */
  readonly told: ToldStudy;
  /** Null: no round has been opened yet. */
  readonly lockedAt: Date | null;
  readonly facts: ReadonlyMap<ReportProperty, string>;
  readonly rounds: readonly ReportRound[];
  readonly people: ReportPeople;
  /** Whether experts were given an orientation before they answered. */
  readonly briefed: boolean;
  readonly announcements: number;
  readonly proposals: ReportProposals;
  readonly funnel: ToldFunnel;
  readonly charts: readonly ReportChart[];
  readonly zone: string;
}

/** How many the experts wrote, and of these how many became what. */
export interface ReportProposals {
  readonly made: number;
  readonly accepted: number;
  readonly rejected: number;
  /** For the facilitator's decision. */
  readonly waiting: number;
}

/** A judged round, over all panels. */
export interface ReportRound {
  readonly number: number;
  readonly kinds: readonly RoundKind[];
  readonly panels: number;
  readonly openedAt: Date;
  readonly closedAt: Date;
  readonly closedBy: 'deadline' | 'facilitator';
  /** How many persons it asked, each counted once. */
  readonly persons: number;
  /** How many reminders went out at the program's slots, and how many by the facilitator's hand. */
  readonly reminders: { readonly slots: number; readonly byHand: number };
}

/** Persons and seats over all judged rounds. */
export interface ReportPeople {
  readonly persons: number;
  readonly seats: number;
  /** The same persons, by panel id. */
  readonly onPanels: Readonly<Record<number, number>>;
  /** Persons with a seat on more than one panel. */
  readonly onSeveralPanels: number;
  /** Null: it was removed with the names. */
  readonly background: readonly BackgroundRow[] | null;
  /** How many took part when all names were removed; null: `background` is of those whom rounds asked. */
  readonly backgroundOf: number | null;
  /** Persons whose names were removed one by one, and who are therefore not in `background`. */
  readonly forgotten: number;
}

/** A picture of the archive that is also in the report. */
export interface ReportChart {
  /** The name of its file. */
  readonly name: string;
  readonly caption: string;
  readonly png: Uint8Array;
}
