import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, in that order. Begun last, one of them would run alone while other processors are idle. */
const LONGEST = [
  'texts/pseudo-locale',
  'texts/persian-on-every-screen',
  'browser/accessibility',
  'texts/english-on-every-screen',
  'tying/codes-and-names',
  'roles/role-matrix',
  'dialogs/every-expert-screen',
  'simulation/simulation',
  'browser/page',
  'crash/killed-while-forgetting',
  'browser/whole-study',
  'crash/crash',
  'claims/claims',
];

/** vitest itself goes by the time of the last run; where there was none, by the size of files, which says little. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
