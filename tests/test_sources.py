"""What no file of the product does, read from the sources: the ways in which strings become programs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(
    path for package in ("canvass", "conversations", "volunteers") for path in (ROOT / package).rglob("*.py")
)
TREES = {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in FILES}
SCRIPTS = {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "static/js").rglob("*.js"))}
TEMPLATES = {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "templates").rglob("*.*"))}

# Programs, objects made from bytes, XML: none is needed, so none is there.
NOT_IMPORTED = {
    "subprocess", "pty", "popen2", "commands", "pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "jsonpickle",
    "lxml", "xml", "xmlrpc", "ldap", "ldap3", "jinja2", "mako", "telnetlib", "ftplib", "requests", "httpx", "aiohttp",
    "urllib3",
}  # fmt: skip
NOT_CALLED = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.startfile", "mark_safe"}
NOT_CALLED |= {f"os.{kind}{end}" for kind in ("exec", "spawn") for end in ("l", "le", "lp", "v", "ve", "vp", "vpe")}


def name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def users_of(prefix: str) -> set[str]:
    """Files that import this module or something from it."""
    inside = (prefix, prefix + ".")
    return {path for path, tree in TREES.items() if any(n == prefix or n.startswith(inside[1]) for n in imports(tree))}


def test_the_sources_are_read():
    assert len(TREES) > 300
    assert len(SCRIPTS) > 60
    assert "subprocess" in set(imports(ast.parse("import subprocess")))


def test_no_program_is_started_and_nothing_is_made_from_bytes():
    found = {
        (path, name) for path, tree in TREES.items() for name in imports(tree) if name.split(".")[0] in NOT_IMPORTED
    }
    # Workbooks are written as XML, by hand; none is read.
    escaping = {name for _path, name in found if name.startswith("xml.sax.saxutils.")}
    # PostgreSQL's own tools, by name, for the operator's commands.
    tools = {("canvass/core/backup/archives.py", "subprocess")}
    assert {(path, name) for path, name in found if name not in escaping} == tools
    assert escaping <= {"xml.sax.saxutils.escape", "xml.sax.saxutils.quoteattr"}


def test_no_text_is_run():
    found = [(path, name_of(call.func)) for path, tree in TREES.items() for call in calls(tree)]
    assert [pair for pair in found if pair[1] in NOT_CALLED] == []


def test_patterns_and_templates_are_constants():
    """A pattern put together from what somebody typed could run for ever; a template could read settings."""
    wrong = []
    for path, tree in TREES.items():
        for call in calls(tree):
            name = name_of(call.func)
            pattern = name.startswith("re.") and name != "re.escape"
            if (pattern or name.split(".")[-1] in ("Template", "from_string")) and call.args:
                made = [node for node in ast.walk(call.args[0]) if isinstance(node, (ast.Call, ast.FormattedValue))]
                wrong += [(path, name) for node in made if not name_of(getattr(node, "func", node)).isupper()]
                if name.split(".")[-1] in ("Template", "from_string"):
                    wrong.append((path, name))
    assert {path for path, _name in wrong} <= {"canvass/core/wall/statements.py"}, "names of the guarded tables"
    keywords = {word.arg for tree in TREES.values() for call in calls(tree) for word in call.keywords if word.arg}
    regex = {word for word in keywords if word.endswith("regex")}
    assert regex <= {"week__regex", "period__regex"}, "constraints, with constants"


def test_formats_are_the_products_own():
    """``"…".format(x)`` on a text that came in could name what is behind ``x``."""
    owners = {
        (path, name_of(call.func.value) or ast.unparse(call.func.value))
        for path, tree in TREES.items()
        if not path.startswith("canvass/demo")
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("format", "format_map")
    }
    texts = {(path, owner) for path, owner in owners if not owner.isupper()}
    assert {path for path, _owner in texts} == {
        "canvass/core/keyring/adopting.py",  # texts of migrations
        "conversations/doorstep/shell.py",  # names of icons
        "conversations/insight/rollups/statements.py",  # SQL of this package
        "conversations/insight/cards/kept.py",  # words of the language files
        "conversations/insight/cards/reminders.py",
    }


def test_chance_that_must_not_be_guessed_comes_from_the_system():
    """``random`` only in the made-up town, and where its SystemRandom shuffles."""
    asked = {path: [n for n in imports(TREES[path]) if n.startswith("random")] for path in users_of("random")}
    assert {path for path in asked if not path.startswith("canvass/demo/")} == {
        "conversations/insight/opening.py",
        "conversations/insight/debriefs/queries.py",
    }
    for path in ("conversations/insight/opening.py", "conversations/insight/debriefs/queries.py"):
        used = {name_of(node) for node in ast.walk(TREES[path]) if isinstance(node, ast.Attribute)}
        assert {name for name in used if name.startswith("random.")} == {"random.SystemRandom"}


@pytest.mark.parametrize(
    "weak", ["md5", "sha1", "MD5", "SHA1", "ECB", "PKCS1v15", "CBC", "ARC4", "TripleDES", "Blowfish"]
)
def test_no_weak_hash_cipher_or_padding(weak):
    names = {name for tree in TREES.values() for node in ast.walk(tree) if (name := name_of(node).split(".")[-1])}
    words = {node.value for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    imported = {name.split(".")[-1] for tree in TREES.values() for name in imports(tree)}
    assert weak not in names | imported | {word for word in words if isinstance(word, str)}
    assert not re.search(rf"\b{weak}\b|SHA-1\b|AES-CBC|RSA", " ".join(SCRIPTS.values()))


def test_only_one_module_opens_connections_by_itself():
    """Mail goes by Django, jobs by Celery; everything else that leaves the house is web push."""
    assert users_of("urllib.request") | users_of("http.client") == {"volunteers/people/messages/pushing.py"}
    mail = "volunteers/people/messages"
    assert users_of("smtplib") == {f"{mail}/smtp.py", f"{mail}/mailing.py"}
    assert {name for tree in [TREES[f"{mail}/mailing.py"]] for name in imports(tree) if "smtplib" in name} <= {
        "smtplib.SMTPException",
        "smtplib",
    }
    assert users_of("socket") | users_of("ssl") | users_of("asyncio") == set()


JS_SINKS = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser"
    r"|setTimeout\(\s*[\"'`]"
)


def test_scripts_write_text_and_never_html():
    """htmx swaps in fragments of the server; the words ``innerHTML`` there name a way of swapping."""
    found = {
        (path, sink)
        for path, text in SCRIPTS.items()
        for sink in re.findall(JS_SINKS, re.sub(r'swap: "\w+"', "", text))
    }
    assert found == set()


def test_scripts_listen_to_no_other_window():
    windows = {path for path, text in SCRIPTS.items() if re.search(r"addEventListener\(\"message\"|onmessage\b", text)}
    assert windows <= {"static/js/doorstep/update.js"}, "the port that it made itself"
    worker = TEMPLATES["templates/doorstep/sw.js"]
    [listener] = re.findall(r'addEventListener\("message", \(event\) => \{(.*?)\n\}\);', worker, re.S)
    assert set(re.findall(r'event\.data === "(\w+)"', listener)) == {"activate", "version"}
    assert "event.data" not in re.sub(r'event\.data === "\w+"', "", listener)


def test_scripts_set_no_key_of_a_key():
    """``a[x][y] = z`` with words that came in is how a prototype gets a property; maps have none."""
    assert [
        path
        for path, text in SCRIPTS.items()
        if re.search(r"\w\]\[[^\]]+\]\s*=[^=]|__proto__|\.prototype(\.\w+)?\s*=[^=]", text)
    ] == []


def test_cookies_of_scripts_are_bound_to_this_host_too():
    written = [(path, text) for path, code in SCRIPTS.items() for text in re.findall(r"document\.cookie = (.*)", code)]
    assert len(written) == 2
    for path, text in written:
        assert text.startswith("`${prefix}"), path
        assert "${secure}" in text, path
    told = 'export const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; Secure"] : ["", ""];'
    assert told in SCRIPTS["static/js/core/display.js"]
    assert 'import { prefix, secure } from "../core/display.js";' in SCRIPTS["static/js/doorstep/languages.js"]


def test_templates_escape_and_put_no_value_into_a_script():
    pages = {path: text for path, text in TEMPLATES.items() if path.endswith(".html")}
    assert [path for path, text in pages.items() if re.search(r"autoescape off|\|\s*safe\b|\|\s*safeseq", text)] == []
    inside = [
        (path, code) for path, text in pages.items() for code in re.findall(r"<script[^>]*>(.*?)</script>", text, re.S)
    ]
    assert [path for path, code in inside if "{{" in code] == []
    assert any("json_script" in text for text in pages.values())


def test_pages_need_no_plug_in_and_no_old_technique():
    assert [path for path, text in TEMPLATES.items() if re.search(r"<(object|embed|applet|frame|iframe)\b", text)] == []
