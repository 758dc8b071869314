# SPDX-License-Identifier: MIT
"""`Config`: an ini file, a pyproject.toml, and what Python sets beside them."""
import os
import sys

import _retort

from .util.exc import CommandError


class Config:
    """The configuration of a project."""

    def __init__(self, file_=None, toml_file=None, ini_section="alembic", output_buffer=None,
                 stdout=sys.stdout, cmd_opts=None, config_args=None, attributes=None):
        self._start(output_buffer, stdout, cmd_opts, config_args, attributes)
        self.config_file_name = file_
        self.toml_file_name = toml_file
        self.config_ini_section = ini_section
        arguments = {str(k): str(v) for k, v in (config_args or {}).items()}
        self._core = _retort.Config(
            ini_path=_path(file_), toml_path=_path(toml_file), section=ini_section,
            arguments=arguments, x_arguments=list(getattr(cmd_opts, "x", None) or ()),
            url=getattr(cmd_opts, "retort_url", None),
            environment=getattr(cmd_opts, "retort_environment", None))

    def _start(self, output_buffer, stdout, cmd_opts, config_args, attributes):
        self.output_buffer = output_buffer
        self.stdout = stdout
        self.cmd_opts = cmd_opts
        self.config_args = dict(config_args or {})
        self.attributes = dict(attributes or {})
        self._assigned = {}

    @classmethod
    def _from_core(cls, core, cmd_opts=None):
        """The configuration that a command has; always the same object for the same one."""
        from sys import implementation

        SimpleNamespace = type(implementation)  # without the import of `types`
        said = None if cmd_opts is None else SimpleNamespace(**cmd_opts)
        for known, made in _of_commands:
            if known is core:
                # A program may run several commands with it.
                if said is not None:
                    made.cmd_opts = said
                return made
        made = cls.__new__(cls)
        made._start(None, sys.stdout, said, core.arguments, None)
        made._core = core
        made.config_file_name = core.ini_path or None
        made.toml_file_name = core.toml_path or None
        made.config_ini_section = core.section_name
        _of_commands.append((core, made))
        return made

    # ---- sections and options

    def get_section(self, name, default=None):
        found = self._core.section(name)
        return default if found is None else dict(found)

    def get_section_option(self, section, name, default=None):
        if not self._core.has_section(section):
            raise CommandError(
                f"No config file {self.config_file_name!r} found, or file has no '[{section}]' "
                "section"
            )
        found = self._core.section_option(section, name)
        return default if found is None else found

    def get_main_option(self, name, default=None):
        return self.get_section_option(self.config_ini_section, name, default)

    def set_section_option(self, section, name, value):
        _check_interpolation(value)
        self._core.set_section_option(section, name, value)
        self._assigned[section, name] = value
        parser = self.__dict__.get("_file_config")
        if parser is not None:
            if not parser.has_section(section):
                parser.add_section(section)
            parser.set(section, name, value)

    def set_main_option(self, name, value):
        self.set_section_option(self.config_ini_section, name, value)

    def remove_main_option(self, name):
        self._core.remove_main_option(name)
        self._assigned.pop((self.config_ini_section, name), None)
        parser = self.__dict__.get("_file_config")
        if parser is not None:
            parser.remove_option(self.config_ini_section, name)

    def get_alembic_option(self, name, default=None):
        found = self._core.section_option(self.config_ini_section, name)
        return self._get_toml_config_value(name, default) if found is None else found

    def get_alembic_boolean_option(self, name):
        return self._core.boolean_option(name)

    @property
    def file_config(self):
        """The ini file as Python's ConfigParser has it."""
        parser = self.__dict__.get("_file_config")
        if parser is None:
            parser = self.__dict__["_file_config"] = _parser_of(self)
        return parser

    @property
    def toml_alembic_config(self):
        if not self.toml_file_name or not os.path.exists(self.toml_file_name):
            return {}
        import tomllib

        with open(self.toml_file_name, "rb") as stream:
            return tomllib.load(stream).get("tool", {}).get("alembic", {})

    def _get_toml_config_value(self, name, default=None):
        value = self.toml_alembic_config.get(name, default)
        if isinstance(value, str):
            return value % self.toml_args
        if isinstance(value, list):
            return [{key: text % self.toml_args for key, text in each.items()}
                    if isinstance(each, dict) else each % self.toml_args for each in value]
        if isinstance(value, dict):
            return {key: text % self.toml_args for key, text in value.items()}
        if value is None or value is default or isinstance(value, int):
            return value
        raise CommandError(f"unsupported TOML value type for key: {name!r}")

    @property
    def toml_args(self):
        here = "."
        if self.toml_file_name:
            here = os.path.abspath(os.path.dirname(self.toml_file_name)).replace("\\", "/")
        return {**self.config_args, "here": here}

    def get_version_locations_list(self):
        return list(self._core.version_locations()) or None

    def get_prepend_sys_paths_list(self):
        return list(self._core.prepend_sys_path()) or None

    def get_hooks_list(self):
        """The post-write hooks: each one's options, its name under `_hook_name`."""
        section = self.get_section("post_write_hooks")
        if section is None:
            found = []
            for known in self._get_toml_config_value("post_write_hooks", []):
                options = dict(known)
                options["_hook_name"] = options.pop("name")
                found.append(options)
            return found
        return [
            {**{key[len(name) + 1:]: value for key, value in section.items()
                if key.startswith(f"{name}.")}, "_hook_name": name}
            for name in section.get("hooks", "").replace(",", " ").split()]

    @property
    def messaging_opts(self):
        return {"quiet": bool(getattr(self.cmd_opts, "quiet", False))}

    def print_stdout(self, text, *arg):
        from .util.messaging import write_outstream

        write_outstream(self.stdout, str(text) % arg if arg else str(text), "\n",
                        **self.messaging_opts)

    def get_template_directory(self):
        raise CommandError("Retort's templates are within its program; there is no directory")


_of_commands = []


def _path(given):
    return "" if given is None else os.fspath(given)


def _check_interpolation(value):
    """A single percent sign would be the start of an interpolation, as ConfigParser says."""
    if "%" not in value:
        return
    import re

    rest = re.sub(r"%\([^)]+\)s", "", value.replace("%%", ""))
    if "%" in rest:
        raise ValueError(
            f"invalid interpolation syntax in {value!r} at position {rest.find('%')}")


def _parser_of(config):
    from configparser import ConfigParser

    here = "."
    if config.config_file_name:
        here = os.path.abspath(os.path.dirname(config.config_file_name)).replace("\\", "/")
    defaults = {"here": here, **config.config_args}
    parser = ConfigParser({name: value.replace("%", "%%") for name, value in defaults.items()})
    if config.config_file_name:
        parser.read([config.config_file_name], encoding="locale")
    if not parser.has_section(config.config_ini_section):
        parser.add_section(config.config_ini_section)
    url = config._core.target_url
    if url is not None:
        parser.set(config.config_ini_section, "sqlalchemy.url", url.replace("%", "%%"))
    for (section, name), value in config._assigned.items():
        if not parser.has_section(section):
            parser.add_section(section)
        parser.set(section, name, value)
    return parser


def __getattr__(name):
    # Programs that only read a configuration need no command line.
    if name in ("CommandLine", "main"):
        from . import _command_line

        return getattr(_command_line, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    from alembic.config import main

    main()
