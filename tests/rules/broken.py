"""Broken rule files, by what is wrong with them."""

from __future__ import annotations

RULE = """- name: r
  resource_type: aws_thing
  assertions:
"""


GOOD = "rules: [{name: good, resource_type: a_b, assertions: [{key: a, operator: exists}]}]\n"
"""What is not wrong beside something that is."""


def one(condition: str) -> str:
    """A rule file with one condition."""
    return f"{RULE}    - {condition}\n"


BROKEN: dict[str, str] = {
    # the file
    "empty file": "",
    "only comments": "# nothing\n",
    "text": "just text\n",
    "a rule alone": "name: r\nresource_type: aws_thing\nassertions: []\n",
    "no rules key": "metadata: {name: x}\n",
    "no rules": "rules: []\n",
    "unknown top key": "rule:\n  - {name: r, resource_type: a_b, assertions: [{key: a, operator: exists}]}\n",
    "rules is a map": "rules:\n  name: r\n",
    "rule is text": "- r\n",
    "unknown metadata key": "metadata: {nam: x}\n" + GOOD,
    "metadata is text": "metadata: x\n" + GOOD,
    "a pack as a rule file": "metadata: {name: x}\ninclude:\n  - {file: aws/s3.yml}\n",
    "two documents": "- {name: r, resource_type: a_b, assertions: [{key: a, operator: exists}]}\n---\n- {name: s}\n",
    # YAML
    "tab": "rules:\n\t- name: r\n",
    "unclosed bracket": "rules:\n  - name: r\n    resource_type: [a_b\n    assertions: []\n",
    "unquoted colon": "- name: Buckets: all of them\n  resource_type: a_b\n",
    "unquoted star": "- name: r\n  resource_type: *\n  assertions: []\n",
    "unquoted percent": "- name: %x\n",
    "unclosed quote": "- name: 'r\n  resource_type: a_b\n",
    "text after a quote": "- name: 'it's'\n  resource_type: a_b\n",
    "unknown escape": '- name: "a\\q"\n  resource_type: a_b\n',
    "unclosed brace": "- {name: r, resource_type: a_b\n  assertions: []\n",
    "outdented key": "- name: r\n resource_type: a_b\n",
    "bad indentation": "- name: r\n    resource_type: a_b\n",
    "control character": "- name: a\x07b\n",
    "undefined alias": "- name: r\n  resource_type: *types\n  assertions: []\n",
    "duplicate key": "- name: r\n  name: s\n  resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "tag": "- !!python/object/apply:os.system\n  name: r\n",
    "own tag": "- name: !env HOME\n  resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "recursive alias": "- &r\n  name: r\n  resource_type: a_b\n  assertions: [*r]\n",
    "list as key": "- {[a]: b}\n",
    "merge of text": "- <<: x\n  name: r\n  resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    # rules
    "no name": "- resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "no resource type": "- name: r\n  assertions: [{key: a, operator: exists}]\n",
    "no assertions": "- name: r\n  resource_type: a_b\n",
    "empty assertions": "- name: r\n  resource_type: a_b\n  assertions: []\n",
    "assertions is text": "- name: r\n  resource_type: a_b\n  assertions: all\n",
    "misspelt rule key": "- name: r\n  resource_typ: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "unknown severity": one("{key: a, operator: exists}") + "  severity: hihg\n",
    "severity in capitals": one("{key: a, operator: exists}") + "  severity: HIGH\n",
    "enabled is text": one("{key: a, operator: exists}") + "  enabled: no\n",
    "id with spaces": "- id: my rule\n  name: r\n  resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "name is a list": "- name: [r]\n  resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "name without letters": "- name: '!!!'\n  resource_type: a_b\n  assertions: [{key: a, operator: exists}]\n",
    "duplicate id": one("{key: a, operator: exists}") + one("{key: b, operator: exists}"),
    "strange resource type": "- name: r\n  resource_type: aws s3\n  assertions: [{key: a, operator: exists}]\n",
    "misspelt block type": "- name: r\n  resource_type: modul\n  assertions: [{key: a, operator: exists}]\n",
    "resource type with brackets": "- name: r\n  resource_type: aws_[s]3_bucket\n  assertions: [{key: a, operator: exists}]\n",
    "empty resource types": "- name: r\n  resource_type: []\n  assertions: [{key: a, operator: exists}]\n",
    "frameworks is a list": one("{key: a, operator: exists}") + "  metadata: {frameworks: [soc2]}\n",
    "references holds a map": one("{key: a, operator: exists}") + "  metadata: {references: [{url: x}]}\n",
    "metadata of a rule is text": one("{key: a, operator: exists}") + "  metadata: x\n",
    "message placeholder": one("{key: a, operator: exists}") + '  message: "{adress} is bad"\n',
    "message placeholder in capitals": one("{key: a, operator: exists}") + '  message: "{Address} is bad"\n',
    "message placeholder with spaces": one("{key: a, operator: exists}") + '  message: "{ address } is bad"\n',
    "message parameter": one('{key: a, operator: exists, message: "needs {param.days}"}'),
    # conditions
    "condition is text": one("exists"),
    "condition without key": one("{operator: exists}"),
    "unknown condition": one("{attribute: a, operator: exists}"),
    "misspelt condition key": one("{key: a, operator: equals, valeu: 1}"),
    "no operator": one("{key: a, value: 1}"),
    "unknown operator": one("{key: a, operator: equal, value: 1}"),
    "unknown operator with dash": one("{key: a, operator: greater-than, value: 1}"),
    "nothing like an operator": one("{key: a, operator: qqqq, value: 1}"),
    "operator is a list": one("{key: a, operator: [equals], value: 1}"),
    "no value": one("{key: a, operator: equals}"),
    "value forgotten": one("{key: a, operator: not_equals, value: }"),
    "item forgotten": "- name: r\n  resource_type: a_b\n  assertions:\n  - key: a\n    operator: not_in\n    value:\n    - b\n    -\n",
    "value for exists": one("{key: a, operator: exists, value: true}"),
    "false for exists": one("{key: a, operator: exists, value: false}"),
    "value and value_from": one("{key: a, operator: equals, value: 1, value_from: b}"),
    "text for a number": one("{key: a, operator: greater_than, value: many}"),
    "number for a list": one("{key: a, operator: in, value: 3}"),
    "map for a list": one("{key: a, operator: contains_all, value: {a: b}}"),
    "empty list": one("{key: a, operator: in, value: []}"),
    "range upside down": one("{key: a, operator: between, value: [3, 1]}"),
    "range of one": one("{key: a, operator: between, value: [3]}"),
    "negative length": one("{key: a, operator: length, value: -1}"),
    "divisor zero": one("{key: a, operator: mod, value: [0, 1]}"),
    "empty contains": one("{key: a, operator: contains, value: ''}"),
    "list for contains": one("{key: a, operator: not_contains, value: [b, c]}"),
    "empty regex": one("{key: a, operator: matches, value: ''}"),
    "null for a number": one("{key: a, operator: greater_than, value: null}"),
    "map as text": one("{key: a, operator: starts_with, value: {a: b}}"),
    "bad regex": one("{key: a, operator: matches, value: '[a-'}"),
    "look-ahead": one("{key: a, operator: matches, value: '^(?!dev)'}"),
    "back-reference": one(r"{key: a, operator: matches, value: '(a)\1'}"),
    "bad network": one("{key: a, operator: cidr_within, value: 10.0.0.0/40}"),
    "bad port": one("{key: a, operator: port_in_range, value: 70000}"),
    "bad version": one("{key: a, operator: version_at_least, value: newest}"),
    "bad constraint": one("{key: a, operator: version_matches, value: '=> 1.2'}"),
    "bad days": one("{key: a, operator: age_greater_than, value: -3}"),
    "misspelt IAM question": one("{key: a, operator: policy_allows, value: {action: ['s3:*']}}"),
    "misspelt connected resource": one(
        "{key: a, operator: policy_allows, value: {resources: {resource_type: a_b, via: c, sufix: /*}}}"
    ),
    "connected resource without a type": one("{key: a, operator: policy_allows, value: {resources: {via: c}}}"),
    "connected resource the wrong way": one(
        "{key: a, operator: policy_allows, value: {resources: {resource_type: a_b, direction: back}}}"
    ),
    "connected resource through a broken key": one(
        "{key: a, operator: policy_allows, value: {resources: {resource_type: a_b, via: 'c..d'}}}"
    ),
    "action without service": one("{key: a, operator: policy_allows, value: {actions: [GetObject]}}"),
    "ambiguous bool": one("{key: a, operator: equals, value: yes}"),
    "ambiguous bool in a list": one("{key: a, operator: in, value: [on, off]}"),
    "ambiguous bool in a map": one("{key: a, operator: superset_of, value: {b: Yes}}"),
    "empty key": one("{key: '', operator: exists}"),
    "key with two dots": one("{key: rule..status, operator: exists}"),
    "key with star in a name": one("{key: rule.st*, operator: exists}"),
    "unclosed bracket in a key": one("{key: 'tags[\"a', operator: exists}"),
    "misspelt special key": one("{key: __adress__, operator: exists}"),
    "parameter in a key": one('{key: "tags.{param.x}", operator: exists}'),
    "key is a list": one("{key: [a], operator: exists}"),
    "unknown transform": one("{key: a, operator: equals, value: x, transform: lowercase}"),
    "unknown quantifier": one("{key: a.*, operator: equals, value: x, quantifier: some}"),
    "misspelt count": one("{key: a.*, operator: equals, value: x, quantifier: {atleast: 1}}"),
    "negative count": one("{key: a.*, operator: equals, value: x, quantifier: {at_least: -1}}"),
    "impossible count": one("{key: a.*, operator: equals, value: x, quantifier: {at_least: 3, at_most: 2}}"),
    "empty count": one("{key: a.*, operator: equals, value: x, quantifier: {}}"),
    "count that always holds": one("{key: a.*, operator: equals, value: x, quantifier: {at_least: 0}}"),
    "two forms": one("{key: a, any: [{key: b, operator: exists}]}"),
    "empty any": one("{any: []}"),
    "misspelt key in any": one("{any: [{key: a, operater: exists}]}"),
    "each without assertions": one("{each: ingress}"),
    "each with where only": one("{each: ingress, where: [{key: a, operator: exists}]}"),
    "related that always holds": one("{related: aws_other, quantifier: all}"),
    "misspelt each key": one("{each: ingress, assertion: [{key: a, operator: exists}]}"),
    "related without type": one("{related: {via: bucket}}"),
    "related types in one text": one("{related: {resource_type: 'aws_a, aws_b'}, quantifier: none}"),
    "related type alone with spaces": one("{related: aws a, quantifier: none}"),
    "related with filters": one("{related: aws_other, filters: [{key: a, operator: exists}]}"),
    "related misspelt": one("{related: {resource_type: a_b, direction: to_me}}"),
    "related via": one("{related: {resource_type: a_b, via: 'a..b'}}"),
    "related where inside": one("{related: {resource_type: a_b, where: []}}"),
    "related is a list": one("{related: [a_b]}"),
    # parameters
    "unknown parameter": "parameters: {days: {type: number, default: 3}}\nrules:\n  - name: r\n    resource_type: a_b\n"
    '    assertions: [{key: a, operator: equals, value: "{param.dyas}"}]\n',
    "no parameters declared": one('{key: a, operator: equals, value: "{param.days}"}'),
    "parameter with a dollar sign": "parameters: {days: {type: number, default: 3}}\nrules:\n  - name: r\n    resource_type: a_b\n"
    '    assertions: [{key: a, operator: equals, value: "${param.days}"}]\n',
    "parameter with spaces": "parameters: {days: {type: number, default: 3}}\nrules:\n  - name: r\n    resource_type: a_b\n"
    '    assertions: [{key: a, operator: in, value: ["{ param.days }"]}]\n',
    "parameter with an ambiguous default": "parameters: {strict: {default: no}}\n" + GOOD,
    "parameter with a forgotten default": "parameters: {strict: {type: bool, default: }}\n" + GOOD,
    "parameter of the wrong type": "parameters: {days: {type: number, default: many}}\n" + GOOD,
    "parameter as text": "parameters: {days: 90}\n" + GOOD,
    "parameter type": "parameters: {days: {type: int, default: 3}}\n" + GOOD,
    "parameter key": "parameters: {days: {typ: number}}\n" + GOOD,
    "parameter name": "parameters: {'1 day': {type: number}}\n" + GOOD,
    "parameter that does not fit": "parameters: {days: {type: string, default: many}}\nrules:\n  - name: r\n    resource_type: a_b\n"
    '    assertions: [{key: a, operator: greater_than, value: "{param.days}"}]\n',
    # several at once
    "several": """- name: r
  resource_typ: a_b
  assertions:
    - {key: a, operator: equalz, value: 1}
    - {key: b..c, operator: exists}
- name: good
  resource_type: a_b
  assertions: [{key: a, operator: exists}]
- name: s
  severity: 5
""",
    "good rules around a syntax error": """rules:
  - name: first
    resource_type: a_b
    assertions: [{key: a, operator: exists}]
  - name: broken: here
    resource_type: a_b
    assertions: [{key: a, operator: exists}]
  - name: last
    resource_type: a_b
    assertions: [{key: a, operator: exists}]
  - name: [also broken
    resource_type: a_b
""",
}
