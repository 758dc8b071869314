# SPDX-License-Identifier: MIT
"""Python files loaded by their paths."""
import os


def coerce_resource_to_filename(fname_or_resource):
    """A path as it is; "package:path" as the path within that package."""
    fname = os.fspath(fname_or_resource)
    if not os.path.isabs(fname) and ":" in fname:
        import importlib.resources

        package, *parts = fname.split(":")
        return str(importlib.resources.files(package).joinpath(*parts))
    return fname


def load_python_file(dir_, filename):
    """The module in `filename`, run anew."""
    import importlib.util

    path = os.path.join(os.fspath(dir_), os.fspath(filename))
    if not os.path.splitext(path)[1] in (".py", ".pyc"):
        raise ImportError(f"Not a Python file: {path}")
    name = os.path.basename(path).replace(".", "_").replace("-", "_")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pyc_file_from_path(path):
    import importlib.util

    candidate = importlib.util.cache_from_source(os.fspath(path))
    return candidate if os.path.exists(candidate) else None


def template_to_file(template_file, dest, output_encoding, **kw):
    raise NotImplementedError(
        "alembic.util.template_to_file is not supported by Retort yet; "
        "ScriptDirectory.generate_revision() writes revision files"
    )
