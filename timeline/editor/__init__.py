"""The web editor: one document, edited in a browser on this machine and saved where it came from.

``guard`` says who may ask, ``server`` what can be asked for; ``desk`` holds the document, of which ``draft``
is the text with its history, ``journal`` its copy on the disk until it is saved, and ``operations`` what can
be done to it.
"""
