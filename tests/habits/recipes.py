#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""recipes.py BIN: the pipelines of examples/ci are well-formed, and what they run works: on a server of
PostgreSQL where there is one, else on SQLite."""

import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import postgres_server  # noqa: E402
from project import Project  # noqa: E402

try:
    import yaml
except ImportError:
    if os.environ.get("CI") == "true":
        sys.exit("there is no YAML reader (Debian: python3-yaml)")
    sys.exit(77)

RECIPES = ROOT / "examples" / "ci"
BIN = sys.argv.pop(1)
SEVERAL_HEADS = 3


def read(name):
    return yaml.safe_load((RECIPES / name).read_text(encoding="utf-8"))


class Recipes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        try:
            cls.server = cls.enterClassContext(postgres_server.server())
        except postgres_server.Unavailable:
            if os.environ.get("CI") == "true":
                raise
            cls.server = None

    def setUp(self):
        self.project = self.enterContext(Project(BIN))
        self.url = "sqlite:///ci.db"
        if self.server is not None:
            self.url = self.enterContext(postgres_server.fresh_database(self.server))

    def values(self, variables, inputs=None):
        """The variables as the service would give them: secrets, inputs and the rest filled in."""
        known = {"vars.ALLOW_PRODUCTION_MIGRATE": "true",
                 **{f"inputs.{name}": value for name, value in (inputs or {}).items()}}
        result = {}
        for name, value in variables.items():
            def fill(match):
                return self.url if "secrets.DATABASE_URL_" in match[1] else known[match[1]]
            result[name] = re.sub(r"\$\{\{ (.*?) \}\}", fill, str(value))
        if "DATABASE_URL" in result:
            result["DATABASE_URL"] = self.url
        return result

    def shell(self, script, variables):
        return subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=self.project.root,
                              env={**self.project.variables, "GITHUB_STEP_SUMMARY": "summary.md",
                                   **variables}, text=True, capture_output=True, check=False)

    def run_all(self, scripts, variables):
        for script in scripts:
            done = self.shell(script, variables)
            self.assertEqual(done.returncode, 0, f"{script}\n{done.stdout}{done.stderr}")

    def current(self):
        return self.project.run("--url", self.url, "current").stdout

    def github(self, name, job, inputs=None):
        found = read(f"github/{name}")["jobs"][job]
        return ([step["run"] for step in found["steps"] if "run" in step],
                self.values(found["env"], inputs))

    def test_a_pull_request_is_checked(self):
        scripts, variables = self.github("check.yml", "migrations")
        self.run_all(scripts, variables)

    def test_two_heads_stop_a_pull_request(self):
        self.project.revision("b3", "a2", "another", "SELECT 1;")
        scripts, variables = self.github("check.yml", "migrations")
        done = self.shell(scripts[0], variables)
        self.assertEqual(done.returncode, SEVERAL_HEADS)
        self.assertIn("several heads", done.stderr)

    def test_a_merge_to_dev_migrates(self):
        scripts, variables = self.github("migrate-dev.yml", "migrate")
        self.assertEqual(read("github/migrate-dev.yml")[True]["push"]["branches"], ["Dev"])
        self.run_all(scripts, variables)
        self.assertEqual(self.current(), "a3 (head)\n")

    def test_staging_and_production_are_migrated_by_hand(self):
        for environment, target in (("stage", "a2"), ("main", "head")):
            inputs = {"environment": environment, "target": target}
            for job in ("plan", "migrate"):
                scripts, variables = self.github("migrate.yml", job, inputs)
                self.assertEqual(variables["ENV"], environment)
                self.run_all(scripts, variables)
        self.assertEqual(self.current(), "a3 (head)\n")
        self.assertIn("a3", (self.project.root / "summary.md").read_text())

    def test_production_is_refused_without_the_variable(self):
        scripts, variables = self.github("migrate.yml", "migrate",
                                         {"environment": "main", "target": "head"})
        done = self.shell(scripts[0], {**variables, "ALLOW_PRODUCTION_MIGRATE": ""})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Refusing to migrate production database.", done.stdout + done.stderr)

    def test_gitlab(self):
        jobs = read("gitlab/.gitlab-ci.yml")
        self.run_all(jobs["check"]["script"], self.values(jobs["check"]["variables"]))
        for name in ("migrate-dev", "migrate-stage", "migrate-main"):
            job = jobs[name]
            self.assertEqual(job["environment"], job["variables"]["ENV"])
            variables = {**job["variables"], "DATABASE_URL": self.url,
                         "ALLOW_PRODUCTION_MIGRATE": "true"}
            self.run_all(jobs[job["extends"]]["script"], variables)

    def container(self, container):
        values = {entry["name"]: entry.get("value", self.url) for entry in container["env"]}
        done = subprocess.run(container["command"], cwd=self.project.root, text=True,
                              env={**self.project.variables, **values}, capture_output=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.current(), "a3 (head)\n")

    def test_a_job_of_kubernetes(self):
        self.container(read("kubernetes/job.yaml")["spec"]["template"]["spec"]["containers"][0])

    def test_an_init_container(self):
        pod = read("kubernetes/init-container.yaml")["spec"]["template"]["spec"]
        self.container(pod["initContainers"][0])
        self.assertEqual(pod["containers"][0]["env"], pod["initContainers"][0]["env"])

    def test_compose(self):
        services = read("compose/compose.yaml")["services"]
        service = services["migrate"]
        done = self.project.run(*service["command"],
                                variables={**service["environment"], "DATABASE_URL": self.url})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for name, other in services.items():
            for needed in other.get("depends_on", {}):
                self.assertIn(needed, services, name)

    def test_hooks_against_two_heads(self):
        entry = read("hooks/.pre-commit-config.yaml")["repos"][0]["hooks"][0]["entry"]
        hook = str(RECIPES / "hooks" / "pre-commit")
        git = "git -c user.name=x -c user.email=x@example.com"
        self.shell("git init -q . && git add -A", {})
        for script in (entry, hook):
            self.assertEqual(self.shell(script, {}).returncode, 0)
        self.project.revision("b3", "a2", "another", "SELECT 1;")
        for script in (entry, hook):
            self.assertEqual(self.shell(script, {}).returncode, SEVERAL_HEADS)
        # Nothing of the migrations is part of the next commit.
        self.shell(f"{git} commit -qm x --no-verify", {})
        self.assertEqual(self.shell(hook, {}).returncode, 0)


unittest.main()
