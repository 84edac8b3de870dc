"""The page's own scripts, styles and icon: in memory, kept by browsers for good, compressed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_IMPORTED = re.compile(r'from "\./([\w-]+\.js)"')
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class StaticFiles:
    """File bodies by name. The version changes when any of them does; being a folder in their address,
    it holds for the modules that scripts import from each other too."""

    bodies: Mapping[str, bytes]
    version: str

    @property
    def address(self) -> str:
        """Where the files are served, without the last slash."""
        return f"/static/{self.version}"

    def modules(self, entry: str) -> list[str]:
        """A script and every one it imports, directly or not, by name."""
        found = {entry}
        waiting = [entry]
        while waiting:
            imported = set(_IMPORTED.findall(self.bodies[waiting.pop()].decode())) - found
            found |= imported
            waiting += imported
        return sorted(found)

    async def serve(self, request: web.Request) -> web.Response:
        """GET /static/{version}/{name}; under another version's address the file is served, not kept."""
        name = request.match_info["name"]
        if name not in self.bodies:
            raise web.HTTPNotFound
        current = request.match_info["version"] == self.version
        caching = f"public, max-age={A_YEAR}, immutable" if current else "no-store"
        response = web.Response(
            body=self.bodies[name],
            content_type=TYPES[Path(name).suffix],
            charset="utf-8",
            headers={"Cache-Control": caching, "X-Content-Type-Options": "nosniff"},
        )
        response.enable_compression()
        return response


def load_static_files(folder: Path) -> StaticFiles:
    """Read every servable file of `folder`."""
    bodies = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TYPES}
    digest = hashlib.sha256()
    for name, body in bodies.items():
        digest.update(f"{name}:{len(body)}:".encode() + body)
    return StaticFiles(bodies, digest.hexdigest()[:12])
