/** Texts of the pages of statements, loaded with them. */
export { statements as copyStatements } from './en-statements';
