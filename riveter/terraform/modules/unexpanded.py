"""All instances of a block whose `count` or `for_each` is unknown, as a value."""

from __future__ import annotations

from riveter.core.alternatives import Symbol
from riveter.core.values import PartialText, Unknown
from riveter.terraform.modules.instance import KeyedHandle, ResourceHandle, ResourceInstance
from riveter.terraform.values.symbols import anonymous
from riveter.terraform.values.value import LazyObject, TValue, Unexpanded, mark, unmark


class Documents(Unexpanded):
    """Data sources whose results are texts that follow from their arguments, such as policy documents."""

    __slots__ = ("instance",)

    def __init__(self, whole: Unknown, instance: ResourceInstance) -> None:
        super().__init__(whole)
        self.instance = instance

    def one(self) -> TValue:
        """Return what is known of whichever instance is meant."""
        return _AnyDocument(self)


class Instances(Unexpanded):
    """All instances of a resource whose `count` or `for_each` is unknown."""

    __slots__ = ("instance",)

    def __init__(self, whole: Unknown, instance: ResourceInstance, key: Symbol | None) -> None:
        super().__init__(whole, key)
        self.instance = instance

    def one(self) -> TValue:
        """Return the instance that represents them."""
        return ResourceHandle(self.instance)

    def at(self, key: Symbol | None) -> TValue | None:
        """Return the instance that represents them if the key is its own; None for any other."""
        return KeyedHandle(self.instance, key) if key is not None and key == self.key else None


class _AnyDocument(LazyObject):
    """One of several documents. It is not known which, so that no two references to them are known to be equal."""

    __slots__ = ("documents",)

    def __init__(self, documents: Documents) -> None:
        super().__init__(documents.cause, documents.references, not_null=True)
        self.documents = documents

    def attribute(self, name: str) -> TValue:
        """Return the value of an attribute. Raises `EvaluationError`."""
        value, marks = unmark(self.documents.instance.read(name))
        if isinstance(value, PartialText):
            return mark(anonymous(value), marks)
        return mark(value if isinstance(value, str) else self.documents.derive(), marks)
