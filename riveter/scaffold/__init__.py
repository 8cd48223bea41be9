"""The files a repository starts with: a config, a first rule with its cases, a hook, a job for its CI system."""

from riveter.scaffold.files import Planned, plan
from riveter.scaffold.survey import Survey, survey

__all__ = ["Planned", "Survey", "plan", "survey"]
