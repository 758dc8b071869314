# SPDX-License-Identifier: MIT
"""Quoting of names, as the core does it."""


class IdentifierPreparer:
    """Names as they are written in SQL on a dialect."""

    def __init__(self, dialect, initial_quote=None, final_quote=None, **_more):
        self.dialect = dialect
        usual = {"mysql": "`", "mariadb": "`", "mssql": "["}.get(dialect.name, '"')
        self.initial_quote = initial_quote or usual
        self.final_quote = final_quote or ("]" if usual == "[" else usual)
        self.omit_schema = False

    @property
    def escape_quote(self):
        return self.final_quote

    def quote_identifier(self, value):
        text = str(value).replace(self.final_quote, self.final_quote * 2)
        return f"{self.initial_quote}{text}{self.final_quote}"

    def quote(self, ident, force=None):
        force = getattr(ident, "quote", None)
        if force is not None:
            return self.quote_identifier(ident) if force else str(ident)
        return self.dialect._core.quote(str(ident))

    def quote_schema(self, schema, force=None):
        return self.quote(schema)

    def _requires_quotes(self, value):
        return self.dialect._core.quote(str(value)) != str(value)

    def format_table(self, table, use_schema=True, name=None):
        schema = getattr(table, "schema", None) if use_schema else None
        text = self.quote(table.name if name is None else name)
        return f"{self.quote_schema(schema)}.{text}" if schema else text

    def format_table_seq(self, table, use_schema=True):
        schema = getattr(table, "schema", None) if use_schema else None
        name = self.format_table(table, use_schema=False)
        return (*([self.quote_schema(schema)] if schema else []), name)

    def format_sequence(self, sequence, use_schema=True):
        return self.format_table(sequence, use_schema)

    def format_alias(self, alias, name=None):
        return self.quote(name or alias.name)

    format_label = format_savepoint = format_alias

    def format_collation(self, collation_name):
        return self.quote(collation_name)

    def format_schema(self, name):
        return self.quote(name)

    def format_column(self, column, use_table=False, name=None, table_name=None, use_schema=False):
        text = self.quote(column.name if name is None else name)
        if not use_table or column.table is None:
            return text
        return f"{self.format_table(column.table, use_schema, name=table_name)}.{text}"

    def format_constraint(self, constraint):
        from ..sql.naming import name_notation

        name = name_notation(constraint)
        if isinstance(name, dict):
            name = name.get("text")
        return None if name is None else self.quote(name)

    format_index = format_constraint

    def unformat_identifiers(self, identifiers):
        """The parts of a dotted name, quoted or not."""
        parts, current, inside, position = [], "", False, 0
        while position < len(identifiers):
            char = identifiers[position]
            if inside and char == self.final_quote:
                if identifiers[position + 1 : position + 2] == self.final_quote:
                    current += char
                    position += 1
                else:
                    inside = False
            elif not inside and char == self.initial_quote:
                inside = True
            elif not inside and char == ".":
                parts.append(current)
                current = ""
            else:
                current += char
            position += 1
        return [*parts, current]
