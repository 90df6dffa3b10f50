"""Results over HTTP: drafting, signing, change, the public check, and forms made on the spot."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import officer, public, signed_in
from backend.access.step_up import stepped_up
from backend.documents.upload_stream import receive_upload
from backend.platform.etags import IfMatch, named_version
from backend.platform.file_headers import file_headers
from backend.platform.problems import RuleBroken, field
from backend.platform.rate import Rate
from backend.results import declaration as declared
from backend.results import queries, verifying
from backend.results.actions import changing, drafting, signing
from backend.results.control_sheet import control_sheet as sheet_of
from backend.settings import MIB
from backend.signing.signatory import Leave
from shared.contracts.results import (
    DecideChange,
    FileCheck,
    ProposeChange,
    ResultCheck,
    ResultDesk,
    SaveResult,
    SignResult,
    StartResult,
)

AnyRequest = Request[Any, Any, Any]
_LARGEST_CHECKED = 10 * MIB
_codes, _files = Rate(60, 60), Rate(30, 60)
Pin = Annotated[str, Parameter(header="X-Signing-Pin", required=False, max_length=64)]
Code = Annotated[str, Parameter(header="X-Signing-Code", required=False, max_length=16)]


@get("/dossiers/{dossier_id:uuid}/control-sheet", **officer())
async def control_sheet(
    actor: Actor, dossier_id: UUID, disposition: str = "inline"
) -> Response[bytes]:
    """The control sheet of a dossier in my sight, as of now (PDF)."""
    name, content = await sheet_of(actor, dossier_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


@get("/dossiers/{dossier_id:uuid}/declaration", **signed_in())
async def declaration(actor: Actor, dossier_id: UUID, disposition: str = "") -> Response[bytes]:
    """What was declared in a dossier I may see, as a printed form (PDF)."""
    name, content = await declared.declaration(actor, dossier_id)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


@get("/procedures/{code:str}/form/blank", **public())
async def blank_form(code: str, disposition: str = "inline") -> Response[bytes]:
    """The form of a procedure to print and fill in by hand (PDF)."""
    name, content = await declared.blank(code)
    return Response(content, media_type="application/pdf", headers=file_headers(name, disposition))


@get("/dossiers/{dossier_id:uuid}/result-desk", **officer())
async def result_desk(actor: Actor, dossier_id: UUID) -> ResultDesk:
    """The result of a dossier in my sight: draft, signing, what was issued, what I may do."""
    needs = await signing.needs_code(actor, dossier_id)
    return await queries.desk(actor, dossier_id, needs_code=needs)


@post("/dossiers/{dossier_id:uuid}/result-draft", **officer())
async def start_result(actor: Actor, dossier_id: UUID, data: StartResult) -> ResultDesk:
    """Begins a draft of a kind with what the dossier knows."""
    return await drafting.start(actor, dossier_id, data.kind)


@patch("/dossiers/{dossier_id:uuid}/result-draft", **officer())
async def save_result(
    actor: Actor, dossier_id: UUID, data: SaveResult, if_match: IfMatch = ""
) -> ResultDesk:
    """Saves fields of the draft named by If-Match and makes its file anew."""
    return await drafting.save(actor, dossier_id, data, named_version(if_match))


@get("/dossiers/{dossier_id:uuid}/result-draft/file", **officer())
async def result_file(actor: Actor, dossier_id: UUID) -> Response[bytes]:
    """The very file to approve and sign (PDF); that I was shown it is written down."""
    content = await drafting.file_to_look_at(actor, dossier_id)
    return Response(
        content, media_type="application/pdf", headers=file_headers("du-thao.pdf", "inline")
    )


@post("/dossiers/{dossier_id:uuid}/result-code", **officer())
async def send_signing_code(actor: Actor, dossier_id: UUID) -> ResultDesk:
    """Has the signing service send me its one-time code."""
    await signing.send_code(actor, dossier_id)
    return await queries.desk(actor, dossier_id, needs_code=True)


@post("/dossiers/{dossier_id:uuid}/result-signature", **stepped_up(officer()))
async def sign_result(
    actor: Actor, dossier_id: UUID, data: SignResult, pin: Pin = "", code: Code = ""
) -> Response[ResultDesk]:
    """The leader signs the file seen: that approves. 202 when it takes longer than a second."""
    return _answer(*await signing.sign_draft(actor, dossier_id, data, leave_of(pin, code)))


@post("/dossiers/{dossier_id:uuid}/result-seal", **stepped_up(officer()))
async def seal_result(
    actor: Actor, dossier_id: UUID, data: SignResult, pin: Pin = "", code: Code = ""
) -> Response[ResultDesk]:
    """Number, seal and issue. 202 when it takes longer than a second."""
    return _answer(*await signing.seal_draft(actor, dossier_id, data, leave_of(pin, code)))


@post("/results/{result_id:uuid}/changes", **officer())
async def propose_change(actor: Actor, result_id: UUID, data: ProposeChange) -> ResultDesk:
    """Proposes to revoke or replace a result, with the reason."""
    return await changing.propose(actor, result_id, data)


@post("/result-changes/{change_id:uuid}/decision", **stepped_up(officer()))
async def decide_change(actor: Actor, change_id: UUID, data: DecideChange) -> ResultDesk:
    """Decides about a proposal of somebody else."""
    return await changing.decide(actor, change_id, data)


@get("/results/{verification_code:str}", **public())
async def check_result(request: AnyRequest, verification_code: str) -> ResultCheck:
    """Whether a result is real and in force, by the code on it."""
    _codes.take(asker(request))
    return await verifying.check_code(verification_code)


@post("/results/check", status_code=200, **public())
async def check_result_file(request: AnyRequest) -> FileCheck:
    """What a file proves (multipart: `file`, at most 10 MB); it is not kept."""
    _files.take(asker(request))
    upload = await receive_upload(
        request.headers.get("content-type", ""),
        request.headers.get("content-length", ""),
        request.stream(),
        _LARGEST_CHECKED,
    )
    with upload.file as file:
        file.seek(0)
        return await verifying.check_file(file.read())


def _answer(desk: ResultDesk, done: bool) -> Response[ResultDesk]:
    return Response(desk, status_code=200 if done else 202)


def leave_of(pin: str, code: str) -> Leave:
    """What was typed to let the key be used. Raises RuleBroken without a PIN."""
    if not pin.strip():
        raise RuleBroken(
            "Nhập mã PIN ký số.", en="The PIN is missing.", errors=[field("/pin", "Nhập mã PIN.")]
        )
    return Leave(pin.strip(), code.strip())


ROUTES = [
    control_sheet,
    declaration,
    blank_form,
    result_desk,
    start_result,
    save_result,
    result_file,
    send_signing_code,
    sign_result,
    seal_result,
    propose_change,
    decide_change,
    check_result,
    check_result_file,
]
