# SPDX-License-Identifier: MIT
"""`EnvironmentContext`: what `alembic.context` stands for while env.py runs."""
import sys

from .. import runtime
from ..util.exc import CommandError
from ..util.langhelpers import ModuleClsProxy, to_tuple
from .migration import MigrationContext

__all__ = ["EnvironmentContext"]


class EnvironmentContext(ModuleClsProxy):
    """The configuration, the scripts and the options of one run of env.py."""

    _migration_context = None
    config = None
    script = None

    def __init__(self, config, script, **kw):
        self.config = config
        self.script = script
        self.context_opts = kw

    def __enter__(self):
        self._install_proxy()
        return self

    def __exit__(self, *_error):
        self._remove_proxy()
        if self._migration_context is not None:
            self._migration_context.close()

    # ---- what was asked for

    def is_offline_mode(self):
        return bool(self.context_opts.get("as_sql", False))

    def is_transactional_ddl(self):
        return self.get_context().impl.transactional_ddl

    def requires_connection(self):
        return not self.is_offline_mode()

    def get_head_revision(self):
        return self.script.as_revision_number("head")

    def get_head_revisions(self):
        return self.script.as_revision_number("heads")

    def get_starting_revision_argument(self):
        if self._migration_context is not None:
            return self.script.as_revision_number(self.get_context()._start_from_rev)
        if "starting_rev" in self.context_opts:
            return self.script.as_revision_number(self.context_opts["starting_rev"])
        raise CommandError("No starting revision argument is available.")

    def get_revision_argument(self):
        return self.script.as_revision_number(self.context_opts["destination_rev"])

    def get_tag_argument(self):
        return self.context_opts.get("tag")

    def get_x_argument(self, as_dictionary=False):
        values = getattr(self.config.cmd_opts, "x", None) or []
        if not as_dictionary:
            return values
        pairs = (value.partition("=") for value in values)
        return {name: value for name, _, value in pairs}

    # ---- what env.py decides

    def configure(self, connection=None, url=None, dialect_name=None, dialect_opts=None,
                  transactional_ddl=None, transaction_per_migration=False, output_buffer=None,
                  starting_rev=None, tag=None, template_args=None, render_as_batch=False,
                  target_metadata=None, include_name=None, include_object=None,
                  include_schemas=False, process_revision_directives=None, compare_type=True,
                  compare_server_default=False, render_item=None, literal_binds=False,
                  upgrade_token="upgrades", downgrade_token="downgrades",
                  alembic_module_prefix="op.", sqlalchemy_module_prefix="sa.",
                  user_module_prefix=None, on_version_apply=None, autogenerate_plugins=None, **kw):
        """Say what migrations run on: a connection, or in offline mode a dialect."""
        opts = self.context_opts
        if transactional_ddl is not None:
            opts["transactional_ddl"] = transactional_ddl
        if output_buffer is not None:
            opts["output_buffer"] = output_buffer
        elif self.config.output_buffer is not None:
            opts["output_buffer"] = self.config.output_buffer
        if starting_rev:
            opts["starting_rev"] = starting_rev
        if tag:
            opts["tag"] = tag
        if template_args and opts.get("template_args") is not None:
            opts["template_args"].update(template_args)
        for name, value in (("render_item", render_item), ("compare_type", compare_type),
                            ("compare_server_default", compare_server_default)):
            if value is not None:
                opts[name] = value
        opts.update(
            transaction_per_migration=transaction_per_migration, target_metadata=target_metadata,
            include_name=include_name, include_object=include_object,
            include_schemas=include_schemas, render_as_batch=render_as_batch,
            upgrade_token=upgrade_token, downgrade_token=downgrade_token,
            sqlalchemy_module_prefix=sqlalchemy_module_prefix,
            alembic_module_prefix=alembic_module_prefix, user_module_prefix=user_module_prefix,
            literal_binds=literal_binds, process_revision_directives=process_revision_directives,
            on_version_apply=to_tuple(on_version_apply, default=()),
            autogenerate_plugins=autogenerate_plugins, script=self.script)
        opts.update(kw)
        if opts.get("revision_context") is not None:
            opts["revision_context"].require_sense(target_metadata)
        if self._migration_context is not None:
            self._migration_context.close()
        self._migration_context = MigrationContext.configure(
            connection=connection, url=url, dialect_name=dialect_name, environment_context=self,
            dialect_opts=dialect_opts, opts=opts)

    # ---- what is done

    def get_context(self):
        if self._migration_context is None:
            raise Exception("No context has been configured yet.")
        return self._migration_context

    def get_bind(self):
        return self.get_context().bind

    def get_impl(self):
        return self.get_context().impl

    def begin_transaction(self):
        return self.get_context().begin_transaction()

    def run_migrations(self, **kw):
        """Run the migrations; `kw` is given to each script's upgrade() or downgrade()."""
        context = self.get_context()
        # Most runs find nothing to do, and need none of the directives.
        if "alembic.operations.base" in sys.modules:
            _operations()(context)._install_proxy()
        outer, runtime.running = runtime.running, context
        try:
            context.run_migrations(**kw)
        finally:
            runtime.running = outer
            if "alembic.operations.base" in sys.modules:
                _operations()(context)._remove_proxy()

    def execute(self, sql, execution_options=None):
        self.get_context().execute(sql, execution_options=execution_options)

    def static_output(self, text):
        self.get_context().impl.static_output(text)


def _operations():
    return sys.modules["alembic.operations.base"].Operations
