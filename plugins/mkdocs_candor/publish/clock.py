"""What pages give to the clock script: their moment, where to ask for a newer one, and what it may then say."""

from __future__ import annotations

import re
from datetime import timedelta

from markupsafe import Markup

from mkdocs_candor.publish.edition import Edition
from mkdocs_candor.publish.templating import iso

# A page without any of these says nothing that time changes: it needs no clock, and its bytes stay as they are.
_TELLS_OF_NOW = re.compile(r"data-candor-(?<=\sdata-candor-)(?:now|due|from|until)\b")


def tells_of_now(html: str) -> bool:
    return bool(_TELLS_OF_NOW.search(html))


def language_tag(lang: str) -> str:
    """Return the tag for the head of pages whose frame speaks `lang`, another language than the site's."""
    return f'<meta name="candor-lang" content="{lang}">\n'


def built_tag(edition: Edition, stale_page: timedelta) -> Markup:
    """Return the tag for the head of pages that tell of now. Its address is marked as from the root.

    A `stale_page` of nothing: no page is called old.
    """
    now, links, language = edition.now, edition.links, edition.language
    stale = Markup(' data-stale="{}"').format(int(stale_page / timedelta(minutes=1))) if stale_page else ""
    return Markup(
        '<meta name="candor-built" content="{}" data-changed="{}" data-until="{}" data-build="{}"{}'
        ' data-say-stale="{}" data-say-new="{}" data-say-reload="{}">\n'
    ).format(
        iso(now.as_of), iso(now.changed), iso(now.next_announced_change), links.href(links.api("build")), stale,
        language.gettext("This page was made a while ago and may be out of date."),
        language.gettext("There is newer word than this page has."), language.gettext("Load it again"),
    )  # fmt: skip
