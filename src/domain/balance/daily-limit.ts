import { exactFloorOfProduct } from '../arithmetic/exact-floor.ts';
import type { Configuration } from '../configuration.ts';

type LoadBalancing = Configuration['load_balancing'];

/** The daily cap in mails (spec 2.6): max(1, floor(daily_send_percentage_cap x all contacts)). */
export const findDailyCap = (balancing: LoadBalancing, contactCount: number): number =>
  Math.max(1, exactFloorOfProduct(balancing.daily_send_percentage_cap, contactCount));

/** The cap moves mails away from a date with more mails than this (spec 2.6): floor(cap x overage_threshold). */
export const findOverageLimit = (balancing: LoadBalancing, dailyCap: number): number =>
  exactFloorOfProduct(balancing.overage_threshold, dailyCap);

/** Effective-date mails that may share an ideal date before they are smoothed (spec 2.6). */
export const findSmoothingLimit = (balancing: LoadBalancing, dailyCap: number): number =>
  Math.max(
    1,
    Math.min(
      balancing.ed_daily_soft_limit,
      exactFloorOfProduct(dailyCap, balancing.ed_percentage_of_daily_cap),
    ),
  );
