from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import PACKAGED, SettingsBroken, config_file, load

TOKEN = "123456:AbC-secret_part"


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    for town in ("altstadt", "neustadt"):
        (tmp_path / "towns" / town).mkdir(parents=True)
        (tmp_path / "towns" / town / "town.yaml").write_text("name: X\n", encoding="utf-8")
    return tmp_path


def _write(folder: Path, text: str) -> Path:
    file = folder / "buergerdraht.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _problems(*args: object, **kwargs: object) -> list[str]:
    with pytest.raises(SettingsBroken) as caught:
        load(*args, **kwargs)  # type: ignore[arg-type]
    return [str(problem) for problem in caught.value.problems]


def test_defaults() -> None:
    settings = load(PACKAGED, environ={})
    assert settings.towns == ("musterstadt",)
    assert settings.data_dir == Path.cwd() / "data"
    assert settings.base_url == "http://127.0.0.1:8080"
    assert settings.base_path == ""
    assert settings.desk_url == "http://127.0.0.1:8080/desk"
    assert settings.token("musterstadt") is None
    assert settings.redis.url is None


def test_precedence_is_option_environment_plain_name_file(tmp_path: Path) -> None:
    file = _write(tmp_path, '[redis]\nurl = "redis://file"\n[web]\nport = 1\nhost = "h1"')
    environ = {"REDIS_URL": "redis://plain", "BUERGERDRAHT_WEB__PORT": "2"}
    settings = load(file, environ=environ, web__port=3)
    assert settings.web.port == 3
    assert settings.web.host == "h1"
    assert settings.redis.url is not None
    assert settings.redis.url.get_secret_value() == "redis://plain"
    long = load(file, environ={**environ, "BUERGERDRAHT_REDIS__URL": "unix:///run/x.sock"})
    assert long.redis.url is not None
    assert long.redis.url.get_secret_value() == "unix:///run/x.sock"
    assert long.web.port == 2


def test_an_option_that_was_not_given_and_an_empty_variable_change_nothing(tmp_path: Path) -> None:
    file = _write(tmp_path, "[web]\nport = 1")
    assert load(file, environ={"BUERGERDRAHT_WEB__PORT": "", "TELEGRAM_TOKEN": ""}, web__port=None).web.port == 1


def test_paths_of_a_file_start_at_the_file(towns: Path) -> None:
    (towns / "ca.pem").write_text("x", encoding="utf-8")
    file = _write(towns, 'towns_dir = "towns"\ndata_dir = "d"\n[outbound]\nca_file = "ca.pem"')
    settings = load(file, environ={})
    assert settings.data_dir == towns / "d"
    assert settings.towns == ("altstadt", "neustadt")
    assert settings.town_dir("neustadt") == towns / "towns" / "neustadt"
    assert settings.outbound.ca_file == towns / "ca.pem"
    assert load(_write(towns, ""), environ={}).data_dir == towns / "data"
    assert load(file, environ={"BUERGERDRAHT_DATA_DIR": "d"}).data_dir == Path.cwd() / "d"


def test_which_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config_file(None, {}) == PACKAGED
    local = _write(tmp_path, "")
    assert config_file(None, {}) == local
    assert config_file(None, {"BUERGERDRAHT_CONFIG": "other.toml"}) == tmp_path / "other.toml"
    assert config_file(Path("given.toml"), {"BUERGERDRAHT_CONFIG": "other.toml"}) == tmp_path / "given.toml"


def test_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    for settings in (
        load(PACKAGED, environ={"TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}),
        load(PACKAGED, environ={"BUERGERDRAHT_TELEGRAM__TOKEN_FILE": str(tmp_path / "token")}),
        load(_write(tmp_path, '[telegram]\ntoken_file = "token"'), environ={}),
        load(_write(tmp_path, '[telegram.tokens]\nmusterstadt_file = "token"'), environ={}),
        load(PACKAGED, environ={"BUERGERDRAHT_TELEGRAM__TOKENS": f'{{"musterstadt": "{TOKEN}"}}'}),
        load(PACKAGED, environ={"BUERGERDRAHT_TELEGRAM__TOKENS__MUSTERSTADT": TOKEN}),
    ):
        token = settings.token("musterstadt")
        assert token is not None
        assert token.get_secret_value() == TOKEN
        assert "secret_part" not in repr(settings)
        assert "secret_part" not in settings.model_dump_json()


@pytest.mark.parametrize(
    ("text", "environ", "said"),
    [
        ("[web]\nprot = 1", {}, "web.prot ({file}:2): there is no such setting. Did you mean web.port?."),
        ("[telegrm]\ntoken = 'x'", {}, "telegrm ({file}:2): there is no such setting. Did you mean telegram?."),
        ("\n[web]\n# note\nport = 99999", {}, "web.port ({file}:4): input should be less than or equal to 65535."),
        ("port = =", {}, "config ({file}:1): it is not valid TOML"),
        ("public_url = 'http://town.example'", {}, "public_url ({file}:1): 'http://town.example' is not encrypted."),
        ("towns = ['musterstad']", {}, "towns ({file}:1): the town 'musterstad' has no town.yaml. Did you mean must"),
        ("[telegram]\ntoken = 'nonsense'", {}, "telegram.token ({file}:2): this is no bot token."),
        ("[telegram]\ntoken_file = 'gone'", {}, "telegram.token ({file}:2): the file {folder}/gone cannot be read"),
        ("[telegram]\ntoken_file = 'empty'", {}, "telegram.token ({file}:2): the file {folder}/empty is empty."),
        ("[telegram]\ntoken = '1:a'\ntoken_file = 'empty'", {}, "telegram.token ({file}:3): both token and token_file"),
        ("[telegram.tokens]\nneustadt = '1:a'", {}, "telegram.tokens.neustadt ({file}:2): there is no such town."),
        ("[web.desk]\nhost = 'x'", {}, "web.desk.port ({file}:2): it is missing."),
        ("[web.desk]\nport = 8080", {}, "web.desk.port ({file}:2): web has this address too."),
        ("[privacy]\nmasks = ['iban', 'shoe']", {}, "privacy.masks ({file}:2): this value is not possible."),
        ("", {"BUERGERDRAHT_WEB__PROT": "1"}, "web.prot (environment variable BUERGERDRAHT_WEB__PROT): there is no"),
        ("", {"BUERGERDRAHT_WEB__PORT": "x"}, "web.port (environment variable BUERGERDRAHT_WEB__PORT): input should"),
        ("", {"REDIS_URL": "http://x"}, "redis.url (environment variable REDIS_URL): this is no complete address: "),
        ("", {"REDIS_URL": "redis://x", "REDIS_URL_FILE": "/x"}, "redis.url (environment variables REDIS_URL and"),
        ("", {"REDIS_URL_FILE": "/gone"}, "redis.url (environment variable REDIS_URL_FILE): the file /gone cannot be"),
        (
            "",
            {"BUERGERDRAHT_TELEGRAM__TOKENS": "{"},
            "telegram.tokens (environment variable BUERGERDRAHT_TELEGRAM__TOK",
        ),
        (
            "",
            {"BUERGERDRAHT_WEB__TRUSTED_PROXIES": "10.0.0.0/8,x"},
            "web.trusted_proxies (environment variable BUERGER",
        ),
    ],
)
def test_what_is_wrong_says_where_and_how_to_mend(
    tmp_path: Path, text: str, environ: dict[str, str], said: str
) -> None:
    (tmp_path / "empty").write_text(" \n", encoding="utf-8")
    file = _write(tmp_path, text)
    problems = _problems(file, environ=environ)
    assert any(line.startswith(said.format(file=file, folder=tmp_path)) for line in problems), problems
    assert all(line.endswith(".") for line in problems)


def test_a_missing_file_and_an_unknown_option(tmp_path: Path) -> None:
    assert "there is no such file" in _problems(tmp_path / "gone.toml", environ={})[0]
    assert _problems(PACKAGED, environ={}, prot=1)[0].startswith("prot (option): there is no such setting.")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    file = _write(tmp_path, "nonsense = 1\n[web]\nport = -1")
    assert len(_problems(file, environ={"TELEGRAM_TOKEN": "x"})) == 3


def test_one_token_for_several_towns_is_refused(towns: Path) -> None:
    file = _write(towns, 'towns_dir = "towns"')
    assert "one bot belongs to one town" in _problems(file, environ={"TELEGRAM_TOKEN": TOKEN})[0]
    twice = f'towns_dir = "towns"\n[telegram.tokens]\naltstadt = "{TOKEN}"\nneustadt = "{TOKEN}x"'
    assert "two towns have the same bot" in _problems(_write(towns, twice), environ={})[0]


def test_variables_that_container_platforms_set_are_let_be() -> None:
    environ = {"BUERGERDRAHT_SERVICE_HOST": "10.0.0.1", "BUERGERDRAHT_PORT_8080_TCP": "tcp://10.0.0.1:8080"}
    assert load(PACKAGED, environ={**environ, "BUERGERDRAHT_PORT": "tcp://10.0.0.1:8080"}).web.port == 8080


@pytest.mark.parametrize(
    ("url", "base", "path"),
    [
        ("https://a.example", "https://a.example", ""),
        ("https://a.example/", "https://a.example", ""),
        ("https://a.example/b/c/", "https://a.example/b/c", "/b/c"),
        ("http://localhost:8080/b", "http://localhost:8080/b", "/b"),
        ("http://[::1]:8080", "http://[::1]:8080", ""),
    ],
)
def test_public_url(url: str, base: str, path: str) -> None:
    settings = load(PACKAGED, environ={}, public_url=url)
    assert (settings.base_url, settings.base_path) == (base, path)


def test_a_desk_of_its_own() -> None:
    settings = load(PACKAGED, environ={}, public_url="https://a.example", web__desk={"host": "0.0.0.0", "port": 81})
    assert settings.desk_url == "http://127.0.0.1:81/desk"
    settings = load(PACKAGED, environ={}, web__desk={"port": 81, "public_url": "https://desk.example/x"})
    assert settings.desk_url == "https://desk.example/x/desk"


def _said(file: Path, environ: dict[str, str]) -> str:
    try:
        return repr(load(file, environ=environ))
    except SettingsBroken as broken:
        return str(broken)


@given(st.text(max_size=40), st.sampled_from(["TELEGRAM_TOKEN", "REDIS_URL", "BUERGERDRAHT_OUTBOUND__PROXY"]))
def test_no_secret_is_shown_whatever_it_is(value: str, name: str) -> None:
    secret = f"hush{value}hush"
    assert secret not in _said(PACKAGED, {name: secret})


@given(st.text(max_size=200))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert _said(file, {})


OIDC = '[oidc]\nissuer = "https://login.example/realms/town"\nclient_id = "desk"\n'


def test_a_provider_as_it_is_written(tmp_path: Path) -> None:
    file = _write(tmp_path, OIDC + 'client_secret = "s"\n[oidc.roles]\n"/Rathaus/Chefs" = ["lead", "admin"]\n')
    settings = load(file, environ={})
    assert settings.oidc.roles == {"/Rathaus/Chefs": ("lead", "admin")}
    assert "'s'" not in repr(settings)
    by_environment = load(file, environ={"BUERGERDRAHT_OIDC__ROLES": '{"a": ["staff"]}'})
    assert by_environment.oidc.roles["a"] == ("staff",)
    assert settings.accounts.second_factor == ()
    listed = load(file, environ={"BUERGERDRAHT_ACCOUNTS__SECOND_FACTOR": "admin, lead"})
    assert listed.accounts.second_factor == ("admin", "lead")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (OIDC, "oidc.roles"),
        (OIDC + '[oidc.roles]\na = ["boss"]', "oidc.roles"),
        (OIDC.replace("https", "http") + '[oidc.roles]\na = ["staff"]', "oidc.issuer"),
        (OIDC.replace("town", "town?x") + '[oidc.roles]\na = ["staff"]', "oidc.issuer"),
        (OIDC + 'scopes = ["profile"]\n[oidc.roles]\na = ["staff"]', "oidc.scopes"),
        ('[oidc]\nclient_id = "x"', "oidc.issuer"),
        ('[oidc]\nissuer = "https://x.example"\n[oidc.roles]\na = ["staff"]', "oidc.client_id"),
        ("[accounts]\nlocal_login = false", "accounts.local_login"),
        ('[accounts]\nsecond_factor = ["boss"]', "accounts.second_factor"),
    ],
)
def test_a_provider_that_would_let_nobody_or_anybody_in(tmp_path: Path, text: str, named: str) -> None:
    assert any(problem.startswith(named) for problem in _problems(_write(tmp_path, text), environ={}))


def test_with_several_towns_a_role_names_its_town(towns: Path) -> None:
    head = f'towns_dir = "{towns / "towns"}"\n{OIDC}[oidc.roles]\n'
    (problem,) = _problems(_write(towns, head + 'desk = ["staff"]'), environ={})
    assert "{town}" in problem
    assert load(_write(towns, head + '"{town}-desk" = ["staff"]'), environ={}).oidc.roles
