"""Forecastly's settings: the variables of the process win over the file .env."""
import os


def _dot_env(path='.env'):
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as file:
        lines = [line.strip() for line in file]
    pairs = [line.split('=', 1) for line in lines if '=' in line and not line.startswith('#')]
    return {name.strip(): value.strip().strip('\'"') for name, value in pairs}


_settings = {**_dot_env(), **os.environ}

PATHS = {
    'database': {'url': _settings.get('DATABASE_URL', 'sqlite:///forecastly.db')},
}
