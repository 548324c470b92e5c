import type { FormEvent } from 'react';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useToast } from '../components/Toast';
import { copy } from '../copy';

type Options<T> = { refresh: QueryKey[]; said?: string | null; onDone?: (result: T) => void };

/** A change of a setting: says that it is saved and fetches anew what it touches. */
export function useChange<T, V = void>(
  change: (value: V) => Promise<T>,
  { refresh, said, onDone }: Options<T>,
) {
  const cache = useQueryClient();
  const say = useToast();
  return useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      if (said !== null) say(said ?? copy.common.saved);
      onDone?.(result);
      await Promise.all(refresh.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}

export function formOf(event: FormEvent<HTMLFormElement>): (name: string) => string {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  return (name) => String(form.get(name) ?? '').trim();
}
