"""Each recipe is whole, and its own steps do on this machine what they are to do on the host's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from conftest import ENGINE, INCIDENT, RESOLVED, Site
from mkdocs_candor.cli import candor
from mkdocs_candor.cli.recipe import RECIPES

WORKFLOW = ".github/workflows/status.yml"
GITLAB_JOBS = ("status-check", "pages", "status-tell")
WORKFLOWS = ("github", "cloudflare", "server", "s3")
needs_rsync = pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")


def written(name: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Write a recipe for the site at `root`, and return its files, by their path from the top of the repository."""
    monkeypatch.chdir(root)
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    there = {path for path in top.rglob("*") if path.is_file()}
    result = CliRunner().invoke(candor, ["recipe", name])
    assert result.exit_code == 0, result.output
    new = (path for path in top.rglob("*") if path.is_file() and path not in there)
    return {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in new}


@pytest.fixture
def inner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that is a folder of a larger repository."""
    (tmp_path / "larger" / ".git").mkdir(parents=True)
    return Site(tmp_path / "larger" / "our status", monkeypatch)


def parsed(path: str, text: str) -> Any:
    if path.endswith(".toml"):
        return tomllib.loads(text)
    return yaml.load(text, yaml.BaseLoader) if path.endswith(".yml") else None  # noqa: S506 - "on" stays a word


def shell_steps(path: str, text: str) -> Iterator[str]:
    """Yield what a file of a recipe lets a shell do."""
    content = parsed(path, text)
    if path.endswith(".sh"):
        yield text
    elif path == WORKFLOW:
        for job in content["jobs"].values():
            yield from (step["run"] for step in job["steps"] if "run" in step)
    elif path.endswith(".gitlab-ci.yml") and ".status" in content:
        yield "\n".join(content[".status"]["before_script"])
        for job in GITLAB_JOBS:
            yield "\n".join(content[job]["script"])
    elif path.endswith("netlify.toml"):
        yield content["build"]["command"]
        yield content["build"].get("ignore", "")
        yield content["context"]["deploy-preview"]["command"]


@pytest.mark.parametrize("where", ["site", "inner"])
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_whole(
    name: str, where: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = written(name, request.getfixturevalue(where).root, monkeypatch)

    everything = "\n".join(files.values())
    assert not re.search(r"%[A-Z]+%", everything)
    assert "example.org/" not in everything.replace("such as", "")
    for path, text in files.items():
        parsed(path, text)
        for step in shell_steps(path, text):
            shell = "bash" if path == WORKFLOW or path.endswith(".sh") else "sh"
            subprocess.run([shell, "-n"], input=step, text=True, check=True)
    steps = [step for path, text in files.items() for step in shell_steps(path, text)]
    checks = [step for step in steps if "candor check" in step]
    assert checks
    assert all("--against" in step for step in checks)
    assert "mkdocs build" in everything
    assert ".cache/candor" in everything
    assert "*/15 * * * *" in everything
    assert "candor next" in everything
    assert 'candor notify --since "$' in everything.replace("\\", "")
    assert "--news" in everything
    assert "--send" in everything


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_no_more_than_it_must(name: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    workflow = parsed(WORKFLOW, written(name, site.root, monkeypatch)[WORKFLOW])

    assert workflow["permissions"] == {"contents": "read"}
    pages = {"pages": "write", "id-token": "write"} if name == "github" else {}
    assert workflow["jobs"]["publish"]["permissions"] == {"contents": "read", **pages}
    for name_, job in workflow["jobs"].items():
        assert "timeout-minutes" in job
        assert ("permissions" in job) == (name_ == "publish")
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] == "false"
    secrets = re.findall(r"secrets\.\w+", yaml.dump(workflow["jobs"]["check"]))
    assert secrets == []  # a pull request of anybody runs it


def test_what_is_there_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("netlify.toml", "# mine\n")

    files = written("netlify", site.root, monkeypatch)

    assert "netlify.toml" not in files
    assert (site.root / "netlify.toml").read_text("utf-8") == "# mine\n"


def test_a_site_without_an_address_is_told_what_to_fill_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.configure("site_url: https://status.acme.example/\n", "")
    monkeypatch.chdir(site.root)

    result = CliRunner().invoke(candor, ["recipe", "gitlab"])

    assert (
        "site_url is not set in mkdocs.yml: put the site's address in place of https://status.example.org/"
        in result.output
    )
    assert "https://status.example.org/" in (site.root / ".gitlab-ci.yml").read_text("utf-8")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_for_a_folder_of_a_larger_repository_runs_there_and_for_nothing_else(
    name: str, inner: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = written(name, inner.root, monkeypatch)

    workflow = parsed(WORKFLOW, files[WORKFLOW])
    ours = ["our status/**", WORKFLOW]
    assert (workflow["on"]["push"]["paths"], workflow["on"]["pull_request"]["paths"]) == (ours, ours)
    assert workflow["defaults"] == {"run": {"working-directory": "our status"}}
    # What is no shell step knows nothing of that folder.
    given = [str(v) for job in workflow["jobs"].values() for s in job["steps"] for v in (s.get("with") or {}).values()]
    for path in ("requirements.txt", ".venv", ".cache/candor", *["site"] * (name == "github")):
        assert [value for value in given if path in value]
        assert [value for value in given if path in value and f"our status/{path}" not in value] == []
    assert "hashFiles('our status/news.json')" in files[WORKFLOW]
    assert all(path == WORKFLOW or path.startswith("our status/deploy/") for path in files)


def test_gitlab_includes_the_jobs_of_a_folder_and_a_pipeline_that_is_there_stays(
    inner: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {path: parsed(path, text) for path, text in written("gitlab", inner.root, monkeypatch).items()}

    assert files[".gitlab-ci.yml"]["include"] == [{"local": "our status/.gitlab-ci.yml"}]
    jobs = files["our status/.gitlab-ci.yml"]
    assert set(jobs) == {".status", *GITLAB_JOBS}  # nothing that would change the other jobs of the repository
    assert {jobs[job]["stage"] for job in GITLAB_JOBS} <= set(files[".gitlab-ci.yml"]["stages"])
    for job in GITLAB_JOBS:
        assert jobs[job]["rules"][-1]["changes"] == ["our status/**/*", ".gitlab-ci.yml"]

    (inner.root / ".gitlab-ci.yml").unlink()
    again = CliRunner().invoke(candor, ["recipe", "gitlab"])
    assert "kept   ../.gitlab-ci.yml (it exists)\nwrote  .gitlab-ci.yml\n" in again.output
    assert "The site is a folder of its repository: the steps run in our status, when something" in again.output
    assert (
        "Next: in your .gitlab-ci.yml, add the stages check, publish and tell, and "
        'include: [{local: "our status/.gitlab-ci.yml"}]; there a schedule starts your own jobs too.\n'
    ) in again.output


def test_a_new_site_comes_with_the_recipe_of_its_host(tmp_path: Path) -> None:
    options = ["--name", "Acme", "--url", "https://s.acme.example", "--recipe"]
    for name in ("gitlab", "none"):
        assert CliRunner().invoke(candor, ["init", str(tmp_path / name), *options, name]).exit_code == 0

    assert 'SITE_URL: "https://s.acme.example/"' in (tmp_path / "gitlab" / ".gitlab-ci.yml").read_text("utf-8")
    assert not (tmp_path / "none" / ".github").exists()


def test_a_new_site_in_a_larger_repository_leaves_its_workflows_alone_unless_a_recipe_is_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    arguments = ["init", str(tmp_path / "status"), "--name", "Acme"]

    silent = CliRunner().invoke(candor, arguments)
    assert "It lies in a larger repository, whose workflows were left alone: candor recipe --help\n" in silent.output
    assert not (tmp_path / ".github").exists()

    CliRunner().invoke(candor, [*arguments, "--recipe", "github"])
    assert (tmp_path / WORKFLOW).is_file()


# The steps themselves.


def whole_site(folder: Path, word: str, *extra: str) -> Path:
    for path in ("index.html", "api/candor/v1/build.json", "feed.xml", "incidents/one/index.html", *extra):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(word)
    return folder


def run(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", script, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_rsync
def test_a_server_gets_each_build_at_one_stroke_and_can_go_back(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("server", site.root, monkeypatch)
    script, public = site.root / "deploy/to-server.sh", tmp_path / "www" / "status"
    old, new = whole_site(tmp_path / "old", "old", "same.css"), whole_site(tmp_path / "new", "new", "same.css")
    (new / "same.css").write_text("old")

    for built in (old, old, new):
        done = run(script, str(built), TARGET=f":{public}", KEEP="1")
        assert done.returncode == 0, done.stderr
    builds = sorted(p.name for p in (tmp_path / "www/status.builds").iterdir())
    assert len(builds) == 2
    assert os.readlink(public) == f"status.builds/{builds[1]}"
    assert (public / "index.html").read_text() == "new"
    assert (public / "same.css").stat().st_nlink == 2  # shared with the build before

    back = run(script, "--rollback", TARGET=f":{public}")
    assert back.returncode == 0, back.stderr
    assert (public / "index.html").read_text() == "old"
    again = run(script, "--rollback", TARGET=f":{public}")
    assert again.returncode == 1
    assert "No build is kept that is older than the public one." in again.stderr


@needs_rsync
def test_what_is_not_whole_and_where_no_link_can_be_is_refused(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("server", site.root, monkeypatch)
    written("s3", site.root, monkeypatch)
    half = whole_site(tmp_path / "half", "half")
    (half / "index.html").write_text("")
    plain = whole_site(tmp_path / "status", "mine")

    for script, environment in (("to-server.sh", {"TARGET": ":/tmp/x"}), ("to-s3.sh", {"BUCKET": "s3://x"})):
        result = run(site.root / "deploy" / script, str(half), **environment)
        assert (result.returncode, "is no whole site" in result.stderr) == (1, True)
    result = run(site.root / "deploy/to-server.sh", str(plain), TARGET=f":{plain}")
    assert (result.returncode, f"Once: mv {plain} {plain}.old" in result.stderr) == (1, True)
    assert (plain / "index.html").read_text() == "mine"


def test_storage_gets_what_pages_need_first_with_its_types_and_loses_last_what_is_gone(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("s3", site.root, monkeypatch)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "aws").symlink_to(Path(__file__).with_name("storage.py"))
    (bin_ / "python3").symlink_to(sys.executable)
    whole_site(tmp_path / "status", "old", "incidents/gone/index.html")
    hashed, plain = "assets/javascripts/bundle.a5f9d56c.min.js", "assets/javascripts/lunr/min/lunr.de.min.js"
    extra = (
        hashed, plain, "feed.json", "feed.atom", "maintenance.ics", "history.rss", "sitemap.xml",
        "incidents/one/index.md", "badge.svg", "llms.txt", "_headers", "sitemap.xml.gz",
    )  # fmt: skip
    new = whole_site(tmp_path / "new", "new", *extra)
    environment = {"BUCKET": "s3://status", "STORAGE": str(tmp_path), "PATH": f"{bin_}:{os.environ['PATH']}"}
    script = site.root / "deploy/to-s3.sh"

    done = run(script, str(new), **environment)

    assert done.returncode == 0, done.stderr
    log = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    puts = {entry["put"]: entry for entry in log if "put" in entry}
    order = [entry.get("put") for entry in log]
    assert len(order) == len(set(order))  # each once
    assert set(puts) == {p.relative_to(new).as_posix() for p in new.rglob("*") if p.is_file()} - {
        "_headers",
        "sitemap.xml.gz",
    }
    assert order.index(hashed) < order.index("incidents/one/index.html") < order.index("feed.xml")
    assert order[-2:] == ["index.html", None]
    assert log[-1] == {"delete": "incidents/gone/index.html"}
    assert "immutable" in puts[hashed]["cache"]
    assert all(e["cache"] == "public, max-age=60, must-revalidate" for k, e in puts.items() if k != hashed)
    types = {
        "index.html": "text/html; charset=utf-8",
        "feed.xml": "application/rss+xml; charset=utf-8",
        "feed.atom": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json",
        "api/candor/v1/build.json": "application/json",
        "maintenance.ics": "text/calendar; charset=utf-8",
        "incidents/one/index.md": "text/markdown; charset=utf-8",
        "sitemap.xml": "application/xml",
        "badge.svg": "image/svg+xml",
    }
    assert {key: puts[key]["type"] for key in types} == types


@needs_node
@pytest.mark.parametrize(
    ("next_", "age", "asked"),
    [("Date.now() / 1000 + 600", 5, False), ("Date.now() / 1000 - 1", 5, True), ("Infinity", 31, True)],
    ids=["nothing due", "a moment has come", "the site is old"],
)
def test_netlify_asks_for_a_build_only_when_one_is_due(
    site: Site, monkeypatch: pytest.MonkeyPatch, next_: str, age: int, asked: bool
) -> None:
    written("netlify", site.root, monkeypatch)
    site.write("netlify/next.mjs", f"export const next = {next_};")
    site.write(
        "try.mjs",
        f"""
        const asked = [];
        const built = new Date(Date.now() - {age} * 60000).toISOString();
        globalThis.fetch = async (address, options) => {{
          asked.push([options?.method ?? "GET", address]);
          return {{ ok: true, json: async () => ({{ as_of: built }}) }};
        }};
        const rebuild = await import("./netlify/functions/rebuild.mjs");
        await rebuild.default();
        console.log(JSON.stringify(asked));
        """,
    )

    environment = {**os.environ, "URL": "https://s.example", "BUILD_HOOK": "https://hook.example"}
    result = subprocess.run(
        ["node", "try.mjs"], cwd=site.root, env=environment, capture_output=True, text=True, check=True
    )

    wanted = [["GET", "https://s.example/api/candor/v1/build.json"], *([["POST", "https://hook.example"]] * asked)]
    assert json.loads(result.stdout) == wanted


class Host:
    """A clone of the site's repository, as a job on a host finds it: `main` is what is published."""

    def __init__(self, site: Site, tmp_path: Path) -> None:
        self.root = next((f for f in (site.root, *site.root.parents) if (f / ".git").exists()), site.root)
        self._bin = tmp_path / "installed"
        self._bin.mkdir()
        call = "from mkdocs_candor.cli import candor; candor()"
        for name, what in {"candor": f"-c '{call}'", "mkdocs": f"-m {ENGINE}"}.items():
            (self._bin / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {what} "$@"\n')
            (self._bin / name).chmod(0o755)
        (self.root / ".gitignore").write_text("site/\npublic/\ninstalled/\n.cache/\n")
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit()
        self.git("update-ref", "refs/remotes/origin/main", "main")
        self.git("checkout", "--quiet", "-b", "change")

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=Dana", "-c", "user.email=dana@acme.example"]
        done = subprocess.run(["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Change")

    def run(self, shell: str, steps: str, /, inside: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        wanted = {
            **os.environ,
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "NO_MKDOCS_2_WARNING": "1",
            "DISABLE_MKDOCS_2_WARNING": "true",
            **environment,
        }
        return subprocess.run(
            [shell, "-e", "-c", steps],
            cwd=self.root / inside,
            env=wanted,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def host(site: Site, tmp_path: Path) -> Host:
    site.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    return Host(site, tmp_path)


@pytest.fixture
def larger(inner: Site, tmp_path: Path) -> Host:
    """A clone of a larger repository, with the site in one of its folders."""
    inner.write("incidents/2026-03-02-cards.md", INCIDENT + RESOLVED)
    return Host(inner, tmp_path)


NEWS = """
## 2026-03-02 16:00 UTC — Investigating

Fails again.
"""
CLUMSY = INCIDENT.replace("Our payment", "Mistakes were made. Our payment") + RESOLVED.replace(
    "Cards", "[Cards](no.md)"
)


def test_the_steps_at_github_check_a_change_and_publish_whatever_its_words(
    host: Host, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = parsed(WORKFLOW, written("github", site.root, monkeypatch)[WORKFLOW])["jobs"]
    run = {
        name: [
            s["run"] for s in job["steps"] if "run" in s and s.get("name") not in {"Install", "Use what is installed"}
        ]
        for name, job in jobs.items()
    }
    output = site.root.parent / f"{site.root.name}-output"

    def due(published: str) -> str:
        output.write_text("")
        done = host.run("bash", run["due"][0], SITE_URL=str(site.root / published), GITHUB_OUTPUT=str(output))
        assert done.returncode == 0, done.stderr
        return output.read_text()

    assert due("site") == "build=true\n"  # nothing is published yet
    check, _ = run["check"]
    host.commit()
    assert host.run("bash", check, GITHUB_BASE_REF="main").returncode == 0
    host.git("mv", "incidents/2026-03-02-cards.md", "incidents/2026-03-02-card-payments.md")
    host.commit()
    vanished = host.run("bash", check, GITHUB_BASE_REF="main")
    assert vanished.returncode == 1
    assert "::error file=" in vanished.stdout

    site.write("incidents/2026-03-02-card-payments.md", CLUMSY)
    news, publish, tell = run["publish"]
    for step in (news, publish, tell):  # there was no site before, and nobody is to be told
        published = host.run("bash", step, SITE_URL=str(site.root / "site"), CANDOR_APPRISE="", WEBSUB="")
        assert published.returncode == 0, published.stderr
    assert not (site.root / "news.json").exists()
    assert (site.root / "site/incidents/2026-03-02-card-payments/index.html").is_file()
    assert due("site") == "build=false\n"

    site.append("incidents/2026-03-02-card-payments.md", NEWS)
    assert host.run("bash", news, SITE_URL=str(site.root / "site")).returncode == 0
    assert "Fails again" in (site.root / "news.json").read_text("utf-8")


def test_the_steps_at_gitlab_check_a_change_and_end_early_when_nothing_is_due(
    larger: Host, inner: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a folder of a larger repository: what is done elsewhere is the same, without going there.
    path = "our status/.gitlab-ci.yml"
    ci = parsed(path, written("gitlab", inner.root, monkeypatch)[path])
    go_there = ci[".status"]["before_script"][:-2]  # what installs is left out
    project = {"CI_PROJECT_DIR": str(larger.root)}
    check, pages, tell = ("\n".join([*go_there, *ci[job]["script"]]) for job in GITLAB_JOBS)

    checked = larger.run("sh", check, CI_MERGE_REQUEST_DIFF_BASE_SHA=larger.git("rev-parse", "main"))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    report = larger.root / ci["status-check"]["artifacts"]["reports"]["codequality"]
    assert isinstance(json.loads(report.read_text("utf-8")), list)
    built = larger.run("sh", pages, CI_PIPELINE_SOURCE="push", **project)
    assert built.returncode == 0, built.stderr
    assert (larger.root / "public/index.html").is_file()
    silent = larger.run("sh", tell, **project)
    assert silent.returncode == 0, silent.stderr
    public = str(larger.root / "public")
    not_yet = larger.run("sh", pages, CI_PIPELINE_SOURCE="schedule", SITE_URL=public, **project)
    assert not_yet.returncode == int(ci["pages"]["allow_failure"]["exit_codes"]) == 3
    assert ci["pages"]["artifacts"]["paths"] == ["public", "our status/news.json"]


def test_the_build_at_netlify_leaves_the_next_moment_for_its_function(
    host: Host, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = parsed("netlify.toml", written("netlify", site.root, monkeypatch)["netlify.toml"])

    built = host.run("sh", toml["build"]["command"], URL=str(site.root / "nothing"))

    assert built.returncode == 0, built.stderr
    assert (site.root / toml["build"]["publish"] / "index.html").is_file()
    assert re.fullmatch(r"export const next = \d{10};\n", (site.root / "netlify/next.mjs").read_text())


def test_netlify_builds_a_folder_when_it_changed_or_when_a_build_was_asked_for(
    larger: Host, inner: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "our status/netlify.toml"
    ignore = parsed(path, written("netlify", inner.root, monkeypatch)[path])["build"]["ignore"]
    before = larger.git("rev-parse", "HEAD")

    def is_built(hook: str = "") -> bool:
        references = {"CACHED_COMMIT_REF": before, "COMMIT_REF": larger.git("rev-parse", "HEAD")}
        ignored = larger.run("bash", ignore, inside="our status", INCOMING_HOOK_TITLE=hook, **references)
        return ignored.returncode != 0

    (larger.root / "README.md").write_text("Elsewhere.")
    larger.git("add", "README.md")
    larger.git("commit", "--quiet", "--message", "Change something else")
    assert (is_built(), is_built(hook="Rebuild")) == (False, True)
    larger.commit()
    assert is_built()


def test_the_check_at_github_runs_in_a_folder_of_a_larger_repository(
    larger: Host, inner: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow = parsed(WORKFLOW, written("github", inner.root, monkeypatch)[WORKFLOW])
    check = next(s["run"] for s in workflow["jobs"]["check"]["steps"] if "--against" in s.get("run", ""))
    larger.git("mv", "our status/incidents/2026-03-02-cards.md", "our status/incidents/2026-03-02-card-payments.md")
    larger.commit()

    vanished = larger.run("bash", check, workflow["defaults"]["run"]["working-directory"], GITHUB_BASE_REF="main")

    assert vanished.returncode == 1
    assert "::error file=our status/incidents/" in vanished.stdout


@needs_node
@pytest.mark.parametrize(
    ("context", "apprise", "told"),
    [("production", "slack://a", True), ("production", "", False), ("deploy-preview", "slack://a", False)],
)
def test_netlify_tells_people_once_the_site_is_public_and_only_of_that(
    site: Site, monkeypatch: pytest.MonkeyPatch, context: str, apprise: str, told: bool
) -> None:
    site.configure("  - candor\n", "  - candor: {websub_hub: 'https://hub.example/'}\n")
    websub = parsed("netlify.toml", written("netlify", site.root, monkeypatch)["netlify.toml"])["build"]["environment"]
    site.write("netlify/news.json", "{}")
    call = """
    const ran = [];
    const utils = {run: async (...command) => ran.push(command)};
    require("./netlify/keep/index.js").onSuccess({utils}).then(() => console.log(JSON.stringify(ran)));
    """

    environment = {**os.environ, "CONTEXT": context, "CANDOR_APPRISE": apprise, "WEBSUB": ""}
    if told:
        environment["WEBSUB"] = websub["WEBSUB"]
    result = subprocess.run(
        ["node", "-e", call], cwd=site.root, env=environment, capture_output=True, text=True, check=True
    )

    command = ["candor", ["notify", "--news", "netlify/news.json", "--websub", "--send"]]
    assert json.loads(result.stdout) == [command] * told
