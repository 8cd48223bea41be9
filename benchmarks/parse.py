"""How fast Terraform text becomes syntax nodes: riveter's parser, tree-sitter with a conversion to the same nodes, and python-hcl2.

    python benchmarks/parse.py [--kilobytes 400] [--rounds 7]

The three read the same generated text in turn, round by round, so that whatever else the machine does hits all alike. Needs the extra
`bench` (`pip install '.[bench]'`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable

import tree_sitter
import tree_sitter_hcl

from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.hcl import parse

_RESOURCE = """
# Bucket {i} for the {name} team.
resource "aws_s3_bucket" "{name}_{i}" {{
  bucket        = "${{var.prefix}}-{name}-{i}"
  force_destroy = false
  tags = {{
    Name        = "{name}-{i}"
    Environment = var.environment
    Owner       = local.owners["{name}"]
    CostCenter  = "cc-{i}"
  }}

  lifecycle {{
    prevent_destroy = true
    ignore_changes  = [tags["LastScan"], acl]
  }}
}}

resource "aws_s3_bucket_server_side_encryption_configuration" "{name}_{i}" {{
  bucket = aws_s3_bucket.{name}_{i}.id

  rule {{
    apply_server_side_encryption_by_default {{
      kms_master_key_id = aws_kms_key.main.arn
      sse_algorithm     = "aws:kms"
    }}
    bucket_key_enabled = true
  }}
}}

resource "aws_iam_policy" "{name}_{i}" {{
  count       = var.create && length(var.names) > {i} ? 1 : 0
  name        = format("%s-{name}-%02d", var.prefix, {i})
  description = "Lets the {name} team read objects"
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [
      {{
        Sid      = "Read{i}"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket"]
        Resource = [aws_s3_bucket.{name}_{i}.arn, "${{aws_s3_bucket.{name}_{i}.arn}}/*"]
      }},
    ]
  }})
}}

resource "aws_security_group" "{name}_{i}" {{
  name   = "{name}-{i}"
  vpc_id = module.network.vpc_id

  dynamic "ingress" {{
    for_each = {{ for port in var.ports : tostring(port) => port if port != 0 }}
    content {{
      description = "Port ${{ingress.key}}"
      from_port   = ingress.value
      to_port     = ingress.value + 1
      protocol    = "tcp"
      cidr_blocks = concat(var.cidrs, ["10.0.{i}.0/24"])
    }}
  }}

  egress {{
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }}
}}

resource "aws_instance" "{name}_{i}" {{
  ami                    = data.aws_ami.linux.id
  instance_type          = lookup(var.sizes, var.environment, "t3.micro")
  subnet_id              = element(module.network.private_subnets, {i})
  vpc_security_group_ids = aws_security_group.{name}_{i}[*].id
  monitoring             = !var.cheap
  user_data              = <<-EOT
    #!/bin/bash
    echo "starting {name} ${{var.environment}}"
    yum install -y nginx
    systemctl enable --now nginx
  EOT
}}

variable "{name}_{i}_retention" {{
  description = "Days to keep the logs of the {name} team; must be one of those CloudWatch accepts."
  type        = number
  default     = 30
}}

output "{name}_{i}_arn" {{
  description = "ARN of the bucket"
  value       = try(aws_s3_bucket.{name}_{i}.arn, null)
}}
"""

_OPERATORS = frozenset(("||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%"))


def generate(characters: int) -> str:
    """Terraform of about this size with the constructs that modules use most, in about the shares they use them."""
    names = ["raw", "processed", "reports", "audit"]
    result = []
    size = number = 0
    while size < characters:
        text = _RESOURCE.format(i=number, name=names[number % len(names)])
        result.append(text)
        size += len(text)
        number += 1
    return "".join(result)


class TreeSitter:
    """tree-sitter's tree, converted to riveter's nodes: the attributes, blocks and expressions of the generated text.

    Conversion reads what it needs and no more: it does not check what tree-sitter accepts and HashiCorp's parser refuses, resolves no
    escapes and trims nothing, all of which a front end built on it would have to do.
    """

    def __init__(self) -> None:
        self.parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
        self.text = b""

    def parse(self, text: str) -> n.Body:
        """The body of a text."""
        self.text = text.encode()
        root = self.parser.parse(self.text).root_node
        if root.has_error:
            raise ValueError("tree-sitter does not read the generated text")
        attributes: list[n.Attribute] = []
        blocks: list[n.Block] = []
        comments: list[n.Comment] = []
        for child in root.children:
            if child.type == "body":
                self._body(child, attributes, blocks, comments)
            elif child.type == "comment":
                comments.append(n.Comment(child.start_byte, child.end_byte, self._raw(child)))
        return n.Body(0, len(text), tuple(attributes), tuple(blocks), tuple(comments))

    def _raw(self, node: tree_sitter.Node) -> str:
        return self.text[node.start_byte : node.end_byte].decode()

    def _body(
        self,
        node: tree_sitter.Node,
        attributes: list[n.Attribute],
        blocks: list[n.Block],
        comments: list[n.Comment],
    ) -> None:
        for child in node.children:
            kind = child.type
            if kind == "attribute":
                name, _, value = child.children
                expr = self._expr(value)
                attributes.append(n.Attribute(child.start_byte, child.end_byte, self._raw(name), expr, name.end_byte))
            elif kind == "block":
                blocks.append(self._block(child, comments))
            elif kind == "comment":
                comments.append(n.Comment(child.start_byte, child.end_byte, self._raw(child)))

    def _block(self, node: tree_sitter.Node, comments: list[n.Comment]) -> n.Block:
        children = node.children
        header = children[0]
        labels = []
        attributes: list[n.Attribute] = []
        blocks: list[n.Block] = []
        for child in children[1:]:
            kind = child.type
            if kind == "string_lit":
                header = child
                labels.append(n.Label(child.start_byte, child.end_byte, self._raw(child)[1:-1]))
            elif kind == "body":
                self._body(child, attributes, blocks, comments)
        contents = (tuple(labels), tuple(attributes), tuple(blocks))
        return n.Block(node.start_byte, node.end_byte, self._raw(children[0]), *contents, header.end_byte)

    def _expr(self, node: tree_sitter.Node) -> n.Expr:
        return self._operand([child for child in node.children if child.type != "comment"])

    def _operand(self, children: list[tree_sitter.Node]) -> n.Expr:
        """A term with its steps, which are its siblings in tree-sitter's tree."""
        first = children[0]
        if first.type == "(":
            term = self._expr(children[1])
            steps = children[3:]
        else:
            term = self._term(first)
            steps = children[1:]
        return self._steps(term, children[0].start_byte, steps) if steps else term

    def _steps(self, source: n.Expr, first: int, steps: list[tree_sitter.Node]) -> n.Expr:
        result: list[n.Step] = []
        for step in steps:
            kind = step.type
            start, end = step.start_byte, step.end_byte
            if kind == "get_attr":
                result.append(n.Attr(start, end, self._raw(step.children[1])))
            elif kind == "index":
                result.append(n.Index(start, end, self._expr(step.children[0].children[1])))
            elif kind == "splat":
                inner = step.children[0]
                if result:
                    source = n.Traversal(first, start, source, tuple(result))
                    result = []
                spread = [
                    n.Attr(child.start_byte, child.end_byte, self._raw(child.children[1]))
                    for child in inner.children
                    if child.type == "get_attr"
                ]
                source = n.Splat(first, end, source, tuple(spread), inner.type == "full_splat")
            else:
                raise ValueError(kind)
        return n.Traversal(first, steps[-1].end_byte, source, tuple(result)) if result else source

    def _term(self, node: tree_sitter.Node) -> n.Expr:
        kind = node.type
        start, end = node.start_byte, node.end_byte
        if kind == "variable_expr":
            return n.Variable(start, end, self._raw(node))
        if kind == "literal_value":
            return self._literal(node.children[0])
        if kind == "template_expr":
            return self._template(node.children[0])
        if kind == "collection_value":
            return self._collection(node.children[0])
        if kind == "function_call":
            children = node.children
            arguments = children[2].children if children[2].type == "function_arguments" else []
            args = [self._expr(child) for child in arguments if child.type == "expression"]
            return n.Call(start, end, self._raw(children[0]), tuple(args))
        if kind == "conditional":
            condition, _, then, _, otherwise = node.children
            return n.Conditional(start, end, self._expr(condition), self._expr(then), self._expr(otherwise))
        if kind == "operation":
            return self._operation(node.children[0])
        if kind == "for_expr":
            return self._for(node.children[0])
        if kind == "expression":
            return self._expr(node)
        raise ValueError(kind)

    def _literal(self, node: tree_sitter.Node) -> n.Expr:
        start, end = node.start_byte, node.end_byte
        if node.type == "string_lit":
            return n.StringLit(start, end, self.text[start + 1 : end - 1].decode())
        text = self._raw(node)
        if node.type == "numeric_lit":
            return n.NumberLit(start, end, text)
        return n.NullLit(start, end) if node.type == "null_lit" else n.BoolLit(start, end, text == "true")

    def _template(self, node: tree_sitter.Node) -> n.Expr:
        # White space at the edges of literals is outside of tree-sitter's nodes: literals are what lies between the sequences.
        parts: list[n.Expr] = []
        children = node.children
        at = children[0].end_byte
        if node.type == "heredoc_template":
            at = self.text.index(b"\n", at) + 1
        for child in children:
            if child.type == "template_interpolation":
                if child.start_byte > at:
                    parts.append(n.StringLit(at, child.start_byte, self.text[at : child.start_byte].decode()))
                parts.append(self._expr(child.children[1]))
                at = child.end_byte
        last = children[-1].start_byte
        if last > at:
            parts.append(n.StringLit(at, last, self.text[at:last].decode()))
        if len(parts) == 1 and not isinstance(parts[0], n.StringLit):
            return n.TemplateWrap(node.start_byte, node.end_byte, parts[0])
        return n.Template(node.start_byte, node.end_byte, tuple(parts))

    def _collection(self, node: tree_sitter.Node) -> n.Expr:
        if node.type == "tuple":
            items = [self._expr(child) for child in node.children if child.type == "expression"]
            return n.TupleCons(node.start_byte, node.end_byte, tuple(items))
        pairs = []
        for child in node.children:
            if child.type == "object_elem":
                first, _, second = child.children
                key = self._expr(first)
                if isinstance(key, n.Variable):
                    key = n.StringLit(key.start, key.end, key.name)
                pairs.append(n.ObjectItem(child.start_byte, child.end_byte, key, self._expr(second)))
        return n.ObjectCons(node.start_byte, node.end_byte, tuple(pairs))

    def _operation(self, node: tree_sitter.Node) -> n.Expr:
        children = [child for child in node.children if child.type != "comment"]
        start, end = node.start_byte, node.end_byte
        if node.type == "unary_operation":
            return n.Unary(start, end, self._raw(children[0]), self._operand(children[1:]))
        at = next(index for index, child in enumerate(children) if child.type in _OPERATORS)
        left, right = self._operand(children[:at]), self._operand(children[at + 1 :])
        return n.Binary(start, end, children[at].type, left, right)

    def _for(self, node: tree_sitter.Node) -> n.Expr:
        names: list[str] = []
        exprs: list[n.Expr] = []
        collection: n.Expr = n.Invalid(0, 0)
        condition: n.Expr | None = None
        for child in node.children:
            if child.type == "for_intro":
                names = [self._raw(part) for part in child.children if part.type == "identifier"]
                collection = next(self._expr(part) for part in child.children if part.type == "expression")
            elif child.type == "expression":
                exprs.append(self._expr(child))
            elif child.type == "for_cond":
                condition = self._expr(child.children[1])
        start, end = node.start_byte, node.end_byte
        key_var, value_var = ("", names[0]) if len(names) == 1 else names
        if len(exprs) == 1:
            return n.ForTuple(start, end, key_var, value_var, collection, exprs[0], condition)
        return n.ForObject(start, end, key_var, value_var, collection, exprs[0], exprs[1], condition, False)


def main() -> int:
    """Run the comparison and print it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--kilobytes", type=int, default=400)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--without-hcl2", action="store_true", help="leave python-hcl2 out: it takes most of the time")
    arguments = options.parse_args()

    text = generate(arguments.kilobytes * 1000)
    source = SourceFile("generated.tf", text, "generated.tf")
    ours = parse(source)
    if ours.diagnostics:
        print(f"riveter does not read the generated text: {ours.diagnostics[0]}", file=sys.stderr)
        return 1
    converter = TreeSitter()
    theirs = converter.parse(text)
    if _count(theirs) != _count(ours.body):
        print(f"the trees differ: {_count(theirs)} and {_count(ours.body)} nodes", file=sys.stderr)
        return 1

    contenders: list[tuple[str, str, Callable[[str], object]]] = [
        ("riveter", text, lambda _: parse(source)),
        ("tree-sitter, converted", text, converter.parse),
        ("tree-sitter, tree only", text, lambda given: converter.parser.parse(given.encode())),
    ]
    if not arguments.without_hcl2:
        import hcl2

        sample = generate(min(len(text), 12_000))  # a fifteenth of the speed: less text, fewer minutes
        contenders.append(("python-hcl2 (sample)", sample, hcl2.loads))
        hcl2.loads(sample)  # its grammar is built on first use

    speeds: dict[str, list[float]] = {name: [] for name, _, _ in contenders}
    for _ in range(arguments.rounds):
        for name, given, run in contenders:
            start = time.perf_counter()
            run(given)
            speeds[name].append(len(given) / (time.perf_counter() - start) / 1e6)
    print(f"{len(text) / 1e6:.2f} MB of Terraform, {_count(ours.body)} nodes, {arguments.rounds} rounds")
    medians = {name: statistics.median(values) for name, values in speeds.items()}
    for name, speed in medians.items():
        ratio = medians["riveter"] / speed
        print(f"{name:24} {speed:8.2f} MB/s   riveter is {ratio:6.2f} times as fast" if name != "riveter" else
              f"{name:24} {speed:8.2f} MB/s")  # fmt: skip
    return 0


def _count(value: object) -> int:
    """How many nodes a tree has."""
    if isinstance(value, tuple):
        return sum(map(_count, value))
    if isinstance(value, n.Node):
        return 1 + sum(_count(getattr(value, name)) for name in value.__struct_fields__[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
