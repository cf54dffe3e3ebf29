import { badRequest } from './api-refusal.ts';
import type { UploadedFile } from './request-body.ts';

/** The parameters of one call; a form gives numbers, booleans and objects as text, which is read alike. */
export interface CallParameters {
  readonly raw: Readonly<Record<string, unknown>>;
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  boolean(name: string): boolean;
  /** An object or array, given as such or as JSON. */
  structure(name: string): unknown;
  /** The uploaded file that the parameter refers to, or carries itself. */
  upload(name: string): UploadedFile | undefined;
}

export function readCallParameters(
  raw: Readonly<Record<string, unknown>>,
  files: ReadonlyMap<string, UploadedFile>,
): CallParameters {
  const value = (name: string): unknown => raw[name] ?? undefined;
  const text = (name: string): string | undefined => {
    const given = value(name);
    return given === undefined || typeof given === 'object' ? undefined : String(given);
  };
  return {
    raw,
    text,
    integer(name) {
      const given = text(name)?.trim();
      if (given === undefined || given === '') return undefined;
      if (!/^-?\d+$/.test(given)) throw badRequest(`field "${name}" must be a valid Number`);
      return Number(given);
    },
    boolean: (name) => ['true', '1', 'yes'].includes((text(name) ?? '').toLowerCase()),
    structure(name) {
      const given = value(name);
      if (typeof given !== 'string' || given === '') return given;
      try {
        return JSON.parse(given) as unknown;
      } catch {
        throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
      }
    },
    upload(name) {
      const attached = /^attach:\/\/(.+)$/.exec(text(name) ?? '')?.[1];
      return files.get(attached ?? name);
    },
  };
}
