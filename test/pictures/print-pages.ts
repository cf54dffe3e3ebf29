import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../src/store/file/database.ts';
import { smallPng } from '../browser/small-png.ts';

/*
 * Pages of documents as LibreOffice prints them, with Vazirmatn. Needs LibreOffice and poppler's tools (on Debian:
 * `apt-get install libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils`).
 */

const FONTS = join(projectFolder('node_modules'), '@expo-google-fonts/vazirmatn');

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`, { cause: error });
  return stdout;
}

/** Lays files out as PDF beside each other in a folder: `report.docx` as `report.pdf`. */
export function printed(files: Readonly<Record<string, Uint8Array>>, folder: string): void {
  const fonts = join(folder, 'fonts.conf');
  const directories = ['400Regular', '700Bold'].map((weight) => `<dir>${join(FONTS, weight)}</dir>`).join('');
  writeFileSync(
    fonts,
    `<fontconfig><include>/etc/fonts/fonts.conf</include>${directories}<cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  const paths = Object.entries(files).map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  });
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...paths], {
    ...process.env,
    FONTCONFIG_FILE: fonts,
  });
}

export function textOfPages(pdf: string): string[] {
  return run('pdftotext', ['-layout', pdf, '-']).split('\f');
}

/**
 * One page as a picture.
 *
 * @param path without `.png`
 * @param part in points, from the page's top left corner; left out, all of it
 */
export function takePage(
  pdf: string,
  page: number,
  dpi: number,
  path: string,
  part: { x: number; y: number; W: number; H: number } = { x: 0, y: 0, W: 0, H: 0 },
): void {
  const one = ['-f', String(page), '-l', String(page), '-singlefile', '-r', String(dpi)];
  const cut = Object.entries(part).flatMap(([side, points]) => [
    `-${side}`,
    String(Math.round((points / 72) * dpi)),
  ]);
  run('pdftoppm', ['-png', ...one, ...cut, pdf, path]);
  writeFileSync(`${path}.png`, smallPng(readFileSync(`${path}.png`)));
}

export async function inFolder(work: (folder: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-pages-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
