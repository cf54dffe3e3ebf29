/** Why a copy of the database could not be made. */
export type BackupTrouble = 'no-room' | 'no-access' | 'unsound' | 'other';
