"""What a published site says of itself: from its address, or from the folder that holds it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from mkdocs_candor.cli.built_site import BUILD_FILE

API_FOLDER = BUILD_FILE.rpartition("/")[0]
_SECONDS = 20


class Unreadable(Exception):  # noqa: N818 - said to the person
    """A published site does not say when it was built."""


def built_at(site: str) -> datetime:
    """Return as of when the site at an address, or in a folder, is true. Raises Unreadable with the reason."""
    try:
        build = json.loads(_read(site))
        return datetime.fromisoformat(build["as_of"]).astimezone(UTC)
    except (OSError, HTTPException) as error:  # an address that answers with an error is an OSError too
        raise Unreadable(f"{site} cannot be read: {error}") from None
    except (ValueError, LookupError, TypeError):
        raise Unreadable(f"{site} has no {BUILD_FILE} that can be read") from None


def is_address(site: str) -> bool:
    return site.startswith(("http://", "https://"))


def api_file(site: str, name: str) -> Any:
    """Return what a file of our API says on the site at an address, or in a folder. Raises Unreadable."""
    path = f"{API_FOLDER}/{name}.json"
    try:
        return json.loads(_read(site, path))
    except (OSError, HTTPException) as error:
        raise Unreadable(f"{site} cannot be read: {error}") from None
    except ValueError:
        raise Unreadable(f"{site} has no {path} that can be read") from None


def _read(site: str, path: str = BUILD_FILE) -> bytes:
    if not is_address(site):
        return Path(site, path).read_bytes()
    # A cache on the way may answer with the build before.
    request = Request(f"{site.rstrip('/')}/{quote(path)}", headers={"Cache-Control": "no-cache"})  # noqa: S310 - http(s)
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - http(s), as above
        content: bytes = answer.read()
    return content
