// What the page's modules hand to each other. Read by the type checker alone: no page carries this file.
//
// Instants are microseconds since 1970-01-01T00:00Z on the proleptic Gregorian calendar, as in Python but as doubles:
// exact from 1685 to 2255, to a minute at the big bang; places are CSS px.

type Role = string;
type Colours = Record<Role, string>;

// ---- What the page carries as JSON, written by timeline/layout/chart.py and timeline/write/data.py ----

interface PageData {
  document: EventsFile;
  chart: Chart;
  /** Phrases by key, in the page's language, with {places}; counted ones have a key for each plural category. */
  phrases: Record<string, string>;
  /** Of each source, in the order of their numbers from 1. */
  citations: { text: string; bibtex: string; csl: object }[];
  /** The element id of each event's item in the list, in time order. */
  anchors: string[];
  /** How many events there are in each <noscript> of the list; 0 where the list stands in the page. */
  chunk: number;
}

interface EventsFile {
  title?: string;
  lang?: string;
  groups?: { id: string; title: string }[];
  sources?: Record<string, { title: string; publisher?: string; author?: string; date?: string; url?: string; note?: string }>;
  events: FileEvent[];
}

interface FileEvent {
  id?: string;
  date: string;
  title: string;
  summary?: string;
  group?: string;
  importance?: number;
  status?: string;
  sources?: (string | { source: string; quote?: string; locator?: string; date?: string; stance?: string })[];
  figures?: { value: string; label: string; source?: string }[];
  people?: string[];
  places?: string[];
  tags?: string[];
  links?: { to: string; label?: string }[];
  url?: string;
}

interface Chart {
  /** The BCP 47 tag of the page's words: "en" where there is no table for the file's. */
  lang: string;
  rtl: boolean;
  palette: Colours;
  /** For readers who have chosen a dark ground; null where the picture does not follow them. */
  dark: Colours | null;
  /** For axes of different lengths, the shortest first; of very many events that need no cuts there is one. */
  scales: ChartScale[];
  /** An IANA zone, or minutes east of UTC: by it days and what is longer are told. */
  zone: string | number;
  /** Minutes east of UTC of the clock by which hours are told, where all times share one. */
  clock: number | null;
  /** What an axis can be divided into, the finest first, as fine as any date is: a unit, how many of them, how long
   *  that is in microseconds, whether one is named in all of its parts ("2025" is true in any part of the year, "12:00"
   *  in no part of an hour), the unit above, "" for none, and whether both are told by the clock. */
  ladder: [unit: Unit, step: number, length: number, lasts: boolean, above: Ticking.Above | "", byClock: boolean][];
  words: TickWords;
  /** In time order. */
  events: ChartEvent[];
  /** By "group,style % 4,flags" (without moment and pole_at_end): how short a bar a part of an event can be, and what
   *  it looks like as a small point, as a point, as a short bar for a date that is no moment, as a short bar, and as a bar
   *  of more than 31.5 px; null where it is never that. */
  stamps: Record<string, { least: number; looks: [Look, ...(Look | null)[]] }>;
  eras: { first: number; end: number; name: string; words: string; number: number }[];
  /** Numbers of events from cause to effect, and what the link is called. */
  links: [cause: number, effect: number, label: string][];
}

interface ChartScale {
  /** The length in px for which it was made. */
  width: number;
  kind: "linear" | "breaks" | "even" | "log";
  stretches: [first: number, end: number, x0: number, x1: number][];
  /** Of each cut between two stretches, the words for what it leaves out, in lines. */
  cuts: string[][];
  /** Of a bent scale: instants and their places in px. */
  knots?: [instants: number[], places: number[]];
  /** Of a bent scale: what ticks there are, in the order in which they find room, in row 0, the upper one in bold, or
   *  in row 1. Until: where what a bold one says ends, which is named in all of it. Under: which of them has to be shown
   *  for this one to be ("9 Mar" under its year, "15:35" after its day), -1 for none. Least: the length of axis in px
   *  from which it is wanted. None where there would be too few: then those of the calendar are shown. */
  ticks?: [instant: number, words: string, row: number, until: number, under: number, least: number][];
}

type Unit = "microsecond" | "second" | "minute" | "hour" | "day" | "week" | "month" | "year";

interface TickWords {
  /** A BCP 47 tag by which numbers are written and plurals formed. */
  locale: string;
  /** Ten digits where they are not the Western ones, else "". */
  digits: string;
  months: string[];
  months_alone: string[];
  /** Days of a month, 31 of them, as a date says them. */
  days: string[];
  /** Great numbers of years, the greatest first: how many make one, and the phrase by plural category. */
  large: [scale: number, phrases: Record<string, string>][];
  /** What a tick says, and one above it. */
  ticks: Record<Unit, Pattern>;
  above: Record<Ticking.Above, Pattern>;
}

/** A phrase with a year BCE, one that needs no era, and a year CE; with places in braces for year, month, alone (the
 *  month), day, number (of the day), time, clock (with seconds) and seconds, {year:0>4} where it is padded. */
type Pattern = [bce: string, plain: string, ce: string];

/** at: its place in document.events. style: status + 4 × form; statuses are 0 reported, 1 confirmed, 2 alleged,
 *  3 disputed; forms are 0 date, 1 interval, 2 one, 3 all. kind: the number of its group, -1 for none. dates: the
 *  lines of its date. notes: "[1,2]" or "". parts: at least one, those aside after all others. pole: the instant at
 *  which it stands, where that is not the middle of its first part (or near the beginning of one that lasts). */
type ChartEvent = [
  at: number, style: number, kind: number, importance: number, dates: string[], notes: string, parts: Part[], pole?: number,
];

/** One date: from first up to, not including, end. sure: where one end is not known, the date that is. flags are a
 *  sum of these bits, of FLAGS in timeline/layout/parts.py:
 *
 *        1 lasts           all the time; else some time within
 *        2 hollow          one of several dates, or another date
 *        4 open_start        8 open_end          goes on
 *       16 unknown_start    32 unknown_end
 *       64 cut_start       128 cut_end           by the edge of what was asked for
 *      256 fade_start      512 fade_end          about; not drawn at an end that is open, unknown or cut
 *     1024 hatch_start    2048 hatch_end         uncertain
 *     4096 aside           another date, which a source gives
 *     8192 moment          where it is narrow a point, never a short hollow bar
 *    16384 pole_at_end     of what lasts, the end alone is known: its pole stands there, and sure grows from there
 *
 *  A closed end beyond the end of the axis is drawn as a cut. A part that is all beyond it is left out where another
 *  one is not. */
type Part = [first: number, end: number, flags?: number, sureFirst?: number, sureEnd?: number];

// ---- Type (text.js) ----

declare namespace Typeset {
  type Width = (string: string, size: number, bold?: boolean) => number;
  type Balanced = (string: string, size: number, width: number, bold?: boolean) => string[];
  /** Pieces and their limit are measured in em; gap is the blank before. */
  type Broken = (pieces: { piece: string; room: number; gap: number }[], limit: number) => string[];
}

/** rims, inset: px from its ends outwards to where it ends, and inwards to its body. */
interface Look { shapes: Stamp[]; rims: number[]; inset: number[] }
/** A shape of a mark that begins at 0, its middle at the height 0. A hatch is a box to be filled with strokes from lower
 *  left to upper right, gap px apart. What is not there is nothing, or 1 px thick. */
interface Stamp {
  is: "line" | "rect" | "circle" | "path" | "hatch";
  fill?: Role; stroke?: Role; thick?: number; gap?: number; radius?: Grows; r?: Grows; width?: Grows; height?: Grows;
  x?: Grows; y?: Grows; x1?: Grows; x2?: Grows; y1?: Grows; y2?: Grows; segments?: (string | Grows)[][];
}
/** What it is at no length in the origin, and how much it grows with x, y, the length, the start and the end of the
 *  known part, in px, as far as it does. */
type Grows = number | number[];

// ---- A scene: the same closed list of shapes as timeline/scene.py ----

type Anchor = "start" | "middle" | "end";
type Segment = ["M" | "L", number, number] | ["Q", number, number, number, number] | ["Z"];
interface Line { is: "line"; x1: number; y1: number; x2: number; y2: number; stroke: Role; width: number; dash: number[] }
interface Box { is: "rect"; x: number; y: number; width: number; height: number; fill: Role | null; stroke: Role | null; thick: number; radius: number }
interface Disc { is: "circle"; x: number; y: number; r: number; fill: Role | null; stroke: Role | null; thick: number }
interface Outline { is: "path"; segments: Segment[]; fill: Role | null; stroke: Role | null; thick: number }
interface Words { is: "text"; x: number; y: number; string: string; size: number; fill: Role; bold: boolean; anchor: Anchor; /** Set from right to left, whatever it begins with. */ rtl?: boolean }
/** event: its number in time order, -1 for none or several. at: the instant with which the group moves while the
 *  figure is zoomed; undefined for what is drawn anew in every frame. */
interface Group { is: "group"; shapes: Shape[]; title: string; event: number; at?: number }
type Shape = Line | Box | Disc | Outline | Words | Group;
/** The constructors in shapes.js. */
interface Make {
  line(x1: number, y1: number, x2: number, y2: number, stroke: Role, width?: number, dash?: number[]): Line;
  rect(
    x: number, y: number, width: number, height: number, fill: Role | null, stroke?: Role | null, thick?: number, radius?: number,
  ): Box;
  circle(x: number, y: number, r: number, fill: Role | null, stroke?: Role | null, thick?: number): Disc;
  path(segments: Segment[], fill: Role | null, stroke?: Role | null, thick?: number): Outline;
  text(x: number, y: number, string: string, size: number, fill: Role, bold?: boolean, anchor?: Anchor): Words;
  group(shapes: Shape[], title?: string, event?: number, at?: number): Group;
}

// ---- The axis (scale.js, ticks.js) ----

/** zoom: 1 shows all of the axis. pan: px of the drawn axis that lie before the left edge of the view. */
interface View { zoom: number; pan: number }
interface Stretch { first: number; end: number; x0: number; x1: number }
interface Cut { x0: number; x1: number; lines: string[] }
interface Scale {
  kind: ChartScale["kind"];
  /** The chart's scale of which it is drawn. */
  made: ChartScale;
  stretches: Stretch[];
  /** Of all stretches, in px. */
  edges: number[];
  cuts: Cut[];
  /** The whole length in px. */
  length: number;
  position(instant: number): number;
  /** Where something ends that goes on until just before an instant. */
  ending(instant: number): number;
  instant(place: number): number;
}
/** The functions of scale.js. Width is that of the view, with a margin on both sides of the axis at zoom 1. */
interface Drawing {
  scaleOf(scales: ChartScale[], width: number, view: View, margin: number): Scale;
  /** The view within its bounds: from zoom 1 to most, and no margin wider than at zoom 1. */
  clampView(scales: ChartScale[], width: number, view: View, margin: number, most: number): View;
  /** The view so many times as near, in which the instant at a place in px stays there. */
  zoomAt(
    scales: ChartScale[], width: number, view: View, margin: number, most: number, place: number, factor: number,
  ): View;
  mostZoom(chart: Chart, width: number, margin: number): number;
  /** A value carried from one side of the knots to the other. */
  along(value: number, knots: number[], targets: number[], early?: boolean): number;
}
interface TickLabel { x: number; text: string }
/** Where its cells begin, and what stands in them. */
interface TickRow { at: number[]; labels: TickLabel[] }
type Ticks = [bold: TickRow, fine: TickRow];

// ---- Dates (dates.js) ----

declare namespace Dating {
  /** What clocks show at an instant, and the first instant at which they have reached a wall. */
  interface Zone { wall(instant: number): number; boundary(wall: number): number }
  type Offsets = (timeZone: string) => (instant: number) => number;
  type Speech = (words: TickWords, eras: number) => (patterns: Pattern, wall: number) => string;
}

// ---- Ticks (ticks.js, axis.js) ----

declare namespace Ticking {
  type Above = "year" | "month" | "day" | "minute";
  type Fitted = TickLabel & { left: number; right: number };
  type Ticked = (scale: Scale, chart: Chart, low: number, high: number, edge?: number) => Ticks[];
  type On = [
    scale: Scale, stretch: Stretch, zone: Dating.Zone, low: number, high: number, edge: number, say: ReturnType<Dating.Speech>,
  ];
  /** The row of a unit, or nothing where its labels do not fit. */
  type RowOf = (
    ...on: [...On, words: Pattern, unit: Unit, step: number, length: number, lasts: boolean, bold: boolean]
  ) => { at: number[]; labels: Fitted[] } | null;
  type CellAt = (unit: Unit, step: number, length: number, wall: number) => number[];
  type Bent = (
    scale: Scale, given: NonNullable<ChartScale["ticks"]>, low: number, high: number, edge: number,
  ) => Ticks;
  type Strip = (scale: Scale, ticks: Ticks[], top: number) => Shape[];
}

// ---- Marks (marks.js) ----

/** A date as it stands on the axis: a point where x0 and x1 are the same. rims: px that it reaches beyond them. small:
 *  what it is as a small point. known: from where to where it is known, in px from x0. */
interface Piece { x0: number; x1: number; aside: boolean; rims: number[]; shapes: Stamp[]; small: Stamp[]; known: number[] }
interface Mark { colour: Role; form: number; pieces: Piece[] }

declare namespace Marks {
  type PoleOf = (event: ChartEvent, scale: Scale) => number;
  type MarkOf = (event: ChartEvent, scale: Scale, colour: Role) => Mark;
  type PieceOf = (part: Part, key: string, scale: Scale) => Piece;
  type ToldApart = (pieces: Piece[]) => Piece[];
  /** given: 1, x and y, and px of the mark, to the start and to the end of what is known of it. */
  type Put = (stamp: Stamp[], ...given: number[]) => Shape[];
  type Hatch = (box: Box & { gap: number }) => Outline;
  type DrawMark = (mark: Mark, y: number) => Shape[];
  type Dot = (mark: Mark, x: number, y: number) => Shape[];
  type Pill = (x: number, y: number, words: string, width: number) => Shape[];
  type PackLanes = (marks: Mark[]) => number[];
}

// ---- Labels (text.js, layers.js) ----

interface Row { words: string; size: number; bold: boolean; isDate: boolean; /** px to the next. */ tall: number }
interface Label { rows: Row[]; room: number; height: number }
/** side: 0 above, 1 below. left, right: px of its pole and text from the pole. */
interface Place { side: number; layer: number; toLeft: boolean; left: number; right: number }
/** last: how far its pole may move on. */
interface Spot extends Place { pole: number; last: number; cost: number }

declare namespace Labels {
  /** importance: 1 to 5, and 9 for the chosen event. */
  interface Item { number: number; x: number; importance: number; label: Label }
  type Placed = { item: Item; spot: Spot }[];
  type Spread = (wanted: number[], sizes: number[], gap?: number, low?: number, high?: number) => number[];
  interface Way { cost: number; sides: Placed[] }
  type Apart = (one: Place, next: Place) => number;
  type SpotsOf = (item: Item, side: number, placed: Placed, low: number, high: number) => Spot[];
  type Storey = (placed: Placed, edge: number) => { near: number[]; height: number };
  type Settle = (items: Item[], rooms: number[], low: number, high: number) => Placed[];
  /** Of the events from first up to, not including, end; one of importance 0 is none. Width and height are those of all labels. */
  type Candidates = (
    places: ArrayLike<number>, importance: ArrayLike<number>, first: number, end: number, width: number, height: number,
  ) => number[];
}

// ---- The figure (figure.js) ----

interface Sizes { width: number; height: number; /** px of label type; 13 at a root type size of 16 px */ type: number }
/** shown: whether an event is among those that were asked for, in time order; the others recede. chosen: a number or -1. */
interface Choice { shown: Uint8Array; chosen: number }
/** A part of the figure that answers to a pointer: px, and the number of its event, or the numbers it counts. */
interface Target { x0: number; y0: number; x1: number; y1: number; events: number[]; words: string }
interface Figure {
  /** Painted in order; from -overscan to width + overscan. */
  shapes: Shape[];
  targets: Target[];
  labelled: number[];
  scale: Scale;
  width: number;
  height: number;
  overscan: number;
  /** How many of the first shapes are drawn anew in every frame; the others are groups that move. */
  ground: number;
  sizes: Sizes;
  choice: Choice;
}

declare namespace Figures {
  interface Known {
    pole: Float64Array; labels: Map<string, Label>; bases: Map<string, Base>; links: Chart["links"];
  }
  /** Where eras' names end, where the axis lies and the room for labels ends; the most tracks of links. */
  interface Base { names: number; top: number; bottom: number; tracks: number }
  interface Zone { low: number; high: number; items: Labels.Item[] }
  interface Standing { item: Labels.Item; spot: Spot; near: number[]; edge: number; mark: Mark; lane: number }
  type Weight = (link: Chart["links"][0]) => number;
  type Prepare = (data: PageData) => Known;
  type ScaleAt = (data: PageData, width: number, view: View) => Scale;
  type Fill = (phrase: string, values: Record<string, string | number>) => string;
  type TitleOf = (data: PageData, number: number) => string;
  type MarkIn = (data: PageData, number: number, scale: Scale) => Mark;
  type LabelOf = (data: PageData, number: number, sizes: Sizes) => Label;
  type Compose = (data: PageData, sizes: Sizes, view: View, choice: Choice) => Figure;
  type Frame = (figure: Figure, data: PageData, view: View) => Shape[];
  type NaturalHeight = (data: PageData, sizes: Sizes) => number;
  type Everything = (data: PageData) => Choice;
  type BaseOf = (data: PageData, sizes: Sizes) => Base;
  type RailOf = (
    data: PageData, scale: Scale, width: number, choice: Choice, y: number, tracks: number,
  ) => ReturnType<Rails.Rail>;
  type BandsOf = (data: PageData, scale: Scale, width: number, height?: number) => { shapes: Shape[]; height: number };
  type SidesOf = (data: PageData, scale: Scale, zones: Zone[], rooms: number[], edges?: number[]) => Standing[];
  type Told = (data: PageData, one: Standing, bases: number[], figure: Figure) => Group;
  type RugOf = (data: PageData, figure: Figure, places: Float64Array, y: number) => Group[];
  type Tuft = (shapes: Shape[], x: number, events: number[], words: string) => Group;
  type Turned = (data: PageData, shapes: any[], width: number) => Shape[];
}

declare namespace Painting {
  type Inked = (words: string, rtl?: boolean) => string;
  type Steps = (segments: Segment[]) => string;
  type Attributes = Record<string, (shape: any) => Record<string, any>>;
  type Tag = (name: string, given: Record<string, any>, ...children: (string | Node)[]) => SVGElement;
  type Paint = (shape: any, colours: Colours) => SVGElement;
  type PaintSvg = (shapes: Shape[], colours: Colours, layer: SVGElement) => void;
  type MoveGroups = (layer: SVGElement, shapes: Shape[], dx: (at: number) => number) => void;
  type PaintCanvas = (
    shapes: Shape[], colours: Colours, ink: CanvasRenderingContext2D, dx?: (at: number) => number,
  ) => void;
  type PaintAll = (shapes: Shape[], colours: Colours) => SVGElement[];
  type Seen = (shapes: any[], width: number) => any[];
  type SvgText = (figure: Figure, colours: Colours, title: string, desc: string, lang: string) => string;
}

// ---- Links (links.js) ----

declare namespace Rails {
  interface End { number: number; x: number; mark: Mark }
  interface Tie { cause: End; effect: End; label: string; words: string; chosen: boolean }
  /** way: where its links lead to, px in all. */
  type Foot = End & { way: number };
  type Rail = (ties: Tie[], top: number, width: number, tracks: number) => { shapes: Shape[]; tracks: number };
  /** All of them, and of each link that of its cause and of its effect. */
  type Stand = (ties: Tie[], width: number) => [Foot[], Foot[][]];
  type FootOf = (key: string, end: End, other: End) => Foot;
  type Gap = (span: number[], legs: number[], half: number, width: number) => number[];
}

// ---- The reader (main.js): what find.js, panel.js, story.js and save.js share ----

/** Tells of "choose", a CustomEvent whose detail.push says whether it is a step to go back to, and of "shown". */
interface App extends EventTarget {
  data: PageData;
  /** To be read: choose and setShown write it. */
  choice: Choice;
  view: LiveFigure;
  /** The event's own item in the list: in the page, or parsed out of its part of a long list. */
  item(number: number): HTMLElement | null;
  /** The event with that number, -1 for none. */
  choose(number: number, push?: boolean): void;
  setShown(shown: Uint8Array): void;
  /** The next event that is shown, from a number on, or from before the first or behind the last (-1); -1 if none. */
  next(from: number, step: 1 | -1): number;
  say(words: string): void;
  phrase(key: string, values?: Record<string, string | number>): string;
  counted(key: string, count: number, values?: Record<string, string | number>): string;
}

interface LiveFigure {
  /** Moves just enough that an event is in view. */
  show(number: number): void;
  /** Lays out anew: what is chosen or shown has changed. */
  settle(): void;
  /** Laid out for what is seen now. */
  current(): Figure;
  colours(): Colours;
}

// ---- The live figure (view.js) ----

declare namespace Live {
  type Fills = (axis: Shape[], dx?: (at: number) => number) => void;
  /** Whether that is another zoom. */
  type Go = (to: View, isEased?: boolean) => boolean;
  /** x: px from the left edge of the figure. */
  type ZoomBy = (factor: number, isEased?: boolean, x?: number) => boolean;
  type By = (px: number, isEased?: boolean) => boolean;
  /** px, times as far apart, and px from the left edge; a tap. */
  type Hold = (
    element: any, move: (px: number, factor: number, x: number) => void, tap: (event: MouseEvent) => void,
  ) => void;
}

// ---- Finding and reading (find.js, panel.js) ----


interface Finding {
  On: (id: string, type: string, act: (event: any) => void) => void;
  Traits: (event: any) => Record<string, string[]>;
  Texts: (value: any, key?: string) => string;
  Bound: (chart: Chart, text: string, next: number) => number;
  Given: (app: App) => { query: URLSearchParams; number: number } | undefined;
  Matching: (data: PageData, query: URLSearchParams, index: () => string[]) => Uint8Array;
}

interface Reading {
  Copy: (app: App, button: HTMLElement, value: string) => Promise<void>;
}
