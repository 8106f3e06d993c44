"""The E-ARK package: its structure, its METS and its digests by eark-validator, and what the profiles ask besides.

The rules of the profiles, in Schematron, are not in the package of eark-validator that the lock has; its later versions
have them, and fetch vocabularies from a network each time that they are imported. So what the profiles say must be is
asked here, by the number of the requirement.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from lxml import etree

from report.archive.bag import bag

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of what it imports
    from eark_validator.mets import MetsValidator
    from eark_validator.specifications.specification import EarkSpecifications
    from eark_validator.structure import StructureStatus, validate_package_structure
    from eark_validator.xml.schema import IP_SCHEMA

SPACES = {
    "m": "http://www.loc.gov/METS/",
    "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
    "x": "http://www.w3.org/1999/xlink",
}
REFERENCE = "@LOCTYPE='URL' and @x:type='simple' and @x:href"
MEASURED = "@MIMETYPE!='' and @SIZE and @CREATED and @CHECKSUM and @CHECKSUMTYPE"
MAP = "/m:mets/m:structMap[@LABEL='CSIP']"


def division(label: str) -> str:
    return f"{MAP}/m:div/m:div[@LABEL='{label}']"


#: Requirements that are a MUST, as XPath that is true of the METS of a package.
CSIP = {
    "CSIP1": "/m:mets/@OBJID!=''",
    "CSIP2": "/m:mets/@TYPE='Textual works – Digital'",
    "CSIP5": "/m:mets/@csip:OTHERCONTENTINFORMATIONTYPE!='' and /m:mets/@csip:CONTENTINFORMATIONTYPE='OTHER'",
    "CSIP6": "/m:mets/@PROFILE!=''",
    "CSIP117": "count(/m:mets/m:metsHdr)=1",
    "CSIP7": "/m:mets/m:metsHdr/@CREATEDATE",
    "CSIP9": "/m:mets/m:metsHdr/@csip:OAISPACKAGETYPE='SIP'",
    "CSIP10": "count(//m:agent[@ROLE='CREATOR' and @TYPE='OTHER' and @OTHERTYPE='SOFTWARE'])=1",
    "CSIP14": "//m:agent[@OTHERTYPE='SOFTWARE']/m:name!=''",
    "CSIP16": "//m:agent[@OTHERTYPE='SOFTWARE']/m:note[@csip:NOTETYPE='SOFTWARE VERSION']!=''",
    "CSIP18": "count(/m:mets/m:dmdSec[@ID and @CREATED])=1",
    "CSIP22": f"/m:mets/m:dmdSec/m:mdRef[{REFERENCE} and @MDTYPE='DC' and {MEASURED}]",
    "CSIP33": "count(/m:mets/m:amdSec/m:digiprovMD[@ID])=1",
    "CSIP36": f"/m:mets/m:amdSec/m:digiprovMD/m:mdRef[{REFERENCE} and @MDTYPE='PREMIS' and {MEASURED}]",
    "CSIP59": "count(/m:mets/m:fileSec[@ID])=1",
    "CSIP60": "/m:mets/m:fileSec/m:fileGrp[@USE='Documentation']",
    "CSIP113": "/m:mets/m:fileSec/m:fileGrp[@USE='Schemas']",
    "CSIP114": "/m:mets/m:fileSec/m:fileGrp[starts-with(@USE,'Representations')]",
    "CSIP64": "not(//m:fileGrp[not(@USE) or not(@ID) or not(m:file)])",
    "CSIP67": f"not(//m:file[not(@ID and {MEASURED})])",
    "CSIP76": f"not(//m:file[not(m:FLocat[{REFERENCE}])])",
    "CSIP80": "count(/m:mets/m:structMap)=1",
    "CSIP81": f"{MAP}[@TYPE='PHYSICAL' and @ID]",
    "CSIP84": f"count({MAP}/m:div)=1",
    "CSIP85": f"not({MAP}//m:div[not(@ID)])",
    "CSIP86": f"{MAP}/m:div/@LABEL=/m:mets/@OBJID",
    "CSIP88": f"count({division('Metadata')})=1",
    "CSIP91": f"{division('Metadata')}/@ADMID=/m:mets/m:amdSec/m:digiprovMD/@ID",
    "CSIP92": f"{division('Metadata')}/@DMDID=/m:mets/m:dmdSec/@ID",
    "CSIP96": f"{division('Documentation')}/m:fptr/@FILEID=//m:fileGrp[@USE='Documentation']/@ID",
    "CSIP100": f"{division('Schemas')}/m:fptr/@FILEID=//m:fileGrp[@USE='Schemas']/@ID",
    "CSIP107": f"{division('Representations/rep1')}",
    "CSIP108": f"{division('Representations/rep1')}/m:mptr/@x:title=//m:fileGrp[@USE='Representations/rep1']/@ID",
    "CSIP110": f"{division('Representations/rep1')}/m:mptr[@x:href='representations/rep1/METS.xml' and {REFERENCE}]",
}
SIP = {
    "SIP2": "/m:mets/@PROFILE='https://earksip.dilcis.eu/profile/E-ARK-SIP.xml'",
    "SIP4": "/m:mets/m:metsHdr/@csip:OAISPACKAGETYPE='SIP'",
    "SIP10": "//m:agent[@ROLE='ARCHIVIST' and @TYPE='ORGANIZATION']/m:name!=''",
    "SIP15": "count(//m:agent[@ROLE='CREATOR' and @TYPE='ORGANIZATION'])=1",
}


@pytest.fixture(scope="module")
def package(every_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the brief that has every kind of block."""
    folder = tmp_path_factory.mktemp("sip")
    (folder / "every.pdf").write_bytes(every_pdf)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report.archive.bag.make.find_verapdf", lambda: None)
        bag(folder / "every.pdf", folder / "bag", "e-ark")
    (package,) = (folder / "bag/data").iterdir()
    return package


def test_its_structure_is_well_formed(package: Path) -> None:
    report = validate_package_structure(str(package))
    assert report.status is StructureStatus.WellFormed and report.errors == []
    # The folder of a representation may have its own metadata and schemas; ours are at the top.
    assert sorted(warning.id for warning in report.warnings) == ["CSIPSTR13", "CSIPSTR15"]


@pytest.mark.parametrize("name", ["METS.xml", "representations/rep1/METS.xml"])
@pytest.mark.parametrize("schema", ["csip", "sip"])
def test_its_mets_is_valid(package: Path, name: str, schema: str) -> None:
    validator = MetsValidator(str(package))
    assert validator.validate_mets(name), validator.validation_errors
    IP_SCHEMA[schema].assertValid(etree.parse(package / name))


def test_every_file_is_in_a_mets_with_its_digest(package: Path) -> None:
    listed = set()
    for name in ("METS.xml", "representations/rep1/METS.xml"):
        validator = MetsValidator(str(package))
        validator.validate_mets(name)
        assert validator.get_manifest().check_integrity() == (True, [])
        listed |= {
            (package / name).parent / file_reference.path
            for file_reference in validator.file_references
        }
    assert listed == {path for path in package.rglob("*") if path.is_file()} - {
        package / "METS.xml"
    }


@pytest.mark.parametrize("requirement", CSIP | SIP)
def test_it_is_as_the_profiles_say_it_must_be(package: Path, requirement: str) -> None:
    expected = (
        EarkSpecifications.CSIP if requirement in CSIP else EarkSpecifications.SIP
    ).specification
    assert expected.get_requirement_by_id(requirement) is not None
    document = etree.parse(package / "METS.xml")
    assert document.xpath((CSIP | SIP)[requirement], namespaces=SPACES)


def test_its_folder_has_the_name_of_the_package(package: Path) -> None:
    assert etree.parse(package / "METS.xml").getroot().get("OBJID") == package.name
    assert etree.parse(package / "representations/rep1/METS.xml").getroot().get("OBJID") == "rep1"


@pytest.mark.parametrize("name", ["METS.xml", "representations/rep1/METS.xml"])
def test_its_own_schemas_are_where_its_mets_says(package: Path, name: str) -> None:
    root = etree.parse(package / name).getroot()
    located = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation").split()
    for uri, path in zip(located[::2], located[1::2], strict=True):
        schema = etree.parse((package / name).parent / path).getroot()
        assert schema.get("targetNamespace") == uri


def test_its_dublin_core_is_of_the_edition(package: Path) -> None:
    root = etree.parse(package / "metadata/descriptive/dc.xml").getroot()
    said = {etree.QName(item).localname: item.text for item in root}
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert said["identifier"] == f"urn:uuid:{package.name.removeprefix('uuid-')}"
    assert said["language"] == "ar-MA" and said["format"] == "application/pdf" and said["title"]
