"""Every app has a door: what the others may import of it is said once, the rest is shut."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Nobody stands on these: what is to their right never imports them (see the layers).
OUTERMOST = {"web", "api", "demonstration"}


def test_every_app_is_shut_but_for_its_door() -> None:
    apps = {path.parent.name for path in (ROOT / "src" / "parindex").glob("*/apps.py")}
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    shut = {
        module.removeprefix("parindex.")
        for contract in told["contracts"]
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
    }
    assert {"rounds", "dossiers"} <= apps
    assert apps - OUTERMOST <= shut
