# SPDX-License-Identifier: Apache-2.0
"""``ngnprov completion``: what a shell runs to complete commands and options with the TAB key."""

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "zsh", "fish")
_PROGRAM = "ngnprov"


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which SHELL completes the commands and options of ngnprov.

    \b
    bash (4.4 or later), in ~/.bashrc:
      eval "$(ngnprov completion bash)"
    zsh, in ~/.zshrc, below compinit:
      eval "$(ngnprov completion zsh)"
    fish, once:
      ngnprov completion fish >~/.config/fish/completions/ngnprov.fish
    """
    made = get_completion_class(shell)
    assert made is not None  # click brings all three
    click.echo(made(context.find_root().command, {}, _PROGRAM, f"_{_PROGRAM.upper()}_COMPLETE").source())
