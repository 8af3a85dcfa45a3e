// Words as the page writes and compares them.

/** Marks that readers leave out as they like, as timeline/model/search.py has them; in other scripts they are
 * letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** With a capital. @param {string} words */
export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** Without case and accents, for a search. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(ACCENTS, "").toLowerCase();
