import { hiddenBefore } from '../../domain/own-past.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import { countAnsweredRounds } from '../../store/answers.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadQueuedJobs, queueJob } from '../../store/jobs.ts';
import { needStudy } from '../../store/studies.ts';
import { certificateCaption, certificateFileName } from './certificate-message.ts';
import type { Certificate } from './certificate-picture.ts';

/** Whether an expert took part: there is a certificate for who answered in a round at least. */
export function tookPart(tx: Transaction, expertId: number): boolean {
  return countAnsweredRounds(tx, expertId) > 0;
}

/** Asks for an expert's certificate; one that is being made is not made twice. */
export function requestCertificate(
  tx: Transaction,
  request: { key: string; expertId: number; accountId: number; at: Date },
): Outcome<object> {
  const { key, expertId, accountId, at } = request;
  const found = composeCertificate(tx, expertId, accountId);
  if (!found.ok) return found;
  const isMade = loadQueuedJobs(tx).some(
    (job) => job.kind === 'certificate' && job.args['expertId'] === expertId,
  );
  if (isMade) return { ok: true };
  queueJob(tx, {
    ...{ key, kind: 'certificate', accountId, studyId: null, args: { expertId }, createdAt: at },
  });
  return { ok: true };
}

/** The job `certificate`: draws the picture and sends it as a document, so that no messenger squeezes it. */
export async function makeCertificate(
  job: AskedJob,
  { db, run, now, zone }: Pick<JobTools, 'db' | 'run' | 'now' | 'zone'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const found = composeCertificate(db, Number(job.args['expertId']), job.accountId);
  if (!found.ok) return undefined;
  const { certificate } = found;
  const { certificateDrawing } = await import('./certificate-picture.ts');
  const document = {
    name: certificateFileName(certificate.studyTitle),
    bytes: await run('draw-svg', certificateDrawing(certificate, zone)),
    caption: certificateCaption(certificate.studyTitle),
  };
  return (tx) => sendJobDocument(tx, job, document, now());
}

/** What a certificate says, where the account is an expert's who took part in a study that has ended. */
function composeCertificate(
  tx: Transaction,
  expertId: number,
  accountId: number | null,
): Outcome<{ certificate: Certificate }> {
  const expert = loadExpert(tx, expertId);
  if (!expert || accountId === null || expert.accountId !== accountId || expert.removedAt) {
    return refuse({ code: 'certificate.notYours' });
  }
  const study = needStudy(tx, expert.studyId);
  const rounds = countAnsweredRounds(tx, expertId);
  if (study.finishedAt === null) return refuse({ code: 'certificate.tooEarly' });
  if (hiddenBefore(study, expert) !== null) return refuse({ code: 'certificate.unconfirmed' });
  if (rounds === 0) return refuse({ code: 'certificate.nothingAnswered' });
  const { name, role } = expert;
  const { title: studyTitle, organiser, finishedAt: at } = study;
  return { ok: true, certificate: { name, role, studyTitle, organiser, rounds, at } };
}
