import announce from '../../locales/en/announce.json' with { type: 'json' };
import ask from '../../locales/en/ask.json' with { type: 'json' };
import backup from '../../locales/en/backup.json' with { type: 'json' };
import briefing from '../../locales/en/briefing.json' with { type: 'json' };
import certificate from '../../locales/en/certificate.json' with { type: 'json' };
import change from '../../locales/en/change.json' with { type: 'json' };
import chart from '../../locales/en/chart.json' with { type: 'json' };
import expert from '../../locales/en/expert.json' with { type: 'json' };
import facilitator from '../../locales/en/facilitator.json' with { type: 'json' };
import label from '../../locales/en/label.json' with { type: 'json' };
import list from '../../locales/en/list.json' with { type: 'json' };
import menu from '../../locales/en/menu.json' with { type: 'json' };
import messenger from '../../locales/en/messenger.json' with { type: 'json' };
import number from '../../locales/en/number.json' with { type: 'json' };
import operator from '../../locales/en/operator.json' with { type: 'json' };
import rehearse from '../../locales/en/rehearse.json' with { type: 'json' };
import time from '../../locales/en/time.json' with { type: 'json' };
import type { Texts } from './persian.ts';

/** Every text that is translated so far, by its file in `locales/en`. */
export const ENGLISH = {
  announce,
  ask,
  backup,
  briefing,
  certificate,
  change,
  chart,
  expert,
  facilitator,
  label,
  list,
  menu,
  messenger,
  number,
  operator,
  rehearse,
  time,
} satisfies Partial<Texts>;
