/**
 * Version of everything a key or an entry is made of: canonical code, value encoding, entry layout.
 *
 * Raise it by one in the same commit as any change after which equal code and equal values would encode
 * differently, or after which an old entry would decode to something else. Old entries are then never found
 * again; they are not misread. Transformer and runtime share this constant and nothing else.
 */
export const FORMAT = 4;
