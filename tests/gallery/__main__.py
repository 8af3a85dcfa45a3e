"""Compares the gallery with its committed pictures, or keeps the new ones.

python -m tests.gallery [NAME …]            says which have changed, and writes the page that shows them
python -m tests.gallery --accept [NAME …]   draws them anew and keeps them
"""

from __future__ import annotations

import argparse
import sys

from tests.gallery import HERE, NAMES, PAGE, accept, differs, drawn


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__.partition("\n")[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="documents; all where left out")
    parser.add_argument("--accept", action="store_true", help="keep the pictures as they are drawn now")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"not in the gallery: {', '.join(sorted(unknown))}")
    names = asked.names or NAMES
    if asked.accept:
        changed = accept(names)
        sys.stdout.write(f"{len(changed)} of {len(names)} pictures are new: {', '.join(changed) or 'none'}\n")
        return 0
    changed = [name for name in names if differs(name, drawn(name))]
    listed = ", ".join(changed) or "none"
    sys.stdout.write(f"{len(changed)} of {len(names)} pictures have changed: {listed}\n")
    if changed:
        sys.stdout.write(f"They are side by side in {HERE / PAGE}\n")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
