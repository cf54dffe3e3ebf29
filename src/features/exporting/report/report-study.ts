import type { BackgroundRow } from '../../../domain/background-table.ts';
import type { ReadProtocol } from '../../../domain/protocol.ts';
import type { Criterion, ReportProperty, RoundKind, ScalePoint } from '../../../domain/study-draft.ts';
import type { ToldStudy } from '../../../kinds/kind.ts';
import type { ToldFunnel } from '../../funnel/funnel-message.ts';
import type { StudyResults } from '../study-results.ts';

/** All that `report.docx` tells of a study. Nobody is named in it but by the sheet `گزارش`. */
export interface ReportStudy {
  readonly results: StudyResults;
  readonly question: string;
  readonly scale: readonly ScalePoint[];
  readonly criteria: readonly Criterion[];
  readonly protocol: ReadProtocol;
  /** By what its judged rounds are told. */
  readonly told: ToldStudy;
  /** Null: no round was opened yet. */
  readonly lockedAt: Date | null;
  readonly facts: ReadonlyMap<ReportProperty, string>;
  readonly rounds: readonly ReportRound[];
  readonly people: ReportPeople;
  /** Whether experts were given an orientation before they answered. */
  readonly briefed: boolean;
  readonly announcements: number;
  readonly proposals: { readonly made: number; readonly accepted: number; readonly rejected: number };
  readonly funnel: ToldFunnel;
  readonly charts: readonly ReportChart[];
  readonly zone: string;
}

/** A judged round, over all panels. */
export interface ReportRound {
  readonly number: number;
  readonly kinds: readonly RoundKind[];
  readonly panels: number;
  readonly openedAt: Date;
  readonly closedAt: Date;
  readonly closedBy: 'deadline' | 'facilitator';
  /** Whom it asked, each once. */
  readonly persons: number;
  /** How often the program reminded by its hours, and the facilitator by hand. */
  readonly reminders: { readonly slots: number; readonly byHand: number };
}

/** Persons and seats over all judged rounds. */
export interface ReportPeople {
  readonly persons: number;
  readonly seats: number;
  /** Of them, by the panel's id. */
  readonly onPanels: Readonly<Record<number, number>>;
  /** Persons with a seat on more than one panel. */
  readonly onSeveralPanels: number;
  /** Null: it went with the names. */
  readonly background: readonly BackgroundRow[] | null;
  /** Of so many who took part when all names were removed; null: of those whom rounds asked. */
  readonly backgroundOf: number | null;
  /** Persons whose names were removed one by one, who are not in it. */
  readonly forgotten: number;
}

/** A picture of the archive, which stands in the report too. */
export interface ReportChart {
  /** Of its file. */
  readonly name: string;
  readonly caption: string;
  readonly png: Uint8Array;
}
