"""The plugin's options in `mkdocs.yml`: which there are, and what the written ones mean. A bad one stops the build."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import get_plugin_logger

from mkdocs_candor.model.deadlines import NOTICE_DAYS, Deadlines
from mkdocs_candor.model.status import Status
from mkdocs_candor.pipeline.choice import PIPELINES
from mkdocs_candor.publish.brand import Brand, brand
from mkdocs_candor.publish.headers import SERVERS
from mkdocs_candor.read.deadlines import BadDeadlines, read_deadlines
from mkdocs_candor.read.notes import Misread
from mkdocs_candor.read.times import parse_time

log = get_plugin_logger(__name__)


class CandorConfig(Config):
    """The options; the handbook page `configuration.md` explains each."""

    incidents_dir = c.Dir(exists=True, default="incidents")
    timezone = c.Optional(c.Type(str))
    as_of = c.Type(str, default="")
    id_host = c.Type(str, default="")
    feed_size = c.Type(int, default=50)
    statuspage_at_host_root = c.Type(bool, default=False)
    statuspage_names_maintenance = c.Type(bool, default=False)
    websub_hub = c.Optional(c.URL())
    days_shown = c.Type(int, default=90)
    stale_after_hours = c.Type((int, float), default=24)
    stale_page_minutes = c.Type(int, default=60)
    uptime_weights = c.Type(dict, default={})
    glossary = c.ListOfItems(c.Type(str), default=[])
    templates_dir = c.Optional(c.Dir(exists=True))
    cache = c.Type(bool, default=True)
    pipeline = c.Choice(PIPELINES, default="auto")
    social_cards = c.Type(bool, default=True)
    own_cards = c.Type(int, default=50)
    noindex = c.Type(bool, default=False)
    notice_days = c.Type(int, default=NOTICE_DAYS)
    deadlines = c.Type(dict, default={})
    inbox = c.Type(str, default="")
    contribute_url = c.Optional(c.URL())
    servers = c.ListOfItems(c.Choice(SERVERS), default=[])
    brand_color = c.Type(str, default="")
    prune_styles = c.Type(bool, default=True)
    precompress = c.Type(bool, default=False)


def deadlines_of(written: dict[str, object]) -> Deadlines:
    try:
        return read_deadlines(written)
    except BadDeadlines as bad:
        raise ConfigurationError(f"candor: {bad}") from None


def zone_of(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigurationError(
            f"candor: timezone '{name}' is not known. Write an IANA name such as 'UTC' or 'Europe/Berlin'."
        ) from None


def brand_of(color: str) -> Brand:
    try:
        found = brand(color)
    except ValueError as error:
        raise ConfigurationError(f"candor: brand_color: {error}") from None
    for scheme, used in (("light", found.light), ("dark", found.dark)):
        if used != found.color:
            log.info(
                f"brand_color: in the {scheme} scheme links are {used}: in {found.color} they could not be read, or "
                "would look like 'Down', 'Slow' or 'Works'."
            )
    return found


def moment_of(text: str, zone: ZoneInfo | None) -> datetime | None:
    if not text:
        return None
    try:
        return parse_time(text, zone)
    except Misread as error:
        raise ConfigurationError(f"candor: as_of: {error}") from None


def host_root(config: MkDocsConfig) -> str:
    """Return the way from the site's folder up to the folder that stands for the whole host."""
    folders = urlsplit(config.site_url or "").path.strip("/").split("/")
    if folders == [""]:
        return ""
    if Path(config.site_dir).parts[-len(folders) :] != tuple(folders):
        raise ConfigurationError(
            "candor: statuspage_at_host_root writes beside the site's folder. That is safe only if the folder is named "
            f"like the path in site_url: set 'site_dir: public/{'/'.join(folders)}' and publish 'public'."
        )
    return "../" * len(folders)


def weights_of(given: dict[str, float]) -> dict[Status, float]:
    try:
        return {Status(status): float(weight) for status, weight in given.items()}
    except (ValueError, TypeError) as error:
        raise ConfigurationError(f"candor: uptime_weights: {error}; expected a number for each status.") from None
