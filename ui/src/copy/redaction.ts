/** Texts of the Redaction page, loaded with it. */
export { redaction as copyRedaction } from './en-redaction';
