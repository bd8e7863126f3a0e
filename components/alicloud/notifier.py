"""Receivers of alarms: contacts and a contact group of CloudMonitor."""

from __future__ import annotations

import re

import pulumi
from pulumi_alicloud import cms

from components.alicloud.context import AlicloudContext
from components.notifier import NotifierArgs, NotifierOutputs

_CONTACT_LENGTH = 40
"""Of a contact's name. Source: terraform-provider-alicloud, cms_alarm_contact, `alarm_contact_name`, 2026-08."""


def build_notifier(
    ctx: AlicloudContext, name: str, args: NotifierArgs, opts: pulumi.ResourceOptions
) -> NotifierOutputs:
    """One contact per address, all in one group; each gets a mail to confirm, and nothing else before that.

    `key_id` protects nothing here: CloudMonitor sends mails and stores no messages. `location` changes nothing:
    contacts belong to the account, and CDN metrics are watched like all others.
    """
    contacts = [_contact(ctx, name, address, opts) for address in args.emails]
    group = cms.AlarmContactGroup(
        f"{name}-group",
        alarm_contact_group_name=ctx.label.physical(name, 64),
        describe=f"{ctx.label.project} {ctx.label.environment}",
        contacts=[contact.alarm_contact_name for contact in contacts],
        enable_subscribed=False,  # only what this project watches, not CloudMonitor's weekly report
        opts=opts,
    )
    return NotifierOutputs(target=group.alarm_contact_group_name)


def _contact(ctx: AlicloudContext, name: str, address: str, opts: pulumi.ResourceOptions) -> cms.AlarmContact:
    person = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-")
    return cms.AlarmContact(
        f"{name}-{person}",
        alarm_contact_name=ctx.label.physical(f"{name}-{person}", _CONTACT_LENGTH),
        describe=f"{ctx.label.project} {ctx.label.environment}",
        channels_mail=address,
        lang="en",
        opts=opts,
    )
