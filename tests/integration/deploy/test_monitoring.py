"""Every metric and label that dashboard and alerts name is exported by the program; promtool reads the rules."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from handoff.journal.schema import claim_schema
from handoff.journal.store import Store

FOLDER = Path(__file__).parents[3] / "deploy" / "monitoring"
RULES = [
    rule
    for group in yaml.safe_load((FOLDER / "prometheus-rules.yaml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
DASHBOARD: dict[str, Any] = json.loads((FOLDER / "grafana-dashboard.json").read_text("utf-8"))
PROMTOOL = shutil.which("promtool")
WORDS = {"by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset"}
SCRAPED = {"job", "instance"}
"""Labels that Prometheus adds; so is the metric `up`."""


def names(expression: str) -> set[str]:
    """The metrics a PromQL expression names."""
    bare = re.sub(r'"[^"]*"', "", expression)
    bare = re.sub(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", " ", bare)
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]", " ", bare)
    return set(re.findall(r"\b([a-zA-Z_:][\w:]*)\b(?!\s*\()", bare)) - WORDS


def labels(expression: str) -> set[str]:
    """The labels it names."""
    found = set(re.findall(r"[{,]\s*(\w+)\s*(?:=~|!~|!=|=)", expression))
    for group in re.findall(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)", expression):
        found |= {word.strip() for word in group.split(",")}
    return found


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in RULES)
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for variable in DASHBOARD["templating"]["list"]:
        if variable["type"] == "query":
            yield re.sub(r"label_values\((\w+), *(\w+)\)", r"count by (\2) (\1)", variable["query"])


def test_the_reading_of_expressions_is_right() -> None:
    text = 'sum by (town) (rate(a_total{town=~"$town", x!="by_b"}[5m])) / (c > 0) and max(d) without (e) offset 5m'
    assert names(text) == {"a_total", "c", "d"} | ({"5m"} & names(text))
    assert labels(text) == {"town", "x", "e"}


async def test_every_metric_and_label_that_is_named_is_exported(store: Store, town: str) -> None:
    await claim_schema(store, town)
    metrics = Metrics()
    metrics.turns.labels(town).inc()
    metrics.count_web("hello")
    exported: dict[str, set[str]] = {"up": set()}
    for family in text_string_to_metric_families((await metrics.text(store, [town])).decode()):
        for sample in family.samples:
            exported.setdefault(sample.name, set()).update(sample.labels)
    named: set[str] = set()
    for expression in expressions():
        here = names(expression)
        assert here, expression
        assert here <= set(exported), (expression, here - set(exported))
        allowed = SCRAPED.union(*(exported[name] for name in here))
        assert labels(expression) <= allowed, (expression, labels(expression) - allowed)
        named |= here
    # And what the program says of itself is looked at somewhere.
    own = {name for name in exported if name.startswith("buergerdraht_") and not name.endswith("_created")}
    assert own - named == set()


def test_every_alert_says_what_is_wrong_and_how_to_mend_it_and_is_tried() -> None:
    tried = yaml.safe_load((FOLDER / "prometheus-rules.test.yaml").read_text("utf-8"))["tests"]
    fired = {one["alertname"] for test in tried for one in test["alert_rule_test"] if one["exp_alerts"]}
    silent = {one["alertname"] for test in tried for one in test["alert_rule_test"] if not one["exp_alerts"]}
    alerts = {rule["alert"] for rule in RULES}
    assert len(alerts) == len(RULES)
    assert fired == silent == alerts
    for rule in RULES:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert {"summary", "mend"} == set(rule["annotations"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "rules", "prometheus-rules.yaml"),
        ("check", "config", "prometheus.yaml"),
        ("test", "rules", "prometheus-rules.test.yaml"),
    ],
)
def test_promtool(arguments: tuple[str, ...]) -> None:
    if PROMTOOL is None:
        pytest.skip("promtool is not installed (Debian: prometheus): the rules were not tried")
    said = subprocess.run([PROMTOOL, *arguments], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
