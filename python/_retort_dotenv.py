# SPDX-License-Identifier: MIT
"""What env.py files import from `dotenv`, over Retort's own reader of .env files."""
import os
import sys

import _retort

__all__ = ["dotenv_values", "find_dotenv", "get_key", "load_dotenv"]


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    """The path of the file, in the folder of the caller's file or above it; else ''."""
    folder = os.getcwd()
    if not usecwd:
        frame = sys._getframe()
        while frame is not None and (frame.f_code.co_filename == __file_name or
                                     not os.path.exists(frame.f_code.co_filename)):
            frame = frame.f_back
        if frame is not None:
            folder = os.path.dirname(os.path.abspath(frame.f_code.co_filename))
    while True:
        path = os.path.join(folder, filename)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    if raise_error_if_not_found:
        raise OSError("File not found")
    return ""


__file_name = find_dotenv.__code__.co_filename


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True,
                  encoding="utf-8"):
    """The variables of a file, and nothing else."""
    if stream is not None:
        import tempfile

        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".env") as copy:
            copy.write(stream.read())
            copy.flush()
            return _retort.read_dotenv(copy.name, interpolate)
    path = os.fspath(dotenv_path) if dotenv_path is not None else find_dotenv()
    if not path or not os.path.isfile(path):
        return {}
    return _retort.read_dotenv(path, interpolate)


def load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True,
                encoding="utf-8"):
    """Sets in os.environ what a file says; whether it said anything."""
    values = dotenv_values(dotenv_path, stream, verbose, interpolate, encoding)
    for name, value in values.items():
        if override or name not in os.environ:
            os.environ[name] = value
    return bool(values)


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    """One variable of a file; None if it is not there."""
    return dotenv_values(dotenv_path, encoding=encoding).get(key_to_get)
