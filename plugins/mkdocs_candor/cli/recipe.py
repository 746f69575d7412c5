"""`candor recipe`: what publishes the site, written for one host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from mkdocs_candor.cli.now import shown
from mkdocs_candor.cli.place import below_repository, find_place

_EXAMPLE = "https://status.example.org/"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to publish at one kind of host: what to write, by its path in the site, and what is left for people."""

    host: str
    files: Mapping[str, str]
    next_steps: tuple[str, ...]


_WORKFLOW = ".github/workflows/status.yml"

# What stands in a workflow for more lines, and the file that has them.
_PARTS = {"%SETUP%": "setup.yml", "%RIGHTS%": "{}/rights.yml", "%DEPLOY%": "{}/deploy.yml"}

RECIPES = {
    "github": Recipe(
        "GitHub Actions and GitHub Pages",
        {_WORKFLOW: "workflow.yml"},
        ("in the repository, Settings, Pages: let the source be GitHub Actions.",),
    ),
    "gitlab": Recipe(
        "GitLab CI and GitLab Pages",
        {".gitlab-ci.yml": "gitlab/gitlab-ci.yml"},
        ("in the project, Build, Pipeline schedules: add one, */15 * * * *, for the main branch.",),
    ),
    "netlify": Recipe(
        "Netlify",
        {
            "netlify.toml": "netlify/netlify.toml",
            "netlify/functions/rebuild.mjs": "netlify/rebuild.mjs",
            "netlify/keep/manifest.yml": "netlify/manifest.yml",
            "netlify/keep/index.js": "netlify/keep.js",
        },
        (
            "at Netlify, import the repository.",
            "at Netlify, add a build hook, and put its address into the environment variable BUILD_HOOK.",
        ),
    ),
    "cloudflare": Recipe(
        "Cloudflare Pages, from GitHub Actions",
        {_WORKFLOW: "workflow.yml"},
        (
            "make the project: npx wrangler pages project create NAME --production-branch main",
            "in the repository, the variable CLOUDFLARE_PROJECT, and the secrets CLOUDFLARE_API_TOKEN (may edit Pages, "
            "nothing else) and CLOUDFLARE_ACCOUNT_ID.",
        ),
    ),
    "server": Recipe(
        "your own server, with rsync from GitHub Actions",
        {_WORKFLOW: "workflow.yml", "deploy/to-server.sh": "server/to-server.sh"},
        (
            "in the repository, the variables STATUS_TARGET and STATUS_SSH_KNOWN_HOSTS, and the secret STATUS_SSH_KEY.",
            "try it from here: mkdocs build && TARGET=user@host:/var/www/status bash deploy/to-server.sh site",
        ),
    ),
    "s3": Recipe(
        "S3-compatible storage, from GitHub Actions",
        {_WORKFLOW: "workflow.yml", "deploy/to-s3.sh": "s3/to-s3.sh"},
        (
            "in the repository, the variables STATUS_BUCKET, STATUS_S3_ENDPOINT and STATUS_S3_REGION, and the secrets "
            "STATUS_S3_KEY_ID and STATUS_S3_SECRET.",
            "try it from here: mkdocs build && BUCKET=s3://status.example.org bash deploy/to-s3.sh site",
        ),
    ),
}


@click.command()
@click.argument("name", type=click.Choice(list(RECIPES)))
def recipe(name: str) -> None:
    """Write what publishes your site at one kind of host: checks, builds, the schedule, and telling people.

    A file that exists is left as it is: move it away to get the recipe's. The handbook's page on publishing explains
    each recipe.

    \b
    Examples:
      candor recipe github
      candor recipe server
    """
    place = find_place()
    write_recipe(name, place.root, place.site_url, has_hub=bool(place.options.get("websub_hub")))


def write_recipe(name: str, root: Path, url: str, *, has_hub: bool = False) -> None:
    """Write the files of a recipe below `root`, for a site with the address `url`, and say what is left to do.

    `has_hub` says that feeds are pushed through a WebSub hub.
    """
    recipe = RECIPES[name]
    for path, source in recipe.files.items():
        target = root / path
        if target.exists():
            click.echo(f"kept   {shown(target)} (it exists)")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            _text(name, source, url or _EXAMPLE, "--websub" if has_hub else ""), encoding="utf-8", newline="\n"
        )
        click.echo(f"wrote  {shown(target)}")
    if not url:
        click.echo(f"site_url is not set in mkdocs.yml: put the site's address in place of {_EXAMPLE}", err=True)
    if below := below_repository(root.resolve()).rstrip("/"):
        click.echo(
            f"The site lies in {below}/ of its repository, and hosts look for such files at the top. A repository of "
            f"its own is best. Else move them up, and let their steps run in {below}.",
            err=True,
        )
    for step in recipe.next_steps:
        click.echo(f"Next: {step}")


def _text(name: str, source: str, url: str, websub: str) -> str:
    """Return a file of a recipe. The workflows for different hosts are one, with parts of their own."""
    folder = files("mkdocs_candor.cli").joinpath("recipes")
    text = folder.joinpath(source).read_text("utf-8")
    for word, part in _PARTS.items():
        if word in text:
            text = text.replace(f"{word}\n", folder.joinpath(part.format(name)).read_text("utf-8"))
    for word, value in {"%NAME%": name, "%HOST%": RECIPES[name].host, "%URL%": url, "%WEBSUB%": websub}.items():
        text = text.replace(word, value)
    return text
