"""The forms that read files → the configuration of Sveltia CMS and of Decap CMS, which take the same file.

They edit files in a browser, through the API of the Git host. Updates are text in the body of a post, so that it is
edited as text: an editor with formatting would join the key lines below a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from mkdocs_candor.cli.editors.schemas import Schema, schema_of, shape_of
from mkdocs_candor.edit.front_matter import dump_yaml
from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.post import PostType
from mkdocs_candor.read.declared import WITHHOLDING_KEYS, Form
from mkdocs_candor.read.form import keys_of
from mkdocs_candor.read.resources import THEME_KEYS, ResourceForm
from mkdocs_candor.read.schema import POST_FORMS, PostForm

Setting = dict[str, Any]

_LABELS = {
    PostType.INCIDENT: ("Incidents", "Incident"),
    PostType.MAINTENANCE: ("Maintenance", "Maintenance"),
    PostType.ANNOUNCEMENT: ("News", "Announcement"),
    PostType.APOLOGY: ("Apologies", "Apology"),
    PostType.REPORT: ("Reports", "Report"),
}
_LEFT_OUT = frozenset({"imported"})  # what a tool writes
_UPDATE = "## YYYY-MM-DD HH:MM UTC — {}\nImpact: \nDo now: \nNext update: in 30 min\nBy: \n\n"
_BODIES = {PostType.INCIDENT: _UPDATE.format("Investigating"), PostType.MAINTENANCE: _UPDATE.format("Scheduled")}
_UPDATES_HINT = (
    "Each update is a heading with its time and stage, the key lines below it, an empty line, and text. "
    "Add the newest at the end."
)
_LISTS_HINT = "Indentation matters. An id that is in use stays, or posts and feeds lose what it names."
_TIME_HINT = "With its zone, for example 2026-11-18 14:02 UTC."
_WITH_TIME = "[ T][0-9]{2}:[0-9]{2}"


@frozen(kw_only=True)
class Host:
    """Where the repository is: `name` is github, gitlab or gitea. What is empty is left out."""

    name: str
    repo: str
    branch: str = "main"
    base_url: str = ""
    app_id: str = ""


@frozen(kw_only=True)
class Folders:
    """Where the site has its posts and its community pages, from the repository's folder, with "/"."""

    incidents: str = "incidents"
    pages: str = "site_src"


def configuration(
    host: Host,
    folders: Folders,
    *,
    components: Mapping[str, str],
    desks: Sequence[str],
    lists: Sequence[str] = (),
    site_url: str = "",
) -> str:
    """Return the text of `config.yml`. `components` are the names of the site's components by id, `desks` ids.

    `lists` are those of components.yml and desks.yml that are there to be edited.
    """
    known = _Known(components, desks)
    collections = [_posts(type_, folders, known) for type_ in POST_FORMS]
    collections.append(_resources(folders, known))
    if lists:
        collections.append(_lists(folders, lists))
    return dump_yaml(
        {
            "backend": _backend(host),
            **({"site_url": site_url, "display_url": site_url} if site_url else {}),
            "media_folder": f"{folders.pages}/assets",
            "public_folder": "/assets",
            "slug": {"encoding": "ascii", "clean_accents": True},
            "output": {"omit_empty_optional_fields": True},
            "collections": collections,
        }
    )


@frozen
class _Known:
    """What a field may choose from, beyond what the forms say."""

    components: Mapping[str, str]
    desks: Sequence[str]


def _backend(host: Host) -> Setting:
    backend: Setting = {"name": host.name, "repo": host.repo, "branch": host.branch}
    if host.base_url:
        backend["base_url"] = host.base_url
    if host.name == "gitea" and host.base_url:
        backend["api_root"] = f"{host.base_url.rstrip('/')}/api/v1"
    if host.app_id:
        backend["app_id"] = host.app_id
    if host.name == "gitlab" and host.app_id:
        backend["auth_type"] = "pkce"
    return backend


def _posts(type_: PostType, folders: Folders, known: _Known) -> Setting:
    label, singular = _LABELS[type_]
    is_timeline = type_ in _BODIES
    body: Setting = {"name": "body", "label": "Text", "widget": "markdown", "required": False}
    body |= {"modes": ["raw"]} if is_timeline else {"modes": ["raw", "rich_text"]}
    if is_timeline:
        body |= {"default": _BODIES[type_], "hint": _UPDATES_HINT}
    return {
        "name": str(type_),
        "label": label,
        "label_singular": singular,
        "folder": folders.incidents,
        "filter": {"field": "type", "value": str(type_)},
        "create": True,
        "slug": "{{year}}-{{month}}-{{day}}-{{slug}}",
        "path": "{{year}}/{{slug}}",
        **_markdown(),
        "fields": [*_fields(POST_FORMS[type_], known), body],
    }


def _resources(folders: Folders, known: _Known) -> Setting:
    return {
        "name": "resource",
        "label": "Community pages",
        "label_singular": "Community page",
        "folder": f"{folders.pages}/community",
        "create": True,
        "slug": "{{slug}}",
        **_markdown(),
        "fields": [
            *_fields(ResourceForm, known),
            {"name": "body", "label": "Text", "widget": "markdown", "required": False, "modes": ["raw", "rich_text"]},
        ],
    }


def _lists(folders: Folders, names: Sequence[str]) -> Setting:
    """Return a collection of files that are edited as text.

    As fields, an editor would write them anew, without their comments. A file without front matter is all body to both
    editors, and is written back as it was.
    """
    text = {"widget": "code", "default_language": "yaml", "allow_language_selection": False, "output_code_only": True}
    return {
        "name": "lists",
        "label": "Components and desks",
        "format": "yaml-frontmatter",
        "editor": {"preview": False},
        "files": [
            {
                "name": PurePosixPath(name).stem,
                "label": PurePosixPath(name).stem.capitalize(),
                "file": f"{folders.incidents}/{name}",
                "fields": [{"name": "body", "label": "The file", "hint": _LISTS_HINT, **text}],
            }
            for name in names
        ],
    }


def _markdown() -> Setting:
    """Return what all files of posts and pages are. Pictures lie beside them."""
    return {
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "title",
        "summary": "{{title}}",
        "media_folder": "",
        "public_folder": "",
        "editor": {"preview": False},
    }


def _fields(form: type[Form], known: _Known) -> Iterator[Setting]:
    """Yield the fields of a form: its type, hidden; what it must have; what is its own; and what all posts have."""
    schema = schema_of(form)
    required, common = schema.get("required", []), keys_of(PostForm)
    ours = [key for key in schema["properties"] if form is not ResourceForm or key not in THEME_KEYS]
    order = {
        key: (key != "type", key != "title", key not in required, key in common) for key in ours if key not in _LEFT_OUT
    }
    for key in sorted(order, key=lambda key: order[key]):
        yield _field(key, schema["properties"][key], schema.get("definitions", {}), known, is_required=key in required)


def _field(
    key: str, value: Schema, definitions: Mapping[str, Schema], known: _Known, *, is_required: bool, is_top: bool = True
) -> Setting:
    """Return the field for a key, whose schema is `value`."""
    if "const" in value:
        return {"name": key, "widget": "hidden", "default": value["const"]}
    field: Setting = {"name": key, "label": key.replace("_", " ").capitalize(), "required": is_required}
    if hint := value.get("description"):
        field["hint"] = hint
    shape = shape_of(value, definitions)
    if key == "desk" and known.desks:
        return field | {"widget": "select", "options": list(known.desks)}
    if statuses := shape_of(shape.get("additionalProperties") or {}, definitions).get("enum"):
        return field | _statuses(statuses, known)
    if "properties" in shape:
        return field | {"widget": "object", "collapsed": True, "fields": _inner(shape, definitions, known)}
    if shape.get("type") == "array":
        item = shape_of(shape.get("items", {}), definitions)
        listed: Setting = {"widget": "list", "default": [], "label_singular": field["label"]}
        if "properties" in item:
            return field | listed | {"collapsed": True, "fields": _inner(item, definitions, known)}
        return field | listed | {"field": {"name": "item", "label": field["label"], **_plain(key, item, is_now=False)}}
    return field | _plain(key, shape, is_now=is_required and is_top)


def _inner(shape: Schema, definitions: Mapping[str, Schema], known: _Known) -> list[Setting]:
    required = shape.get("required", [])
    return [
        _field(key, value, definitions, known, is_required=key in required, is_top=False)
        for key, value in shape["properties"].items()
    ]


def _statuses(statuses: Sequence[str], known: _Known) -> Setting:
    """Return a field with a choice for each component of the site."""
    return {
        "widget": "object",
        "collapsed": False,
        "fields": [
            {"name": id_, "label": name, "widget": "select", "required": False, "options": list(statuses)}
            for id_, name in known.components.items()
        ],
    }


def _plain(key: str, shape: Schema, *, is_now: bool) -> Setting:
    """Return how a single value is entered. `is_now`: the time at hand is a good guess."""
    pattern = shape.get("pattern", "")
    if choices := shape.get("enum"):
        return {"widget": "select", "options": choices}
    if shape.get("type") == "boolean":
        return {"widget": "boolean"}
    if key in WITHHOLDING_KEYS:
        # An empty time would be an embargo without an end, so that the post would show nowhere.
        return {"widget": "string", "pattern": [f"^$|{pattern}", _TIME_HINT]}
    if _WITH_TIME in pattern and not pattern.endswith("|$)"):
        form = {"format": "YYYY-MM-DD HH:mm [UTC]", "date_format": "YYYY-MM-DD", "time_format": "HH:mm"}
        return {"widget": "datetime", **form, "picker_utc": True, **({"default": "{{now}}"} if is_now else {})}
    if pattern.startswith("^[0-9]{4}-"):
        form = {"format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD"}
        return {"widget": "datetime", **form, "time_format": False, **({"default": "{{now}}"} if is_now else {})}
    return {"widget": "string", **({"pattern": [pattern, _example(shape)]} if pattern else {})}


def _example(shape: Schema) -> str:
    """Return what to say where a value has not the form that it needs."""
    return f"For example {shape['examples'][0]}." if shape.get("examples") else "Letters, digits, '.', '_' and '-'."
