/** Texts of the status pages, loaded with them. */
export { status as copyStatus } from './en-status';
