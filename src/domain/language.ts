/** The languages in which a study can be read: `locales` has a folder of each. */
export const LANGUAGES = ['fa', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];
