"""``timeline completion``: what a shell needs to complete command lines.

The scripts are small and know nothing: with each Tab they ask the program itself, which has the parsers of
all commands and can read the events file for its ids.
"""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence

from timeline.cli.arguments import COMMANDS, parser
from timeline.products import FORMATS
from timeline.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from timeline.model import Timeline

USAGE = "bash|zsh|fish"
EXAMPLES = """\
examples:
  eval "$(timeline completion bash)"           in ~/.bashrc
  eval "$(timeline completion zsh)"            in ~/.zshrc, below compinit
  timeline completion fish | source            in ~/.config/fish/config.fish

Ids of events, groups and sources are those of the events file that the line
names. After -- the words of a line may follow: they are completed and printed.
"""

FILES = ":files"
"""The answer that leaves the rest to the shell: it knows files best."""

BASH = f"""\
_timeline() {{
    local answer IFS=$'\\n'
    answer=($("${{COMP_WORDS[0]}}" completion bash -- "${{COMP_WORDS[@]:1:COMP_CWORD}}" 2>/dev/null))
    if [[ ${{answer[0]}} == {FILES} ]]; then
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}"))
    else
        [[ ${{answer[0]}} == *= ]] && compopt -o nospace 2>/dev/null
        COMPREPLY=("${{answer[@]}}")
    fi
}}
complete -F _timeline timeline
"""
ZSH = f"""\
_timeline() {{
    local -a answer told plain
    local line
    answer=("${{(@f)$("${{words[1]}}" completion zsh -- "${{(@)words[2,CURRENT]}}" 2>/dev/null)}}")
    if [[ ${{answer[1]}} == {FILES} ]]; then
        _files
        return
    fi
    for line in $answer; do
        plain+=("${{line%%$'\\t'*}}")
        told+=("${{line//$'\\t'/  -- }}")
    done
    if [[ ${{plain[1]}} == *= ]]; then
        compadd -S '' -l -d told -a plain
    else
        compadd -l -d told -a plain
    fi
}}
compdef _timeline timeline
"""
FISH = f"""\
function __timeline_words
    set -l words (commandline -opc) (commandline -ct)
    set -l answer ($words[1] completion fish -- $words[2..-1] 2>/dev/null)
    if test "$answer[1]" = {FILES}
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $answer
    end
end
complete -c timeline -f -a '(__timeline_words)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


class Word(NamedTuple):
    """What may be typed, and what it means."""

    text: str
    meaning: str = ""


def options(parser: ArgumentParser) -> None:
    """Adds what the command takes to its parser."""
    parser.add_argument("shell", choices=tuple(SCRIPTS), help="the shell for which to print a script")
    parser.add_argument("words", nargs="*", metavar="WORD", help=argparse.SUPPRESS)


def run(arguments: Namespace) -> int:
    """Prints the script or, for the words of a line, what the last one of them may be."""
    if not arguments.words:
        print(SCRIPTS[arguments.shell], end="")
        return 0
    for text, meaning in candidates(arguments.words):
        told = meaning and arguments.shell != "bash"  # which would insert the meaning, too
        print(f"{text}\t{meaning}" if told else text)
    return 0


def candidates(words: Sequence[str]) -> list[Word]:
    """What the last of the words after ``timeline`` may become; ``FILES`` alone for the name of a file.

    Shells that take a line apart at "=" give that as a word of its own.
    """
    *before, last = words
    if not before:
        every = [*(Word(name, purpose) for name, purpose in COMMANDS.items()), *map(Word, _GLOBAL)]
        return _beginning(last, every)
    if before[0] not in COMMANDS:
        return []
    if last == "=":
        before, last = [*before, "="], ""
    line = _Line(before)
    if before[-1] == "=" and not line.pending:
        return _beginning(last, line.values_of_key(before[-2]))
    name, equals, value = last.partition("=")
    if equals and name and not line.pending:
        is_option = name.startswith("-")
        found = line.values(line.actions.get(name)) if is_option else line.values_of_key(name)
        return [one._replace(text=f"{name}={one.text}") for one in _beginning(value, found)]
    if last.startswith("-") and not line.pending:
        return _beginning(last, line.options())
    return _beginning(last, line.values(line.pending or line.positional))


_GLOBAL = ("--help", "--version")


def _beginning(text: str, words: Sequence[Word]) -> list[Word]:
    return [one for one in words if one.text.startswith(text) or one.text == FILES]


class _Line:
    """The words that are there already, as their command understands them."""

    def __init__(self, words: Sequence[str]) -> None:
        self.command = words[0]
        self._parser = parser(words[0])[1]
        actions = self._parser._actions  # argparse has no other way to ask what a parser takes
        self.actions = {option: action for action in actions for option in action.option_strings}
        self._places = [action for action in actions if not action.option_strings]
        self.pending: argparse.Action | None = None
        self._given = 0
        self.file = "events.json"
        for word in words[1:]:
            if word != "=":
                self._take(word)

    def _take(self, word: str) -> None:
        """Understands one word more."""
        if self.pending:
            self._note(self.pending, word)
            self.pending = None
        elif word.startswith("-") and word != "-":
            option, equals, value = word.partition("=")
            action = self.actions.get(option)
            if action and equals:
                self._note(action, value)
            elif action and action.nargs != 0:
                self.pending = action
        else:
            if self.positional:
                self._note(self.positional, word)
            self._given += 1

    def _note(self, action: argparse.Action, value: str) -> None:
        if action.metavar == "FILE":
            self.file = value

    @property
    def positional(self) -> argparse.Action | None:
        """The one whose turn it is."""
        if self._given < len(self._places):
            return self._places[self._given]
        return self._places[-1] if self._places and self._places[-1].nargs in ("+", "*") else None

    def options(self) -> list[Word]:
        return [
            Word(option, _first_words(action.help))
            for option, action in self.actions.items()
            if option.startswith("--") or len(action.option_strings) == 1
        ]

    def values(self, action: argparse.Action | None) -> list[Word]:
        """What may stand for an argument."""
        if action is None:
            return []
        if action.choices is not None:
            return [Word(str(one)) for one in action.choices]
        if action.metavar in ("FILE", "PATH", "PICTURE", "FOLDER"):
            return [Word(FILES)]
        ask = _ASKED.get((self.command, action.dest)) or _ASKED.get(("", action.dest))
        return list(ask(self.file)) if ask else []

    def values_of_key(self, key: str) -> list[Word]:
        """What may stand for a key of an event."""
        from timeline.editing.values import pattern_of
        from timeline.model.kinds import Choice

        if key == "group":
            return list(_groups(self.file))
        kind = pattern_of(key.split("."))
        return [Word(word) for word in kind.values] if isinstance(kind, Choice) else []


def _first_words(help: str | None) -> str:
    return (help or "").partition(";")[0].partition(" (default")[0]


# What only the events file knows


def _timeline(path: str) -> Timeline | None:
    from timeline import files, pipeline

    data = files.content(path)
    return pipeline.read(data).timeline if data else None


def _events(path: str) -> Iterator[Word]:
    timeline = _timeline(path)
    for event in timeline.events if timeline else ():
        if event.id is not None:
            yield Word(event.id, f"{event.date.text} {event.title}")


def _groups(path: str) -> Iterator[Word]:
    timeline = _timeline(path)
    yield from (Word(group.id, group.title) for group in (timeline.groups if timeline else ()))


def _sources(path: str) -> Iterator[Word]:
    timeline = _timeline(path)
    yield from (Word(key, source.title) for key, source in (timeline.sources if timeline else {}).items())


def _keys(_: str) -> Iterator[Word]:
    from timeline.model.table import EVENT

    yield from (Word(f"{row.key}=") for row in EVENT.rows if row.key != "id")


def _events_and_document(path: str) -> Iterator[Word]:
    from timeline.editing.values import documented_keys

    yield from _events(path)
    yield from (Word(f"{key}=") for key in documented_keys(()) if key not in _OF_MANY)


_OF_MANY = ("$schema", "events", "groups", "eras", "sources", "display")
"""Keys of a document that are not written as KEY=VALUE, or not as often as within."""


def _codes(_: str) -> Iterator[Word]:
    from timeline.model import CODES

    yield from (Word(code, entry.summary) for code, entry in CODES.items())


def _formats(_: str) -> Iterator[Word]:
    yield from map(Word, FORMATS)


def _files(_: str) -> Iterator[Word]:
    yield Word(FILES)


_ASKED: dict[tuple[str, str], Callable[[str], Iterator[Word]]] = {
    **{(command, "id"): _events for command in ("show", "remove", "rename")},
    ("set", "id"): _events_and_document,
    ("", "focus"): _events,
    ("", "groups"): _groups,
    ("add", "group"): _groups,
    ("add", "sources"): _sources,
    ("set", "pairs"): _keys,
    ("add", "pairs"): _keys,
    ("build", "only"): _formats,
    ("check", "explain"): _codes,
    ("diff", "old"): _files,
    ("diff", "new"): _files,
    ("embed", "root"): _files,
}
"""Where values come from, by command ("" for all) and by what argparse calls the argument."""
