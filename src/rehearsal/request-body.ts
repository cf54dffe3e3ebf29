import { badRequest } from './api-refusal.ts';
import { uploadedName } from './file-name.ts';

/** A file that came with a call. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface RequestBody {
  readonly params: Readonly<Record<string, unknown>>;
  /** By the name of the form's part, which `attach://name` refers to. */
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const NO_FILES: ReadonlyMap<string, UploadedFile> = new Map();

/**
 * The parameters of a Bot API call: JSON, a form, or multipart with files.
 *
 * @throws ApiRefusal 400 where the body is not what its content type says
 */
export function readRequestBody(contentType: string, body: Buffer): RequestBody {
  const [type = ''] = contentType.split(';');
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      return { params: readJson(body), files: NO_FILES };
    case 'multipart/form-data':
      return readMultipart(body, boundaryOf(contentType));
    case 'application/x-www-form-urlencoded':
      return { params: Object.fromEntries(new URLSearchParams(body.toString('utf8'))), files: NO_FILES };
    default:
      return { params: {}, files: NO_FILES };
  }
}

function readJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // Refused below, like any other body that is no object.
  }
  throw badRequest("can't parse request body: JSON object expected");
}

function boundaryOf(contentType: string): string {
  const found = /boundary="?([^";]+)"?/i.exec(contentType);
  if (!found) throw badRequest("can't find boundary in the Content-Type header");
  return found[1]!;
}

/** RFC 7578; names in UTF-8, as clients send them. */
function readMultipart(body: Buffer, boundary: string): RequestBody {
  const params: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const firstLine = Buffer.from(`--${boundary}`);
  let start = body.indexOf(firstLine);
  if (start < 0) throw badRequest("can't find the boundary in the request body");
  start += firstLine.length;
  while (body.toString('latin1', start, start + 2) !== '--') {
    const headEnd = body.indexOf('\r\n\r\n', start);
    const end = body.indexOf(delimiter, start);
    if (headEnd < 0 || end < headEnd) throw badRequest('the multipart body is cut short');
    const head = body.toString('utf8', start, headEnd);
    const content = body.subarray(headEnd + 4, end);
    const name = /[ ;]name="([^"]*)"/i.exec(head)?.[1] ?? '';
    const fileName = uploadedName(/^content-disposition:(.*)$/im.exec(head)?.[1] ?? '');
    if (fileName !== null) files.set(name, { name: fileName, bytes: Buffer.from(content) });
    else params[name] = content.toString('utf8');
    start = end + delimiter.length;
  }
  return { params, files };
}
