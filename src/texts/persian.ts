import announce from '../../locales/fa/announce.json' with { type: 'json' };
import ask from '../../locales/fa/ask.json' with { type: 'json' };
import backup from '../../locales/fa/backup.json' with { type: 'json' };
import briefing from '../../locales/fa/briefing.json' with { type: 'json' };
import certificate from '../../locales/fa/certificate.json' with { type: 'json' };
import change from '../../locales/fa/change.json' with { type: 'json' };
import chart from '../../locales/fa/chart.json' with { type: 'json' };
import codebook from '../../locales/fa/codebook.json' with { type: 'json' };
import expert from '../../locales/fa/expert.json' with { type: 'json' };
import facilitator from '../../locales/fa/facilitator.json' with { type: 'json' };
import forget from '../../locales/fa/forget.json' with { type: 'json' };
import funnel from '../../locales/fa/funnel.json' with { type: 'json' };
import history from '../../locales/fa/history.json' with { type: 'json' };
import item from '../../locales/fa/item.json' with { type: 'json' };
import label from '../../locales/fa/label.json' with { type: 'json' };
import language from '../../locales/fa/language.json' with { type: 'json' };
import leave from '../../locales/fa/leave.json' with { type: 'json' };
import letter from '../../locales/fa/letter.json' with { type: 'json' };
import link from '../../locales/fa/link.json' with { type: 'json' };
import list from '../../locales/fa/list.json' with { type: 'json' };
import live from '../../locales/fa/live.json' with { type: 'json' };
import menu from '../../locales/fa/menu.json' with { type: 'json' };
import messenger from '../../locales/fa/messenger.json' with { type: 'json' };
import number from '../../locales/fa/number.json' with { type: 'json' };
import operator from '../../locales/fa/operator.json' with { type: 'json' };
import paper from '../../locales/fa/paper.json' with { type: 'json' };
import privacy from '../../locales/fa/privacy.json' with { type: 'json' };
import protocol from '../../locales/fa/protocol.json' with { type: 'json' };
import refusal from '../../locales/fa/refusal.json' with { type: 'json' };
import rehearsal from '../../locales/fa/rehearsal.json' with { type: 'json' };
import rehearse from '../../locales/fa/rehearse.json' with { type: 'json' };
import reminder from '../../locales/fa/reminder.json' with { type: 'json' };
import report from '../../locales/fa/report.json' with { type: 'json' };
import round from '../../locales/fa/round.json' with { type: 'json' };
import storage from '../../locales/fa/storage.json' with { type: 'json' };
import suggest from '../../locales/fa/suggest.json' with { type: 'json' };
import summary from '../../locales/fa/summary.json' with { type: 'json' };
import time from '../../locales/fa/time.json' with { type: 'json' };
import whatif from '../../locales/fa/whatif.json' with { type: 'json' };
import workbook from '../../locales/fa/workbook.json' with { type: 'json' };

/** Every text, by its file in `locales/fa`. */
export const PERSIAN = {
  label,
  time,
  number,
  list,
  chart,
  codebook,
  expert,
  facilitator,
  reminder,
  round,
  summary,
  refusal,
  workbook,
  menu,
  rehearsal,
  rehearse,
  letter,
  suggest,
  ask,
  announce,
  language,
  leave,
  link,
  history,
  privacy,
  protocol,
  change,
  item,
  certificate,
  backup,
  operator,
  storage,
  messenger,
  forget,
  funnel,
  whatif,
  live,
  paper,
  briefing,
  report,
};

/** The texts of a language: each has the same. */
export type Texts = typeof PERSIAN;
