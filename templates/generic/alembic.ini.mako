# Settings of a project with one database.

[alembic]
# Folder with the migration scripts. %(here)s is the folder of this file.
script_location = ${script_location}

# How new revision files are named, without their extension. Tokens: rev, slug, epoch, year,
# month, day, hour, minute, second, each with a printf format; percent signs are doubled.
# file_template = %%(rev)s_%%(slug)s
# With the date in front:
# file_template = %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s
# In a folder a month (needs recursive_version_locations = true):
# file_template = %%(year)d/%%(month).2d/%%(rev)s_%%(slug)s

# Folders that Python looks in for modules before all others.
prepend_sys_path = .

# Time zone of the dates in new files and their names, an IANA name such as UTC or Europe/Berlin.
# Local time when it is not set.
# timezone =

# Longest slug in a file name, in characters.
# truncate_slug_length = 40

# true: run the env file for every new revision, not only with --autogenerate.
# revision_environment = false

# true: accept compiled Python files without their source as revisions.
# sourceless = false

# Where revision files are; `versions` in script_location when it is not set. With several folders
# the first revision of each branch needs --version-path.
# version_locations = %(here)s/one/versions:%(here)s/two/versions

# What separates the folders in version_locations and prepend_sys_path: space, newline, `:`, `;`,
# or os for the system's own.
path_separator = os

# true: look for revision files in sub-folders, too.
# recursive_version_locations = false

# Encoding of new revision files.
# output_encoding = utf-8

# The database, read by env.py.
sqlalchemy.url = driver://user:pass@localhost/dbname

[post_write_hooks]
# Programs that run over every new revision file, in the order of `hooks`.
# The token REVISION_SCRIPT_FILENAME stands for the file.
#
# A program on PATH:
# hooks = format
# format.type = exec
# format.executable = ruff
# format.options = check --fix REVISION_SCRIPT_FILENAME
#
# The command of an installed Python package:
# hooks = black
# black.type = console_scripts
# black.entrypoint = black
# black.options = -l 79 REVISION_SCRIPT_FILENAME
#
# A Python module:
# hooks = ruff
# ruff.type = module
# ruff.module = ruff
# ruff.options = check --fix REVISION_SCRIPT_FILENAME

# What is logged where.
[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

# INFO here shows every SQL statement.
[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
