@echo off
rem Iuran untuk Windows, tanpa make. Panduan: docs\windows.md (belum diuji di Windows)
rem klik dua kali: formulir; "jalankan.bat report": laporan; seret .xlsx ke sini: jalankan
setlocal
cd /d "%~dp0"
set "TASK=form"
if not "%~1"=="" set "TASK=%~1"
if /i "%~x1"==".xlsx" set TASK=run "%~f1"
if exist .venv\ready.txt goto start
set "PY=python"
for %%v in (3.13 3.12 3.11) do py -%%v -c "" >nul 2>nul && set "PY=py -%%v"
%PY% -m venv .venv || goto failed
set "PIP=.venv\Scripts\python.exe -m pip install --disable-pip-version-check"
set "FROM=--require-hashes -r requirements.lock"
if exist wheelhouse set "FROM=--no-index --find-links wheelhouse --require-hashes -r wheelhouse\requirements.txt"
%PIP% %FROM% || goto failed
%PIP% --no-index --no-deps --no-build-isolation -e . || goto failed
echo ready> .venv\ready.txt
:start
.venv\Scripts\python.exe -m analysis %TASK%
if exist reports start "" reports
goto end
:failed
echo Gagal. Perlu Python 3.11 sampai 3.13; wheelhouse: 3.11. Lihat docs\windows.md
:end
pause
