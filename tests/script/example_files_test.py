#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The files of examples that other programs read: YAML must parse, and a compose file must lead to files that
are there. Where Python has no YAML reader the test is skipped, unless CI=true."""

import os
import pathlib
import re
import sys
import unittest

try:
    import yaml
except ImportError:
    if os.environ.get("CI") == "true":
        sys.exit("there is no YAML reader (Debian: python3-yaml)")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class Files(unittest.TestCase):
    def test_yaml_of_examples_parses(self):
        files = [*EXAMPLES.rglob("*.yaml"), *EXAMPLES.rglob("*.yml")]
        self.assertGreaterEqual(len(files), 3)
        for path in files:
            with self.subTest(path=path.relative_to(ROOT)):
                self.assertIsInstance(read(path), dict)

    def test_yaml_in_documents_parses(self):
        for path in sorted((ROOT / "docs").glob("*.md")):
            for block in re.findall(r"(?ms)^```ya?ml[^\n]*\n(.*?)^```$", path.read_text(encoding="utf-8")):
                with self.subTest(path=path.name, block=block[:40]):
                    self.assertTrue(list(yaml.safe_load_all(block)))

    def test_workflow_of_forecast_migrates_with_its_secret(self):
        """guide 002 (bbda8f5bb759e0f5), Integration with CI/CD, GitHub Actions Example"""
        workflow = read(EXAMPLES / "forecast/python/.github/workflows/deploy.yml")
        steps = [step for step in workflow["jobs"]["migrate"]["steps"] if "run" in step]
        self.assertEqual([{
            "name": "Run Database Migrations",
            "env": {"DATABASE_URL": "${{ secrets.DATABASE_URL }}"},
            "run": "alembic upgrade head\n",
        }], steps)


class Compose(unittest.TestCase):
    """guide 003 (7fa72391b202acff), Architecture, and Database URL Configuration"""

    def setUp(self):
        self.folder = EXAMPLES / "payments/python"
        self.services = read(self.folder / "docker-compose.yaml")["services"]

    def test_the_server_runs_the_init_scripts(self):
        mounts = dict(mount.split(":")[:2] for mount in self.services["postgres"]["volumes"])
        scripts = next(here for here, there in mounts.items() if there == "/docker-entrypoint-initdb.d")
        texts = [path.read_text() for path in sorted((self.folder / scripts).glob("*.sql"))]
        self.assertIn("CREATE USER pourtier_user", texts[0])
        self.assertIn("CREATE DATABASE pourtier_test_db OWNER pourtier_user", texts[0])

    def test_the_application_waits_for_the_server_and_has_the_asynchronous_url(self):
        application = self.services["pourtier"]
        self.assertEqual({"postgres": {"condition": "service_healthy"}}, application["depends_on"])
        self.assertIn("healthcheck", self.services["postgres"])
        self.assertEqual(
            "postgresql+asyncpg://pourtier_user:pourtier_pass@postgres:5432/pourtier_test_db",
            application["environment"]["DATABASE_URL"])

    def test_names_are_those_of_the_guides_commands(self):
        self.assertEqual("lumiere-postgres", self.services["postgres"]["container_name"])
        self.assertEqual("lumiere-pourtier", self.services["pourtier"]["container_name"])

    def test_the_image_has_the_stages_that_are_built(self):
        dockerfile = self.folder / self.services["pourtier"]["build"]["dockerfile"]
        stages = re.findall(r"(?m)^FROM \S+ AS (\w+)$", dockerfile.read_text())
        self.assertIn(self.services["pourtier"]["build"]["target"], stages)
        self.assertIn("production", stages)


if __name__ == "__main__":
    unittest.main()
