import { describeWhere } from '../describe-where.ts';
import { executablePath, NAMES } from './chromium.ts';

/** Tests of the page as a browser shows it. */
export function describeInBrowser(name: string, tests: () => void): void {
  describeWhere(executablePath ? null : `there is no ${NAMES.join(', ')} in PATH`, name, tests);
}
