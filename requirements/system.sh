#!/bin/sh
# sh requirements/system.sh python|pango|test|conformance|chromium|xelatex
#
# Installs with apt what Mujaz needs from the operating system, where that is allowed without a question
# (root, or sudo that asks for no password). Elsewhere it says in one line what to install, and fails. Where nothing is
# missing, it does nothing.
#
# A package is written PACKAGE=COMMAND,COMMAND where one of some commands tells whether it is here: what is here, from
# wherever it came, is not asked for again (a Node.js of its own makers and the distribution's npm exclude each other).
set -eu

case ${1-} in
python)
    what='Python 3.11 or newer with its venv module'
    debian='python3 python3-venv' fedora='python3' brew='python' ;;
pango)
    # The libraries that WeasyPrint 70 opens: gobject, pango, pangoft2, harfbuzz, harfbuzz-subset, fontconfig.
    what='Pango and HarfBuzz'
    debian='libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1' fedora='pango harfbuzz' brew='pango' ;;
test)
    what='The tools of the tests (pdftotext, pdffonts, qpdf; node for pdf.js; a compiler and ICU for PyICU; SoftHSM)'
    debian='poppler-utils=pdftotext qpdf=qpdf nodejs=node npm=npm g++=c++ pkg-config=pkg-config softhsm2=softhsm2-util
        python3-dev libicu-dev'
    fedora='poppler-utils qpdf nodejs npm gcc-c++ python3-devel pkgconf libicu-devel softhsm'
    brew='poppler qpdf node pkgconf icu4c softhsm' ;;
conformance)
    what='Java and Maven, for veraPDF'
    debian='default-jre-headless=java maven=mvn' fedora='java-latest-openjdk-headless maven' brew='openjdk maven' ;;
chromium)
    what='Chromium, for the benchmarks'
    debian='chromium=chromium,chromium-browser,google-chrome,google-chrome-stable,chrome'
    fedora='chromium' brew='--cask chromium' ;;
xelatex)
    what='XeLaTeX with polyglossia and bidi, for the benchmarks'
    debian='texlive-xetex=xelatex texlive-lang-arabic=xelatex texlive-latex-extra=xelatex'
    fedora='texlive-xetex texlive-polyglossia texlive-bidi texlive-lastpage' brew='--cask mactex-no-gui' ;;
*)
    echo 'usage: sh requirements/system.sh python|pango|test|conformance|chromium|xelatex' >&2
    exit 2 ;;
esac

missing=
for package in $debian; do
    commands=${package#*=} here=
    if [ "$commands" = "$package" ]; then commands=; fi
    for command in $(echo "$commands" | tr , ' '); do
        if command -v "$command" >/dev/null; then here=yes; fi
    done
    if [ -z "$here" ]; then missing="$missing ${package%%=*}"; fi
done
debian=${missing# }
if [ -z "$debian" ]; then exit 0; fi

as_root=
if [ "$(id -u)" -ne 0 ]; then as_root='sudo -n'; fi

if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    echo "$what: installing $debian with apt-get."
    # An old or unreachable list is no reason to stop: the package may be had all the same.
    $as_root apt-get update -qq || true
    # shellcheck disable=SC2086  # the names are meant to be split
    if $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $debian >/dev/null
    then exit 0; fi
fi
echo "$what: please install: Debian, Ubuntu: sudo apt install $debian; Fedora: sudo dnf install $fedora; macOS: brew install $brew" >&2
exit 1
