/** Texts about people and how they sign in, loaded with their pages. */
export { people as copyPeople } from './en-people';
