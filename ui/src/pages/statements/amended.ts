import type { Schema } from '../../api/client';
import type { Statement } from './api';

type Amended = Schema<'Amendment'>['lines'][number];
export const FIGURES = ['billable', 'calls', 'refused'] as const;

/** The rows of the form, as lines: the key and endpoint of a stated line, or neither, and what is added to it. */
export const amendedOf = (form: FormData, stated: Statement['lines']): Amended[] =>
  form.getAll('of').map((of, i) => {
    const line = stated[Number(of)];
    return {
      ...(of !== '' && line && { key: line.key.id, method: line.method, route: line.route }),
      ...Object.fromEntries(
        FIGURES.map((figure) => [figure, Number(form.getAll(figure)[i])] as const).filter(
          ([, by]) => by !== 0,
        ),
      ),
    };
  });
