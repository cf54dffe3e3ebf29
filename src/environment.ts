import { existsSync, readFileSync } from 'node:fs';
import dotenv from 'dotenv';

/** The settings as they are written. */
export interface Environment {
  /** The environment's own, and those of a `.env` file that it does not name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the `.env` file names. */
  readonly inFile: readonly string[];
}

/** @throws with the one line that says why the `.env` file cannot be read */
export function readEnvironment(): Environment {
  const written = existsSync('.env') ? dotenv.parse(readEnvFile()) : {};
  return { env: { ...written, ...process.env }, inFile: Object.keys(written) };
}

function readEnvFile(): Buffer {
  try {
    return readFileSync('.env');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`.env cannot be read (${code}); expected a file that this program may read, or none`);
  }
}
