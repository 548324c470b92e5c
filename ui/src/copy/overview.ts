/** Texts of the overview, loaded with it. */
export { overview as copyOverview } from './en-overview';
