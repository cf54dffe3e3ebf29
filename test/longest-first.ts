import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, in that order. Begun last, one of them would run alone while other processors are idle. */
const LONGEST = [
  'texts/persian-on-every-screen',
  'texts/pseudo-locale',
  'dialogs/every-expert-screen',
  'roles/role-matrix',
  'crash/crash',
  'faults/network',
  'browser/whole-study',
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
