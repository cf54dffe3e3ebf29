import type { Screen } from '../studies/screens.ts';
import { exclusionsScreen, funnelGroupsScreen, funnelScreen, funnelUnitsScreen } from './compose-funnel.ts';
import { nextThemeScreen, themeScreen } from './compose-themes.ts';

/** What `/funnel` and its buttons show, by name. */
export const funnelScreens = {
  funnel: (tx, study) => funnelScreen(tx, study),
  funnelUnits: (tx, study, { page = 0 }) => funnelUnitsScreen(tx, study, page),
  funnelGroups: (tx, study, { itemId = 0, depth = 0, page = 0 }) =>
    funnelGroupsScreen(tx, study, { itemId, depth }, page),
  funnelLeft: (tx, study, { step = 0, page = 0 }) => exclusionsScreen(tx, study, step, page),
  theme: (tx, study, { place = 0 }) => themeScreen(tx, study, place),
  nextTheme: (tx, study, { place = 0 }) => nextThemeScreen(tx, study, place),
} satisfies Record<string, Screen>;
