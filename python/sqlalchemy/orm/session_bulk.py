# SPDX-License-Identifier: MIT
"""Writing many rows at once, past the unit of work."""
from .base import class_mapper, instance_state


class BulkMethods:
    """The bulk methods of a session."""

    def bulk_save_objects(self, objects, return_defaults=False, update_changed_only=True,
                          preserve_order=True):
        groups = {}
        for obj in objects:
            state = instance_state(obj)
            groups.setdefault((state.mapper, state.key is not None), []).append(state)
        self._begin_if_needed()
        for (mapper, persistent), states in groups.items():
            if persistent:
                rows = []
                for state in states:
                    keys = set(mapper._pk_keys)
                    if update_changed_only:
                        keys.update(k for k in state.committed_state if k in state.dict)
                    else:
                        keys.update(state.dict)
                    rows.append({
                        k: state.dict[k] for k in keys
                        if k in state.dict and mapper.impls[k].prop.is_column
                    })
                self._bulk_update(mapper, rows)
            elif return_defaults:
                from . import inserts

                connection = self._connection_for(self.get_bind(mapper))
                for state in states:
                    inserts._insert(self, connection, state)
                    state.key = None
            else:
                rows = [
                    {
                        k: v for k, v in state.dict.items()
                        if k in mapper.impls and mapper.impls[k].prop.is_column
                    }
                    for state in states
                ]
                self._bulk_insert(mapper, rows, False)

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        mapper = class_mapper(mapper)
        if return_defaults:
            for row in mappings:
                self._bulk_insert(mapper, [row], render_nulls, row)
            return
        self._bulk_insert(mapper, [dict(row) for row in mappings], render_nulls)

    def bulk_update_mappings(self, mapper, mappings):
        self._bulk_update(class_mapper(mapper), [dict(row) for row in mappings])

    def _bulk_insert(self, mapper, rows, render_nulls, target=None):
        if not rows:
            return
        from . import row_values

        connection = self._connection_for(self.get_bind(mapper))
        for table in mapper.tables:
            props = list(row_values._columns(mapper, table))
            batches, order = {}, []
            for row in rows:
                values = {}
                for column, prop in props:
                    value = row.get(prop.key)
                    if value is None and mapper.polymorphic_on is column:
                        value = mapper.polymorphic_identity
                    if value is None and not (render_nulls and prop.key in row):
                        if getattr(column, "computed", None) is not None:
                            continue
                        default = column.default
                        if default is not None and not row_values._is_sequence(default):
                            value = row_values._default(default, values, column)
                        elif default is not None:
                            continue
                        elif column.server_default is not None or column.primary_key or getattr(
                            column, "identity", None
                        ) is not None:
                            continue
                    values[column] = value
                keys = tuple(values)
                plain = not any(row_values._is_clause(v) for v in values.values())
                batch = batches.get(keys) if plain else None
                if batch is None:
                    batch = []
                    order.append((plain, keys, batch))
                    if plain:
                        batches[keys] = batch
                batch.append(values)
            for plain, keys, batch in order:
                result = None
                if plain and len(batch) > 1 and keys:
                    rows = [{c.key: v for c, v in values.items()} for values in batch]
                    step = max(1, 2000 // len(keys))
                    for start in range(0, len(rows), step):
                        connection.execute(table.insert().values(rows[start:start + step]))
                    continue
                for values in batch:
                    statement = table.insert().values(
                        {c: row_values._element(v) for c, v in values.items()}
                    )
                    result = connection.execute(statement)
                if target is not None and result is not None:
                    inserted = result.inserted_primary_key
                    for column, value in zip(table.primary_key.columns, inserted or ()):
                        target.setdefault(mapper._columntoproperty[column].key, value)

    def _bulk_update(self, mapper, rows):
        from . import row_values

        connection = self._connection_for(self.get_bind(mapper))
        for row in rows:
            for table in mapper.tables:
                values, criteria = {}, []
                for column, prop in row_values._columns(mapper, table):
                    if prop.key not in row:
                        continue
                    if column.primary_key:
                        criteria.append(column == row[prop.key])
                    else:
                        values[column] = row_values._element(row[prop.key])
                for column, prop in row_values._columns(mapper, table):
                    onupdate = getattr(column, "onupdate", None)
                    if values and column not in values and onupdate is not None:
                        value = row_values._default(onupdate, values, column)
                        if value is not None:
                            values[column] = row_values._element(value)
                if values:
                    connection.execute(table.update().where(*criteria).values(values))
