"""The programs that draw SVG in this project's readers' reports, and whether their pictures agree.

``programs`` starts them, ``compare`` judges two pictures, and

    python -m tests.renderers [--install] [--keep DIRECTORY] [RENDERER …]

prints for each document of the gallery how far each program's picture is from Chromium's.
"""
