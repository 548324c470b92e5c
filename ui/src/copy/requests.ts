/** Texts of the Requests pages, loaded with them: they are long, and other pages do without. */
export { requests as copyRequests } from './en-requests';
