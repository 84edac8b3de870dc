"""Turns what can go wrong on a bureau's machine into one sentence with the remedy."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.words import Failure


@contextmanager
def explained() -> Iterator[None]:
    """Everything foreseeable becomes a Failure; anything else is a bug and keeps its traceback."""
    import yaml

    from bot.assistant.train import TrainingFailed
    from bot.cipher import BadKey, WrongKey
    from bot.library.problems import KnowledgeError
    from bot.store.database import DatabaseError
    from bot.store.problems import NewerSchema

    try:
        yield
    except KnowledgeError as error:
        lines = "\n".join(str(problem) for problem in error.problems[:50])
        raise Failure("knowledge", count=len(error.problems), problems=lines) from error
    except NewerSchema as error:
        raise Failure("newer") from error
    except DatabaseError as error:
        raise Failure("database", reason=error) from error
    except BadKey as error:
        raise Failure("bad_key", origin=error) from error
    except WrongKey as error:
        raise Failure("wrong_key") from error
    except TrainingFailed as error:
        raise Failure("training") from error
    except yaml.YAMLError as error:
        raise Failure("yaml", reason=" ".join(str(error).split())) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT}:
            raise Failure("disk", reason=error.strerror) from error
        raise Failure("file", reason=error) from error
    except Exception as error:
        # Rasa's own errors about YAML it cannot read or a domain it cannot use.
        if type(error).__module__.startswith(("rasa.shared.exceptions", "rasa.shared.core.domain", "ruamel")):
            raise Failure("yaml", reason=" ".join(str(error).split())) from error
        raise
