# Settings of a project with SQL migrations.

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

# Time zone of the dates in new files and their names, an IANA name such as UTC or Europe/Berlin.
# Local time when it is not set.
# timezone =

# Longest slug in a file name, in characters.
# truncate_slug_length = 40

# true: run the env file for every new revision, not only with --autogenerate.
# revision_environment = false

# Where revision files are; `versions` in script_location when it is not set. With several folders
# the first revision of each branch needs --version-path.
# version_locations = %(here)s/one/versions:%(here)s/two/versions

# What separates the folders in version_locations: space, newline, `:`, `;`,
# or os for the system's own.
path_separator = os

# true: look for revision files in sub-folders, too.
# recursive_version_locations = false

# Encoding of new revision files.
# output_encoding = utf-8

# The database. Examples: postgresql://user:pass@localhost/dbname,
# postgresql:///dbname?host=/var/run/postgresql, sqlite:////absolute/path.db
sqlalchemy.url = sqlite:///%(here)s/app.db

[post_write_hooks]
# Programs that run over every new revision file, in the order of `hooks`.
# The token REVISION_SCRIPT_FILENAME stands for the file.
#
# A program on PATH:
# hooks = format
# format.type = exec
# format.executable = sqlfluff
# format.options = fix REVISION_SCRIPT_FILENAME

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
