"""What readers had seen, and what there is now → where published words, times, addresses and promises were lost.

Pure: two histories, whoever read them. `candor check --against` reads the earlier one from git.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from mkdocs_candor.lint.case import Archive, Case, Settings
from mkdocs_candor.lint.finding import Finding, Review, Waived
from mkdocs_candor.lint.pack import pack_for
from mkdocs_candor.lint.placing import Placing
from mkdocs_candor.lint.rule import Hit, Place, Rule
from mkdocs_candor.lint.rules import published as rules
from mkdocs_candor.lint.sources import cited
from mkdocs_candor.lint.waivers import excuses
from mkdocs_candor.model.history import History
from mkdocs_candor.model.post import AnyPost, Apology, Incident, Maintenance, PostType, Question, Report, Update
from mkdocs_candor.model.promise import Promise, PromiseKind

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORDS_QUOTED = 12
_ALIKE = 0.6  # how much of two updates is the same where one is the other with a new time

_DEFAULT = Settings()


def compared(
    before: History,
    now: History,
    as_of: datetime,
    *,
    sections: Mapping[PostType, str],
    withheld: Collection[str] = (),
    components_file: str = "incidents/components.yml",
    texts: Mapping[str, str] | None = None,
    settings: Settings = _DEFAULT,
) -> Review:
    """Return what was published in `before` and is lost, or changed in silence, in `now`; sorted by place.

    `before` has only what readers had seen by `as_of`; `now` has everything, of which the posts with ids in
    `withheld` are not public. `sections` say what the address of each type of post begins with. Findings about what
    is gone stand at the file that had it. `texts` are the files of `now` by path, for exact places.
    """
    archive, placing = Archive(now, settings), Placing(texts or {})
    findings: list[Finding] = []
    waived: list[Waived] = []
    for post, path, rule, hit in _lost(before, now, sections, withheld, components_file):
        line, column = placing.position(path, hit.place)
        finding = Finding(
            path, line, column, rule.id, rule.name, rule.level, hit.seen, rule.hears, rule.question, rule.pattern,
            cited(rule.source),
        )  # fmt: skip
        excuse = None
        if post:
            case = Case(post, archive, pack_for(post.lang or settings.lang), as_of)
            excuse = next((e for e in excuses(case) if e.covers(rule.id, hit)), None)
        if excuse:
            waived.append(Waived(finding, excuse.reason))
        else:
            findings.append(finding)
    return Review(tuple(sorted(findings)), tuple(sorted(waived)))


def _lost(
    before: History, now: History, sections: Mapping[PostType, str], withheld: Collection[str], components_file: str
) -> Iterator[tuple[AnyPost | None, str, Rule, Hit]]:
    """Yield what is lost: the post in which it would have to be, the file, the rule, and what it was."""
    posts = {post.id: post for post in now.posts}
    unread = {file.id for file in now.unread}
    new_ones = [post for post in now.posts if post.id not in {old.id for old in before.posts}]
    for old in before.posts:
        post = posts.get(old.id)
        if post is None and old.id in unread:
            continue  # reading has said so
        if post is None or sections[post.type] != sections[old.type]:
            heir = _heir(old, now.posts, sections)
            twin = post or _twin(old, new_ones)
            if heir is None and twin is None:
                yield None, old.source.path, rules.VANISHED, Hit(f"'{old.id}' was published, and is gone")
            elif heir is None and twin is not None:
                yield twin, twin.source.path, rules.RENAMED, Hit(_renamed(old, twin))
            post = heir or twin
        if post is not None:
            if post.id in withheld:
                key = "draft" if post.draft else "publish_at"
                yield post, post.source.path, rules.WITHDRAWN, Hit(f"'{old.id}' was published", Place(key=key))
            for rule, hit in _changes(old, post):
                yield post, post.source.path, rule, hit
    if now.is_complete:
        yield from _components(before, now, components_file)
    yield from _pages(before, now)


def _renamed(old: AnyPost, twin: AnyPost) -> str:
    if twin.id == old.id:
        return f"'{old.id}' was published as {old.type}, and its address changes with its type"
    return f"this was published as '{old.id}', and is '{twin.id}' now"


def _heir(old: AnyPost, posts: Collection[AnyPost], sections: Mapping[PostType, str]) -> AnyPost | None:
    """Return the post to which the address of `old` leads on."""
    for post in posts:
        for line in post.redirect_from:
            if "/" not in line and line == old.id and sections[post.type] == sections[old.type]:
                return post
            path = line.strip("/").removesuffix("/index.html").removesuffix(".html")
            if "/" in line and path == f"{sections[old.type]}/{old.id}":
                return post
    return None


def _twin(old: AnyPost, new_ones: Collection[AnyPost]) -> AnyPost | None:
    """Return the post that is `old` under another id: from the same file, or saying the same."""
    for post in new_ones:
        if post.type is not old.type:
            continue
        same_updates = (
            isinstance(post, Incident | Maintenance)
            and isinstance(old, Incident | Maintenance)
            and bool({u.id for u in old.updates} & {u.id for u in post.updates})
        )
        is_same = post.source.path == old.source.path or post.title == old.title
        if is_same or same_updates or (old.body and post.body == old.body):
            return post
    return None


def _changes(old: AnyPost, new: AnyPost) -> Iterator[tuple[Rule, Hit]]:
    """Yield what is lost inside a post. Of a file that could not be read as meant nothing is said to be gone."""
    is_whole = new.is_readable
    if isinstance(old, Incident | Maintenance) and isinstance(new, Incident | Maintenance):
        yield from _updates(old.updates, new.updates, is_whole)
        if is_whole:
            yield from _questions(old.questions, new.questions)
    if is_whole:
        yield from _promises(old, new)


def _updates(old: tuple[Update, ...], new: tuple[Update, ...], is_whole: bool) -> Iterator[tuple[Rule, Hit]]:
    by_id = {update.id: update for update in new}
    added = [update for update in new if update.id not in {u.id for u in old}]
    for update in old:
        if now := by_id.get(update.id):
            if not set(now.edits) - set(update.edits) and (changed := _what_changed(update, now)):
                yield rules.SILENT_EDIT, Hit(changed, Place(line=now.source.line))
        elif is_whole:
            moved = next((u for u in added if _is_same_update(update, u)), None)
            when = f"{update.at:%Y-%m-%d %H:%M} UTC"
            if moved:
                yield (
                    rules.UPDATE_MOVED,
                    Hit(f"this was published with the time {when}", Place(line=moved.source.line)),
                )
            else:
                yield rules.UPDATE_GONE, Hit(f"the update of {when} was published, and is gone")


def _is_same_update(old: Update, new: Update) -> bool:
    if old.stage is not new.stage:
        return False
    one, other = _words(old), _words(new)
    return one == other or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE


def _words(update: Update) -> str:
    return _shown(" ".join((update.impact, update.scope, update.do_now, update.body)))


def _what_changed(old: Update, new: Update) -> str:
    """Return in words what an update says differently now; nothing where it says the same."""
    texts = {
        "impact": (old.impact, new.impact),
        "scope": (old.scope, new.scope),
        "what to do": (old.do_now, new.do_now),
        "text": (old.body, new.body),
    }
    said = [name for name, (was, now) in texts.items() if _shown(was) != _shown(now)]
    values = {
        "stage": old.stage != new.stage,
        "next update": old.next_update != new.next_update,
        "components": dict(old.components) != dict(new.components),
        "since": old.since != new.since,
        "window": old.window != new.window,
    }
    changed = [*said, *(name for name, differs in values.items() if differs)]
    if not changed:
        return ""
    told = next((_around(was, now) for was, now in texts.values() if _shown(was) != _shown(now) and was), "")
    return f"published with another {' and another '.join(changed)}{f'; it said {told}' if told else ''}"


def _around(was: str, now: str) -> str:
    """Return in quotes the words of `was` from shortly before they part from those of `now`."""
    old, new = _shown(was).split(), _shown(now).split()
    parting = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    start = max(0, min(parting, len(old) - 1) - 3)
    quote = " ".join(old[start : start + _WORDS_QUOTED])
    return f"'{'… ' if start else ''}{quote}{' …' if start + _WORDS_QUOTED < len(old) else ''}'"


def _shown(text: str) -> str:
    """Return the words that readers see: without comments, however the lines are broken."""
    return " ".join(_COMMENT.sub(" ", text).split())


def _questions(old: tuple[Question, ...], new: tuple[Question, ...]) -> Iterator[tuple[Rule, Hit]]:
    there = {_shown(question.text).casefold() for question in new}
    for question in old:
        if _shown(question.text).casefold() not in there:
            yield rules.QUESTION_GONE, Hit(f"'{question.text}' was asked, and is gone")


def _promises(old: AnyPost, new: AnyPost) -> Iterator[tuple[Rule, Hit]]:
    there = {promise.id: promise for promise in _promises_of(new)}
    for promise in _promises_of(old):
        now = there.get(promise.id)
        if now is None:
            key = "prevention" if promise.kind is PromiseKind.PREVENTION else "follow_ups"
            twin = next((p for p in there.values() if _shown(p.what) == _shown(promise.what)), None)
            ending = f"has the id {twin.id} now" if twin else "is gone"
            seen = f"{promise.id}, '{promise.what}', was promised, and {ending}"
            yield rules.PROMISE_GONE, Hit(seen, Place(line=twin.source.line) if twin else Place(key=key))
            continue
        place = Place(line=now.source.line)
        if promise.due and now.due != promise.due:
            yield rules.DUE_REWRITTEN, Hit(f"{promise.id} was first promised for another date", place)
        elif gone := [slip for slip in promise.slips if (slip.on, slip.due) not in {(s.on, s.due) for s in now.slips}]:
            yield (
                rules.DUE_REWRITTEN,
                Hit(f"{promise.id} slipped on {gone[0].on:%Y-%m-%d}, and no longer says so", place),
            )
        if _shown(now.what).casefold() != _shown(promise.what).casefold():
            yield rules.REWORDED, Hit(f"{promise.id} was: '{promise.what}'", place)


def _promises_of(post: AnyPost) -> tuple[Promise, ...]:
    return (*post.prevention, *post.follow_ups) if isinstance(post, Apology | Report) else post.follow_ups


def _components(before: History, now: History, file: str) -> Iterator[tuple[None, str, Rule, Hit]]:
    known = {name for component in now.components for name in (component.id, *component.aliases)}
    for component in before.components:
        if not component.hidden and component.id not in known:
            yield None, file, rules.COMPONENT_GONE, Hit(f"the component '{component.id}' is gone")


def _pages(before: History, now: History) -> Iterator[tuple[None, str, Rule, Hit]]:
    there = {resource.page for resource in now.resources if not resource.draft}
    for resource in before.resources:
        if not resource.draft and resource.page not in there:
            yield None, resource.source.path, rules.PAGE_GONE, Hit(f"the page '{resource.title}' is gone")
