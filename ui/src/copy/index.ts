import { en } from './en';

/** All texts of the dashboard. A second language is a file of this type: a missing key does not compile. */
export type Copy = typeof en;

export const copy: Copy = en;
