/** Texts of reports, loaded with them. */
export { reports as copyReports } from './en-reports';
