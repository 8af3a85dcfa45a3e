// What the server and the modules of the editor hand to each other. Offsets in texts are UTF-16 code units, as in
// JavaScript; an event's number is its place in the list of events, from 0. The browser is not sent this file.

/** What leads from a document to one of its values: keys of objects, places in lists. */
type Path = (string | number)[];

interface State {
  /** The name of the file, as it was given on the command line. */
  file: string;
  folder: string;
  /** Grows with every change of the text. */
  revision: number;
  /** Of the bytes on the disk, "" where there is no file yet. */
  hash: string;
  saved: boolean;
  /** What undo and redo would take back or do again, null where there is nothing. */
  undo: string | null;
  redo: string | null;
  /** Whether the text could be read as JSON. */
  readable: boolean;
  errors: number;
  warnings: number;
  /** At most 500, in the order of the text. */
  diagnostics: Diagnostic[];
  conflicts: Conflict[];
  /** Whether unsaved work of an earlier run has come back. */
  restored: boolean;
  /** How many, null where they cannot be counted. */
  events: number | null;
  /** What the user should know and keep knowing, as that the file has been deleted; null: nothing. */
  notice: string | null;
}

/** The answer of /document. */
type WholeState = State & { text: string };

interface Diagnostic {
  code: string;
  severity: "error" | "warning";
  message: string;
  help: string | null;
  /** From 1. */
  line: number;
  /** Columns in that line, from 0. */
  from: number;
  to: number;
  path: Path;
  /** What would mend it for certain, in words for a button. */
  fix: { title: string } | null;
}

/** At a place of the text, so many units taken out, and a text put in. */
type Splice = [at: number, removed: number, put: string];

/** The way from the revision that a tab has to the newest one. */
type Step = State & {
  /** To be applied one after another to the text of the tab's revision. */
  splices: Splice[];
  /** What it may have changed of what the text says, where it is a step of one revision: in the place of so many
   * events removed from the first on stand those of the text [from, to); around has the offsets where the events
   * begin and end, where what stands around them may have changed, else nothing. */
  renewed?: { first: number; removed: number; from: number; to: number; around: [] | [number, number] };
  /** The number of the event to choose, after an add. */
  select?: number;
  /** A sentence for the status line. */
  said?: string;
};

interface Conflict {
  id: string;
  /** In words: "the title of ceasefire". */
  what: string;
  /** JSON texts, null where there was or is nothing. */
  base: string | null;
  mine: string | null;
  theirs: string | null;
}

/** What is being looked at, in units of the picture; picture.js and the server's picture.py agree on it. */
interface PictureOptions {
  [option: string]: unknown;
}

type Picture =
  | {
      svg: string;
      width: number;
      height: number;
      /** The text has errors: this is the last good picture. */
      stale: boolean;
      /** Whether time runs down. */
      upright: boolean;
      /** Whether it runs from right to left. */
      mirrored: boolean;
      /** The number of the event for each data-event-id in the svg. */
      ids: { [id: string]: number };
      /** For each of them, in px along the axis: where its date begins and ends, null where that is open, and from
       * where it is dragged. */
      spans: { [id: string]: [first: number | null, last: number | null, handle: number | null] };
    }
  | { fault: string };

type DragPart = "whole" | "first" | "last";
type DragRequest =
  | { event: number; part: DragPart; x: number; y: number; options: PictureOptions }
  | { event: number; part: DragPart; steps: number };
type Drag = { date: string; words: string } | { fault: string };

/** The answer of /date. */
type DateReading =
  | { words: string }
  | { fault: { message: string; column: number; length: number; help: string | null; fix: string | null } };

/** The answer of /changes: lines of a difference, and what it comes to in sentences. */
interface Changes {
  lines: [mark: " " | "-" | "+" | "@", text: string][];
  summary: string[];
}

type Op =
  | { op: "put"; path: Path; value: unknown }
  | { op: "insert"; path: Path; value: unknown }
  | { op: "remove"; path: Path }
  | { op: "move"; path: Path; place: number }
  | { op: "add"; date: string; title: string; group?: string }
  | { op: "rename"; event: number; id: string }
  | { op: "delete"; event: number; force: boolean }
  | { op: "text"; at: number; removed: number; put: string }
  | { op: "fix"; code: string; line: number; from: number }
  | { op: "mend" }
  | { op: "tidy" };

/** The document as the page sees it. Dispatches "change" (text, value and state are new), "choose" (a CustomEvent with
 * detail {by}) and "online" (`online` has changed). */
interface Desk extends EventTarget {
  state: State;
  text: string;
  /** What the text says as JSON, null where it cannot be read. */
  value: any;
  /** The list of events, empty where there is none that can be read. */
  readonly events: any[];
  online: boolean;
  /** The number of the chosen event, -1: none. */
  chosen: number;
  choose(number: number, by?: string): void;
  /** Edits are queued one after another. Null where it was refused; the status line has said why. */
  edit(op: Op, step?: string): Promise<Step | null>;
  undo(): void;
  redo(): void;
  save(): Promise<boolean>;
  discard(): void;
  resolve(id: string, take: "mine" | "theirs"): void;
  /** /date, /picture, /drag, /changes. Throws an Error with the server's sentence. */
  ask(route: string, body: object): Promise<any>;
  /** Puts a sentence into the status line. */
  say(sentence: string, kind?: "error"): void;
}
