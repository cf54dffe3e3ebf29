import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../find-program.ts';

const NAMES = ['soffice', 'libreoffice'];
const program = findProgram(NAMES);

/** Why LibreOffice cannot be asked here; null: it can. */
export const LIBREOFFICE_MISSING = program === null ? `there is no ${NAMES.join(', ')} in PATH` : null;

/** Its first start sets up a profile. */
const WITHIN_MS = 300_000;

/** Files by name, each without its ending. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** How it saves, by the ending; by itself it would save CSV in the letters of the system's language alone. */
const FILTERS = {
  xlsx: 'xlsx',
  csv: 'csv:Text - txt - csv (StarCalc):44,34,UTF8',
  pdf: 'pdf',
  txt: 'txt:Text (encoded):UTF8',
};

/**
 * Opens workbooks in LibreOffice and saves them again, as people who have no Excel do.
 *
 * @param ending of what it saves; `csv` is of the first sheet
 */
export function resaved(workbooks: Files, ending: 'xlsx' | 'csv'): Files {
  return converted(workbooks, { from: 'xlsx', to: ending });
}

/** Opens files in LibreOffice and saves them as others. @param from the ending under which they are given */
export function converted(
  files: Files,
  { from, to }: { from: 'xlsx' | 'docx'; to: keyof typeof FILTERS },
): Files {
  if (program === null) throw new Error(LIBREOFFICE_MISSING!);
  const folder = mkdtempSync(join(tmpdir(), 'hamray-libreoffice-'));
  try {
    const [given, saved] = [join(folder, 'given'), join(folder, 'saved')];
    mkdirSync(given);
    const paths = Object.entries(files).map(([name, bytes]) => {
      const path = join(given, `${name}.${from}`);
      writeFileSync(path, bytes);
      return path;
    });
    // A profile of its own: another LibreOffice that is open would take the files over.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    const args = [profile, '--headless', '--convert-to', FILTERS[to], '--outdir', saved, ...paths];
    const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: WITHIN_MS });
    if (status !== 0) throw new Error(`LibreOffice ended with ${status}: ${stderr}`, { cause: error });
    const read = (name: string) => new Uint8Array(readFileSync(join(saved, `${name}.${to}`)));
    return Object.fromEntries(Object.keys(files).map((name) => [name, read(name)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
