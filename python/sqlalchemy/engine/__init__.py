# SPDX-License-Identifier: MIT
"""Engines, connections, results, URLs. Each module is imported when it is first asked for."""
import sys

_EXPORTS = {
    "base": """Connection NestedTransaction RootTransaction Transaction
        TwoPhaseTransaction""",
    "create": "create_engine create_pool_from_url engine_from_config create_mock_engine",
    "cursor": "BaseCursorResult CursorResult ResultProxy LegacyCursorResult",
    "default": "Dialect TypeCompiler",
    "engine": "Engine",
    "failures": "ExceptionContext",
    "interfaces": """AdaptedConnection BindTyping Compiled Connectable ConnectionEventsTarget
        CreateEnginePlugin ExecutionContext""",
    "reflection": "Inspector ObjectKind ObjectScope",
    "result": """ChunkedIteratorResult FilterResult FrozenResult IteratorResult MappingResult
        MergedResult Result ScalarResult TupleResult result_tuple""",
    "row": "BaseRow LegacyRow Row RowMapping RowProxy",
    "url": "URL make_url",
}
_MODULE_OF = {name: module for module, names in _EXPORTS.items() for name in names.split()}
_MODULES = {"base", "create", "cursor", "default", "interfaces", "mock", "reflection", "result",
            "row", "url", "strategies", "util"}


def _module(name):
    full = f"{__name__}.{name}"
    if full not in sys.modules:
        __import__(full)
    return sys.modules[full]


def __getattr__(name):
    module = _MODULE_OF.get(name)
    if module is not None:
        found = globals()[name] = getattr(_module(module), name)
        return found
    if name in _MODULES:
        return _module(name)
    if name.startswith("__"):
        raise AttributeError(f"module 'sqlalchemy.engine' has no attribute {name!r}")
    raise AttributeError(f"sqlalchemy.engine.{name} is not supported by Retort yet")
