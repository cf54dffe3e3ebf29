import type { ExpertDecisions } from '../../domain/expert-matching.ts';
import type { CurrentStudy, StudyChange } from '../../domain/study-change.ts';
import type { StudyDraft } from '../../domain/study-draft.ts';
import type { Study } from '../../store/studies.ts';
import type { RandomSources } from './create-study.ts';

/** A later workbook of a study, compared with it; nothing in `change` is uncertain or touches an open round. */
export interface WorkbookChange {
  readonly study: Study;
  readonly current: CurrentStudy;
  readonly draft: StudyDraft;
  readonly change: StudyChange;
  readonly decisions: ExpertDecisions;
  readonly accountId: number;
  readonly at: Date;
  /** Of what departs from the locked protocol; null: nothing does. */
  readonly reason: string | null;
  readonly random: RandomSources;
}
