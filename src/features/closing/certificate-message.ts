import { titledDocumentName } from '../../domain/document-name.ts';
import { certificateButton } from '../../messages/buttons.ts';
import type { Button } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

export function certificateFileName(studyTitle: string): string {
  return titledDocumentName(studyTitle, (title) => plain('certificate.file', { title }), '.png');
}

export function certificateCaption(studyTitle: string): string {
  return html('certificate.caption', { title: isolate(shorten(studyTitle, 150)) });
}

/** Under the closing letter: who wants the certificate presses, and nobody else gets a message more. */
export function certificateButtonOf(expertId: number): Button {
  return { text: plain('certificate.button'), data: certificateButton.write({ expertId }) };
}
