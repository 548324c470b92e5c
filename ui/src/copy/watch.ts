/** Texts of Uptime and Alerts, loaded with them. */
export { alerts as copyAlerts, uptime as copyUptime } from './en-watch';
