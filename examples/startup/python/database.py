"""Where the database is: DATABASE_URL, else the parts that Railway and libpq name."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def read_env_file(path=ROOT / ".env"):
    """What .env says, unless the process says otherwise."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def database_url():
    url = os.environ.get("DATABASE_URL")
    if url:
        return url.replace("postgres://", "postgresql://", 1)
    host = os.environ.get("PGHOST")
    if host:
        user = os.environ.get("PGUSER", "postgres")
        password = os.environ.get("PGPASSWORD", "")
        port = os.environ.get("PGPORT", "5432")
        name = os.environ.get("PGDATABASE", "postgres")
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@{host}:{port}/{name}"
    return f"sqlite:///{ROOT / 'app.db'}"
