"""The words for people in a case."""

from __future__ import annotations

from immdesk.basics.words import _


def role_words(role: str) -> str:
    """Give a role in words."""
    return {
        "petitioner": _("Petitioner"),
        "principal": _("Principal"),
        "beneficiary": _("Beneficiary"),
        "derivative": _("Derivative"),
        "joint_sponsor": _("Joint sponsor"),
    }.get(role, role.replace("_", " ").capitalize())


def relationship_words(relationship: str, to_principal: bool = False) -> str:
    """Give a relationship to the petitioner in words, or to the principal where an employer petitions."""
    if to_principal:
        return {
            "spouse": _("Spouse of the principal"),
            "child": _("Child of the principal"),
        }.get(relationship, relationship)
    return {
        "spouse": _("Spouse of the petitioner"),
        "parent": _("Parent of the petitioner"),
        "child": _("Child of the petitioner"),
        "stepchild": _("Stepchild of the petitioner"),
        "sibling": _("Brother or sister of the petitioner"),
    }.get(relationship, relationship)
