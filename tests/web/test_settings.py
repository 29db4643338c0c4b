"""The one table of settings."""

from __future__ import annotations

import pytest

from mlat.settings import SettingError, Settings, read_settings, settings_table


def test_every_setting_has_a_help_text_and_its_default() -> None:
    for setting in settings_table():
        assert setting.help
        assert getattr(Settings(), setting.name) == setting.default


def test_flags_win_over_the_environment_and_that_over_defaults() -> None:
    settings = read_settings(
        {"MLAT_PORT": "9000", "MLAT_HOST": "::1", "PATH": "x"}, {"port": 1, "host": None}
    )
    assert (settings.port, settings.host, settings.threads) == (1, "::1", Settings().threads)


@pytest.mark.parametrize(
    ("environment", "message"),
    [({"MLAT_PORT": "many"}, "MLAT_PORT: 'many'"), ({"MLAT_PROT": "1"}, "MLAT_PROT: no such setting")],
)
def test_wrong_settings_are_told(environment: dict[str, str], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        read_settings(environment)
