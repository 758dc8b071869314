[tool.alembic]
# Folder with the migration scripts. %(here)s is the folder of this file.
script_location = "${script_location}"

# How new revision files are named, without their extension. Tokens: rev, slug, epoch, year,
# month, day, hour, minute, second, each with a printf format; percent signs are doubled.
# file_template = "%%(rev)s_%%(slug)s"
# With the date in front:
# file_template = "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s"

# Folders that Python looks in for modules before all others.
prepend_sys_path = [
    "."
]

# Time zone of the dates in new files and their names, an IANA name. Local time when it is not set.
# timezone = "UTC"

# Longest slug in a file name, in characters.
# truncate_slug_length = 40

# true: run the env file for every new revision, not only with --autogenerate.
# revision_environment = false

# true: accept compiled Python files without their source as revisions.
# sourceless = false

# Where revision files are; `versions` in script_location when it is not set.
# version_locations = [
#     "%(here)s/one/versions",
#     "%(here)s/two/versions",
# ]

# true: look for revision files in sub-folders, too.
# recursive_version_locations = false

# Encoding of new revision files.
# output_encoding = "utf-8"

# Programs that run over every new revision file. The token REVISION_SCRIPT_FILENAME stands for it.
# [[tool.alembic.post_write_hooks]]
# name = "ruff"
# type = "exec"
# executable = "ruff"
# options = "check --fix REVISION_SCRIPT_FILENAME"
#
# [[tool.alembic.post_write_hooks]]
# name = "black"
# type = "console_scripts"
# entrypoint = "black"
# options = "-l 79 REVISION_SCRIPT_FILENAME"
