"""QR codes of pages: SVG for print, PNG for whatever takes nothing else."""

from __future__ import annotations

import io

import segno

# A code on a notice board loses a corner to rain or a pin: M mends 15 % (ISO/IEC 18004).
LEVEL = "m"
QUIET_ZONE = 4
PNG_SCALE = 10


def code(link: str) -> segno.QRCode:
    """The code that holds the link."""
    return segno.make_qr(link, error=LEVEL, boost_error=False)


def svg(link: str) -> bytes:
    """Black on white in every colour scheme: scanners need the contrast. It fills whatever box it is put in."""
    out = io.BytesIO()
    code(link).save(out, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", xmldecl=False, omitsize=True)
    return out.getvalue()


def png(link: str) -> bytes:
    """At ten pixels a module."""
    out = io.BytesIO()
    code(link).save(out, kind="png", border=QUIET_ZONE, scale=PNG_SCALE)
    return out.getvalue()
