"""HTML for places that are not our own pages: without scripts and without a link that needs to know its page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import nh3

from mkdocs_candor.publish.prose import PERMALINK

# Control characters, halves of characters, and two that are none. As one set it takes long to compile.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c]|[\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")
# All that most posts consist of. What matches has nothing to remove, which saves the work of a whole HTML parser.
_HARMLESS = re.compile(
    r"""(?:[^<&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]++
    | &(?:amp|lt|gt|quot|\#34|\#39);
    | </?(?:p|em|strong|del|small|ul|ol|li|code|pre|blockquote|dl|dt|dd|h[1-6])>
    | <(?:br|hr)[ ]?/?>
    | <a[ ]href="(?:https?://|mailto:|tel:)[^"<>&\s]*+">
    | </a>
    | <time[ ]datetime="[0-9TZ:.+-]*+">
    | </time>
    )*""",
    re.VERBOSE,
)
# The cleaner's own list lets a time keep its words only: readers' machines could not tell when it is.
_ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "time": {"datetime"}}


def safe(html: str, base: str) -> str:
    """Return `html` without scripts, styles, forms and `data-*`, its links made absolute from the address `base`."""
    if "headerlink" in html:
        html = PERMALINK.sub("", html)
    if _HARMLESS.fullmatch(html):
        return html

    def absolute(_: str, name: str, value: str) -> str | None:
        try:
            return urljoin(base, value) if name in {"href", "src", "cite"} else value
        except ValueError:  # no address at all, such as "//[x"
            return None

    return xml_text(nh3.clean(html, attributes=_ATTRIBUTES, attribute_filter=absolute, link_rel=None))


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML 1.0 cannot hold."""
    return text if text.isprintable() else _NOT_XML.sub("", text)
