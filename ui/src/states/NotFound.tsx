import { Link } from '@tanstack/react-router';
import { controlClass } from '../components/Button';
import { copy } from '../copy';
import { Message } from './Message';

export const NotFound = () => (
  <Message title={copy.states.notFound} text={copy.states.notFoundText}>
    <Link to="/" className={controlClass}>
      {copy.states.home}
    </Link>
  </Message>
);
