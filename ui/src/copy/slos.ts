/** Texts of objectives, loaded with them. */
export { slos as copySlos } from './en-slos';
