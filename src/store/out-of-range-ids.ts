/** The greatest id that counts (spec 2.2, "Ids"): whole numbers beyond it are not exact in JavaScript. */
export const mostId = Number.MAX_SAFE_INTEGER;

/** The issue of a contact whose id does not count. */
export const idOutOfRange = 'id_out_of_range';
