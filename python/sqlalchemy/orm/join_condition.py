# SPDX-License-Identifier: MIT
"""Which columns of two tables belong together, from foreign keys or from a given expression."""
from .. import exc as sa_exc
from .base import MANYTOMANY, MANYTOONE, ONETOMANY


def tables_of(selectable):
    left = getattr(selectable, "left", None)
    right = getattr(selectable, "right", None)
    if left is not None and right is not None:
        return [*tables_of(left), *tables_of(right)]
    return [selectable]


def between(referred, referring):
    """[(referred column, referring column)] by the foreign keys of one table to another."""
    found = []
    for column in referring.c:
        for key in column.foreign_keys:
            try:
                target = key.column
            except sa_exc.NoReferencedColumnError:
                raise
            except sa_exc.NoReferenceError:
                continue
            if target.table is referred:
                found.append((target, column))
    return found


def constraints_between(referred, referring):
    """The pairs grouped by foreign key constraint: more than one group is ambiguous."""
    groups = {}
    for column in referring.c:
        for key in column.foreign_keys:
            try:
                target = key.column
            except sa_exc.NoReferencedColumnError:
                raise
            except sa_exc.NoReferenceError:
                continue
            if target.table is referred:
                constraint = getattr(key, "constraint", None)
                groups.setdefault(id(constraint or key), []).append((target, column))
    # A key that is given twice, with the column and with the table, is one.
    distinct = {tuple((id(a), id(b)) for a, b in pairs): pairs for pairs in groups.values()}
    return list(distinct.values())


def references(column, other):
    for key in column.foreign_keys:
        try:
            if key.column is other:
                return True
        except sa_exc.NoReferenceError:
            continue
    return False


def equal_pairs(expression):
    """Pairs of columns that an expression equates, and whether it says nothing else."""
    pairs, pure = [], True

    def visit(element):
        nonlocal pure
        clauses = getattr(element, "clauses", None)
        left, right = getattr(element, "left", None), getattr(element, "right", None)
        if left is not None and right is not None:
            a, b = plain(left), plain(right)
            name = getattr(getattr(element, "operator", None), "__name__", "")
            if name == "eq" and a is not None and b is not None:
                pairs.append((a, b))
            else:
                pure = False
                # a condition such as == func(other.column) still joins the columns inside
                for inner in (left, right):
                    visit_inner(inner)
        elif clauses is not None and getattr(element, "table", None) is None:
            name = getattr(getattr(element, "operator", None), "__name__", "and_")
            if name not in ("and_",):
                pure = False
            for member in clauses:
                visit(member)
        elif (
            getattr(element, "element", None) is not None
            and getattr(element, "table", None) is None
        ):
            visit(element.element)
        else:
            pure = False

    def visit_inner(element):
        inner = getattr(element, "element", None)
        if inner is not None and getattr(inner, "left", None) is not None:
            visit(inner)

    visit(expression)
    return pairs, pure


def plain(element):
    """The table column that an operand is, or None."""
    original = getattr(element, "_orm_column", None)
    if original is not None:
        return element
    if getattr(element, "table", None) is not None and hasattr(element, "foreign_keys"):
        return element
    inner = getattr(element, "clause", None) or getattr(element, "element", None)
    if inner is not None and inner is not element and hasattr(inner, "foreign_keys"):
        return plain(inner)
    return None


def bare(column):
    return getattr(column, "_orm_column", column)


def marks(column):
    return getattr(column, "_orm_marks", frozenset())


class JoinCondition:
    """How the rows of two mapped classes belong together."""

    def __init__(self, prop, parent, target, primaryjoin, secondaryjoin, secondary, foreign_keys,
                 remote_side, self_referential):
        self.prop = prop
        self.parent = parent
        self.target = target
        self.secondary = secondary
        self.primaryjoin = primaryjoin
        self.secondaryjoin = secondaryjoin
        self.given_foreign = set(foreign_keys or ())
        self.given_remote = set(remote_side or ())
        self.self_referential = self_referential
        self._determine()
        self._orient()

    # --- the expressions

    def _determine(self):
        from ..sql.expression import and_

        if self.secondary is not None:
            if self.primaryjoin is None:
                pairs = self._pairs(self.parent, self.secondary, self.secondary)
                self.primaryjoin = and_(*[a == b for a, b in pairs])
            if self.secondaryjoin is None:
                pairs = self._pairs(self.target, self.secondary, self.secondary)
                self.secondaryjoin = and_(*[a == b for a, b in pairs])
        elif self.primaryjoin is None:
            pairs = self._direct_pairs()
            self.primaryjoin = and_(*[a == b for a, b in pairs])

    def _restrict(self, groups):
        if len(groups) <= 1:
            return groups
        if self.given_foreign:
            kept = [g for g in groups if {b for _, b in g} <= self.given_foreign]
            if kept:
                return kept
        return groups

    def _pairs(self, mapper, referring, secondary):
        found = []
        for table in reversed(mapper.tables):
            groups = self._restrict(constraints_between(table, referring))
            if len(groups) > 1:
                raise sa_exc.AmbiguousForeignKeysError(
                    "Could not determine join condition between parent/child tables on "
                    "relationship "
                    f"{self.prop} - there are multiple foreign key paths linking the tables via "
                    f"secondary table '{secondary}'.  Specify the 'foreign_keys' argument, "
                    "providing a "
                    "list of those columns which should be counted as containing a foreign key "
                    "reference from the secondary table to each of the parent and child tables."
                )
            if groups:
                found = groups[0]
                break
        if not found:
            raise sa_exc.NoForeignKeysError(
                "Could not determine join condition between parent/child tables on relationship "
                f"{self.prop} - there are no foreign keys linking these tables via secondary table "
                f"'{secondary}'.  Ensure that referencing columns are associated with a "
                "ForeignKey or "
                "ForeignKeyConstraint, or specify 'primaryjoin' and 'secondaryjoin' expressions."
            )
        return found

    def _direct_pairs(self):
        left_tables = list(reversed(self.parent.tables))
        right_tables = list(reversed(self.target.tables))
        # the own tables of both classes come before those they inherit
        for left in left_tables:
            for right in right_tables:
                groups = constraints_between(left, right)
                if left is not right:
                    groups += [[(b, a) for a, b in g] for g in constraints_between(right, left)]
                if not groups:
                    continue
                if len(groups) > 1:
                    groups = self._narrow(groups)
                if len(groups) > 1:
                    raise sa_exc.AmbiguousForeignKeysError(
                        "Could not determine join condition between parent/child tables on "
                        f"relationship {self.prop} - there are multiple foreign key paths "
                        "linking the "
                        "tables.  Specify the 'foreign_keys' argument, providing a list of those "
                        "columns which should be counted as containing a foreign key reference "
                        "to the "
                        "parent table."
                    )
                return groups[0]
        raise sa_exc.NoForeignKeysError(
            "Could not determine join condition between parent/child tables on relationship "
            f"{self.prop} - there are no foreign keys linking these tables.  Ensure that "
            "referencing "
            "columns are associated with a ForeignKey or ForeignKeyConstraint, or specify a "
            "'primaryjoin' expression."
        )

    def _narrow(self, groups):
        if not self.given_foreign:
            return groups
        return [
            g for g in groups
            if all(a in self.given_foreign or b in self.given_foreign for a, b in g)
        ] or groups

    # --- which side is which

    def _foreign(self, a, b):
        """(referred column, referring column) of an equated pair, or None."""
        for first, second in ((a, b), (b, a)):
            if "foreign" in marks(first) and "foreign" not in marks(second):
                return bare(second), bare(first)
        plain_a, plain_b = bare(a), bare(b)
        if self.given_foreign:
            if plain_a in self.given_foreign:
                return plain_b, plain_a
            if plain_b in self.given_foreign:
                return plain_a, plain_b
            return None
        if references(plain_b, plain_a):
            return plain_a, plain_b
        if references(plain_a, plain_b):
            return plain_b, plain_a
        if self.secondary is not None:
            if plain_a.table is self.secondary and plain_b.table is not self.secondary:
                return plain_b, plain_a
            if plain_b.table is self.secondary and plain_a.table is not self.secondary:
                return plain_a, plain_b
        if plain_a.primary_key and not plain_b.primary_key:
            return plain_a, plain_b if plain_b.foreign_keys else None
        return None

    def _orient(self):
        pairs, self.pure = equal_pairs(self.primaryjoin)
        self.primary_pairs = pairs
        oriented = [(a, b, self._foreign(a, b)) for a, b in pairs]
        foreign = [f for _, _, f in oriented if f is not None and f[1] is not None]
        if not foreign:
            raise sa_exc.ArgumentError(
                "Could not locate any relevant foreign key columns for primary join condition "
                f"'{self.primaryjoin}' on relationship {self.prop}.  Ensure that referencing "
                "columns "
                "are associated with a ForeignKey or ForeignKeyConstraint, or are annotated in the "
                "join condition with the foreign() annotation."
            )
        if self.secondary is not None:
            self.direction = MANYTOMANY
            more, pure = equal_pairs(self.secondaryjoin)
            self.pure = self.pure and pure
            self.synchronize_pairs = foreign  # (parent column, secondary column)
            self.secondary_synchronize_pairs = [
                f for a, b in more if (f := self._foreign(a, b)) is not None
            ]
            self.local_remote_pairs = self.synchronize_pairs + self.secondary_synchronize_pairs
            self.remote_columns = {b for _, b in self.synchronize_pairs} | {
                b for _, b in self.secondary_synchronize_pairs
            }
            self.local_columns = {a for a, _ in self.synchronize_pairs}
            return
        self.secondary_synchronize_pairs = []
        self.synchronize_pairs = foreign  # (referred column, referring column)
        marked = {bare(c) for pair in pairs for c in pair if "remote" in marks(c)}
        remote = self.given_remote or marked
        referred = {a for a, _ in foreign}
        referring = {b for _, b in foreign}
        parent_columns = _columns_of(self.parent)
        target_columns = _columns_of(self.target)
        if remote:
            self.direction = ONETOMANY if remote & referring else MANYTOONE
        elif referring & target_columns:
            # rows of one table are in both: without a word on which side is remote, the many are
            self.direction = ONETOMANY
        elif referring & parent_columns:
            self.direction = MANYTOONE
        else:
            raise sa_exc.ArgumentError(
                f"Can't determine relationship direction for relationship '{self.prop}' - "
                "foreign key "
                "columns within the join condition are present in both the parent and the child's "
                "mapped tables.  Ensure that only those columns referring to a parent column are "
                "marked as foreign, either via the foreign() annotation or via the foreign_keys "
                "argument."
            )
        if self.direction is ONETOMANY:
            self.local_remote_pairs = list(foreign)
            self.remote_columns = remote or referring
            self.local_columns = referred
        else:
            self.local_remote_pairs = [(b, a) for a, b in foreign]
            self.remote_columns = remote or referred
            self.local_columns = referring

    def is_remote(self, column):
        """Whether a column of the condition belongs to the target's row."""
        if "remote" in marks(column):
            return True
        column = bare(column)
        if column in self.remote_columns:
            return True
        if column in self.local_columns or self.self_referential:
            return False
        return column in _columns_of(self.target) and column not in _columns_of(self.parent)


def _columns_of(mapper):
    found = set()
    for table in mapper.tables:
        found.update(table.c)
    return found
