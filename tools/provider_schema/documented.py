"""What no package holds, but many configurations still have: blocks of older versions, from the providers' upgrade guides."""

from __future__ import annotations

from tools.provider_schema.model import Attribute, Block, Provider


def documented(name: str) -> tuple[Provider, ...]:
    """The documented members of a provider that are older than its packages.

    Version 3 of azurerm removed the audit settings of SQL servers and databases in favour of resources of their own.
    """
    if name != "azurerm":
        return ()
    types = ("azurerm_sql_server", "azurerm_sql_database", "azurerm_mssql_server", "azurerm_mssql_database")
    older = {type: Block(blocks={"extended_auditing_policy": _audit()}) for type in types}
    return (Provider("hashicorp/azurerm", "2.99.0", "", older),)


def _audit() -> Block:
    members = {
        "log_monitoring_enabled": "bool",
        "retention_in_days": "number",
        "storage_account_access_key": "string",
        "storage_account_access_key_is_secondary": "bool",
        "storage_endpoint": "string",
    }
    return Block("list", maximum=1, attributes={name: Attribute(kind, optional=True) for name, kind in members.items()})
