"""The permissions of WidgetPort."""

from ngnprov.calls.policy import EVERYBODY, Permission

READ = Permission("widget.read", EVERYBODY)
WRITE = Permission("widget.write", EVERYBODY)
