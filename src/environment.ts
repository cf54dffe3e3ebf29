import { existsSync, readFileSync } from 'node:fs';
import dotenv from 'dotenv';

/** The settings as they are written: the environment's, and those of a `.env` file that it does not name. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  const written = existsSync('.env') ? dotenv.parse(readFileSync('.env')) : {};
  return { ...written, ...process.env };
}
