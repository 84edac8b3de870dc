"""After loading: what will never be freed is no longer looked at, and what is free goes back to the machine."""

from __future__ import annotations

import ctypes
import gc
import sys


def settle() -> None:
    """Call when models and indexes are loaded.

    Loading leaves some forty megabytes free that glibc keeps; and each full garbage collection would walk a million
    objects that stay for good.
    """
    gc.unfreeze()  # what an assistant before this one left
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; musl has none
        if trim:
            trim(0)
