/** Texts of the query page, loaded with it. */
export { query as copyQuery } from './en-query';
