# SPDX-License-Identifier: MIT
"""Names of things: given ones, with or without quotes, and those made up while compiling."""

_numbers = iter(range(1, 1 << 62))


def placed_in(module, namespace):
    """The classes of a module tell that they are of another one: where SQLAlchemy has them."""
    for found in list(namespace.values()):
        if isinstance(found, type) and found.__module__ == namespace["__name__"]:
            found.__module__ = module


class quoted_name(str):
    """A name that says whether it is to be quoted."""

    quote = None

    def __new__(cls, value, quote):
        if isinstance(value, cls) and (quote is None or value.quote == quote):
            return value
        made = super().__new__(cls, value)
        if quote is not None:
            made.quote = quote
        return made

    @classmethod
    def construct(cls, value, quote):
        return None if value is None else cls(value, quote)

    def __reduce__(self):
        return quoted_name, (str(self), self.quote)

    def lower(self):
        return self if self.quote else str.lower(str(self))

    def upper(self):
        return self if self.quote else str.upper(str(self))

    def __str__(self):
        return str.__str__(self)


class _truncated_label(quoted_name):
    """A name that was made up, so that it may be cut."""

    def __new__(cls, value, quote=None):
        quote = getattr(value, "quote", quote)
        return super().__new__(cls, value, quote)

    def __reduce__(self):
        return type(self), (str(self), self.quote)

    def apply_map(self, map_):
        return self


class conv(_truncated_label):
    """A name that a naming convention has been applied to already."""


_generated_label = _truncated_label


class _anonymous_label(_truncated_label):
    """A stem that is numbered while compiling: the same stem and number give the same name."""

    def __new__(cls, stem, number=None, suffix=""):
        number = next(_numbers) if number is None else number
        made = super().__new__(cls, f"%({number} {stem})s{suffix}")
        made.stem, made.number, made.suffix = str(stem), number, suffix
        return made

    @classmethod
    def safe_construct(cls, seed, body, enclosing_label=None):
        return cls(body, seed % 1000000007)

    def __add__(self, other):
        return _anonymous_label(self.stem, self.number, self.suffix + str(other))

    def __reduce__(self):
        return _anonymous_label, (self.stem, self.number, self.suffix)

    def __format__(self, spec):
        return str.__format__(self, spec)


def quote_of(name):
    """Whether the name is to be quoted; None: where it has to be."""
    return getattr(name, "quote", None)


def label_notation(name):
    """A name or the stem of one, for the core."""
    if isinstance(name, _anonymous_label):
        return {"text": name.stem, "anonymous": name.number, "suffix": name.suffix or None}
    return {"text": str(name)}


def column_name_notation(name):
    """The keys of a column's name: given, or made up."""
    if isinstance(name, _anonymous_label):
        return {"name": "", "made_up": label_notation(name)}
    quote = quote_of(name)
    return {"name": str(name)} if quote is None else {"name": str(name), "quote": quote}


placed_in("sqlalchemy.sql.elements", globals())
