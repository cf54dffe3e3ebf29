import { execFileSync } from 'node:child_process';

/** Builds the program once for all tests that start it: built anew meanwhile, another would start half a file. */
export default function build(): void {
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
}
