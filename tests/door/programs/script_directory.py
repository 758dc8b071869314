# SPDX-License-Identifier: MIT
"""ScriptDirectory, Script and RevisionMap."""
import os

from project import make, show

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.script.revision import Revision, RevisionMap

make()
scripts = ScriptDirectory.from_config(Config("alembic.ini"))


def ids(found):
    return [each.revision if each is not None else None for each in found]


print(scripts.dir, scripts.versions, scripts.env_py_location)
show("heads", scripts.get_heads)
show("real heads", lambda: scripts.get_heads(consider_depends_on=True))
show("bases", scripts.get_bases)
show("base", scripts.get_base)
show("current head", scripts.get_current_head)
for ends in ((), ("bbb2", "ccc3"), ("ccc3", "ddd4"), ("base", "left@head"), ("base", "head"),
             ("nope",)):
    show(f"walk {ends}", lambda: ids(scripts.walk_revisions(*ends)))
for name in ("aaa1", "aaa", "head", "heads", "base", "left", "left@head", "nope", None, (), "-1",
             "a", ("aaa1",), ("aaa1", "bbb2"), "right@ccc3"):
    show(f"get_revision {name!r}", lambda: getattr(scripts.get_revision(name), "revision", None))
    show(f"get_revisions {name!r}", lambda: ids(scripts.get_revisions(name)))
    show(f"as_revision_number {name!r}", lambda: scripts.as_revision_number(name))
for rows in (("eee5",), ("ccc3", "ddd4"), ()):
    show(f"all current {rows}", lambda: sorted(ids(scripts.get_all_current(rows))))
for options in ({}, {"inclusive": True}, {"implicit_base": True}):
    for ends in (("heads", "base"), ("eee5", "bbb2"), ("eee5", ("bbb2",)), ("bbb2", "eee5"),
                 ("ccc3", "ddd4")):
        if options.get("inclusive") and ends[0] == "eee5":
            continue
        show(f"iterate {ends} {options}", lambda: ids(scripts.iterate_revisions(*ends, **options)))
show("down", lambda: ids(scripts.iterate_revisions(("eee5", "ccc3"), "bbb2",
                                                   select_for_downgrade=True)))
show("down", lambda: ids(scripts.iterate_revisions(("eee5",), "-1", select_for_downgrade=True)))
show("up", lambda: ids(scripts.iterate_revisions("+1", ("aaa1",), implicit_base=True)))
for each in scripts.walk_revisions():
    print(each, "|", repr(each), each.is_head, each.is_base, each.is_branch_point,
          each.is_merge_point, sorted(each.nextrev), sorted(each.branch_labels), each.dependencies,
          each.down_revision, repr(each.doc), repr(each.longdoc), each.path,
          each._normalized_down_revisions, each._versioned_down_revisions)
    print(each.cmd_format(False))
    print(each.cmd_format(False, include_branches=True, include_doc=True, include_parents=True))
    # The order of the children is that of a set.
    print(each.log_entry.replace("ddd4, ccc3", "ccc3, ddd4"))
    print(each.module.revision, callable(each.module.upgrade))

print("--- the map")
map_ = scripts.revision_map
show("heads", lambda: map_.heads)
show("bases", lambda: map_.bases)
show("head of a branch", lambda: map_.get_current_head("left"))
show("head", map_.get_current_head)
show("lineage", lambda: ids(map_.filter_for_lineage(tuple(scripts.walk_revisions()), "left")))
show("lineage", lambda: map_.filter_for_lineage(map_.heads, "right"))
show("lineage", lambda: ids(map_.filter_for_lineage(tuple(scripts.walk_revisions()), "ccc3",
                                                    include_dependencies=True)))
for name in ("nope", "head", "a"):
    show(f"get_revision {name}", lambda: map_.get_revision(name).revision)
show("range", lambda: ids(map_.iterate_revisions("ccc3", "ddd4")))
print(scripts.get_revision("aaa1") is scripts.get_revision("aaa1"))

print("--- steps")
show("up", lambda: list(map(str, scripts._upgrade_revs("heads", ()))))
show("up", lambda: list(map(str, scripts._upgrade_revs("+2", ("aaa1",)))))
show("down", lambda: [
    (str(each), each.is_upgrade, each.is_downgrade, each.name, each.doc, each.from_revisions,
     each.to_revisions, each.from_revisions_no_deps, each.short_log)
    for each in scripts._downgrade_revs("base", ("eee5",))])
for target, rows in (("ccc3", ("aaa1",)), ("nope", ("aaa1",)), ("head", ()), ("base", ("ccc3",))):
    show(f"stamp {target}", lambda: [
        (str(each), each.from_revisions, each.to_revisions, each.is_upgrade)
        for each in scripts._stamp_revs(target, rows)])
show("up", lambda: scripts._upgrade_revs("ccc3", ("nope",)))
show("down", lambda: scripts._downgrade_revs("ccc3", ("aaa1",)))

print("--- new files")


def generate(*args, **kw):
    made = scripts.generate_revision(*args, **kw)
    return made.revision, made.down_revision, made.dependencies, made.doc, made.path


show("plain", lambda: generate("g1", "my message", head="ccc3"))
show("merge", lambda: generate("g2", "my message", head=["g1", "eee5"], branch_labels="lab",
                               depends_on=["aaa"]))
show("no head", lambda: generate("g3", "x y", refresh=True, head="bbb2"))
show("splice", lambda: generate("g4", "x y", refresh=True, head="bbb2", splice=True))
show("heads", lambda: generate("g5", None))
show("elsewhere", lambda: generate("g6", None, head="g4", version_path="/nowhere"))
show("filled", lambda: generate("g7", "body", head="g4", imports="import os",
                                upgrades="print(1)", downgrades="print(2)"))
show("id", lambda: generate("g@8", "body", head="g7"))
show("heads", scripts.get_heads)
show("label", lambda: scripts.get_revision("lab").revision)
show("children", lambda: sorted(scripts.get_revision("ccc3").nextrev))
for name in ("g2_my_message", "g7_body"):
    with open(f"alembic/versions/{name}.py", encoding="utf-8") as file:
        print(file.read())

print("--- a map of revisions that are in no files")


def graph():
    yield Revision("a", ())
    yield Revision("b", ("a",))
    yield Revision("c", ("b",), branch_labels=["x"])
    yield Revision("d", ("b",), dependencies=("c",))


plain = RevisionMap(graph)
show("ends", lambda: (plain.heads, plain.bases, ids(plain.iterate_revisions("heads", "base"))))
show("label", lambda: plain.get_revision("x").revision)
show("down", lambda: plain.get_revision("d")._normalized_down_revisions)
show("add", lambda: plain.add_revision(Revision("e", ("d", "c"))))
show("after", lambda: (plain.heads, sorted(plain.get_revision("c").nextrev),
                       sorted(plain._revision_map, key=str)))
show("nobody", lambda: plain.get_revision("zzzz"))
show("range", lambda: list(plain.iterate_revisions("c", "d")))
show("loop", lambda: Revision("a", ("a",)))
show("cycle", lambda: RevisionMap(lambda: [Revision("a", ("b",)), Revision("b", ("a",))]).heads)
show("id", lambda: Revision("a@b", None))
empty = RevisionMap(lambda: [])
show("empty", lambda: (empty.heads, empty.bases, list(empty.iterate_revisions("heads", "base"))))

print("--- without a configuration")
bare = ScriptDirectory("alembic", file_template="%(rev)s-%(slug)s", truncate_slug_length=8)
show("heads", bare.get_heads)
show("name", lambda: os.path.basename(
    bare.generate_revision("q1", "long message here", head="base").path))
show("nothing", lambda: ScriptDirectory("nowhere").get_heads())
show("no location", lambda: ScriptDirectory.from_config(Config()))
