"""axe-core, from the npm registry at test time: it is not part of the project, and too big to be."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.async_api import Page

VERSION = "4.14.1"
KEPT = Path(__file__).parents[2] / ".cache" / f"axe-core-{VERSION}"


@lru_cache(maxsize=1)
def source() -> str:
    """The script; skips the test where no npm or no registry is to be had."""
    script = KEPT / "node_modules/axe-core/axe.min.js"
    if not script.exists():
        if shutil.which("npm") is None:
            pytest.skip("no npm to fetch axe-core with")
        command = ["npm", "install", "--prefix", str(KEPT), "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run([*command, f"axe-core@{VERSION}"], capture_output=True, timeout=120, check=False)
        if done.returncode or not script.exists():
            pytest.skip("axe-core cannot be fetched here")
    return script.read_text("utf-8")


async def violations(page: Page) -> list[str]:
    """Every rule of axe broken on the page, its best practices too, with the elements."""
    await page.evaluate(source())
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{rule['id']}: {[node['html'][:100] for node in rule['nodes']]}" for rule in found["violations"]]
