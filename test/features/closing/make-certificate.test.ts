import { beforeEach, expect, test } from 'vitest';
import { composeClosingLetter } from '../../../src/features/closing/compose-closing-letter.ts';
import { makeCertificate, requestCertificate } from '../../../src/features/closing/make-certificate.ts';
import { finishPreviewed, prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import type { RunInBackground } from '../../../src/jobs/background.ts';
import { certificateButton } from '../../../src/messages/buttons.ts';
import { drawPng } from '../../../src/pictures/draw-png.ts';
import { loadFile } from '../../../src/store/files.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { must, refusalOf, TEHRAN, TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;

beforeEach(async () => {
  study = new TestStudy({ experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A', y: 'A' } }).join();
  await study.playRound('x y\ne1 5 4\ne2 4 -');
});

function finish(): void {
  study.run((tx) => {
    const request = { study: study.study, accountId: study.facilitator, at: study.at };
    const { previewId } = must(prepareFinish(tx, request));
    must(finishPreviewed(tx, { ...request, previewId }));
  });
}

let asked = 0;
function request(name: string, accountId = study.press(name).accountId) {
  asked += 1;
  const press = { key: `certificate:${asked}`, expertId: study.expert(name).id, accountId, at: study.at };
  return study.run((tx) => requestCertificate(tx, press));
}

const certificates = () => loadQueuedJobs(study.db).filter(({ kind }) => kind === 'certificate');

test('the closing letter of an expert who took part has the certificate’s button, and no other letter has', () => {
  finish();
  const buttonsOf = (name: string) => {
    const { id, accountId } = study.expert(name);
    return composeClosingLetter(study.db, id, accountId!)!.buttons;
  };
  const data = certificateButton.write({ expertId: study.expert('e1').id });
  expect(buttonsOf('e1')).toEqual([[{ text: '🎓 گواهی مشارکت', data }]]);
  expect(buttonsOf('e3')).toBeUndefined();
});

test('a certificate is sent as a document to the account that asked', async () => {
  finish();
  must(request('e1'));
  const [job] = certificates();
  const run = (async (name: string, { svg, width }: { svg: string; width: number }) => {
    expect(name).toBe('draw-svg');
    return drawPng(svg, width);
  }) as RunInBackground;
  const write = await makeCertificate(askedJob(job!), {
    db: study.db,
    run,
    now: () => study.at,
    zone: TEHRAN,
  });
  study.run((tx) => write!(tx));
  const [document] = study.queued('document');
  expect(document!.accountId).toBe(study.press('e1').accountId);
  const { args } = document!;
  const file = loadFile(study.db, 'fileId' in args ? Number(args.fileId) : 0)!;
  expect(file.name).toBe('گواهی مشارکت خدمات الکترونیکی.png');
  expect(file.bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('a certificate is made once, however often its button is pressed meanwhile', () => {
  finish();
  must(request('e1'));
  must(request('e1'));
  expect(certificates()).toHaveLength(1);
  must(request('e2'));
  expect(certificates()).toHaveLength(2);
});

test('a certificate is refused to another account, before the study’s end, and to an expert who answered nothing', () => {
  expect(refusalOf(request('e1'))).toBe('certificate.tooEarly');
  finish();
  expect(refusalOf(request('e1', study.press('e2').accountId))).toBe('certificate.notYours');
  expect(refusalOf(request('e3'))).toBe('certificate.nothingAnswered');
  expect(certificates()).toEqual([]);
});
