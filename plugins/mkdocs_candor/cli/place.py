"""Where a command finds the site that it works on: the nearest `mkdocs.yml` upwards, or the repository's only site."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import yaml

from mkdocs_candor.model.frozen import frozen
from mkdocs_candor.read.files import shown_path


class NoSite(click.ClickException):
    """There is no site here, nor anywhere in the repository."""


@frozen
class Place:
    """A site's folders, absolute, the plugin's options as written, and its language, address and name, or ""."""

    root: Path
    incidents: Path
    pages: Path
    options: dict[str, Any]
    lang: str = "en"
    site_url: str = ""
    name: str = ""
    directory_urls: bool = True

    def from_root(self, path: Path) -> str:
        """Return a path as seen from the site's folder, with "/"; it may lead upwards."""
        return shown_path(path, self.root)

    @property
    def timezone(self) -> ZoneInfo | None:
        name = self.options.get("timezone")
        try:
            return ZoneInfo(str(name)) if name else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise click.ClickException(
                f"mkdocs.yml: 'timezone' is '{name}', which is no zone. Write one such as Europe/Berlin."
            ) from None


# Reads `mkdocs.yml`, whose tags (`!!python/name:`) mean nothing to us. By C where it can: that is most of the time.
_AnyTag: type[yaml.SafeLoader] = type("_AnyTag", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})


def _default(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """Return what MkDocs takes for `!ENV [VARIABLE, default]` where the variable is not set."""
    return loader.construct_sequence(node, deep=True)[-1] if isinstance(node, yaml.SequenceNode) else None


_AnyTag.add_constructor("!ENV", _default)
_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def find_place(start: Path | None = None) -> Place:
    """Return the site that `start` (the current folder) lies in, else the only one of its repository.

    Raises NoSite where there is none, ClickException where there are more.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        config = folder / "mkdocs.yml"
        if config.is_file():
            return _read(folder, config)
    sites = _sites_of_repository(here)
    if len(sites) == 1:
        return _read(sites[0].parent, sites[0])
    if sites:
        folders = ", ".join(os.path.relpath(site.parent, here) for site in sites)
        raise click.ClickException(f"There are {len(sites)} status sites in this repository. Go to one: {folders}.")
    raise NoSite(
        f"No mkdocs.yml in {here} or above it. Go to your status site's folder, or make one: candor init my-status"
    )


def _sites_of_repository(here: Path) -> list[Path]:
    """Return the configurations of the status sites in the upper folders of the repository that `here` lies in."""
    repository = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)
    if repository is None:
        return []
    found = [config for pattern in ("*/mkdocs.yml", "*/*/mkdocs.yml") for config in repository.glob(pattern)]
    names_us = re.compile(r"^\s*- *[\"']?candor\b", re.MULTILINE)
    return sorted(config for config in found if names_us.search(config.read_text("utf-8", errors="replace")))


def _read(root: Path, config: Path) -> Place:
    try:
        content = yaml.load(config.read_text("utf-8"), Loader=_AnyTag)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise click.ClickException(f"{config} cannot be read as YAML: {error}") from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{config} is not UTF-8 text. Save it as UTF-8 in your editor.") from None
    content = content if isinstance(content, dict) else {}
    options: dict[str, Any] = {}
    plugins = content.get("plugins") or []
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(entry, dict) and isinstance(found := entry.get("candor"), dict):
            options = found
    return Place(
        root,
        Path(os.path.normpath(root / str(options.get("incidents_dir", "incidents")))),
        Path(os.path.normpath(root / str(content.get("docs_dir", "docs")))),
        options,
        str(theme.get("language") or "en") if isinstance(theme := content.get("theme"), dict) else "en",
        str(content.get("site_url") or ""),
        str(content.get("site_name") or ""),
        content.get("use_directory_urls") is not False,
    )


def below_repository(root: Path) -> str:
    """Return the path of the site's folder in its repository, ending with "/"; empty where it is the whole of it."""
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    below = root.relative_to(repository).as_posix()
    return "" if below == "." else f"{below}/"
