"""The files a repository starts with: a config, a first rule with its cases, a hook, a job for its CI system."""

from riveter.scaffold.files import PlannedFile, plan
from riveter.scaffold.pack import pack_files
from riveter.scaffold.source import requirement
from riveter.scaffold.survey import RepositorySurvey, survey

__all__ = ["PlannedFile", "RepositorySurvey", "pack_files", "plan", "requirement", "survey"]
