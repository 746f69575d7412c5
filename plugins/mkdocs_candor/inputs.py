"""What a build is made from: what the engine and the owner's configuration say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_candor.derive.policy import Policy
from mkdocs_candor.model.deadlines import DEADLINES, NOTICE_DAYS, Deadlines
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.status import Status


@frozen(kw_only=True)
class Inputs:
    """What the engine and the owner's configuration give. Folders are absolute; `pages` are addresses by source.

    `as_of` is the moment of the build; `replay` is set when an earlier moment is to be shown instead.
    `is_preview` also shows drafts and what is under embargo. `taken` are the paths of the site that are in use.
    `host_root` leads from the site's folder up to the host's, where Statuspage's files are wanted there too.
    """

    root: Path
    incidents: Path
    pages_folder: Path
    as_of: datetime
    replay: datetime | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    site_url: str = ""
    directory_urls: bool = True
    name: str = "Status"
    description: str = ""
    author: str = ""
    lang: str = "en"
    extensions: tuple[Any, ...] = ()
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_preview: bool = False
    timezone: ZoneInfo | None = None
    id_host: str = "localhost"
    feed_size: int = 50
    host_root: str = ""
    statuspage_names_maintenance: bool = False
    websub_hub: str = ""
    days_shown: int = 90
    stale_after: timedelta = timedelta(hours=24)
    stale_page: timedelta = timedelta(hours=1)
    uptime_weights: Mapping[Status, float] = field(default_factory=dict)
    templates: Path | None = None
    cache: bool = True
    social_cards: bool = True
    own_cards: int = 50
    noindex: bool = False
    inbox: str = ""
    notice_days: int = NOTICE_DAYS
    deadlines: Deadlines = DEADLINES
    contribute_url: str = ""
    servers: tuple[str, ...] = ()
    prune_styles: bool = True

    @property
    def policy(self) -> Policy:
        """Return what the owner has decided about numbers."""
        weights = {**Policy().uptime_weights, **self.uptime_weights}
        return Policy(uptime_weights=weights, days_shown=self.days_shown, stale_after=self.stale_after)
