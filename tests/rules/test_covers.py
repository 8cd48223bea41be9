"""Denials that cover an allow together: against every packet of a small network, and with unknown parts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.alternatives import Alternatives, Option, fresh_symbol, is_one_of
from riveter.core.causes import Stated, UnsetVariable
from riveter.core.values import OpenList, Unknown
from riveter.engine import run
from riveter.findings import Outcome
from riveter.rules.model.regions import Box, covered, intersection, union
from riveter.rules.model.rule import Rule
from riveter.rules.reading.reader import parse_rules
from tests.random_examples import examples
from tests.rules.conftest import make_resource, source

RULE = """
- name: Nobody may enter
  resource_type: aws_thing
  assertions:
    - each: ingress
      quantifier: none
      assertions:
        - {key: action, operator: equals, value: allow}
        - not:
            each: $.ingress
            where:
              - {key: action, operator: equals, value: deny}
              - {key: number, operator: less_than, value_from: ^.number}
            covers:
              - {networks: [cidr, cidr6]}
              - {traffic: .}
"""
V4 = {f"{32 * i}.0.0.0/3": {i} for i in range(8)}
V4 |= {f"{64 * i}.0.0.0/2": {2 * i, 2 * i + 1} for i in range(4)}
V4 |= {"0.0.0.0/1": set(range(4)), "128.0.0.0/1": set(range(4, 8)), "0.0.0.0/0": set(range(8))}
V6 = {"::/0": {8, 9}, "::/1": {8}, "8000::/1": {9}}
NETWORKS = {**V4, **V6}
PORTS = [0, 21, 22, 23, 65535]
"""The bounds of ranges."""

EVERY_PORT = [*PORTS, 10, 30000]
"""One of each piece between two bounds, too."""

PROTOCOLS = {"tcp": {6}, "6": {6}, "udp": {17}, "17": {17}, "-1": {1, 6, 17}}

Packet = tuple[int, int, int]


def packets(entry: dict[str, Any]) -> set[Packet]:
    """All packets that an entry of a network ACL is about: a source, a protocol, a port."""
    sources: set[int] = set()
    for key in ("cidr", "cidr6"):
        sources |= NETWORKS.get(entry.get(key, ""), set())
    everything = entry["protocol"] == "-1"
    ports = [port for port in EVERY_PORT if everything or entry["from_port"] <= port <= entry["to_port"]]
    return {(s, p, port) for s in sources for p in PROTOCOLS[entry["protocol"]] for port in ports}


def harmless(entries: list[dict[str, Any]]) -> bool:
    """Whether a denial comes first for every packet that an entry allows."""
    for allow in entries:
        if allow["action"] != "allow":
            continue
        denied = [e for e in entries if e["action"] == "deny" and e["number"] < allow["number"]]
        if packets(allow) - {packet for deny in denied for packet in packets(deny)}:
            return False
    return True


@lru_cache(maxsize=1)
def rules() -> list[Rule]:
    found = parse_rules(source(RULE))
    assert not found.diagnostics
    return list(found.rules.rules)


def outcome(entries: Any) -> Outcome:
    resource = make_resource("aws_thing.x", {"ingress": entries})
    (finding,) = run([resource], rules()).findings
    return finding.outcome


@st.composite
def entries_of_an_acl(draw: st.DrawFn) -> list[dict[str, Any]]:
    networks = st.sampled_from(sorted(V4)) | st.sampled_from(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1"])
    found = []
    for number in range(draw(st.integers(1, 6))):
        low, high = sorted(draw(st.tuples(st.sampled_from(PORTS), st.sampled_from(PORTS))))
        entry = {
            "number": draw(st.sampled_from([number, number, 3])),
            "action": draw(st.sampled_from(["deny", "deny", "allow"])),
            "protocol": draw(st.sampled_from(sorted(PROTOCOLS))),
            "from_port": low,
            "to_port": high,
        }
        if draw(st.integers(0, 3)):
            entry["cidr"] = draw(networks)
        else:
            entry["cidr6"] = draw(st.sampled_from(sorted(V6)))
        found.append(entry)
    return found


@examples(400)
@given(entries_of_an_acl())
def test_a_verdict_is_that_of_every_packet(entries: list[dict[str, Any]]) -> None:
    assert outcome(entries) is (Outcome.PASS if harmless(entries) else Outcome.FAIL)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": st.sampled_from([0, 1, 2, 3]),
    "action": st.sampled_from(["deny", "allow"]),
    "protocol": st.sampled_from(sorted(PROTOCOLS)),
    "from_port": st.sampled_from([0, 22]),
    "to_port": st.sampled_from([22, 65535]),
    "cidr": st.sampled_from([*sorted(V4), None]),
    "cidr6": st.sampled_from([*sorted(V6), None]),
}


@st.composite
def with_holes(draw: st.DrawFn) -> Any:
    entries: list[Any] = draw(entries_of_an_acl())
    for entry in entries:
        for key in draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=2)):
            if draw(st.booleans()):
                entry[key] = Unknown(UnsetVariable("x"))
            else:
                symbol = fresh_symbol()
                options = [draw(VALUES[key]), draw(VALUES[key])]
                entry[key] = Alternatives(
                    [Option(is_one_of(symbol, i), option) for i, option in enumerate(options)],
                    Unknown(UnsetVariable("on")),
                )
    opened = draw(st.sets(st.integers(0, len(entries) - 1), max_size=1))
    return OpenList(entries, {i: Unknown(Stated("how many?")) for i in opened}) if opened else entries


def learn(draw: Any, entries: Any) -> list[dict[str, Any]]:
    opened = entries.open if isinstance(entries, OpenList) else {}
    times = [draw(st.integers(0, 2)) if i in opened else 1 for i in range(len(entries))]
    return [
        {key: _learn(draw, key, value) for key, value in entry.items()}
        for entry, number in zip(entries, times, strict=True)
        for _ in range(number)
    ]


def _learn(draw: Any, key: str, value: Any) -> Any:
    if isinstance(value, Alternatives):
        return draw(st.sampled_from([option.value for option in value.options]))
    return draw(VALUES[key]) if isinstance(value, Unknown) else value


@examples(400)
@given(st.data())
def test_what_is_learnt_later_never_turns_a_verdict(data: st.DataObject) -> None:
    entries = data.draw(with_holes())
    before = outcome(entries)
    if before is Outcome.UNKNOWN:
        return
    assert outcome(learn(data.draw, entries)) is before


@examples(400)
@given(st.data())
def test_products_against_their_points(data: st.DataObject) -> None:
    ranges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda t: (min(t), max(t))), max_size=2)
    boxes = st.lists(ranges.map(union), min_size=3, max_size=3)
    needed, others = data.draw(boxes), data.draw(st.lists(boxes, max_size=5))

    def points(box: Box) -> set[tuple[int, int, int]]:
        a, b, c = ({n for low, high in axis for n in range(low, high + 1)} for axis in box)
        return {(x, y, z) for x in a for y in b for z in c}

    expected = points(needed) <= {point for box in others for point in points(box)}
    assert covered(needed, others, lambda _: None) is expected


def test_ranges_that_touch_become_one() -> None:
    assert union([(5, 9), (0, 4), (20, 30)]) == ((0, 9), (20, 30))
    assert intersection(((0, 9), (20, 30)), ((8, 25),)) == ((8, 9), (20, 25))


def entry(number: Any, action: str, cidr: Any, *, protocol: Any = "tcp", ports: Any = (22, 22), **more: Any) -> Any:
    return {
        "number": number, "action": action, "cidr": cidr, "protocol": protocol, "from_port": ports[0], "to_port": ports[1], **more,
    }  # fmt: skip


UNKNOWN = Unknown(UnsetVariable("x"))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([entry(1, "deny", "0.0.0.0/1"), entry(2, "deny", "128.0.0.0/1"), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.PASS, id="halves"),
        pytest.param([entry(1, "deny", "0.0.0.0/1"), entry(4, "deny", "128.0.0.0/1"), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.FAIL, id="one comes later"),
        pytest.param([entry(1, "deny", "0.0.0.0/1"), entry(2, "deny", "128.0.0.0/2"), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.FAIL, id="a quarter is left"),
        pytest.param([entry(1, "deny", "0.0.0.0/0", ports=(0, 100)), entry(2, "deny", "0.0.0.0/0", ports=(101, 65535)),
                      entry(3, "allow", "0.0.0.0/0", ports=(80, 443))], Outcome.PASS, id="ports in two pieces"),
        pytest.param([entry(1, "deny", "0.0.0.0/0", ports=(0, 100)), entry(2, "deny", "0.0.0.0/0", ports=(102, 65535)),
                      entry(3, "allow", "0.0.0.0/0", ports=(80, 443))], Outcome.FAIL, id="one port is left"),
        pytest.param([entry(1, "deny", "0.0.0.0/1"), entry(2, "deny", UNKNOWN), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.UNKNOWN, id="the other half may be"),
        pytest.param([entry(1, "deny", "0.0.0.0/1"), entry(2, "deny", UNKNOWN, ports=(80, 80)), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.FAIL, id="an unknown source of another port"),
        pytest.param([entry(1, "deny", "0.0.0.0/1"), entry(UNKNOWN, "deny", "128.0.0.0/1"), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.UNKNOWN, id="its number is not known"),
        pytest.param([entry(1, "deny", "0.0.0.0/0", protocol="udp"), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.FAIL, id="another protocol"),
        pytest.param([entry(1, "deny", "0.0.0.0/0", protocol="-1", ports=(0, 0)), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.PASS, id="every protocol"),
        pytest.param([entry(1, "deny", "0.0.0.0/0", ports=(0, 65535)), entry(2, "deny", "0.0.0.0/0", protocol="udp", ports=(0, 65535)),
                      entry(3, "allow", "0.0.0.0/0", protocol="-1")], Outcome.FAIL, id="two protocols are not all"),
        pytest.param([entry(1, "deny", "0.0.0.0/0"), entry(3, "allow", None, cidr6="::/0")], Outcome.FAIL, id="another IP version"),
        pytest.param([entry(1, "deny", "0.0.0.0/0"), entry(3, "allow", "0.0.0.0/0", ports=("22", "x"))],
                     Outcome.FAIL, id="a port that is none is any port"),
        pytest.param([entry(1, "deny", "0.0.0.0/0", ports=("x", 22)), entry(3, "allow", "0.0.0.0/0")],
                     Outcome.FAIL, id="a denial of no port"),
        pytest.param([entry(1, "deny", "10.0.0.5"), entry(3, "allow", "10.0.0.5/32")], Outcome.PASS, id="an address"),
        pytest.param([entry(1, "deny", "office"), entry(3, "allow", "office")], Outcome.PASS, id="the same name"),
        pytest.param([entry(1, "deny", "*"), entry(3, "allow", "office")], Outcome.PASS, id="everything covers a name"),
        pytest.param([entry(1, "deny", "0.0.0.0/0"), entry(3, "allow", "office")], Outcome.FAIL, id="a name may be anything"),
        pytest.param([entry(1, "deny", "0.0.0.0/0"), entry(2, "deny", None, cidr6="::/0"), entry(3, "allow", "*")],
                     Outcome.PASS, id="both IP versions are every address"),
        pytest.param([entry(1, "deny", "0.0.0.0/0"), entry(3, "allow", None)], Outcome.FAIL, id="an allow without a source is for all"),
    ],
)  # fmt: skip
def test_denials_before_an_allow(entries: list[Any], expected: Outcome) -> None:
    assert outcome(entries) is expected


@pytest.mark.parametrize(
    ("covers", "problem"),
    [
        ("{networks: a, ports: b}", "has one of networks, ports, traffic, names"),
        ("{of: a}", "has one of networks, ports, traffic, names"),
        ("{networks: a, within: everywhere}", "a network such as 10.0.0.0/8"),
        ("{traffic: a, within: 22}", "a protocol with ports such as tcp/22"),
        ("{traffic: a, within: web/22}", "a protocol with ports such as tcp/22"),
        ("{ports: a, within: tcp/22}", "a port or a range such as 8000-8999"),
        ("{ports: a, default: none}", "a port or a range such as 8000-8999"),
        ("{networks: $.a}", "would select nothing"),
        ("everything", "must be a list of maps"),
        ("{networks: a}, assertions: {key: a, operator: exists}", "can't be used with"),
    ],
)
def test_what_cannot_be_read_is_an_error(covers: str, problem: str) -> None:
    text = f"- {{name: n, resource_type: aws_thing, assertions: {{each: x, covers: {covers}}}}}\n"
    found = parse_rules(source(text))
    assert any(problem in item.summary for item in found.diagnostics), [item.summary for item in found.diagnostics]
