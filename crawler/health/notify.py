"""A night's report to whom the settings name, by webhook and by e-mail; what fails is told in a line and ends nothing."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, getaddresses, make_msgid
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from tenacity import Retrying, stop_after_attempt, wait_fixed

from crawler.health.markdown import as_markdown
from crawler.health.report import NightReport
from crawler.settings import HealthSettings

_TIMEOUT = 20.0  # seconds
_TRIES, _PAUSE = 2, 5.0
_NAMES_IN_SUBJECT = 3
_REDIRECTS = range(300, 400)


def tell(
    report: NightReport, settings: HealthSettings, *, timeout: float = _TIMEOUT, pause: float = _PAUSE
) -> tuple[str, ...]:
    """Sends the report if the settings want this night told of; gives a line for each way that failed.

    No line holds more of a webhook's address than its host, as such addresses are secrets, or what a server said.
    """
    if settings.tell != "always" and not report.needs_person:
        return ()
    return tuple(_failures(report, settings, timeout, pause))


def _failures(report: NightReport, settings: HealthSettings, timeout: float, pause: float) -> Iterator[str]:
    if settings.webhook:
        failure = _tried(lambda: _post(report, settings.webhook, timeout), pause)
        if failure:
            yield f"the webhook at {_host(settings.webhook)} did not take the report: {failure}"
    if settings.mail_to:
        failure = _tried(lambda: _mail(report, settings, timeout), pause)
        if failure:
            yield f"the mail server {settings.smtp_host} did not take the report: {failure}"


def _tried(send: Callable[[], str | None], pause: float) -> str | None:
    """Why it failed, the last time; None where it did not."""
    try:
        return Retrying(stop=stop_after_attempt(_TRIES), wait=wait_fixed(pause), reraise=True)(send)
    except Exception as error:  # noqa: BLE001  # whatever a server does, the night goes on
        return _of_mail(error) if isinstance(error, smtplib.SMTPException) else _of_connection(error)


def _post(report: NightReport, url: str, timeout: float) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "nianbao"}
    request = Request(url, report.as_json().encode("utf-8", "replace"), headers, method="POST")  # noqa: S310  # the settings take http and https only
    opener = OpenerDirector()  # without the handler of redirects: a report goes where the settings say
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    try:
        opener.open(request, timeout=timeout).close()
    except HTTPError as error:
        error.close()
        raise


def _mail(report: NightReport, settings: HealthSettings, timeout: float) -> str | None:
    """Gives a reason where some of those who are to get it were refused: to try again would tell the others twice."""
    message = message_of(report, settings)
    recipients = [address for _, address in getaddresses([settings.mail_to])]
    with _connected(settings, timeout) as server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        refused = server.send_message(message, to_addrs=recipients)
    return f"it refuses {len(refused)} of {len(recipients)} addresses" if refused else None


def message_of(report: NightReport, settings: HealthSettings) -> EmailMessage:
    """The mail: the report's page as text."""
    message = EmailMessage(policy=SMTP)
    sender = settings.mail_from or settings.mail_to.split(",")[0].strip()
    message["From"], message["To"] = sender, settings.mail_to
    message["Subject"] = _subject(report)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="nianbao.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_markdown(report))
    return message


def _subject(report: NightReport) -> str:
    urgent = [finding.name for finding in report.findings if finding.needs_person]
    names = [" ".join(name.split()) for name in urgent if name and name.isprintable()][:_NAMES_IN_SUBJECT]
    told = f" {'、'.join(names)}" if names else ""
    return f"nianbao 年报 {report.day}: {report.headline}{told}"


def _connected(settings: HealthSettings, timeout: float) -> smtplib.SMTP:
    if settings.smtp_tls == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=timeout, context=context)
    return smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=timeout)


def _of_mail(error: smtplib.SMTPException) -> str:
    """A failure in words of ours: those of a server may repeat what is secret."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the login was refused ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"it answers {error.smtp_code}"
    return "it refuses all addresses" if isinstance(error, smtplib.SMTPRecipientsRefused) else type(error).__name__


def _of_connection(error: BaseException) -> str:
    """Likewise."""
    if isinstance(error, HTTPError):
        return f"it answers {error.code}" + (", and redirects are not followed" if error.code in _REDIRECTS else "")
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        error = error.reason
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold ({error.verify_message})"
    return error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "an address without a host"
    except ValueError:
        return "an address that is none"
