# SPDX-License-Identifier: Apache-2.0
"""Arguments that look like options: ``-5`` is a number, and it is the command that says what is wrong with it."""

import re

import click

_NUMBER = re.compile(r"-\.?[0-9]").match


class Command(click.Command):
    """A command to which a negative number is an argument."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what is neither an option nor a number is refused as usual."""
        try:
            return super().parse_args(ctx, list(args))
        except click.NoSuchOption:
            words = [word for word in args if not _NUMBER(word)]
            if len(words) == len(args):
                raise
        if not all(self._is_option(ctx, word) for word in words if word.startswith("-")):
            return super().parse_args(ctx, words)  # which says what it does not know
        ctx.ignore_unknown_options = True
        return super().parse_args(ctx, args)

    def _is_option(self, ctx: click.Context, word: str) -> bool:
        """Is a word that begins with ``-`` one of the command's options?"""
        name = word.split("=", 1)[0]
        return name in ("-", "--") or any(name in (*each.opts, *each.secondary_opts) for each in self.get_params(ctx))


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
