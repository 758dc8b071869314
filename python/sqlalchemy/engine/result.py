# SPDX-License-Identifier: MIT
"""Results: rows one by one or together, as rows, scalars or mappings, each once if so wished."""
from .._packages import borrower
from .result_keys import RMKeyView, ResultMetaData, SimpleResultMetaData, result_tuple  # noqa: F401
from .row import Row, RowMapping


class _Source:
    """The rows that are still to come, shared by all views of a result."""

    __slots__ = ("rows", "scalars", "closed", "on_close")

    def __init__(self, rows, scalars=False):
        self.rows = iter(rows)
        self.scalars = scalars  # they are single values
        self.closed = False
        self.on_close = None

    def close(self):
        self.closed = True
        self.rows = iter(())
        if self.on_close is not None:
            self.on_close()


def _closed():
    from ..exc import ResourceClosedError

    return ResourceClosedError("This result object is closed.")


class _Fetching:
    """How rows are handed out; a kind says what is made of one."""

    def __class_getitem__(cls, item):
        return cls  # annotations say what it is of; nothing depends on it

    _metadata = None
    _source = None
    _unique = None  # (seen, strategy)
    _yield_per = None

    # ---- one by one

    def _pull(self):
        """The next item, and whether there was one."""
        source = self._source
        if source.closed:
            raise _closed()
        for raw in source.rows:
            made = self._make(raw)
            if self._unique is not None:
                seen, strategy = self._unique
                key = strategy(made) if strategy is not None else made
                try:
                    if key in seen:
                        continue
                    seen.add(key)
                except TypeError:
                    # What cannot be hashed is told apart by its identity.
                    if any(key is known for known in self._unhashed):
                        continue
                    self._unhashed.append(key)
            return made, True
        return None, False

    def __iter__(self):
        return self

    def __next__(self):
        made, found = self._pull()
        if not found:
            raise StopIteration
        return made

    def unique(self, strategy=None):
        self._unique = (set(), strategy)
        self._unhashed = []
        return self

    def yield_per(self, num):
        self._yield_per = num
        return self

    def partitions(self, size=None):
        size = size or self._yield_per
        while True:
            part = self.fetchmany(size) if size else self.fetchall()
            if not part:
                return
            yield part

    def fetchall(self):
        made = []
        while True:
            item, found = self._pull()
            if not found:
                return made
            made.append(item)

    def all(self):
        return self.fetchall()

    def fetchmany(self, size=None):
        size = size or self._yield_per or 1
        made = []
        while len(made) < size:
            item, found = self._pull()
            if not found:
                break
            made.append(item)
        return made

    # ---- exactly one

    def _only(self, raise_for_none, raise_for_more, scalar=False):
        from .. import exc

        first, found = self._pull()
        if not found:
            self.close()
            if raise_for_none:
                raise exc.NoResultFound("No row was found when one was required")
            return None
        if raise_for_more:
            more = True
            while more:
                other, more = self._pull()
                # An entity that several rows gave is one all the same.
                if more and not (self._unique is not None and other is first):
                    self.close()
                    raise exc.MultipleResultsFound(
                        "Multiple rows were found when exactly one was required"
                        if raise_for_none
                        else "Multiple rows were found when one or none was required"
                    )
        self.close()
        return first[0] if scalar and isinstance(first, Row) else first

    def first(self):
        return self._only(False, False)

    def one_or_none(self):
        return self._only(False, True)

    def one(self):
        return self._only(True, True)

    # ---- the end

    def close(self):
        self._source.close()

    _soft_close = close

    @property
    def closed(self):
        return self._source.closed

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def _like(self, kind, metadata=None):
        made = kind.__new__(kind)
        made._metadata = metadata or self._metadata
        made._source = self._source
        made._unique = self._unique
        made._unhashed = getattr(self, "_unhashed", None)
        made._yield_per = self._yield_per
        made._positions = getattr(self, "_positions", None)
        made._parent_result = getattr(self, "_parent_result", self)
        return made

    def _picked(self, raw):
        positions = self._positions
        return raw if positions is None else tuple([raw[i] for i in positions])

    def _narrow(self, positions):
        """Let only the fields at those positions be seen from here on."""
        if self._positions is not None:
            self._positions = [self._positions[i] for i in positions]
        else:
            self._positions = list(positions)
        self._metadata = self._metadata._reduced(positions)


class Result(_Fetching):
    """The rows of a statement."""

    _positions = None
    _attributes = {}

    def __init__(self, cursor_metadata, rows=(), scalars=False):
        self._metadata = cursor_metadata
        self._source = _Source(rows, scalars)

    def _make(self, raw):
        if self._source.scalars:
            raw = (raw,)
        return Row(self._metadata, self._picked(raw))

    @property
    def _soft_closed(self):
        return self._source.closed

    def keys(self):
        return RMKeyView(self._metadata)

    def fetchone(self):
        return self._pull()[0]

    def columns(self, *col_expressions):
        self._narrow([self._metadata._position(key) for key in col_expressions])
        return self

    def scalars(self, index=0):
        if self._source.scalars and index == 0:
            return self._like(ScalarResult)
        made = self._like(ScalarResult)
        made._narrow([self._metadata._position(index)])
        return made

    def mappings(self):
        return self._like(MappingResult)

    def tuples(self):
        return self

    @property
    def t(self):
        return self

    def scalar(self):
        return self._only(False, False, scalar=True)

    def scalar_one(self):
        return self._only(True, True, scalar=True)

    def scalar_one_or_none(self):
        return self._only(False, True, scalar=True)

    def freeze(self):
        return FrozenResult(self)

    def merge(self, *others):
        return MergedResult(self._metadata, [self, *others])

    def _tuple_getter(self, keys):
        positions = [self._metadata._position(key) for key in keys]
        return lambda row: tuple([row[i] for i in positions])


class ScalarResult(_Fetching):
    """One field of each row."""

    _positions = None

    def _make(self, raw):
        if self._source.scalars:
            return raw
        return raw[self._positions[0]] if self._positions else raw[0]


class MappingResult(_Fetching):
    """The rows as mappings."""

    _positions = None

    def _make(self, raw):
        if self._source.scalars:
            raw = (raw,)
        return RowMapping(self._metadata, self._picked(raw))

    def keys(self):
        return RMKeyView(self._metadata)

    def columns(self, *col_expressions):
        self._narrow([self._metadata._position(key) for key in col_expressions])
        return self

    def fetchone(self):
        return self._pull()[0]


FilterResult = _Fetching
TupleResult = Result


class IteratorResult(Result):
    """A result over any iterator of tuples, or of single values."""

    def __init__(self, cursor_metadata, iterator, raw=None, _source_supports_scalars=False):
        super().__init__(cursor_metadata, iterator, _source_supports_scalars)
        self.raw = raw


class ChunkedIteratorResult(IteratorResult):
    """A result whose rows come in chunks."""

    def __init__(
        self, cursor_metadata, chunks, source_supports_scalars=False, raw=None,
        dynamic_yield_per=False,
    ):
        rows = (row for chunk in chunks(None) for row in chunk)
        super().__init__(cursor_metadata, rows, raw, source_supports_scalars)


class MergedResult(IteratorResult):
    """Several results, one after the other."""

    def __init__(self, cursor_metadata, results):
        rows = (tuple(row) for result in results for row in result)
        super().__init__(cursor_metadata, rows)


class FrozenResult:
    """All rows of a result, to be had as a result again and again."""

    def __init__(self, result):
        self.metadata = result._metadata
        self.data = [tuple(row) for row in result]

    def rewrite_rows(self):
        return self.data

    def with_new_rows(self, tuple_data):
        made = FrozenResult.__new__(FrozenResult)
        made.metadata, made.data = self.metadata, list(tuple_data)
        return made

    def __call__(self):
        return IteratorResult(self.metadata, list(self.data))


def null_result():
    return IteratorResult(SimpleResultMetaData([]), ())


__getattr__ = borrower(__name__)
