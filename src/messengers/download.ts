import { readFile, stat } from 'node:fs/promises';
import { type Agent, get as getPlainly } from 'node:http';
import { get as getSecurely } from 'node:https';
import { posix, win32 } from 'node:path';
import type { Readable } from 'node:stream';
import { type Api, GrammyError } from 'grammy';
import { type Clock, within } from '../clock.ts';
import type { Messenger } from '../store/accounts.ts';
import type { DownloadedFile, DownloadFile } from './download-file.ts';
import { grammySignal } from './grammy-signal.ts';

/** A workbook over a slow line. */
const TIMEOUT_MS = 120_000;
const TOO_LARGE: DownloadedFile = { ok: false, why: 'tooLarge' };
const GONE: DownloadedFile = { ok: false, why: 'gone' };

/** Asks for a file. @returns what it is answered with, once that begins */
export type GetFile = (
  url: URL,
  agent: Agent | undefined,
  signal: AbortSignal,
) => Promise<Readable & { readonly statusCode?: number | undefined }>;

/** Fetches sent files from the server, and through the proxy, that a messenger's API has. */
export function fileDownloader(
  clock: Clock,
  apiOf: (messenger: Messenger) => Api,
  getFile: GetFile = getOverHttp,
): DownloadFile {
  return (messenger, fileId, { mostBytes, signal: around }) => {
    const api = apiOf(messenger);
    const fetched = async (signal: AbortSignal) => {
      const found = await findFile(api, fileId, signal);
      if (typeof found !== 'string') return found;
      return isOnServersDisk(found)
        ? readFromDisk(found, mostBytes)
        : fetchFrom(api, found, { mostBytes, signal }, getFile);
    };
    return within(clock, TIMEOUT_MS, fetched, around);
  };
}

/** @returns the file's path at the messenger, or why there is none */
async function findFile(api: Api, fileId: string, signal: AbortSignal): Promise<string | DownloadedFile> {
  try {
    const { file_path: path } = await api.getFile(fileId, grammySignal(signal));
    return path ?? GONE;
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    return /too big/i.test(error.description) ? TOO_LARGE : GONE;
  }
}

/** A self-hosted server that runs with `--local` names the file on its own disk, and hands nothing out. */
function isOnServersDisk(path: string): boolean {
  return posix.isAbsolute(path) || win32.isAbsolute(path);
}

async function readFromDisk(path: string, mostBytes: number): Promise<DownloadedFile> {
  const { size } = await stat(path);
  return size > mostBytes ? TOO_LARGE : { ok: true, bytes: await readFile(path) };
}

interface Limits {
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

async function fetchFrom(
  api: Api,
  path: string,
  { mostBytes, signal }: Limits,
  getFile: GetFile,
): Promise<DownloadedFile> {
  const root = api.options?.apiRoot ?? 'https://api.telegram.org';
  const url = new URL(`${root}/file/bot${api.token}/${path}`);
  const response = await getFile(url, api.options?.baseFetchConfig?.['agent'] as Agent | undefined, signal);
  if (response.statusCode === 404) return closed(response, GONE);
  if (response.statusCode !== 200) {
    closed(response, GONE);
    throw Object.assign(new Error('the messenger did not hand out a file'), { code: response.statusCode });
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) return closed(response, TOO_LARGE);
    chunks.push(chunk);
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}

export const getOverHttp: GetFile = (url, agent, signal) => {
  const get = url.protocol === 'https:' ? getSecurely : getPlainly;
  return new Promise((resolve, reject) => {
    get(url, { agent, signal }, resolve).on('error', reject);
  });
};

function closed(response: Readable, file: DownloadedFile): DownloadedFile {
  response.destroy();
  return file;
}
