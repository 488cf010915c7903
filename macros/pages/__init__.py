"""What pages show: values for fragments and for the page shell. HTML stands in overrides/, never here.

Kinds of page and macros register as their modules are imported. So every module of this folder is: none is forgotten.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
