#!/usr/bin/env python3
"""``timeline-pandoc``: the filter that pandoc starts, and speaks with by standard input and output.

    pandoc report.md --filter timeline-pandoc -o report.docx

Where nothing is installed, the path of this file does the same: ``--filter CLONE/timeline/cli/pandoc.py``.
Pandoc says itself that a filter has failed, and ends with a status of its own, 83.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Reads a document, and writes it with its timelines; pandoc names the format as the only argument."""
    import json

    from timeline import files
    from timeline.embed.figure import EmbedFault
    from timeline.embed.pandoc import filtered

    sys.setrecursionlimit(5000)  # a list within a list within a list …
    try:
        document = json.loads(sys.stdin.buffer.read())
        if not isinstance(document, dict) or "blocks" not in document:
            raise ValueError
    except ValueError:
        return _refused("this is a filter for pandoc; write: pandoc FILE --filter timeline-pandoc -o OUTPUT")
    try:
        result = filtered(document, sys.argv[1] if len(sys.argv) > 1 else "html")
        files.save([(path, data) for path, data in result.files if files.content(path) != data])
    except (EmbedFault, files.FileFault) as fault:
        return _refused(str(fault))
    sys.stdout.buffer.write(json.dumps(result.document, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return 0


def _refused(message: str) -> int:
    print(f"timeline: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    if not __package__:  # started by its path: what lies around it is the program, not the folder it is in
        from pathlib import Path

        sys.path[0] = str(Path(__file__).resolve().parents[2])
    sys.exit(main())
