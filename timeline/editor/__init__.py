"""The web editor: one document, edited in a browser on this machine and saved where it came from.

``guard`` says who may ask, ``server`` what can be asked for; ``desk`` holds the document, of which ``draft``
is the text with its history, ``sheet`` what that says, ``checks`` what is wrong with it, ``journal`` its copy
until it is saved and ``disk`` the file. ``operations`` are what can be done to it, of a long one by an
``excerpt``; ``answers`` and ``picture`` tell of it and change nothing.
"""
