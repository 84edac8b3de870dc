"""Turns what can go wrong on a bureau's machine into one sentence with the remedy."""

from __future__ import annotations

import errno
import gzip
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.words import Failure
from bot.reasons import reason

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
# Rasa's own errors about YAML it cannot read or a domain it cannot use.
_RASA_FILES = ("rasa.shared.exceptions", "rasa.shared.core.domain", "ruamel")
_BROKEN_MODEL = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


@contextmanager
def explained() -> Iterator[None]:
    """Everything foreseeable becomes a Failure; anything else is a bug and keeps its traceback."""
    import yaml

    from bot.assistant.train import TrainingFailed
    from bot.casework.calendar import CalendarError
    from bot.cipher import BadKey, WrongKey
    from bot.library.ports import StaleEntry
    from bot.library.problems import KnowledgeError
    from bot.store.database import DatabaseError
    from bot.store.problems import NewerSchema

    try:
        yield
    except KnowledgeError as error:
        lines = "\n".join(str(problem) for problem in error.problems[:50])
        raise Failure("knowledge", count=len(error.problems), problems=lines) from error
    except CalendarError as error:
        raise Failure("calendar") from error
    except StaleEntry as error:
        raise Failure("stale", id=error.id) from error
    except NewerSchema as error:
        raise Failure("newer") from error
    except DatabaseError as error:
        raise Failure("database", reason=reason(error)) from error
    except BadKey as error:
        raise Failure("bad_key", origin=error) from error
    except WrongKey as error:
        raise Failure("wrong_key") from error
    except TrainingFailed as error:
        raise Failure("training") from error
    except yaml.YAMLError as error:
        raise Failure("yaml", place=_place(error)) from error
    except BrokenPipeError:
        raise
    except _BROKEN_MODEL as error:
        raise Failure("model") from error
    except OSError as error:
        raise Failure("disk" if error.errno in _FULL else "file", reason=reason(error)) from error
    except Exception as error:
        if type(error).__module__.startswith("asyncpg."):  # refused at the door: SQLAlchemy does not wrap these
            raise Failure("database", reason=reason(error)) from error
        if type(error).__name__ == "ModelNotFound":  # Rasa's word for an archive that is none
            raise Failure("model") from error
        if type(error).__module__.startswith(_RASA_FILES):
            raise Failure("yaml", place=_place(error)) from error
        raise


def _place(error: Exception) -> str:
    """File and line, as far as Rasa or the YAML reader knows them."""
    source = getattr(error, "underlying_yaml_exception", error)
    mark = getattr(source, "problem_mark", None) or getattr(source, "context_mark", None)
    file = getattr(error, "filename", None) or getattr(mark, "name", None)
    if str(file).startswith("<"):  # Rasa reads only this one without a name
        file = "config.yml"
    return ":".join(str(part) for part in (file, mark.line + 1 if mark else None) if part) or type(error).__name__
