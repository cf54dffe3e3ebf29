import { LANGUAGES, type Language } from '../../domain/language.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { LANGUAGE, languageSpoken, speaking } from '../../texts/speaking.ts';
import { type Starter, starterCaption, starterFileName } from './starter-message.ts';

/** Asks for the empty workbook, or the filled one. */
export function requestStarterWorkbook(
  tx: Transaction,
  request: { key: string; accountId: number; starter: Starter; language: Language; at: Date },
): void {
  const { key, accountId, starter, language, at } = request;
  queueJob(tx, {
    ...{
      key,
      kind: 'starter-workbook',
      accountId,
      studyId: null,
      args: { starter, language },
      createdAt: at,
    },
  });
}

/** The job `starter-workbook`: writes the workbook and sends it with what to do with it. */
export async function sendStarterWorkbook(
  job: AskedJob,
  now: () => Date,
): Promise<(tx: Transaction) => void> {
  const starter: Starter = job.args['starter'] === 'example' ? 'example' : 'template';
  const language = LANGUAGES.find((own) => own === job.args['language']) ?? LANGUAGE;
  return speaking(language, async () => {
    const bytes = await bytesOf(starter);
    const document = { name: starterFileName(starter), bytes, caption: starterCaption(starter) };
    return (tx) => sendJobDocument(tx, job, document, now());
  });
}

/** Each is the same for all who ask in one language, and making it holds presses up for a fifth of a second. */
const MADE = new Map<string, Promise<Uint8Array>>();

function bytesOf(starter: Starter): Promise<Uint8Array> {
  const key = `${languageSpoken()} ${starter}`;
  const bytes = MADE.get(key) ?? make(starter);
  MADE.set(key, bytes);
  return bytes;
}

/** Loaded when somebody asks. */
async function make(starter: Starter): Promise<Uint8Array> {
  if (starter === 'example') return (await import('../../workbook/example-workbook.ts')).exampleWorkbook();
  return (await import('../../workbook/template-workbook.ts')).templateWorkbook();
}
