// Elements: found by id, and made with their attributes and what stands in them. Text stays text.

/** An element that stands in the page. @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** An element with attributes, listeners ("onclick": a function) and children; null and false are left out.
 * @param {string} name @param {Record<string, unknown>} attributes
 * @param {...(Node | string | null | false | undefined)} children @returns {any} */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || (value === false && !key.startsWith("aria-"))) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), /** @type {any} */ (value));
    else element.setAttribute(key, value === true && !key.startsWith("aria-") ? "" : String(value));
  }
  for (const child of children) if (child != null && child !== false) element.append(child);
  return element;
}

/** "1 event", "2 events". @param {number} count @param {string} thing */
export const counted = (count, thing) => `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
