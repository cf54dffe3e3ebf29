import { isolate } from '../texts/direction.ts';
import { plain } from '../texts/i18n.ts';
import { shorten } from './shorten.ts';

const LISTED_NAME = 60;

export interface PanelName {
  readonly code: string;
  readonly name: string;
}

/** A panel's name with its code, where the code says more than a running number's place; plain. */
export function panelTitle({ code, name }: PanelName): string {
  return plain('facilitator.panels.title', {
    code: isolate(code),
    name: isolate(shorten(name, LISTED_NAME)),
  });
}
