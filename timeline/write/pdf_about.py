"""What a PDF says of itself, in the places where readers, catalogues and archives look for it: title,
description and language, and where it comes from.
"""

from __future__ import annotations

from timeline.provenance import PREFIX
from timeline.records import TYPE_CHECKING
from timeline.write.markup import Markup, element, painted
from timeline.write.pdf_objects import array, dictionary, reference, text

if TYPE_CHECKING:
    from timeline.provenance import Provenance
    from timeline.scene import Scene
    from timeline.write.pdf_objects import Objects

SPACE = "urn:timeline:provenance"
"""What tells the words of this program from those of others, where a page says where it comes from."""


def information(scene: Scene, made: Provenance | None) -> dict[str, str]:
    """The entries of the document information, but for the programs."""
    said = {"Title": text(painted(scene.title)), "Subject": text(painted(scene.description))}
    if made:
        said |= {PREFIX + name: text(value) for name, value in made.fields().items()}
    return said


def catalogue(objects: Objects, scene: Scene, made: Provenance | None, producer: str = "") -> dict[str, str]:
    """The entries of the catalogue; what they lead to is put into the file. ``producer`` is the program that
    writes it."""
    metadata = objects.stream(
        _metadata(scene, producer), {"Type": "/Metadata", "Subtype": "/XML"}, packed=False
    )
    entries = {
        "Lang": text(scene.lang),
        "ViewerPreferences": "<</DisplayDocTitle true>>",
        "Metadata": reference(metadata),
    }
    if made and made.origin.data is not None:
        entries |= _attached(objects, made.origin.name or "events.json", made.origin.data)
    return entries


def _attached(objects: Objects, name: str, data: bytes) -> dict[str, str]:
    """Attaches an events file, and gives the entries of the catalogue by which readers list it."""
    entries = {"Type": "/EmbeddedFile", "Subtype": "/application#2Fjson"}
    inside = reference(objects.stream(data, {**entries, "Params": dictionary({"Size": str(len(data))})}))
    described = {
        "Type": "/Filespec",
        "F": text(name),
        "UF": text(name),
        "EF": dictionary({"F": inside, "UF": inside}),
        "AFRelationship": "/Source",
    }
    file = reference(objects.add(dictionary(described)))
    tree = dictionary({"EmbeddedFiles": dictionary({"Names": array((text(name), file))})})
    return {"Names": tree, "AF": array((file,))}


def on_page(objects: Objects, made: Provenance) -> str:
    """A page's own note of where it comes from. LaTeX takes it along with the page, where it leaves all that
    is said of the whole file behind."""
    said = {f"timeline:{name}": value for name, value in made.fields().items()}
    described = element("rdf:Description", {"rdf:about": "", "xmlns:timeline": SPACE, **said})
    packet = _packet(described)
    return reference(objects.stream(packet, {"Type": "/Metadata", "Subtype": "/XML"}, packed=False))


def _metadata(scene: Scene, producer: str) -> bytes:
    """Title, description, language and the ``producer`` as XMP, which catalogues and archives read."""
    words = {
        "dc:title": element(
            "rdf:Alt", {}, element("rdf:li", {"xml:lang": "x-default"}, painted(scene.title))
        ),
        "dc:description": element(
            "rdf:Alt", {}, element("rdf:li", {"xml:lang": "x-default"}, painted(scene.description))
        ),
        "dc:language": element("rdf:Bag", {}, element("rdf:li", {}, scene.lang)),
        "dc:format": "application/pdf",
    }
    spaces = {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}
    if producer:
        words["pdf:Producer"] = producer
        spaces["xmlns:pdf"] = "http://ns.adobe.com/pdf/1.3/"
    described = element(
        "rdf:Description",
        {"rdf:about": "", **spaces},
        *(element(name, {}, inside) for name, inside in words.items()),
    )
    return _packet(described)


def _packet(described: Markup) -> bytes:
    rdf = element("rdf:RDF", {"xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}, described)
    packet = element("x:xmpmeta", {"xmlns:x": "adobe:ns:meta/"}, rdf)
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'  # the format's own, fixed
    return f'{begin}\n{packet}\n<?xpacket end="r"?>\n'.encode()
