"""Settings come from the environment and `.env`; whatever cannot be used is reported, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, environment, load


def problems_of(environ: dict[str, str], dotenv_path: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(environ, dotenv_path)
    return caught.value.problems


def test_nothing_given_means_the_defaults() -> None:
    settings = load({}, None)
    assert settings == Settings()
    assert (settings.host, settings.port, settings.rate_limit_per_minute) == ("127.0.0.1", 8080, 120)


def test_the_default_database_lies_in_the_data_folder() -> None:
    assert load({"BOT_DATA_DIR": "/srv/bot"}, None).store_url == "sqlite:////srv/bot/bot.db"
    assert load({"BOT_DATABASE_URL": "postgresql://u@h/n"}, None).store_url == "postgresql://u@h/n"


def test_each_kind_of_value_is_read() -> None:
    settings = load(
        {
            "BOT_PORT": " 9000 ",
            "BOT_MODEL_DIR": "/srv/models",
            "BOT_EXPLAIN": "yes",
            "BOT_LOG_LEVEL": "WARNING",
            "BOT_TRUSTED_PROXIES": "10.0.0.1, 192.168.0.0/16",
            "BOT_TICKET_PREFIX": "GL",
        },
        None,
    )
    assert settings.port == 9000
    assert settings.model_dir == Path("/srv/models")
    assert settings.explain is True
    assert settings.log_level == "warning"
    assert settings.trusted_proxies == ("10.0.0.1/32", "192.168.0.0/16")
    assert settings.ticket_prefix == "GL"


@pytest.mark.parametrize(
    "value",
    ["a.cn", "javascript:alert(1)", "https://", "https://a.cn/d", "https://u:p@a.cn", "https://a.cn?x", "ftp://a.cn"],
)
def test_a_public_address_is_scheme_and_host_only(value: str) -> None:
    assert "BOT_PUBLIC_URL" in problems_of({"BOT_PUBLIC_URL": value})[0]
    assert load({"BOT_PUBLIC_URL": "https://a.gov.cn:8443/"}, None).public_url == "https://a.gov.cn:8443"


def test_an_empty_value_means_the_default() -> None:
    assert load({"BOT_PORT": "", "BOT_TRUSTED_PROXIES": " "}, None) == Settings()


def test_names_of_other_programs_are_left_alone() -> None:
    assert load({"PORT": "1", "ROBOT_PORT": "1", "RASA_TELEMETRY_ENABLED": "false"}, None) == Settings()


def test_every_problem_is_reported_at_once() -> None:
    problems = problems_of({"BOT_PROT": "1", "BOT_PORT": "80a", "BOT_EXPLAIN": "maybe", "BOT_ZZZZ": ""})
    assert len(problems) == 4
    assert any("BOT_PROT" in problem and "BOT_PORT" in problem for problem in problems)
    assert any("BOT_ZZZZ" in problem and "docs/settings.md" in problem for problem in problems)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_PORT", "0"),
        ("BOT_PORT", "65536"),
        ("BOT_PORT", "-1"),
        ("BOT_PORT", "８０８０"),
        ("BOT_PORT", "9" * 5000),
        ("BOT_RATE_LIMIT_PER_MINUTE", "1.5"),
        ("BOT_LOG_LEVEL", "loud"),
        ("BOT_TRUSTED_PROXIES", "10.0.0.1, example.cn"),
        ("BOT_TICKET_PREFIX", "ja"),
        ("BOT_DATABASE_URL", "mysql://h/n"),
        ("BOT_DATABASE_URL", "sqlite:///"),
        ("BOT_DATABASE_URL", "postgresql://u@h:port/n"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    (problem,) = problems_of({name: value})
    assert problem.startswith(name)


def test_a_password_is_neither_quoted_nor_printed() -> None:
    (problem,) = problems_of({"BOT_DATABASE_URL": "mysql://bot:hunter2@h/n"})
    assert "hunter2" not in problem
    assert "hunter2" not in repr(load({"BOT_DATABASE_URL": "postgresql://bot:hunter2@h/n"}, None))


KEYS = ("A" * 43 + "=", "-_+/" * 10 + "abc=")


def test_keys_are_read_in_order_and_neither_quoted_nor_printed() -> None:
    settings = load({"BOT_SECRET_KEY": f" {KEYS[0]}, {KEYS[1]} "}, None)
    assert settings.secret_key == KEYS
    assert load({"BOT_SECRET_KEY": environment(settings)["BOT_SECRET_KEY"]}, None) == settings
    assert KEYS[0] not in repr(settings)


@pytest.mark.parametrize("value", ["hunter2", KEYS[0][:-4], f"{KEYS[0]},hunter2", "密" * 44])
def test_what_is_no_key_is_refused_with_the_way_to_make_one(value: str) -> None:
    (problem,) = problems_of({"BOT_SECRET_KEY": value})
    assert problem.startswith("BOT_SECRET_KEY") and "/dev/urandom" in problem
    assert value not in problem and "hunter2" not in problem


def test_dotenv_counts_where_the_environment_is_silent(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text('\ufeff# comment\n\nBOT_PORT=9001\nexport BOT_HOST="0.0.0.0"\nOTHER=x\n', encoding="utf-8")
    settings = load({"BOT_PORT": "9002"}, dotenv)
    assert (settings.port, settings.host) == (9002, "0.0.0.0")


def test_dotenv_problems_are_reported_with_the_others(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes("BOT_HOST\nBOT_PORT=中\nBOT_LOG_LEVEL=\xff\n".encode("gb18030"))
    problems = problems_of({}, dotenv)
    assert len(problems) == 3
    assert any("第 1 行" in problem for problem in problems)


def test_a_missing_dotenv_is_fine(tmp_path: Path) -> None:
    assert load({}, tmp_path / ".env") == Settings()
