"""Named tuples that cost next to nothing to define.

``typing.NamedTuple`` looks at every annotation and compiles a constructor for every class: for the program's
seventy classes that takes half as long as Python itself needs to start. Here all of them share one
constructor. To a type checker, and to whoever uses them, they are the named tuples that they are declared as;
a test holds the two to each other. What is declared for the type checker alone stands under
``TYPE_CHECKING``, as everywhere else, but without the import of ``typing``, which is as dear again.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""True to a type checker, which knows the name."""

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # for others to import
else:
    try:
        # What reads a field of the standard library's own named tuples: three times as fast as a property.
        from collections import _tuplegetter
    except ImportError:  # a Python that is not CPython
        from operator import itemgetter

        def _tuplegetter(index, doc):
            return property(itemgetter(index), doc=doc)

    class _Definition(type):
        """Makes a class of tuples of the fields and defaults that its body declares."""

        def __new__(cls, name, bases, body):
            if bases != (tuple,):
                body |= _tuple_class(name, tuple(body["__annotations__"]), body)
            return type.__new__(cls, name, bases, body)

    def _tuple_class(name, fields, body):
        """What makes fields of the names in ``body``, and a constructor that takes them."""
        defaults = {field: body[field] for field in fields if field in body}
        tail = tuple(defaults.values())  # of the last fields, as the type checker sees to
        least, count, new = len(fields) - len(tail), len(fields), tuple.__new__

        def construct(cls, *values, **named):
            given = len(values)
            if named or not least <= given <= count:
                values = _complete(name, fields, defaults, values, named)
            elif given < count:
                values += tail[given - least :]
            return new(cls, values)

        return {
            **{field: _tuplegetter(number, None) for number, field in enumerate(fields)},
            "__new__": construct,
            "__slots__": (),
            "__match_args__": fields,
            "_fields": fields,
            "_field_defaults": defaults,
        }

    def _complete(name, fields, defaults, values, named):
        """The values of all fields in their order. Raises ``TypeError`` where they are not the right ones."""
        given = dict(zip(fields, values, strict=False))
        if len(values) > len(fields) or given.keys() & named.keys():
            raise TypeError(f"{name}() got more than one value for a field, or one too many")
        given = {**defaults, **given, **named}
        if given.keys() != set(fields):
            odd = ", ".join(sorted(given.keys() ^ set(fields)))
            raise TypeError(f"{name}() has missing or unknown fields: {odd}")
        return [given[field] for field in fields]

    class NamedTuple(tuple, metaclass=_Definition):
        """The base of named tuples."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, **named):
            return type(self)(**{**self._asdict(), **named})

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = [f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True)]
            return f"{type(self).__name__}({', '.join(fields)})"

        def __getnewargs__(self):
            return tuple(self)
