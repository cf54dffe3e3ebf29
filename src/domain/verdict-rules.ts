import type { StudyRules } from './study-draft.ts';

/** The study's rules that a round's verdicts depend on: frozen with them, as a study may change its rules later. */
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
