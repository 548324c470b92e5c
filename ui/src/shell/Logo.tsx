import c from './shell.module.css';

export const Logo = () => (
  <svg className={c.logo} viewBox="0 0 26 26" aria-hidden>
    <rect width="26" height="26" rx="7" fill="var(--gh-text)" />
    <path
      d="M6.5 20V12.2a6.5 6.5 0 0 1 13 0V20"
      fill="none"
      stroke="var(--gh-canvas)"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
    <path d="M10.8 20v-5.5M15.2 20v-5.5" stroke="#2dac9f" strokeWidth="2.2" strokeLinecap="round" />
  </svg>
);
