import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';
import { describeWhere } from '../describe-where.ts';
import { findProgram } from '../find-program.ts';

const ANALYZE = findProgram(['systemd-analyze']);
const UNIT = join(projectFolder('docs'), 'deploy', 'hamray.service');
/** The network, and memory that Node makes executable. */
const EXPOSURE = 1.2;

describeWhere(ANALYZE === null ? 'systemd-analyze is not installed' : null, 'the service unit', () => {
  const analyze = (...options: string[]) =>
    execFileSync(ANALYZE!, [...options, '--no-pager'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  test('is understood, each of its lines', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-'));
    const unit = join(folder, 'hamray.service');
    // A machine that tests need not have Node where Debian puts it.
    writeFileSync(unit, readFileSync(UNIT, 'utf8').replace('/usr/bin/node', process.execPath));
    const told = execFileSync('sh', ['-c', `"${ANALYZE}" verify --no-pager "${unit}" 2>&1`], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(told.split('\n').filter((line) => line.includes('hamray'))).toEqual([]);
  });

  test('is as closed as the documentation says', () => {
    const told = analyze('security', '--offline=true', UNIT);
    expect(Number(/exposure level for hamray\.service: ([\d.]+)/.exec(told)?.[1])).toBeLessThanOrEqual(
      EXPOSURE,
    );
    expect(readFileSync(join(projectFolder('docs'), 'operations.md'), 'utf8')).toContain(
      `gives it ${EXPOSURE} of 10`,
    );
  });

  test('names files that are there', () => {
    expect(readFileSync(UNIT, 'utf8')).toContain('ExecStart=/usr/bin/node dist/main.js\n');
    expect(existsSync(join(projectFolder('src'), 'main.ts'))).toBe(true);
  });
});
