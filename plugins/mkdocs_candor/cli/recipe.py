"""`candor recipe`: what publishes the site, written for one host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import click

from mkdocs_candor.cli.now import shown
from mkdocs_candor.cli.place import below_repository, find_place
from mkdocs_candor.model.frozen import frozen

_EXAMPLE = "https://status.example.org/"


@frozen(kw_only=True)
class Recipe:
    """How to publish at one kind of host: what to write, and what is left for people to do there.

    `files` are the parts of each file by its path in the site's folder; one that begins with "/" lies at the top of the
    repository, where the host looks for it. `inner_files` are those where the site is a folder of a larger repository,
    if they are others.
    """

    host: str
    files: Mapping[str, Sequence[str]]
    inner_files: Mapping[str, Sequence[str]] | None = None
    next_steps: Sequence[str]
    inner_step: str = ""  # one more, where the site is the folder %FOLDER% of a larger repository
    kept_step: str = ""  # one more, where a file for the top of the repository is there already


_WORKFLOW = "/.github/workflows/status.yml"

# What stands in a file for more lines, and the file that has them.
_PARTS = {"%SETUP%": "setup.yml", "%RIGHTS%": "{}/rights.yml", "%DEPLOY%": "{}/deploy.yml"}
# The same, for what is needed only where the site is a folder of a larger repository.
_INNER_PARTS = {
    "%PATHS%": "below/paths.yml",
    "%INSIDE%": "below/inside.yml",
    "%CD%": "below/cd.yml",
    "%CHANGES%": "below/changes.yml",
    "%IGNORE%": "below/ignore.toml",
}

RECIPES = {
    "github": Recipe(
        host="GitHub Actions and GitHub Pages",
        files={_WORKFLOW: ["workflow.yml"]},
        next_steps=["in the repository, Settings, Pages: let the source be GitHub Actions."],
    ),
    "gitlab": Recipe(
        host="GitLab CI and GitLab Pages",
        files={".gitlab-ci.yml": ["gitlab/pipeline.yml", "gitlab/jobs.yml"]},
        inner_files={
            "/.gitlab-ci.yml": ["gitlab/pipeline.yml", "gitlab/include.yml"],
            ".gitlab-ci.yml": ["gitlab/jobs.yml"],
        },
        next_steps=["in the project, Build, Pipeline schedules: add one, */15 * * * *, for the main branch."],
        kept_step=(
            "in your .gitlab-ci.yml, add the stages check, publish and tell, and "
            'include: [{local: "%BELOW%.gitlab-ci.yml"}]; there a schedule starts your own jobs too.'
        ),
    ),
    "netlify": Recipe(
        host="Netlify",
        files={
            "netlify.toml": ["netlify/netlify.toml"],
            "netlify/functions/rebuild.mjs": ["netlify/rebuild.mjs"],
            "netlify/keep/manifest.yml": ["netlify/manifest.yml"],
            "netlify/keep/index.js": ["netlify/keep.js"],
        },
        next_steps=[
            "at Netlify, import the repository.",
            "at Netlify, add a build hook, and put its address into the environment variable BUILD_HOOK.",
        ],
        inner_step='when you import it at Netlify, set its base directory to "%FOLDER%", where netlify.toml is.',
    ),
    "cloudflare": Recipe(
        host="Cloudflare Pages, from GitHub Actions",
        files={_WORKFLOW: ["workflow.yml"]},
        next_steps=[
            "make the project: npx wrangler pages project create NAME --production-branch main",
            "in the repository, the variable CLOUDFLARE_PROJECT, and the secrets CLOUDFLARE_API_TOKEN (may edit Pages, "
            "nothing else) and CLOUDFLARE_ACCOUNT_ID.",
        ],
    ),
    "server": Recipe(
        host="your own server, with rsync from GitHub Actions",
        files={_WORKFLOW: ["workflow.yml"], "deploy/to-server.sh": ["server/to-server.sh"]},
        next_steps=[
            "in the repository, the variables STATUS_TARGET and STATUS_SSH_KNOWN_HOSTS, and the secret STATUS_SSH_KEY.",
            "try it from here: mkdocs build && TARGET=user@host:/var/www/status bash deploy/to-server.sh site",
        ],
    ),
    "s3": Recipe(
        host="S3-compatible storage, from GitHub Actions",
        files={_WORKFLOW: ["workflow.yml"], "deploy/to-s3.sh": ["s3/to-s3.sh"]},
        next_steps=[
            "in the repository, the variables STATUS_BUCKET, STATUS_S3_ENDPOINT and STATUS_S3_REGION, and the secrets "
            "STATUS_S3_KEY_ID and STATUS_S3_SECRET.",
            "try it from here: mkdocs build && BUCKET=s3://status.example.org bash deploy/to-s3.sh site",
        ],
    ),
}


@click.command()
@click.argument("name", type=click.Choice(list(RECIPES)))
def recipe(name: str) -> None:
    """Write what publishes your site at one kind of host: checks, builds, the schedule, and telling people.

    A file that exists is left as it is: move it away to get the recipe's. Where the site is a folder of a larger
    repository, what the host looks for at its top is written there. The handbook's page on publishing explains each
    recipe.

    \b
    Examples:
      candor recipe github
      candor recipe server
    """
    place = find_place()
    write_recipe(name, place.root, place.site_url, has_hub=bool(place.options.get("websub_hub")))


def write_recipe(name: str, root: Path, url: str, *, has_hub: bool = False) -> None:
    """Write the files of a recipe for the site at `root`, with the address `url`, and say what is left to do.

    Where the site is a folder of a larger repository, files that the host looks for at its top are written there, and
    their steps run in the site's folder. `has_hub` says that feeds are pushed through a WebSub hub.
    """
    recipe = RECIPES[name]
    below = below_repository(root.resolve())
    top = root.joinpath(*[".."] * below.count("/"))
    folder = below.rstrip("/")
    values = {
        "%NAME%": name,
        "%HOST%": recipe.host,
        "%URL%": url or _EXAMPLE,
        "%WEBSUB%": "--websub" if has_hub else "",
        "%BELOW%": below,
        "%FOLDER%": folder,
    }
    steps = [*recipe.next_steps, *[recipe.inner_step] * bool(below)]
    for path, sources in (recipe.inner_files if below and recipe.inner_files else recipe.files).items():
        target = top / path.lstrip("/") if path.startswith("/") else root / path
        if target.exists():
            click.echo(f"kept   {shown(target)} (it exists)")
            steps += [recipe.kept_step] * path.startswith("/")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(_text(name, source, is_inner=bool(below)) for source in sources)
        target.write_text(_filled(text, values), encoding="utf-8", newline="\n")
        click.echo(f"wrote  {shown(target)}")
    if not url:
        click.echo(f"site_url is not set in mkdocs.yml: put the site's address in place of {_EXAMPLE}", err=True)
    if below:
        click.echo(f"The site is a folder of its repository: the steps run in {folder}, when something there changes.")
    for step in filter(None, steps):
        click.echo(f"Next: {_filled(step, values)}")


def _text(name: str, source: str, *, is_inner: bool) -> str:
    """Return a part of a recipe's file. The workflows for different hosts are one, with parts of their own."""
    folder = files("mkdocs_candor.cli").joinpath("recipes")
    text = folder.joinpath(source).read_text("utf-8")
    for word, part in {**_PARTS, **_INNER_PARTS}.items():
        if f"{word}\n" in text:
            is_wanted = is_inner or word in _PARTS
            text = text.replace(f"{word}\n", folder.joinpath(part.format(name)).read_text("utf-8") if is_wanted else "")
    return text


def _filled(text: str, values: Mapping[str, str]) -> str:
    for word, value in values.items():
        text = text.replace(word, value)
    return text
