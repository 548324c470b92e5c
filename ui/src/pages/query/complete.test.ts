import { completed, completions, type DataView, wordAt } from './complete';

const view = (name: string, ...columns: string[]): DataView => ({
  name,
  about: '',
  columns: columns.map((column) => ({ name: column, type: 'VARCHAR', about: '' })),
});
const VIEWS = [view('v_key', 'key_id', 'name'), view('v_request', 'route', 'consumer')];

describe('completions', () => {
  it('offers views, columns and words', () => {
    expect(completions(VIEWS, 'select * from v_', 16)).toEqual(['v_key', 'v_request']);
    expect(completions(VIEWS, 'se', 2)).toEqual(['SELECT']);
  });
  it('offers columns of the views that are named', () => {
    expect(completions(VIEWS, 'select ro from v_request', 9)).toEqual(['route', 'ROUND']);
    expect(completions(VIEWS, 'select na from v_request', 9)).toEqual([]);
  });
  it('stays quiet in texts, in the middle of words and for one letter', () => {
    expect(completions(VIEWS, "where name = 'v_", 16)).toEqual([]);
    expect(completions(VIEWS, 'v_key', 3)).toEqual([]);
    expect(completions(VIEWS, 's', 1)).toEqual([]);
    expect(completions(VIEWS, 'v_key', 5)).toEqual([]);
  });
  it('replaces the word only', () => {
    expect(wordAt('from v_r limit', 8)).toBe('v_r');
    expect(completed('from v_r limit', 8, 'v_request')).toEqual({ text: 'from v_request limit', caret: 14 });
  });
});
