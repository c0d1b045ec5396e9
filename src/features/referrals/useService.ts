import { useSite } from '../../session/useWho.ts';
import type { Service } from '../../site/site.ts';

/**
 * The service to which a referral went, by the name in it; where the site has only one number for all of them, that one. Null: not
 * known, and then no number is named.
 */
export function useService(to: string | null): Pick<Service, 'phone' | 'nightPhone'> | null {
  const { services } = useSite().referral;
  const named = services.find(({ name }) => name === to);
  if (named !== undefined) return named;
  const phone = onlyOne(services.map((one) => one.phone));
  const nightPhone = onlyOne(services.map((one) => one.nightPhone));
  if (phone === undefined && nightPhone === undefined) return null;
  return { ...(phone === undefined ? {} : { phone }), ...(nightPhone === undefined ? {} : { nightPhone }) };
}

function onlyOne(all: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(all);
  return others.length === 0 ? first : undefined;
}
