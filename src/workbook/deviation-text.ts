import type { Deviation } from '../domain/deviations.ts';
import type { ItemChange, RuleChange, StudyChange } from '../domain/study-change.ts';
import type { ItemDraft } from '../domain/study-draft.ts';
import { dateTimeText } from '../texts/dates.ts';
import { isolate } from '../texts/direction.ts';
import { plain } from '../texts/i18n.ts';
import { listed } from '../texts/listed.ts';
import { changeLines } from './change-text.ts';
import { PROPERTIES } from './headers.ts';

/** A departure from the protocol, in the same words as in its preview; plain text. */
export function deviationText(deviation: Deviation, zone: string): string {
  const { field, code = '', panel, round = 0, from, to } = deviation;
  switch (field) {
    case 'itemByHand': {
      const told = { code: isolate(code), from: verdictText(from), to: verdictText(to) };
      return panel === undefined
        ? plain('protocol.deviation.itemByHand', told)
        : plain('protocol.deviation.itemByHandIn', { ...told, panel: isolate(panel) });
    }
    case 'itemReplaced':
      return plain('protocol.deviation.itemReplaced', { former: codesIn(from), heirs: codesIn(to) });
    case 'panelContinued': {
      const status = plain(`summary.status.${from === 'agreed' ? 'agreed' : 'stable'}`);
      return plain('protocol.deviation.panelContinued', { code: isolate(code), status, round });
    }
    case 'deadlineMoved':
      return plain('protocol.deviation.deadlineMoved', {
        ...{ round, from: momentText(from, zone), to: momentText(to, zone) },
      });
    case 'closedEarly':
      return plain('protocol.deviation.closedEarly', { round, from: momentText(from, zone) });
    default: {
      const change = changeOf(deviation);
      return change ? changeLines(change).join(' ') : plain('protocol.deviation.rules');
    }
  }
}

function verdictText(verdict: unknown): string {
  return verdict === 'kept' || verdict === 'dropped'
    ? plain(`protocol.deviation.${verdict}`)
    : plain('protocol.deviation.open');
}

function codesIn(items: unknown): string {
  return listed((items as readonly { readonly code: string }[]).map(({ code }) => isolate(code)));
}

function momentText(moment: unknown, zone: string): string {
  return dateTimeText(new Date(String(moment)), zone);
}

const NOTHING: StudyChange = {
  ...{ rules: [], scale: null, rounds: null, asides: [] },
  panels: { added: [], renamed: [], removed: [] },
  experts: { added: [], changed: [], removed: [], uncertain: [] },
  items: { added: [], reworded: [], moved: [], relabelled: [], removed: [] },
  ...{ touchesOpenRound: [], deviations: [], touchesPast: [], promisesBroken: [] },
};

/** The change that was applied, as far as the log keeps it; null where it concerned a rule that no longer exists. */
function changeOf({ field, code = '', from, to }: Deviation): StudyChange | null {
  const panel = { id: 0, code, name: code };
  const item = (end: unknown) => ({ ...UNCHANGED, code, ...(end as Partial<ItemDraft>) });
  const change: ItemChange = { from: item(from), to: item(to) };
  switch (field) {
    case 'scale':
      return { ...NOTHING, scale: { from, to } as StudyChange['scale'] };
    case 'rounds':
      return { ...NOTHING, rounds: { from, to } as StudyChange['rounds'] };
    case 'panelAdded':
      return { ...NOTHING, panels: { ...NOTHING.panels, added: [panel] } };
    case 'panelRemoved':
      return { ...NOTHING, panels: { ...NOTHING.panels, removed: [panel] } };
    case 'itemAdded':
      return { ...NOTHING, items: { ...NOTHING.items, added: [change.to] } };
    case 'itemRemoved':
      return { ...NOTHING, items: { ...NOTHING.items, removed: [change.from] } };
    case 'itemReworded':
      return { ...NOTHING, items: { ...NOTHING.items, reworded: [change] } };
    case 'itemMoved':
      return { ...NOTHING, items: { ...NOTHING.items, moved: [change] } };
    case 'itemRelabelled':
      return { ...NOTHING, items: { ...NOTHING.items, relabelled: [change] } };
    default:
      return field in PROPERTIES ? { ...NOTHING, rules: [{ field, from, to } as RuleChange] } : null;
  }
}

const UNCHANGED = {
  ...{ id: 0, title: '', definition: '', unit: '', audience: '' },
  ...{ group: [], panelCodes: [] },
};
