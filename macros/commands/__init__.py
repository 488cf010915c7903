"""The commands: a module each, with `add`, which puts it into the command line."""
