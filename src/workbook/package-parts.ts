import { readXml } from './read-xml.ts';
import { UnreadableFile } from './unreadable-file.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What one part says about another. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, which Transitional and Strict share: `worksheet`. */
  readonly kind: string;
  /** As `read` takes it; null where the package has no such part. */
  readonly part: string | null;
}

/**
 * The parts of an Office package (ECMA-376 part 2). A part's name is compared without case, whatever slashes and
 * percent signs it is written with.
 */
export interface PackageParts {
  readonly names: readonly string[];
  /** @throws UnreadableFile */
  readonly read: (part: string) => AsyncIterable<Uint8Array>;
  /** @param part the empty text: those of the package itself */
  readonly relationshipsOf: (part: string) => Promise<readonly Relationship[]>;
  /** Names of the parts whose content type has this ending, in the order of the archive. */
  readonly partsOfType: (ending: string) => Promise<readonly string[]>;
}

export function openPackageParts(archive: ZipArchive): PackageParts {
  const files = filesByPart(archive.names);
  const read = (part: string) => archive.read(files.get(part)!);
  let types: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    names: [...files.keys()],
    read,
    relationshipsOf: async (part) => {
      const rels = relationshipsPart(part);
      return files.has(rels) ? readRelationships(read(rels), part, files) : [];
    },
    partsOfType: async (ending) => {
      types ??= files.has(CONTENT_TYPES) ? readContentTypes(read(CONTENT_TYPES)) : Promise.resolve(new Map());
      const overrides = await types;
      return [...files.keys()].filter((part) => overrides.get(part)?.endsWith(ending));
    },
  };
}

const CONTENT_TYPES = '[content_types].xml';

/**
 * The archive's file names by part name. Whoever packed a folder instead of its contents put its name before all of
 * them.
 */
function filesByPart(names: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map(names.map((name) => [partName(name), name]));
  if (files.has(CONTENT_TYPES)) return files;
  const nested = [...files.keys()].find(
    (part) => part.endsWith(`/${CONTENT_TYPES}`) && !part.startsWith('__macosx/'),
  );
  if (!nested) return files;
  const folder = nested.slice(0, -CONTENT_TYPES.length);
  const inside = [...files].filter(([part]) => part.startsWith(folder));
  return new Map(inside.map(([part, file]) => [part.slice(folder.length), file]));
}

/** `/xl/Workbook.xml`, `xl\workbook.xml` and `xl/./work%62ook.xml` are one name. */
function partName(path: string): string {
  const segments: string[] = [];
  for (const segment of decodePercents(path).replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/').toLowerCase();
}

function decodePercents(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function relationshipsPart(part: string): string {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  return `${folder}_rels/${part.slice(folder.length)}.rels`;
}

async function readRelationships(
  pieces: AsyncIterable<Uint8Array>,
  source: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly Relationship[]> {
  const relationships: Relationship[] = [];
  await listen(pieces, 'Relationship', ({ Id, Type = '', Target = '', TargetMode }) => {
    if (TargetMode?.toLowerCase() === 'external') return;
    const kind = Type.slice(Type.lastIndexOf('/') + 1);
    relationships.push({ id: Id ?? '', kind, part: resolve(Target, source, files) });
  });
  return relationships;
}

/** Relative to the source's folder; some writers omit the slash that makes a target relative to the package's root. */
function resolve(target: string, source: string, files: ReadonlyMap<string, string>): string | null {
  const path = target.replace(/[#?].*$/, '');
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  const fromRoot = partName(path);
  const candidates = /^[\\/]/.test(path) ? [fromRoot] : [partName(folder + path), fromRoot];
  return candidates.find((part) => files.has(part)) ?? null;
}

async function readContentTypes(pieces: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, string>();
  await listen(pieces, 'Override', ({ PartName = '', ContentType = '' }) => {
    types.set(partName(PartName), ContentType);
  });
  return types;
}

/** Attributes of all elements with a name, by their names without prefix. Anything broken just ends the list. */
async function listen(
  pieces: AsyncIterable<Uint8Array>,
  element: string,
  heard: (attributes: Readonly<Record<string, string | undefined>>) => void,
): Promise<void> {
  try {
    await readXml(pieces, {
      open: (name, attributes) => {
        if (name === element) heard(attributes);
      },
    });
  } catch (error) {
    if (!(error instanceof UnreadableFile) || error.refusal !== 'damaged') throw error;
  }
}
