"""What customers use, and the groups that it is listed in."""

from __future__ import annotations

from datetime import date

from mkdocs_candor.model.frozen import frozen


@frozen(kw_only=True)
class Component:
    """A thing customers use. `until` is its first day of retirement; before `since` there is no data."""

    id: str
    name: str
    description: str = ""
    group: str | None = None
    since: date | None = None
    until: date | None = None
    aliases: tuple[str, ...] = ()
    link: str = ""
    hidden: bool = False


@frozen(kw_only=True)
class Group:
    """Components that belong together, in the order they are listed."""

    id: str
    name: str
    description: str = ""
    components: tuple[str, ...] = ()
