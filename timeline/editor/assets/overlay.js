// What lies over the picture and is no part of it: the outline of the chosen event, the handles at the ends
// of a span, and while somebody drags the ghost of the mark with the date in words beside it.

import { make } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const CLEAR = 4; // px from a mark or a label to its outline
const REACH = 3; // px beside a mark in which it can be pointed at
const THICK = 7, LONG = 20; // px, a handle along the axis and across it
const FREE = 14; // px from the pointer to the words

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** @param {string} name @param {Record<string, string | number>} attributes @returns {SVGGraphicsElement} */
function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return /** @type {SVGGraphicsElement} */ (element);
}

/** The shapes of an event's mark, without the pole of its label. @param {SVGGElement} group */
function markOf(group) {
  const shapes = [...group.children].filter((one) => !one.matches("title, .reach"));
  const end = shapes.findIndex((one) => one.matches("text, a"));
  const own = (end < 0 ? shapes : shapes.slice(0, end)).filter((one) => !one.matches("line"));
  return /** @type {SVGGraphicsElement[]} */ (own);
}

/** @param {SVGGraphicsElement[]} shapes @param {number} more px on all sides @returns {Box | null} */
function around(shapes, more) {
  if (!shapes.length) return null;
  const boxes = shapes.map((one) => one.getBBox());
  const x = Math.min(...boxes.map((box) => box.x)) - more, y = Math.min(...boxes.map((box) => box.y)) - more;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + more;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + more;
  return { x, y, width: right - x, height: bottom - y };
}

/** The room of an event's mark and that of its label. @param {SVGGElement} group @param {number} more */
function roomsOf(group, more) {
  const texts = /** @type {SVGGraphicsElement[]} */ ([...group.querySelectorAll("text")]);
  const mark = around(markOf(group), more), label = around(texts, more);
  const isInside = mark && label && label.x > mark.x && label.y > mark.y
    && label.x + label.width < mark.x + mark.width && label.y + label.height < mark.y + mark.height;
  return { mark, label: isInside ? null : label };
}

export class Overlay {
  root = shape("svg", { class: "overlay", "aria-hidden": "true" });
  label = make("p", { class: "drag-words", hidden: true });
  #chosen = shape("g", {});
  #ghost = shape("g", { class: "ghost" });

  constructor() {
    this.root.append(this.#chosen, this.#ghost);
  }

  /** @param {number} width @param {number} height */
  size(width, height) {
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
      this.root.setAttribute(name, String(value));
    }
    this.drop();
  }

  /** Lets events be pointed at beside their marks and between their words. @param {SVGGElement[]} groups */
  widen(groups) {
    const rooms = groups.map((group) => roomsOf(group, REACH)); // all are measured before anything is changed
    for (const [number, { mark, label }] of rooms.entries()) {
      for (const box of [mark, label]) {
        if (box) groups[number].prepend(shape("rect", { class: "reach", ...box }));
      }
    }
  }

  /** Outlines an event and shows the handles at the ends of its span.
   * @param {SVGGElement | undefined} group @param {[DragPart, number][]} ends @param {boolean} isUpright */
  choose(group, ends, isUpright) {
    this.#chosen.replaceChildren();
    if (!group) return;
    const { mark, label } = roomsOf(group, CLEAR);
    for (const box of [mark, label]) {
      if (box) this.#chosen.append(shape("rect", { class: "outline", rx: 4, ...box }));
    }
    if (!mark) return;
    const middle = isUpright ? mark.y + mark.height / 2 : mark.x + mark.width / 2;
    const across = isUpright ? mark.x + mark.width / 2 : mark.y + mark.height / 2;
    const places = ends.map(([, place]) => place), both = (Math.min(...places) + Math.max(...places)) / 2;
    for (const [part, place] of ends) {
      const out = place < (places.length > 1 ? both : middle) ? -1 : 1;
      const along = place + out * (THICK / 2 + 1) - THICK / 2, beside = across - LONG / 2;
      const box = isUpright
        ? { x: beside, y: along, width: LONG, height: THICK }
        : { x: along, y: beside, width: THICK, height: LONG };
      const kind = isUpright ? "handle upright" : "handle";
      this.#chosen.append(shape("rect", { class: kind, "data-part": part, rx: 2, ...box }));
    }
  }

  /** The mark of an event as it would stand elsewhere, or so much more of it as one end would be further on.
   * @param {SVGGElement} group @param {DragPart} part @param {[from: number, to: number]} places
   * @param {{upright: boolean, width: number, height: number}} picture */
  haunt(group, part, [from, to], { upright, width, height }) {
    const mark = around(markOf(group), 0), by = to - from;
    /** @type {Record<string, number>} */
    const line = upright ? { x1: 0, x2: width, y1: to, y2: to } : { x1: to, x2: to, y1: 0, y2: height };
    this.#ghost.replaceChildren(shape("line", line));
    if (mark && part === "whole") {
      const copies = shape("g", { transform: upright ? `translate(0 ${by})` : `translate(${by} 0)` });
      copies.append(...markOf(group).map((one) => one.cloneNode(true)));
      this.#ghost.append(copies);
    } else if (mark) {
      const low = Math.min(from, to), length = Math.abs(by);
      this.#ghost.append(shape("rect", upright
        ? { x: mark.x, width: mark.width, y: low, height: length }
        : { x: low, width: length, y: mark.y, height: mark.height }));
    }
  }

  /** Words beside the pointer. @param {string} words @param {boolean} isFault */
  say(words, isFault) {
    this.label.textContent = words;
    this.label.classList.toggle("alarm", isFault);
    this.label.hidden = !words;
  }

  /** Puts the words beside a point of the picture, on the side where there is room.
   * @param {number} x @param {number} y @param {HTMLElement} sheet */
  follow(x, y, sheet) {
    const isLeft = x - sheet.scrollLeft > sheet.clientWidth / 2;
    const isHigh = y - sheet.scrollTop > sheet.clientHeight / 2;
    const { style } = this.label;
    style.left = isLeft ? "" : `${x + FREE}px`;
    style.right = isLeft ? `${(this.root.parentElement?.clientWidth ?? 0) - x + FREE}px` : "";
    style.top = `${isHigh ? y - FREE * 3 : y + FREE}px`;
  }

  /** Nothing is dragged any more. */
  drop() {
    this.#ghost.replaceChildren();
    this.say("", false);
  }

  /** Brings what is chosen into sight. */
  reveal() {
    this.#chosen.lastElementChild?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#chosen.firstElementChild?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
