"""What the editing commands do to the text of an events file: text in, text out, nothing else touched.

``add``, ``assign``, ``assign_to_document``, ``remove`` and ``rename`` make a ``Change`` of a text, and
``checked`` says whether the text may take the place of the old one. An event is called by its id or, where it
has none, by its whole title.
"""

from timeline.editing.changes import Change, Refused, add, assign, assign_to_document, remove, rename
from timeline.editing.checking import Result, checked

__all__ = [
    "Change",
    "Refused",
    "Result",
    "add",
    "assign",
    "assign_to_document",
    "checked",
    "remove",
    "rename",
]
