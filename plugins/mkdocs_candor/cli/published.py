"""What a published site says of itself: from its address, or from the folder that holds it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

from mkdocs_candor.cli.built_site import BUILD_FILE

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


def _read(site: str) -> bytes:
    if not site.startswith(("http://", "https://")):
        return Path(site, BUILD_FILE).read_bytes()
    # A cache on the way may answer with the build before.
    request = Request(f"{site.rstrip('/')}/{BUILD_FILE}", headers={"Cache-Control": "no-cache"})  # noqa: S310 - http(s)
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content
