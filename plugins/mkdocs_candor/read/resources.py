"""Community pages: ordinary pages of the site, whose front matter says who can do what with them."""

from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.model.problem import Level, Source
from mkdocs_candor.model.resource import Alternative, Consent, Credit, Resource, Trust
from mkdocs_candor.read.declared import Maybe
from mkdocs_candor.read.fields import (
    Anything,
    ConsentName,
    Day,
    Flag,
    Lang,
    Line,
    Lines,
    PowerName,
    TrustName,
    Url,
)
from mkdocs_candor.read.files import Found, markdown_files, read_text
from mkdocs_candor.read.form import Field, Form, fill, keys_of
from mkdocs_candor.read.frontmatter import parse_document
from mkdocs_candor.read.ids import is_safe_id, name_from_id, safe_id
from mkdocs_candor.read.notes import Notes, quoted
from mkdocs_candor.read.rules import Rule
from mkdocs_candor.read.tree import Mapping
from mkdocs_candor.read.withheld import Secrecy, note_secrecy

_FOLDER = "community"
# What MkDocs and Material read from any page by themselves.
THEME_KEYS = frozenset(
    {"tags", "hide", "icon", "template", "subtitle", "search", "social", "image"}
    | {"authors", "date", "categories", "slug", "comments"}
)
_NOT_RESOURCES = frozenset({"index", "readme"})


class CreditForm(Form):
    noun: ClassVar[str] = "a credit"

    name: Maybe[Line] = Field(description="the name, as its bearer wants it")
    link: Url = Field("", description="where the name links to")
    consent: ConsentName = Field(Consent.YES, description="how its bearer wants it: yes, anonymous or declined")


class HelpForm(Form):
    noun: ClassVar[str] = "a help"

    desk: Line = Field("", description="the id of the desk that helps")
    bring: Line = Field("", description="what to have at hand")


class AlternativeForm(Form):
    noun: ClassVar[str] = "an alternative"

    name: Maybe[Line] = Field(description="the name of the other way or provider")
    url: Url = Field("", description="its address")
    better: Line = Field("", description="what it does better")
    worse: Line = Field("", description="what it does worse")


class ResourceForm(Form):
    noun: ClassVar[str] = "a community page"

    title: Maybe[Line] = Field(description="the task, for example 'Send mail while webmail is down'")
    components: Lines = Field([], description="the components that it is about")
    incidents: Lines = Field([], description="ids of the incidents that it helped in")
    power: PowerName | None = Field(None, description="what it puts in customers' hands")
    status: TrustName = Field(Trust.UNTESTED, description="who stands behind it")
    works_for: Line = Field("", description="who it works for, and for whom it does not")
    cost_and_risk: Line = Field("", description="what it costs or risks")
    undo: Line = Field("", description="how to go back")
    until: Line = Field("", description="when to stop using it")
    tested_on: Day | None = Field(None, description="the day on which it was last tested")
    tested_by: Line = Field("", description="who tested it")
    credits: list[CreditForm] = Field([], description="who found it or wrote it")
    discuss: Url = Field("", description="where people talk about it")
    help: HelpForm | None = Field(None, description="where to get help with it")
    alternatives: list[AlternativeForm] = Field([], description="other ways, with what they do better and worse")
    steps: Lines = Field([], description="the steps, where they are not in the text")
    lang: Lang = Field("", description="the language it is written in")
    draft: Flag = Field(False, description="true while nobody may see it")
    description: Line = Field("", description="one sentence for previews")
    tags: Anything = None
    hide: Anything = None
    icon: Anything = None
    template: Anything = None
    subtitle: Anything = None
    search: Anything = None
    social: Anything = None
    image: Anything = None
    authors: Anything = None
    date: Anything = None
    categories: Anything = None
    slug: Anything = None
    comments: Anything = None


_KEYS = frozenset(keys_of(ResourceForm))


@frozen
class ResourceFile:
    """A community page. `resource` None: nothing can be said about it."""

    notes: Notes
    resource: Resource | None = None
    tree: Mapping | None = None
    is_draft: bool = False


def read_resources(pages: Path, root: Path, timezone: ZoneInfo | None) -> list[ResourceFile]:
    """Return the community pages below `pages`, by path."""
    return [
        _read(found, pages, timezone)
        for found in markdown_files(pages / _FOLDER, root)
        if found.is_md and found.stem.lower() not in _NOT_RESOURCES
    ]


def _read(found: Found, pages: Path, timezone: ZoneInfo | None) -> ResourceFile:
    notes = Notes(found.path)
    text = read_text(found.file, notes)
    document = parse_document(text, notes) if text is not None else None
    if document is None or document.front is None:
        return ResourceFile(notes, is_draft=document is not None and document.is_surely_draft)
    secrecy = note_secrecy(document.front, notes, _KEYS)
    # Other plugins may have keys of their own here: one that we do not know need not be a mistake.
    form = fill(ResourceForm, document.front, notes, timezone=timezone, unknown_keys=Level.WARNING)
    resource_id = found.stem if is_safe_id(found.stem) else safe_id(found.stem)
    if resource_id != found.stem:
        hint = f"Use letters, digits, '.', '_' and '-': rename it to {resource_id}.md."
        notes.add(Rule.BAD_FILE_NAME, 1, f"the file's name can't be an id: {quoted(found.stem)}", hint)
    resource = Resource(
        id=resource_id,
        page=Path(found.file).relative_to(pages).as_posix(),
        title=form.title or name_from_id(resource_id),
        components=tuple(form.components),
        incidents=tuple(form.incidents),
        power=form.power,
        trust=form.status,
        works_for=form.works_for,
        cost_and_risk=form.cost_and_risk,
        undo=form.undo,
        until=form.until,
        tested_on=form.tested_on,
        tested_by=form.tested_by,
        credits=tuple(Credit(c.name, c.link, c.consent) for c in form.credits if c.name),
        discuss=form.discuss,
        desk=form.help.desk if form.help else "",
        bring=form.help.bring if form.help else "",
        alternatives=tuple(Alternative(a.name, a.url, a.better, a.worse) for a in form.alternatives if a.name),
        steps=tuple(form.steps),
        description=form.description,
        lang=form.lang,
        draft=secrecy is not Secrecy.NONE,
        body="\n".join(document.body),
        source=Source(found.path),
        body_line=document.body_line,
    )
    return ResourceFile(notes, resource, document.front, is_draft=resource.draft)
