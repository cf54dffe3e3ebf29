import announce from '../../locales/en/announce.json' with { type: 'json' };
import ask from '../../locales/en/ask.json' with { type: 'json' };
import backup from '../../locales/en/backup.json' with { type: 'json' };
import briefing from '../../locales/en/briefing.json' with { type: 'json' };
import certificate from '../../locales/en/certificate.json' with { type: 'json' };
import change from '../../locales/en/change.json' with { type: 'json' };
import chart from '../../locales/en/chart.json' with { type: 'json' };
import codebook from '../../locales/en/codebook.json' with { type: 'json' };
import expert from '../../locales/en/expert.json' with { type: 'json' };
import facilitator from '../../locales/en/facilitator.json' with { type: 'json' };
import forget from '../../locales/en/forget.json' with { type: 'json' };
import funnel from '../../locales/en/funnel.json' with { type: 'json' };
import history from '../../locales/en/history.json' with { type: 'json' };
import item from '../../locales/en/item.json' with { type: 'json' };
import label from '../../locales/en/label.json' with { type: 'json' };
import language from '../../locales/en/language.json' with { type: 'json' };
import leave from '../../locales/en/leave.json' with { type: 'json' };
import letter from '../../locales/en/letter.json' with { type: 'json' };
import link from '../../locales/en/link.json' with { type: 'json' };
import list from '../../locales/en/list.json' with { type: 'json' };
import live from '../../locales/en/live.json' with { type: 'json' };
import menu from '../../locales/en/menu.json' with { type: 'json' };
import messenger from '../../locales/en/messenger.json' with { type: 'json' };
import number from '../../locales/en/number.json' with { type: 'json' };
import operator from '../../locales/en/operator.json' with { type: 'json' };
import paper from '../../locales/en/paper.json' with { type: 'json' };
import privacy from '../../locales/en/privacy.json' with { type: 'json' };
import protocol from '../../locales/en/protocol.json' with { type: 'json' };
import refusal from '../../locales/en/refusal.json' with { type: 'json' };
import rehearsal from '../../locales/en/rehearsal.json' with { type: 'json' };
import rehearse from '../../locales/en/rehearse.json' with { type: 'json' };
import reminder from '../../locales/en/reminder.json' with { type: 'json' };
import report from '../../locales/en/report.json' with { type: 'json' };
import round from '../../locales/en/round.json' with { type: 'json' };
import storage from '../../locales/en/storage.json' with { type: 'json' };
import suggest from '../../locales/en/suggest.json' with { type: 'json' };
import summary from '../../locales/en/summary.json' with { type: 'json' };
import time from '../../locales/en/time.json' with { type: 'json' };
import whatif from '../../locales/en/whatif.json' with { type: 'json' };
import workbook from '../../locales/en/workbook.json' with { type: 'json' };
import type { Texts } from './persian.ts';

/** Every text, by its file in `locales/en`. */
export const ENGLISH: Texts = {
  announce,
  ask,
  backup,
  briefing,
  certificate,
  change,
  chart,
  codebook,
  expert,
  facilitator,
  forget,
  funnel,
  history,
  item,
  label,
  language,
  leave,
  letter,
  link,
  list,
  live,
  menu,
  messenger,
  number,
  operator,
  paper,
  privacy,
  protocol,
  refusal,
  rehearsal,
  rehearse,
  reminder,
  report,
  round,
  storage,
  suggest,
  summary,
  time,
  whatif,
  workbook,
};
