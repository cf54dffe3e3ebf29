import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../find-program.ts';

const rscript = findProgram(['Rscript']);
const pspp = findProgram(['pspp']);

/** Why R with haven and jsonlite cannot be asked here; null: it can. */
export const HAVEN_MISSING =
  rscript === null
    ? 'there is no Rscript in PATH'
    : spawnSync(rscript, ['-e', 'library(haven); library(jsonlite)']).status === 0
      ? null
      : 'R has no haven or no jsonlite';

/** Why pspp cannot be asked here; null: it can. */
export const PSPP_MISSING = pspp === null ? 'there is no pspp in PATH' : null;

/** What R's haven finds in a system file. */
export interface HavenReading {
  readonly columns: readonly {
    readonly name: string;
    readonly label: string;
    /** Values in words, and their numbers. */
    readonly labels: Readonly<Record<string, number>>;
    readonly missing: readonly number[];
    /** Of each case; null: system-missing. */
    readonly values: readonly (string | number | null)[];
  }[];
}

const READ_BY_HAVEN = `
library(haven)
data <- read_sav(commandArgs(TRUE)[1], user_na = TRUE)
columns <- lapply(names(data), function(name) {
  column <- data[[name]]
  labels <- attr(column, "labels")
  values <- as.vector(unclass(column)); attributes(values) <- NULL
  list(name = name, label = attr(column, "label"),
    labels = if (is.null(labels)) setNames(list(), character()) else as.list(labels),
    missing = as.list(attr(column, "na_values")), values = values)
})
cat(jsonlite::toJSON(list(columns = columns), auto_unbox = TRUE, na = "null", digits = NA))
`;

export function readByHaven(sav: Uint8Array): HavenReading {
  return inFolder({ 'read.R': READ_BY_HAVEN, 'given.sav': sav }, (folder) => {
    const args = ['--vanilla', join(folder, 'read.R'), join(folder, 'given.sav')];
    return JSON.parse(outputOf(rscript!, args, folder)) as HavenReading;
  });
}

/** @returns what R's own figures of an export say of `results.json`: those that differ, and how many were compared */
export function recomputed(files: Readonly<Record<string, Uint8Array>>): string {
  const script = new URL('recompute-study.R', import.meta.url).pathname;
  const [results, protocol, answers] = [
    files['results.json']!,
    files['protocol.json']!,
    files['answers.csv']!,
  ];
  return inFolder({ 'results.json': results, 'protocol.json': protocol, 'answers.csv': answers }, (folder) =>
    outputOf(rscript!, ['--vanilla', script, folder], folder),
  );
}

/** What pspp prints, as CSV, after commands on a system file that stands open. */
export function askPspp(sav: Uint8Array, commands: string): string {
  const syntax = `GET FILE='given.sav'.\n${commands}\n`;
  return inFolder({ 'ask.sps': syntax, 'given.sav': sav }, (folder) =>
    outputOf(pspp!, ['-O', 'format=csv', 'ask.sps'], folder),
  );
}

function outputOf(program: string, args: readonly string[], folder: string): string {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync(program, args, {
    ...{ cwd: folder, encoding: 'utf8', env, timeout: 300_000, maxBuffer: 100_000_000 },
  });
  if (status !== 0 || stderr !== '') throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

function inFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-statistics-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
