// Its owner is still to come; the page runs without it.

/** @param {Desk} desk */
export function initChanges(desk) {
  void desk;
}
