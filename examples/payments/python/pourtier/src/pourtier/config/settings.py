"""Pourtier's settings. What is said first counts: the variables of the process (docker-compose.yaml sets
them), .env.<environment>, config/<environment>.yaml, and the defaults below."""
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]


def _pairs(path, separator):
    """The `name separator value` lines of a flat file."""
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, found, value = line.partition(separator)
        if found and not name.lstrip().startswith("#"):
            pairs[name.strip().lower()] = value.strip().strip("\"'")
    return pairs


class Settings:
    database_url = "postgresql+asyncpg://postgres@localhost:5432/postgres"
    log_level = "INFO"

    def __init__(self):
        environment = os.getenv("ENVIRONMENT", "development")
        process = {name.lower(): value for name, value in os.environ.items()}
        sources = [
            process,
            _pairs(ROOT / f".env.{environment}", "="),
            _pairs(ROOT / "config" / f"{environment}.yaml", ":"),
        ]
        for name in ("database_url", "log_level"):
            for source in sources:
                if source.get(name):
                    setattr(self, name, source[name])
                    break
