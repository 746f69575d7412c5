"""The parts of a post that stand in front matter, in another language: promises, repairs, the impact, a signer's role.

A part with an `id` is matched by it, any other by its place. What a part does not say again is the original's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from mkdocs_candor.model.post import AnyPost, Apology, Author, Impact, Incident, Maintenance, Repair, Report
from mkdocs_candor.model.promise import Promise, Slip
from mkdocs_candor.read.notes import Notes, quoted
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import Mapping, Node, Removed, Scalar, Sequence

PARTS = ("author", "contact", "follow_up", "follow_ups", "impact", "prevention", "repair")
LINES = ("causes", "went_well", "went_badly", "got_lucky")
# What tells one of several from the others.
_NAMES = ("id", "on")


def complete(tree: Mapping, original: Mapping, notes: Notes) -> None:
    """Give a translation's parts what they leave to the original; note and take away what matches nothing there."""
    for key in PARTS:
        if key in tree.items and key in original.items:
            _complete(tree, key, original.items[key], notes)
    for key in LINES:
        mine, theirs = tree.items.get(key), original.items.get(key)
        if mine is not None and (found := len(_lines(mine))) != (wanted := len(_lines(theirs))):
            _take_away(tree, key, f"{found} lines under {quoted(key)}, and the original has {wanted}", notes)


def _lines(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node] if node else []


def _complete(tree: Mapping, key: str, theirs: Node, notes: Notes) -> None:
    mine = tree.items[key]
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        for name, node in theirs.items.items():
            if name not in mine.items:
                mine.items[name], mine.lines[name] = _copied(node, mine.line), mine.line
            elif isinstance(node, Sequence | Mapping):
                _complete(mine, name, node, notes)
    elif isinstance(mine, Sequence) and isinstance(theirs, Sequence):
        tree.items[key] = _matched(tree, key, mine, theirs, notes)


def _matched(tree: Mapping, key: str, mine: Sequence, theirs: Sequence, notes: Notes) -> Sequence:
    """Return the original's items in its order, each completed in the words of `mine` where that has it."""
    named = {name: item for item in mine.items if (name := _name(item))}
    wanted = [_name(item) for item in theirs.items]
    for name, item in named.items():
        if name not in wanted:
            hint = "Copy the item from the original and translate its words: it is matched by its 'id:' or 'on:'."
            message = f"the original has no {quoted(name)} under {quoted(key)}, so this one is not shown"
            notes.add(Rule.TRANSLATION_PART, item.line, message, hint)
    if not named and len(mine.items) != len(theirs.items):
        _take_away(tree, key, f"{len(mine.items)} under {quoted(key)}, and the original has {len(theirs.items)}", notes)
        return Sequence(mine.line, [_copied(item, mine.line) for item in theirs.items])
    whole = Sequence(mine.line)
    for number, (name, item) in enumerate(zip(wanted, theirs.items, strict=True)):
        own = named.get(name) if named else mine.items[number]
        holder = Mapping(mine.line, {key: own}, {key: own.line}) if own else None
        if holder:
            _complete(holder, key, item, notes)
        whole.items.append(holder.items[key] if holder else _copied(item, mine.line))
    return whole


def _name(node: Node) -> str:
    found = (
        next((node.items[name] for name in _NAMES if name in node.items), None) if isinstance(node, Mapping) else None
    )
    return found.text.strip() if isinstance(found, Scalar) else ""


def _take_away(tree: Mapping, key: str, what: str, notes: Notes) -> None:
    hint = "They are matched by their order: translate each of them, or none."
    notes.add(Rule.TRANSLATION_PART, tree.lines[key], f"{what}, so these are not shown", hint)
    del tree.items[key]


def _copied(node: Node, line: int) -> Any:
    """Return a copy that stands at `line`, since the file that it comes from is another."""
    match node:
        case Scalar(text=text):
            return Scalar(text, line)
        case Sequence(items=items):
            return Sequence(line, [_copied(item, line) for item in items])
        case Mapping(items=entries):
            copies = {key: _copied(value, line) for key, value in entries.items()}
            return Mapping(line, copies, dict.fromkeys(copies, line))
        case _:
            return Removed(line)


def in_these_words(post: AnyPost, said: AnyPost) -> AnyPost:
    """Return `post` with the words that the parts of `said` have, and with nothing where those are its own still."""
    changes: dict[str, Any] = {"follow_ups": tuple(_promises(post.follow_ups, said.follow_ups))}
    if not isinstance(post, Incident | Maintenance) and not isinstance(said, Incident | Maintenance):
        changes["author"] = _author(post.author, said.author)
    if isinstance(post, Apology | Report) and isinstance(said, Apology | Report):
        changes["prevention"] = tuple(_promises(post.prevention, said.prevention))
    if isinstance(post, Report):
        for key in LINES:
            changes[key] = getattr(said, key)
    if isinstance(post, Apology) and isinstance(said, Apology):
        changes |= {
            "failure": said.failure,
            "impact": _impact(post.impact, said.impact),
            "repairs": tuple(_repairs(post.repairs, said.repairs)),
            "repair_reason": said.repair_reason,
            "reply_within": _own(said.reply_within, post.reply_within),
            "bring": _own(said.bring, post.bring),
        }
    return replace(post, **changes)


def differs(key: str, said: AnyPost, post: AnyPost) -> bool:
    """Return whether what `said` has under one of the `PARTS` is another fact than the original's."""
    field = {"contact": "contact_desk", "follow_up": "follow_ups", "repair": "repairs"}.get(key, key)
    mine, theirs = (getattr(in_these_words(each, each), field, None) for each in (said, post))
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        return any(part not in theirs for part in mine)
    return bool(mine != theirs)


def _own(words: str, original: str) -> str:
    return "" if words == original else words


def _promises(promises: Iterable[Promise], said: Iterable[Promise]) -> Iterator[Promise]:
    known = {promise.id: promise for promise in said}
    for promise in promises:
        words = known.get(promise.id)
        reasons = {slip.on: slip.why for slip in words.slips} if words else {}
        yield replace(
            promise,
            what=_own(words.what, promise.what) if words else "",
            evidence=_own(words.evidence, promise.evidence) if words else "",
            why=_own(words.why, promise.why) if words else "",
            to=_own(words.to, promise.to) if words else "",
            where=_own(words.where, promise.where) if words else "",
            slips=tuple(Slip(s.on, s.due, _own(reasons.get(s.on, ""), s.why)) for s in promise.slips),
            source=words.source if words else promise.source,
        )


def _author(author: Author | None, said: Author | None) -> Author | None:
    return replace(author, role=_own(said.role, author.role) if said else "") if author else None


def _impact(impact: Impact | None, said: Impact | None) -> Impact | None:
    if impact is None:
        return None
    said = said or Impact()
    return replace(
        impact,
        who=_own(said.who, impact.who),
        could_not=_own(said.could_not, impact.could_not),
        count=_own(said.count, impact.count),
        data_loss=_own(said.data_loss, impact.data_loss),
    )


def _repairs(repairs: tuple[Repair, ...], said: tuple[Repair, ...]) -> Iterator[Repair]:
    for number, repair in enumerate(repairs):
        words = said[number] if len(said) == len(repairs) else Repair(what="")
        yield replace(
            repair,
            what=_own(words.what, repair.what),
            who=_own(words.who, repair.who),
            how=_own(words.how, repair.how),
        )
