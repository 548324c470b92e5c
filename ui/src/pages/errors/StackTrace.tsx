import { CopyButton } from '../../components/Code';
import { copy } from '../../copy';
import { shownLines } from '../../lib/text';
import c from './errors.module.css';
import { sections } from './stack';

/** Own frames open, library frames folded, the raw text to copy. */
export function StackTrace({ text }: { text: string }) {
  return (
    <div className={c.stack}>
      <div className={c.copy}>
        <CopyButton text={text} label={copy.pages.errors.copyStack} />
      </div>
      {/* Long lines scroll, so the block takes focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={c.frames} tabIndex={0} role="group" aria-label={copy.pages.errors.stack}>
        {sections(text).map((section, i) => {
          const lines = <pre data-kind={section.kind}>{shownLines(section.lines.join('\n'))}</pre>;
          return section.kind === 'library' ? (
            <details key={i}>
              <summary>{copy.pages.errors.showFolded(section.lines.length)}</summary>
              {lines}
            </details>
          ) : (
            <div key={i}>{lines}</div>
          );
        })}
      </div>
    </div>
  );
}
