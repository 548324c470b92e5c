/** Texts of the onboarding page, loaded with it. */
export { start as copyStart } from './en-start';
