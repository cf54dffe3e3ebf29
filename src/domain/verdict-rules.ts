import type { StudyRules } from './study-draft.ts';

/** Rules of a study that a round's verdicts stand on: frozen with them, for a study may change its rules later. */
export type VerdictRules = Pick<
  StudyRules,
  | 'neutralPoint'
  | 'keepsBy'
  | 'agreeingPerCent'
  | 'dropsFromRound'
  | 'yesPerCent'
  | 'minRounds'
  | 'maxRounds'
  | 'stabilityThreshold'
  | 'agreementThreshold'
>;

export function verdictRulesOf(rules: VerdictRules): VerdictRules {
  const { neutralPoint, keepsBy, agreeingPerCent, dropsFromRound, yesPerCent } = rules;
  const { minRounds, maxRounds, stabilityThreshold, agreementThreshold } = rules;
  return {
    ...{ neutralPoint, keepsBy, agreeingPerCent, dropsFromRound, yesPerCent },
    ...{ minRounds, maxRounds, stabilityThreshold, agreementThreshold },
  };
}
