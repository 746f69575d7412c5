"""The text of another tool's posts, HTML or plain → Markdown that is safe to publish.

Imported text is not our staff's own, so no HTML of it survives: nh3 cleans it, markdownify turns what remains into
Markdown, and everything else is escaped so that readers see the characters that the source shows. Pictures become
links: a page of ours loads nothing from elsewhere.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import markdown
import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from mkdocs_candor.migrate.literal import autolink, guarded, link, literal, paragraphs, without_structure

_TEXT_STARTS = "\ue000"  # marks where a text of the source begins, so that line starts of ours are told from its own

_BLOCKS = "address article aside caption center dd details div dl dt fieldset figcaption figure footer form header"
_BLOCKS += " hgroup legend main nav p section summary"
_KEPT = "a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr i img li ol pre s strike strong table tbody td tfoot th"
_KEPT += " thead tr ul"
_DROPPED = "abbr acronym applet area audio base big body button canvas cite col colgroup data datalist dfn dialog embed"
_DROPPED += " font frame frameset head html iframe input ins kbd label link map mark meta meter noframes noscript"
_DROPPED += " object optgroup option output param picture progress q rp rt ruby samp script select small source span"
_DROPPED += " style sub sup svg template textarea time title tt u var video wbr"
_PARTING = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_EMPHASIS = ["b", "strong", "i", "em"]
_BLOCK_TAGS = frozenset(_BLOCKS.split())
_KEPT_TAGS = frozenset(_KEPT.split())

_TAG_NAME = "|".join(sorted([*_BLOCK_TAGS, *_KEPT_TAGS, *_DROPPED.split()], key=len, reverse=True))
_NOT_A_TAG = re.compile(rf"<(?!/?(?:{_TAG_NAME})(?:[\s/>]))", re.IGNORECASE)
_PAIR = re.compile(rf"<({_TAG_NAME})(?:\s[^<>]*)?>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SINGLE = re.compile(r"<(?:br|hr|img)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LAID_OUT = re.compile(r"<(?:p|br|div|table|pre|h[1-6])[\s/>]", re.IGNORECASE)
_NEXT_LINE = re.compile(r"(?=<(?:br|p|div|li|tr|td|th|h[1-6])[\s/>])", re.IGNORECASE)
_RUNS = re.compile(
    r"<(?:script|style|iframe|object|embed|form|input|button|video|audio)[\s/>]|javascript:", re.IGNORECASE
)

_MARKERS = re.compile(rf"^((?:\s|- |\d+\. |> ?|#{{1,6}} )*){_TEXT_STARTS}(.*)$", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff\ue000]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return text with `\\n` line ends, without what no file of ours may hold: controls, byte-order marks."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Return `text` cleaned, on one line, without space around it."""
    return " ".join(clean(text).split())


def is_html(text: str) -> bool:
    """Tell HTML from plain text that has a `<` in it: a tag that HTML knows, opened and closed or standing alone."""
    return bool(_SINGLE.search(text) or _PAIR.search(text))


def runs_something(text: str) -> bool:
    """Tell whether the HTML holds what we drop on purpose: scripts, styles, frames, forms, media."""
    return is_html(text) and bool(_RUNS.search(text))


def to_markdown(text: str, *, base: str = "", heading: int = 3) -> str:
    """Return the text of an update. `base` is what relative links start from; without it they become text.

    `heading` is the highest level that a heading of the source may have here.
    """
    text = clean(text)
    return without_structure(_from_html(text, base, heading) if is_html(text) else paragraphs(text))


def report_to_markdown(text: str, *, base: str = "") -> str:
    """Return the text of a review, which Statuspage keeps as Markdown or as HTML."""
    text = clean(text)
    is_laid_out = is_html(text) and _LAID_OUT.search(text)
    html = text if is_laid_out else markdown.markdown(text, extensions=["sane_lists", "tables", "fenced_code"])
    return _from_html(html, base, heading=2)


def to_line(text: str) -> str:
    """Return the words of a short text, HTML or plain, as one line without any markup."""
    text = clean(text)
    if not is_html(text):
        return one_line(text)
    return one_line(BeautifulSoup(_NEXT_LINE.sub(" ", _cleaned(text)), "html.parser").get_text())


def _cleaned(html: str) -> str:
    html = _NOT_A_TAG.sub("&lt;", _COMMENT.sub("", html))
    return nh3.clean(
        html,
        tags=set(_KEPT_TAGS | _BLOCK_TAGS),
        attributes={"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _from_html(html: str, base: str, heading: int) -> str:
    soup = BeautifulSoup(_cleaned(html), "html.parser")
    if not _LAID_OUT.search(html):
        _keep_line_ends(soup)
    _simplify(soup)
    converted: str = _Converter(base, heading).convert_soup(soup)
    lines = [_finished(line) for line in converted.split("\n")]
    text = re.sub(r"[ ]+\n(?=\n)", "\n", "\n".join(line if line.strip() else "" for line in lines))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n").rstrip()
    return text.replace("![", r"\![")  # a link after an exclamation mark is no picture: those became links


def _keep_line_ends(soup: BeautifulSoup) -> None:
    """Turn line ends into `<br>`, where the author typed plain text around a link or a list."""
    for text in soup.find_all(string=True):
        if "\n" not in text or not text.strip() or text.find_parent("li"):
            continue
        lines = str(text).split("\n")
        pieces: list[NavigableString | Tag] = [NavigableString(lines[0])]
        for line in lines[1:]:
            pieces += [soup.new_tag("br"), NavigableString(line)]
        text.replace_with(*pieces)


def _simplify(soup: BeautifulSoup) -> None:
    """Take out the tags that Markdown has no sure way to say, so that texts which belong together are one text."""
    for tag in soup.find_all(True):
        is_stray = tag.name == "li" and (tag.parent is None or tag.parent.name not in {"ul", "ol"})
        if tag.name in _BLOCK_TAGS or is_stray:
            tag.name = "p"
        is_empty = not tag.get_text(strip=True) and not tag.find("img")
        is_odd = tag.name in _EMPHASIS and (
            tag.find(_is_markup_of_its_own) is not None or tag.find_parent(_EMPHASIS) or _touches_emphasis(tag)
        )
        if is_empty and tag.name in _PARTING:
            tag.replace_with(soup.new_tag("br"))
            continue
        goes_nowhere = tag.name == "a" and not tag.get("href")
        if is_odd or goes_nowhere or (is_empty and tag.name in {*_EMPHASIS, "a", "code"}):
            tag.unwrap()
    soup.smooth()


def _is_markup_of_its_own(tag: Tag) -> bool:
    return tag.name not in {"a", "code"}


def _touches_emphasis(tag: Tag) -> bool:
    return any(isinstance(n, Tag) and n.name in _EMPHASIS for n in (tag.previous_sibling, tag.next_sibling))


def _finished(line: str) -> str:
    found = _MARKERS.match(line)
    if found:
        line = found[1] + guarded(found[2].replace(_TEXT_STARTS, ""))
    return line.replace(_TEXT_STARTS, "")


class _Converter(MarkdownConverter):
    """HTML → Markdown as Python-Markdown reads it, every text of the source escaped."""

    def __init__(self, base: str, heading: int) -> None:
        super().__init__(heading_style="atx", bullets="-", wrap=True, wrap_width=None)
        self.base = base
        self.heading = heading

    def escape(self, text: str, parent_tags: set[str]) -> str:
        body = text.lstrip()
        if not body:
            return text
        return text[: len(text) - len(body)] + _TEXT_STARTS + literal(body, links="a" not in parent_tags)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = " ".join(el.get_text().split())
        url = self._url(str(el.get("href") or ""))
        if not url or not words or "_noformat" in parent_tags:
            return text
        if words == url:
            return _TEXT_STARTS + autolink(url)
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        return before + link(" ".join(text.split()), url) + after

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = " ".join(str(el.get("alt") or "").split())
        url = self._url(str(el.get("src") or ""))
        label = f"Picture: {literal(words, links=False)}" if words else "Picture"
        return link(label, url) if url and "a" not in parent_tags else f"{_TEXT_STARTS}({label})"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _code(el.get_text()) if "pre" not in parent_tags else text

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = [_code(line) for line in el.get_text().split("\n") if line.strip()]
        return " ".join(lines) if "_inline" in parent_tags else "\n\n" + "  \n".join(lines) + "\n\n"

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"{_TEXT_STARTS}(struck out: {text.strip()})" if text.strip() else ""

    convert_s = convert_del
    convert_strike = convert_del

    def _emphasis(self, mark: str, el: Tag, text: str, parent_tags: set[str]) -> str:
        inside = text.strip()
        if not inside or "\n" in inside or "_noformat" in parent_tags:
            return text
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        return f"{before}{mark}{inside}{mark}{after}"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasis("**", el, text, parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasis("*", el, text, parent_tags)

    convert_b = convert_strong
    convert_i = convert_em

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's name
        words = " ".join(text.split())
        if not words or "_inline" in parent_tags or "li" in parent_tags:
            return f" {words} "
        if words.endswith("#"):
            words = f"{words[:-1]}\\#"
        return f"\n\n{'#' * min(6, max(self.heading, n))} {words}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        # Python-Markdown wants four spaces before what belongs to an item, whatever its bullet.
        text = text.strip()
        first = next((c for c in el.children if (c.name != "br" if isinstance(c, Tag) else str(c).strip())), None)
        if isinstance(first, Tag) and first.name in {"ul", "ol"}:
            return f"{text}\n"  # an item that is nothing but a list: two bullets on one line would be text
        if not text:
            return "\n"
        is_numbered = el.parent is not None and el.parent.name == "ol"
        bullet = f"{1 + len(el.find_previous_siblings('li'))}. " if is_numbered else "- "
        return bullet + "\n".join(f"    {line}" if line else "" for line in text.split("\n")).lstrip() + "\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f" · {' '.join(text.split())}"

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"{text.strip().removeprefix('· ')}  \n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def _url(self, address: str) -> str:
        url = urljoin(self.base, address) if self.base and address else address
        return url if urlsplit(url).scheme in {"http", "https", "mailto", "tel"} else ""


def _code(text: str) -> str:
    """Return a line of code; as plain text where a code span could not show it unchanged."""
    text = " ".join(text.split())
    if re.search(r"[<&`\\]|!\[", text) or not text:
        return _TEXT_STARTS + literal(text, links=False) if text else ""
    return f"`{text}`"
