import { isolate } from '../texts/direction.ts';
import { html, plain } from '../texts/i18n.ts';
import { certificateButton } from './buttons.ts';
import type { Button } from './message.ts';
import { shorten } from './shorten.ts';

/** Signs that file systems refuse, and marks of direction that show as boxes there. */
const REFUSED = /[\\/:*?"<>|\u2066-\u2069]/g;

export function certificateFileName(studyTitle: string): string {
  const named = plain('certificate.file', { title: shorten(studyTitle, 60) });
  return `${named.replace(REFUSED, ' ').trim()}.png`;
}

export function certificateCaption(studyTitle: string): string {
  return html('certificate.caption', { title: isolate(shorten(studyTitle, 150)) });
}

/** Under the closing letter: who wants the certificate presses, and nobody else gets a message more. */
export function certificateButtonOf(expertId: number): Button {
  return { text: plain('certificate.button'), data: certificateButton.write(expertId) };
}
