import { alerts } from './alerts';
import { consumers } from './consumers';
import { endpoints } from './endpoints';
import { errors } from './errors';
import { keys, usage } from './keys';
import { overview } from './overview';
import type { Page } from './page';
import { performance } from './performance';
import { redaction } from './redaction';
import { reports } from './reports';
import { requests } from './requests';
import { start } from './start';
import { status } from './status';
import { traffic } from './traffic';
import { uptime } from './uptime';

/** The pages of an app, in the order of the sidebar. A new page is a folder and a line here. */
export const pages: readonly Page[] = [
  overview,
  traffic,
  performance,
  errors,
  endpoints,
  consumers,
  requests,
  uptime,
  alerts,
  status,
  reports,
  keys,
  usage,
  redaction,
  start,
];
