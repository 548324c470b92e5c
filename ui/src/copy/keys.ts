/** Texts of the pages about API keys and their usage, loaded with them. */
export { keys as copyKeys } from './en-keys';
