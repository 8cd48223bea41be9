"""The tool that reads from the source of a provider which arguments replace a resource."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("tree_sitter_go")

from tools.replacements.from_source import Schemas
from tools.replacements.go_packages import Source

MODULE = "example.com/provider"
UNTYPED = """
package things

import "example.com/provider/helpers"

func init() {
	registry.Schema{
		Name:   "google_thing",
		Type:   registry.SchemaTypeResource,
		Schema: ResourceThing(),
	}.Register()
}

var flagElem *schema.Resource = &schema.Resource{Schema: map[string]*schema.Schema{
	"value": {Type: schema.TypeString, Required: true},
}}

func ResourceThing() *schema.Resource {
	resource := &schema.Resource{
		CustomizeDiff: customdiff.All(
			customdiff.ForceNewIfChange("size", func(old, new int) bool { return new < old }),
			compare,
		),
		Update: thingUpdate,
		Schema: map[string]*schema.Schema{
			"cycled":   {Type: schema.TypeInt, Optional: true},
			"zone_id":  {Type: schema.TypeInt, Optional: true},
			"name":     {Type: schema.TypeString, Required: true, ForceNew: true},
			"enabled":  {Type: schema.TypeBool, Optional: true},
			"computed": {Type: schema.TypeBool, Computed: true},
			"size":     {Type: schema.TypeInt, Optional: true},
			"flags":    {Type: schema.TypeSet, Optional: true, Elem: flagElem},
			"key":      {Type: schema.TypeList, Optional: true, ForceNew: true, Elem: flagElem},
			"disk":     {Type: schema.TypeList, Optional: true, Elem: &schema.Resource{Schema: disk(true)}},
			"boot":     {Type: schema.TypeList, Optional: true, Elem: &schema.Resource{Schema: disk(false)}},
			"zone":     helpers.Zone(),
			"odd":      helpers.NoSuch(),
			"unread":   {Type: schema.TypeList, Optional: true, Elem: helpers.NoSuch()},
			"unclear":  {Type: schema.TypeBool, Optional: true, ForceNew: someday()},
		},
	}
	if !helpers.Next() {
		resource.Schema["late"] = &schema.Schema{Type: schema.TypeBool, Optional: true}
		resource.Schema["late"].ForceNew = true
	}
	for k, v := range more() {
		resource.Schema[k] = v
	}
	return resource
}

func compare(_ context.Context, d *schema.ResourceDiff, meta interface{}) error {
	for i := 0; i < 3; i++ {
		prefix := fmt.Sprintf("disk.%d", i)
		key := prefix + ".type"
		if err := d.ForceNew(key); err != nil {
			return err
		}
	}
	return nil
}

func thingUpdate(d *schema.ResourceData, meta interface{}) error {
	zoneId := "zone_id"
	cycleThingProperties := []string{
		"cycled",
		zoneId,
	}
	return cycle(cycleThingProperties)
}

func more() map[string]*schema.Schema {
	return map[string]*schema.Schema{"more": {Type: schema.TypeBool, Optional: true}}
}

func disk(updatable bool) map[string]*schema.Schema {
	s := map[string]*schema.Schema{
		"type": {Type: schema.TypeString, Optional: true},
		"tier": {Type: schema.TypeString, Optional: true, ForceNew: !updatable},
	}
	if updatable {
		delete(s, "none")
	}
	return s
}
"""
HELPERS = """
package helpers

func Zone() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Optional: true, ForceNew: true}
}

func Next() bool { return false }
"""
TYPED = """
package typed

func (r Thing) ResourceType() string { return "azurerm_thing" }

func (r Thing) Arguments() map[string]*pluginsdk.Schema {
	s := map[string]*pluginsdk.Schema{
		"name":  {Type: pluginsdk.TypeString, Required: true, ForceNew: true},
		"https": {Type: pluginsdk.TypeBool, Optional: true},
	}
	return s
}
"""


def _read(folder: Path, provider: str, type: str, **packages: str) -> dict[str, dict[str, list[str]]]:
    for name, text in packages.items():
        (folder / name).mkdir()
        (folder / name / "a.go").write_text(text)
    return dict(Schemas(Source(folder, MODULE)).resources(provider, {type}))


def test_what_replaces_a_resource_is_read(tmp_path: Path) -> None:
    found = _read(tmp_path, "google", "google_thing", things=UNTYPED, helpers=HELPERS)
    assert found == {
        "google_thing": {
            "replaces": ["boot.tier", "late", "name", "zone"],
            "in_place": ["boot.type", "disk.tier", "enabled", "flags.value", "more"],
            "depends": ["cycled", "disk.type", "key.value", "odd", "size", "unclear", "unread", "zone_id"],
        }
    }


def test_arguments_of_methods_are_read(tmp_path: Path) -> None:
    found = _read(tmp_path, "azurerm", "azurerm_thing", typed=TYPED)
    assert found == {"azurerm_thing": {"replaces": ["name"], "in_place": ["https"]}}


@pytest.mark.parametrize(
    "change",
    [
        ("\treturn s\n", "\tfor k := range s {\n\t\ts[k].ForceNew = true\n\t}\n\treturn s\n"),
        ("\treturn s\n", "\tchange(s)\n\treturn s\n"),
        ("\treturn s\n", "\tif someday() {\n\t\treturn other()\n\t}\n\treturn s\n"),
        ("\treturn s\n", "\tswitch version() {\n\tcase 1:\n\t\treturn other()\n\t}\n\treturn s\n"),
        (
            "func (r Thing) Arguments",
            "func (r Thing) CustomizeDiff() sdk.ResourceFunc {\n\treturn func(d) error { return d.ForceNew(name(d)) }\n}\n\n"
            "func (r Thing) Arguments",
        ),
    ],
)
def test_what_is_not_understood_is_not_claimed(tmp_path: Path, change: tuple[str, str]) -> None:
    assert _read(tmp_path, "azurerm", "azurerm_thing", typed=TYPED.replace(*change)) == {}
