import type { ExpertDraft, ItemDraft, PanelDraft, StudyDraft } from '../domain/study-draft.ts';
import { DEFAULT_RULES } from './read-rules.ts';

/** The example in English: small enough to be played in a few minutes. All of it is invented. */

const PANELS: readonly PanelDraft[] = [
  { code: 'P1', name: 'Public spaces' },
  { code: 'P2', name: 'Streets and mobility' },
];

const SCHOLAR = 'Scholar of public administration';
const OFFICER = 'City officer';
const RESIDENT = 'Residents’ association';

const EXPERTS: readonly (readonly [name: string, role: string, panels: readonly string[]])[] = [
  ['Helen Ashworth', SCHOLAR, ['P1', 'P2']],
  ['Daniel Okafor', SCHOLAR, ['P1', 'P2']],
  ['Marta Lindqvist', OFFICER, ['P1', 'P2']],
  ['Samuel Hargreaves', OFFICER, ['P1', 'P2']],
  ['Priya Nair', OFFICER, ['P1']],
  ['Owen Whitlock', OFFICER, ['P1']],
  ['Beatrice Fontaine', RESIDENT, ['P1']],
  ['Tomas Novak', RESIDENT, ['P1']],
  ['Grace Adeyemi', OFFICER, ['P2']],
  ['Lukas Brandt', OFFICER, ['P2']],
  ['Rosa Delgado', RESIDENT, ['P2']],
  ['Edwin Marsh', RESIDENT, ['P2']],
];

interface Service {
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly panels: readonly string[];
}

const SERVICES: readonly Service[] = [
  {
    title: 'Looking after small neighbourhood gardens',
    definition: 'Watering, weeding and planting beds of up to 200 square metres.',
    unit: 'Parks',
    panels: ['P1'],
  },
  {
    title: 'Painting and cleaning benches, railings and walls',
    definition: 'Removing graffiti included.',
    unit: 'Parks',
    panels: ['P1'],
  },
  {
    title: 'Running neighbourhood libraries',
    definition: 'Lending, reading rooms and opening hours, without buying books.',
    unit: 'Culture',
    panels: ['P1'],
  },
  {
    title: 'Inspecting food markets',
    definition: 'Checking hygiene, prices and weights.',
    unit: 'Public health',
    panels: ['P1'],
  },
  {
    title: 'Teaching households to sort their waste',
    definition: 'Visits, leaflets and courses in each neighbourhood.',
    unit: 'Waste',
    panels: ['P1', 'P2'],
  },
  {
    title: 'Clearing blocked gutters after rain',
    definition: 'Reporting them included.',
    unit: 'Drainage',
    panels: ['P1', 'P2'],
  },
  {
    title: 'Reporting potholes and damaged road signs',
    definition: 'By a form on the city’s website, with a photograph.',
    unit: 'Roads',
    panels: ['P2'],
  },
  {
    title: 'Running bike-sharing stations',
    definition: 'Moving, cleaning and small repairs of the bicycles.',
    unit: 'Transport',
    panels: ['P2'],
  },
  {
    title: 'Timing the traffic lights',
    definition: 'Choosing the length of each phase at a crossing.',
    unit: 'Transport',
    panels: ['P2'],
  },
  {
    title: 'Teaching road safety in schools',
    definition: 'Lessons and practice for children of six to twelve.',
    unit: 'Transport',
    panels: ['P2'],
  },
];

const numbered = (letter: string, at: number) => `${letter}${String(at + 1).padStart(2, '0')}`;

const experts: readonly ExpertDraft[] = EXPERTS.map(([name, role, panelCodes], at) => ({
  key: numbered('E', at),
  name,
  role,
  panelCodes,
  mobile: null,
}));

const items: readonly ItemDraft[] = SERVICES.map(({ title, definition, unit, panels }, at) => ({
  code: numbered('S', at),
  title,
  definition,
  unit,
  audience: '',
  group: [],
  panelCodes: panels,
}));

export const CITY_SERVICES_EXAMPLE: StudyDraft = {
  rules: {
    title: 'City services that residents could take over',
    question: 'How well could this service be handed over to the residents who use it?',
    guidance:
      'Some services of a city can be run by the people who use them. ' +
      'For each service, please say how far this would be possible in your city. ' +
      'There are no right or wrong answers; what counts is your experience.',
    organiser: 'A made-up example, to try Hamray out',
    contact: 'This is an example; in a study of your own, write here how to reach you.',
    consent: '',
    ...DEFAULT_RULES,
    neutralPoint: 3,
    yesPerCent: null,
    minRounds: 3,
    language: 'en',
    excludedAudiences: [],
  },
  scale: [
    { value: 1, label: 'Not at all' },
    { value: 2, label: 'Hardly' },
    { value: 3, label: 'Partly' },
    { value: 4, label: 'Largely' },
    { value: 5, label: 'Completely' },
  ],
  panels: PANELS,
  experts,
  items,
  rounds: [],
};
