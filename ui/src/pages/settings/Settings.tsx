import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ComponentType, Suspense } from 'react';
import { useApps } from '../../api/workspace';
import { Choice } from '../../components/Field';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { PlainHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { Loadable, Skeleton } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { Permission } from '../../states/Permission';
import { type AppSection, appSections, GROUPS, RIGHTS, type Section, sections } from './sections';
import c from './settings.module.css';

const t = copy.settings;

export default function Settings() {
  const { section: name }: { section?: string } = useParams({ strict: false });
  const { app }: { app?: string } = useSearch({ strict: false });
  const section = (Object.keys(t.sections) as Section[]).find((key) => key === name) ?? 'apps';
  const Content = section in sections ? sections[section as keyof typeof sections] : undefined;
  return (
    <div className={layout.page}>
      <PlainHeader title={`${t.title}: ${t.sections[section]}`} />
      <div className={c.grid}>
        <nav aria-label={t.title} className={c.nav}>
          {GROUPS.map((group) => (
            <div key={group.key}>
              <div className={c.group}>{t.groups[group.key]}</div>
              {group.sections.map((key) => (
                <Link
                  key={key}
                  to="/settings/$section"
                  params={{ section: key }}
                  search={app ? { app } : {}}
                  aria-current={key === section ? 'page' : undefined}
                >
                  {t.sections[key]}
                </Link>
              ))}
            </div>
          ))}
        </nav>
        <div className={c.content}>
          <Suspense fallback={<Skeleton height={300} />}>
            <Permission {...RIGHTS[section]}>
              {Content ? <Content /> : <OfApp section={section as AppSection} wanted={app} />}
            </Permission>
          </Suspense>
        </div>
      </div>
    </div>
  );
}

/** Sections that belong to one app begin with the choice of the app. */
function OfApp({ section, wanted }: { section: AppSection; wanted: string | undefined }) {
  const navigate = useNavigate();
  const apps = useApps();
  const Content: ComponentType<{ app: string }> = appSections[section];
  return (
    <Loadable query={apps} what={t.sections.apps.toLowerCase()} height={300}>
      {({ items }) => {
        const app = items.find((item) => item.id === wanted) ?? items[0];
        if (!app) return <Message title={copy.apps.firstTitle} text={copy.apps.createText} />;
        return (
          <>
            <div className={c.picker}>
              <Choice
                label={t.app}
                value={app.id}
                onChange={(event) =>
                  void navigate({ to: `/settings/${section}`, search: { app: event.target.value } })
                }
              >
                {items.map((item) => (
                  <option key={item.id} value={item.id}>
                    {shown(item.name)}
                  </option>
                ))}
              </Choice>
            </div>
            <Content key={app.id} app={app.id} />
          </>
        );
      }}
    </Loadable>
  );
}
