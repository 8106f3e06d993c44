"""The PREMIS of a bag: as version 3.0 of its schema orders it, true to the files, and linked to itself."""

from __future__ import annotations

import re
from hashlib import sha256, sha512
from pathlib import Path

import pytest
from lxml import etree

from report.archive.bag import LAYOUTS, Layout, bag

P = "{http://www.loc.gov/premis/v3}"
KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"
#: The order of what an element holds, those that must be there with an exclamation mark (PREMIS 3.0, premis.xsd).
ORDER = {
    "premis": "object! event agent rights",
    "object": "objectIdentifier! preservationLevel significantProperties objectCharacteristics originalName storage"
    " signatureInformation environmentFunction relationship linkingEventIdentifier linkingRightsStatementIdentifier",
    "objectIdentifier": "objectIdentifierType! objectIdentifierValue!",
    "significantProperties": "significantPropertiesType significantPropertiesValue",
    "objectCharacteristics": "compositionLevel fixity size format! creatingApplication inhibitors",
    "fixity": "messageDigestAlgorithm! messageDigest! messageDigestOriginator",
    "format": "formatDesignation formatRegistry formatNote",
    "formatDesignation": "formatName! formatVersion",
    "formatRegistry": "formatRegistryName! formatRegistryKey! formatRegistryRole",
    "creatingApplication": "creatingApplicationName creatingApplicationVersion dateCreatedByApplication",
    "storage": "contentLocation storageMedium",
    "contentLocation": "contentLocationType! contentLocationValue!",
    "relationship": "relationshipType! relationshipSubType! relatedObjectIdentifier! relatedEventIdentifier",
    "relatedObjectIdentifier": "relatedObjectIdentifierType! relatedObjectIdentifierValue! relatedObjectSequence",
    "event": "eventIdentifier! eventType! eventDateTime! eventDetailInformation eventOutcomeInformation"
    " linkingAgentIdentifier linkingObjectIdentifier",
    "eventIdentifier": "eventIdentifierType! eventIdentifierValue!",
    "eventDetailInformation": "eventDetail",
    "eventOutcomeInformation": "eventOutcome eventOutcomeDetail",
    "eventOutcomeDetail": "eventOutcomeDetailNote",
    "linkingAgentIdentifier": "linkingAgentIdentifierType! linkingAgentIdentifierValue! linkingAgentRole",
    "linkingObjectIdentifier": "linkingObjectIdentifierType! linkingObjectIdentifierValue! linkingObjectRole",
    "agent": "agentIdentifier! agentName agentType agentVersion agentNote",
    "agentIdentifier": "agentIdentifierType! agentIdentifierValue!",
}


@pytest.fixture(params=LAYOUTS)
def bagged(
    request: pytest.FixtureRequest, edition: Path, tmp_path: Path
) -> tuple[Path, etree._Element]:
    """The folder that the paths in a PREMIS begin at, and the PREMIS."""
    layout: Layout = request.param
    folder = bag(edition, tmp_path / "bag", layout).folder / "data"
    if layout == "e-ark":
        (folder,) = folder.iterdir()
    (path,) = folder.rglob("premis.xml")
    return folder, etree.parse(path).getroot()


def test_every_element_is_in_its_order(bagged: tuple[Path, etree._Element]) -> None:
    _, root = bagged
    assert root.tag == f"{P}premis" and root.get("version") == "3.0"
    for element in root.iter():
        name = element.tag.removeprefix(P)
        order = ORDER.get(name, "").split()
        names = [element_name.rstrip("!") for element_name in order]
        inside = [element_name.tag.removeprefix(P) for element_name in element]
        assert inside == sorted(inside, key=names.index), name
        assert {
            element_name.rstrip("!") for element_name in order if element_name.endswith("!")
        } <= set(inside), name
        assert inside or (element.text or "").strip(), name


def test_every_file_has_an_object_with_its_size_and_digests(
    bagged: tuple[Path, etree._Element],
) -> None:
    folder, root = bagged
    reported = set()
    for element in root.iterfind(f"{P}object[@{KIND}='premis:file']"):
        path = folder / element.findtext(f".//{P}contentLocationValue")
        data = path.read_bytes()
        reported.add(path)
        digests = {
            fixity.findtext(f"{P}messageDigestAlgorithm"): fixity.findtext(f"{P}messageDigest")
            for fixity in element.iter(f"{P}fixity")
        }
        assert digests == {"SHA-256": sha256(data).hexdigest(), "SHA-512": sha512(data).hexdigest()}
        assert int(element.findtext(f".//{P}size")) == len(data)
    metadata = {"premis.xml", "METS.xml", "dc.xml"}
    paths = {path for path in folder.rglob("*") if path.is_file() and path.name not in metadata}
    assert reported == {path for path in paths if path.suffix != ".xsd"}


def test_the_pdf_is_pdf_a_3a_in_pronom_and_came_of_its_sources(
    bagged: tuple[Path, etree._Element],
) -> None:
    _, root = bagged
    (pdf,) = [
        element
        for element in root.iter(f"{P}object")
        if "edition.pdf" in (element.findtext(f".//{P}contentLocationValue") or "")
    ]
    assert pdf.findtext(f".//{P}formatName") == "PDF/A-3a"
    assert (
        pdf.findtext(f".//{P}formatRegistryName"),
        pdf.findtext(f".//{P}formatRegistryKey"),
    ) == (
        "PRONOM",
        "fmt/479",
    )
    derived = pdf.find(f"{P}relationship[{P}relationshipSubType='has source']")
    sources = {
        element.findtext(f".//{P}objectIdentifierValue")
        for element in root.iter(f"{P}object")
        if "sources/" in (element.findtext(f".//{P}contentLocationValue") or "")
    }
    assert {
        element.text for element in derived.iter(f"{P}relatedObjectIdentifierValue")
    } == sources and len(sources) == 10
    assert root.findtext(f".//{P}significantPropertiesValue") == "حوادث يناير"


def test_what_is_linked_is_there_and_no_name_stands_for_two(
    bagged: tuple[Path, etree._Element],
) -> None:
    _, root = bagged
    kinds = ("object", "event", "agent")
    own = {}
    for kind in kinds:
        own[kind] = [
            element.text
            for element in root.iterfind(f"{P}{kind}/{P}{kind}Identifier/{P}{kind}IdentifierValue")
        ]
    names = []
    for kind in kinds:
        for name in own[kind]:
            names.append(name)
    assert len(set(names)) == len(names) and all(
        re.fullmatch("urn:uuid:[0-9a-f-]{36}", name) for name in names
    )
    for element in root.iter():
        if match := re.fullmatch(
            rf"{re.escape(P)}(?:linking|related)(\w+)IdentifierValue", element.tag
        ):
            assert element.text in own[match[1].lower()]


def test_what_was_done_is_reported_and_what_was_not(bagged: tuple[Path, etree._Element]) -> None:
    _, root = bagged
    events = [
        (
            element.findtext(f"{P}eventType"),
            element.findtext(f".//{P}eventOutcome"),
            element.findtext(f"{P}eventDateTime"),
        )
        for element in root.iter(f"{P}event")
    ]
    date = "2026-02-02T00:00:00+00:00"
    assert events == [
        ("creation", "success", date),
        ("fixity check", "pass", date),
        ("validation", "not performed", date),
        ("validation", "not performed", date),
        ("message digest calculation", "success", date),
        ("information package creation", "success", date),
    ]
    agents = {
        (element.findtext(f"{P}agentName"), element.findtext(f"{P}agentType"))
        for element in root.iter(f"{P}agent")
    }
    assert agents == {("Mujaz", "software"), ("مصلحة الإحصاء", "organization")}
