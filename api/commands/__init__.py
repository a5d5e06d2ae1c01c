"""A route per command. It is named like the command, and translates words into the domain's."""
