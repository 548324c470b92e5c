import { useQuery } from '@tanstack/react-query';
import { answer, client } from '../../api/client';

export const useFactors = () =>
  useQuery({
    queryKey: ['factors'],
    queryFn: ({ signal }) => answer(client.GET('/profile/factors', { signal })),
  });

export const useSignInPolicy = () =>
  useQuery({
    queryKey: ['sign-in-policy'],
    queryFn: ({ signal }) => answer(client.GET('/sign-in-policy', { signal })),
  });

/** What changes with a second factor. */
export const TOUCHED = [['factors'], ['sessions'], ['sign-in-policy'], ['members']];
