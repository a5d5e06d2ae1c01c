"""Every word that a reader is told, in Kazakh, Russian and English. Nowhere else is a sentence to people written.

`say(key, lang, **args)` tells a sentence of the catalogues, `code(kind, code, lang)` a code of a closed list. The
catalogues are files that a translator reads (Project Fluent): words/<language>/<area>.ftl; docs/reference/words.md
tells how one is added.
"""

from words.catalogue import NoWords, code, say
from words.language import DEFAULT, language, preferred

__all__ = ["DEFAULT", "NoWords", "code", "language", "preferred", "say"]
