# SPDX-License-Identifier: MIT
"""Results of statements that went to the database."""
from .._packages import borrower
from .result import Result, SimpleResultMetaData


def _processors(columns, dialect):
    """What makes Python values of each field; None when all fields stay as they are."""
    made = []
    for column in columns:
        type_ = getattr(column, "type", None)
        made.append(None if type_ is None else type_._cached_result_processor(dialect, None))
    return made if any(made) else None


def _processed(rows, processors):
    pairs = [(i, process) for i, process in enumerate(processors) if process is not None]
    for row in rows:
        values = list(row)
        for position, process in pairs:
            values[position] = process(values[position])
        yield tuple(values)



def _described(statement, names):
    """The statement's own columns in the order of the result's, or nothing."""
    columns = getattr(statement, "_all_selected_columns", None)
    if not columns:
        return None
    columns = list(columns)
    if hasattr(statement, "column_args") and not statement.positional:
        # text(...).columns(...): by name, whatever the order.
        by_name = {getattr(column, "name", None): column for column in columns}
        if all(name not in by_name for name in names):
            return None
        return [by_name.get(name) for name in names]
    return columns if len(columns) == len(names) else None


def result_metadata(statement, names, dialect):
    """Keys of the columns, and how their values are to be processed."""
    columns = _described(statement, names)
    if columns is None:
        # Of names that plain SQL gives twice, the last one counts.
        return SimpleResultMetaData(names, last_wins=True), None
    objects = []
    for name, column in zip(names, columns):
        found = [] if column is None else [column]
        element = getattr(column, "element", None)  # of a label
        if element is not None:
            found.append(element)
        objects.append(found)
    metadata = SimpleResultMetaData(names, objects)
    metadata._by_key(columns)
    return metadata, _processors(columns, dialect)


class CursorResult(Result):
    """The outcome of a statement: its rows, if it gives any, and what it did."""

    is_insert = False
    _inserted = None  # see parameters.Prepared
    _returned_defaults = None

    def __init__(self, connection, columns, rows, rowcount, statement=None, prepared=None):
        self.connection = connection
        self.dialect = connection.dialect
        self.rowcount = rowcount
        self.statement = statement
        self.returns_rows = columns is not None
        self._prepared = prepared
        self.is_insert = bool(getattr(statement, "is_insert", False))
        self._lastrowid = None
        if columns is None:
            super().__init__(SimpleResultMetaData([]))
            return
        metadata, processors = result_metadata(statement, columns, self.dialect)
        super().__init__(metadata, _processed(rows, processors) if processors else rows)

    def _pull(self):
        if not self.returns_rows:
            self._fail_without_rows()
        return super()._pull()

    def _fail_without_rows(self):
        from ..exc import ResourceClosedError

        raise ResourceClosedError(
            "This result object does not return rows. It has been closed automatically."
        )

    def keys(self):
        if not self.returns_rows:
            self._fail_without_rows()
        return super().keys()

    def scalars(self, index=0):
        if not self.returns_rows:
            self._fail_without_rows()
        return super().scalars(index)

    def mappings(self):
        if not self.returns_rows:
            self._fail_without_rows()
        return super().mappings()

    @property
    def is_update(self):
        return bool(getattr(self.statement, "is_update", False))

    @property
    def is_delete(self):
        return bool(getattr(self.statement, "is_delete", False))

    @property
    def context(self):
        return self

    compiled = None
    cursor = None

    @property
    def isinsert(self):
        return self.is_insert

    isupdate = is_update
    isdelete = is_delete

    # ---- inserted rows

    @property
    def lastrowid(self):
        return self._lastrowid

    def _need_insert(self):
        from ..exc import InvalidRequestError

        if not self.is_insert:
            raise InvalidRequestError("Statement is not an insert() expression construct.")
        return self._prepared

    @property
    def inserted_primary_key_rows(self):
        prepared = self._need_insert()
        return [self._key_row(row) for row in prepared.key_rows] if prepared is not None else []

    @property
    def inserted_primary_key(self):
        from ..exc import InvalidRequestError

        self._need_insert()
        rows = self._prepared.key_rows if self._prepared is not None else []
        if len(rows) > 1 or (self._prepared is not None and self._prepared.ismulti):
            raise InvalidRequestError(
                "This statement was an executemany call; if primary key returning is supported, "
                "please use .inserted_primary_key_rows."
            )
        if getattr(self.statement, "_returning", None):
            raise InvalidRequestError(
                "Can't call inserted_primary_key when returning() is used."
            )
        return self._key_row(rows[0]) if rows else None

    def _key_row(self, values):
        from .row import Row

        columns = self._prepared.key_columns
        if len(columns) != len(values):
            return values
        names = [column.key for column in columns]
        return Row(SimpleResultMetaData(names, [[column] for column in columns]), values)

    @property
    def returned_defaults(self):
        return self._returned_defaults

    @property
    def returned_defaults_rows(self):
        return None if self._returned_defaults is None else [self._returned_defaults]

    def last_inserted_params(self):
        self._need_insert()
        return self._prepared.shown if self._prepared is not None else {}

    def last_updated_params(self):
        return self._prepared.shown if self._prepared is not None else {}

    def lastrow_has_defaults(self):
        return False

    def prefetch_cols(self):
        return self._prepared.prefetched if self._prepared is not None else []

    def postfetch_cols(self):
        return []

    def supports_sane_rowcount(self):
        return self.dialect.supports_sane_rowcount

    def supports_sane_multi_rowcount(self):
        return self.dialect.supports_sane_multi_rowcount

    def splice_vertically(self, other):
        from .result import IteratorResult

        rows = [a + b for a, b in zip(map(tuple, self), map(tuple, other))]
        keys = [*self._metadata.keys, *other._metadata.keys]
        return IteratorResult(SimpleResultMetaData(keys), rows)


# Their names in SQLAlchemy 1.x.
ResultProxy = CursorResult
LegacyCursorResult = CursorResult
BaseCursorResult = CursorResult


__getattr__ = borrower(__name__)
